"""Files go in and out as with Slack: in three steps from the app, by a form's field from a person, and by token out."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from bot.sandbox import Sandbox
from bot.sandbox.api import faults
from tests.sandbox.conftest import ANA, BOT, CHEN, CUSTOMERS, MANIFEST, TEAM, TOKEN, App, Calls, settings
from tests.sandbox.kit import asks, plain

CSV = "Name\nÄcme\n".encode()
FILE_SCOPES = ("files:write", "files:read")


def with_scopes(app: App, *scopes: str) -> Any:
    return settings(app.url, oauth_config={"scopes": {"bot": [*MANIFEST["oauth_config"]["scopes"]["bot"], *scopes]}})


@pytest.fixture
def sandbox(app: App) -> Iterator[Sandbox]:
    sandbox = Sandbox(TEAM, with_scopes(app, *FILE_SCOPES), rate_limits=False)
    yield sandbox
    sandbox.stop()


@pytest.fixture
def web(served: Sandbox) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.url, trust_env=False, verify=False, timeout=10) as client:
        yield client


def promised(call: Calls, content: bytes = CSV, name: str = "a.csv") -> tuple[str, str]:
    said = call("files.getUploadURLExternal", filename=name, length=len(content)).body
    assert said["ok"], said
    return said["upload_url"], said["file_id"]


def uploaded(call: Calls, web: httpx.Client, content: bytes = CSV, name: str = "a.csv") -> str:
    address, file_id = promised(call, content, name)
    assert web.post(address, content=content).status_code == 200
    return file_id


def error_of(call: Calls, method: str, **arguments: Any) -> str | None:
    return call(method, **arguments).error


def test_the_real_client_sends_a_file_to_somebody_who_sees_and_downloads_it(served: Sandbox, web: httpx.Client) -> None:
    client = WebClient(token=TOKEN, base_url=served.url + "/api/", retry_handlers=[])
    dm = str(client.conversations_open(users=ANA)["channel"]["id"])
    sent = client.files_upload_v2(content=CSV, filename="a.csv", title="All", channel=dm, initial_comment="Here")
    file = sent["files"][0]
    assert (file["name"], file["title"], file["size"], file["user"]) == ("a.csv", "All", len(CSV), BOT)
    assert (file["filetype"], file["mimetype"], file["ims"]) == ("csv", "text/csv", [dm])
    (message,) = served.messages(dm)
    assert message.text == "Here" and [each["id"] for each in message.files or ()] == [file["id"]]
    assert client.conversations_history(channel=dm)["messages"][0]["files"][0]["id"] == file["id"]
    assert client.files_info(file=file["id"])["file"]["size"] == len(CSV)
    assert [each.method for each in served.posts()] == ["files.completeUploadExternal"]
    seen = web.get(f"/ui/file/{file['id']}", params={"as": ANA})
    assert seen.content == CSV and "a.csv" in seen.headers["content-disposition"]
    assert web.get(f"/ui/file/{file['id']}", params={"as": CHEN}).status_code == 404


def test_an_upload_is_refused_as_slack_refuses_it(served: Sandbox, call: Calls, web: httpx.Client) -> None:
    ask = "files.getUploadURLExternal"
    assert error_of(call, ask, filename="a.csv") == "missing_argument"
    assert error_of(call, ask, filename="a.csv", length=0) == "missing_argument"
    assert error_of(call, ask, length=3) == "missing_argument"
    assert error_of(call, ask, filename="a.csv", length="three") == "invalid_arguments"
    assert error_of(call, ask, filename="a.csv", length=2_000_000_000) == "file_upload_size_restricted"
    assert error_of(call, ask, filename="a.py", length=2_000_000, snippet_type="python") == "snippet_too_large"
    assert error_of(call, ask, filename="a.png", length=3, alt_txt="x" * 1001) == "alt_txt_too_large"
    address, _ = promised(call)
    assert web.post(address, content=CSV + b"more").status_code == 400
    assert web.post(address, content=CSV).status_code == 200
    assert web.post(address, content=CSV).status_code == 400, "an address takes one file"
    assert web.post(f"{served.url}/upload/v1/guessed", content=CSV).status_code == 400


def test_only_a_file_that_was_sent_is_completed_and_only_once(call: Calls, web: httpx.Client) -> None:
    complete, dm = "files.completeUploadExternal", "D0ANA"
    _, never_sent = promised(call)
    for files in ([{"id": "F0UNKNOWN"}], [{"id": never_sent}]):
        assert error_of(call, complete, files=json.dumps(files), channel_id=dm) == "file_not_found"
    for wrong in ("", "[]", "no json", '["F1"]', "{}"):
        assert error_of(call, complete, files=wrong, channel_id=dm) == "invalid_arguments"
    file_id = uploaded(call, web)
    assert error_of(call, "files.info", file=file_id) == "file_not_found"
    for channel, error in (("C0NONE", "channel_not_found"), (ANA, "channel_not_found"), ("C0RAND", "not_in_channel")):
        assert error_of(call, complete, files=[{"id": file_id}], channel_id=channel) == error
    assert error_of(call, complete, files=[{"id": file_id}], channel_id=CUSTOMERS) is None
    assert error_of(call, complete, files=[{"id": file_id}], channel_id=CUSTOMERS) == "file_not_found"


def test_each_step_takes_its_scope(app: App) -> None:
    sandbox = Sandbox(TEAM, with_scopes(app), rate_limits=False)
    trigger = sandbox.trigger(ANA)
    modal = {"type": "modal", "title": plain("x"), "submit": plain("x"), "blocks": [asks({"type": "file_input"})]}
    for method, arguments, scope in (
        ("files.getUploadURLExternal", {"filename": "a.csv", "length": 3}, "files:write"),
        ("files.completeUploadExternal", {"files": [{"id": "F1"}]}, "files:write"),
        ("files.info", {"file": "F1"}, "files:read"),
        ("views.open", {"trigger_id": trigger, "view": modal}, "files:read"),
        ("views.open", {"trigger_id": trigger, "view": json.dumps(modal)}, "files:read"),
    ):
        body = sandbox.api.answer(method, arguments, TOKEN).body
        assert (body["error"], body["needed"]) == ("missing_scope", scope)
    sandbox.stop()


def test_the_app_downloads_what_somebody_put_into_a_form_by_its_token_alone(
    served: Sandbox, web: httpx.Client, call: Calls
) -> None:
    file = web.post("/ui/upload", params={"as": ANA, "name": "Kunden Ä.csv"}, content=CSV).json()["file"]
    assert (file["name"], file["user"], file["size"], file["channels"]) == ("Kunden Ä.csv", ANA, len(CSV), [])
    address = file["url_private_download"]
    assert web.get(address, headers={"authorization": f"Bearer {TOKEN}"}).content == CSV
    for headers in ({}, {"authorization": "Bearer xoxb-other"}):
        assert web.get(address, headers=headers).status_code == 302
    served.workspace.files.delete(file["id"])
    assert web.get(address, headers={"authorization": f"Bearer {TOKEN}"}).status_code == 404
    assert error_of(call, "files.info", file=file["id"]) == "file_deleted"


def test_a_form_takes_no_empty_file_and_none_over_10_mb(web: httpx.Client) -> None:
    def put(content: bytes) -> str:
        return str(web.post("/ui/upload", params={"as": ANA, "name": "a.csv"}, content=content).json().get("error"))

    assert [put(b""), put(b"x" * (10 * 1024 * 1024 + 1)), put(b"x")] == ["empty_file", "file_too_large", "None"]


def test_faults_hit_the_bytes_too(served: Sandbox, web: httpx.Client, call: Calls) -> None:
    served.fail("file upload", faults.ERROR_BEFORE)
    address, _ = promised(call)
    assert web.post(address, content=CSV).status_code == 500
    file = served.choose_file(ANA, "a.csv", CSV)
    served.fail("file download", faults.LOST_AFTER)
    with pytest.raises(httpx.RemoteProtocolError):
        web.get(file["url_private_download"], headers={"authorization": f"Bearer {TOKEN}"})
