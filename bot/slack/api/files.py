"""Upload of files to a person's direct messages, and download of those they put into a form."""

import json
from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import IO, Any, Protocol
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, Request, build_opener

from bot.domain.deliveries.model import NotTried, Outcome, RateLimited, Refused, Unknown
from bot.domain.errors import SlackTrouble
from bot.domain.transfers import FILE_GONE, FILE_TOO_LARGE, NO_FILE_SCOPE, Attachment
from bot.slack.api.call_timeout import CallTimeout, DeadlineSSLContext

SEND_WITHIN = FETCH_WITHIN = 60.0
"""Seconds for the bytes of a file, in all."""

_STEP_WITHIN = 20.0
_HOSTS = (".slack.com", ".slack-gov.com")
_CHUNK = 64 * 1024
_ERRORS = (OSError, HTTPException, ValueError)


class FileCall(Protocol):
    def __call__(self, workspace_id: str, method: str, *, timeout: float, **arguments: str) -> Any:
        """One call of the Web API, its answer's `data` a mapping. Raises SlackTrouble."""
        ...


class FileTransfers:
    """`api_url` is where the Web API is: files come from there, or from hosts of Slack's own."""

    def __init__(
        self,
        *,
        api_url: str,
        token_of: Callable[[str], str],
        call: FileCall,
        call_timeout: CallTimeout,
        tls: DeadlineSSLContext | None,
    ) -> None:
        self._api_url = api_url
        self._token_of = token_of
        self._call = call
        self._call_timeout = call_timeout
        self._opener = opener(tls)

    def send(self, workspace_id: str, channel: str, file: Attachment) -> Outcome | None:
        """Put a file into a channel, under its comment; None when it is there, else why it is not.

        It appears with the last of three calls: only after that one it may be unknown whether it did.
        """
        try:
            file_id = self._upload(workspace_id, file)
        except SlackTrouble as trouble:
            return _outcome(trouble, NotTried)
        arguments = {
            "files": json.dumps([{"id": file_id, "title": file.name}]),
            "channel_id": channel,
            "initial_comment": file.comment,
        }
        try:
            self._call(workspace_id, "files.completeUploadExternal", timeout=_STEP_WITHIN, **arguments)
        except SlackTrouble as trouble:
            return _outcome(trouble, Refused if trouble.permanent else Unknown)
        return None

    def fetch(self, workspace_id: str, address: str, *, most: int) -> bytes:
        """The bytes of a file that the bot may read, at most so many.

        Raises SlackTrouble: FILE_TOO_LARGE, FILE_GONE, NO_FILE_SCOPE, or whatever kept it from coming in time. The
        token goes to Slack alone, and nowhere else by a redirect.
        """
        if not is_address_of_slack(address, self._api_url):
            raise SlackTrouble("not an address of Slack's", permanent=True)
        request = Request(address, headers={"Authorization": f"Bearer {self._token_of(workspace_id)}"})
        return self._within(FETCH_WITHIN, lambda: self._read(request, most))

    def _upload(self, workspace_id: str, file: Attachment) -> str:
        """Send the bytes; the file's id. Nobody sees it yet. Raises SlackTrouble."""
        answer = self._call(
            workspace_id,
            "files.getUploadURLExternal",
            timeout=_STEP_WITHIN,
            filename=file.name,
            length=str(len(file.content)),
        )
        answered: Mapping[str, Any] = answer.data if isinstance(answer.data, Mapping) else {}
        address, file_id = answered.get("upload_url"), answered.get("file_id")
        if (
            not isinstance(address, str)
            or not isinstance(file_id, str)
            or not is_address_of_slack(address, self._api_url)
        ):
            raise SlackTrouble("no address to send the file to")
        headers = {"Content-Type": "application/octet-stream"}
        request = Request(address, data=file.content, headers=headers, method="POST")
        self._within(SEND_WITHIN, lambda: self._read(request, _CHUNK))
        return file_id

    def _within(self, seconds: float, call: Callable[[], bytes]) -> bytes:
        try:
            return self._call_timeout.within(seconds, call)
        except HTTPError as error:
            error.close()  # it is an answer, and has its connection
            raise _trouble(error) from error
        except _ERRORS as error:
            raise SlackTrouble(type(error).__name__) from error

    def _read(self, request: Request, most: int) -> bytes:
        with self._opener.open(request, timeout=_STEP_WITHIN) as answer:
            if request.data is None and answer.headers.get_content_type() == "text/html":
                raise SlackTrouble(NO_FILE_SCOPE, permanent=True)  # the page to sign in
            return self._read_all(answer, most)

    def _read_all(self, answer: Any, most: int) -> bytes:
        content = bytearray()
        while chunk := answer.read1(_CHUNK):
            content += chunk
            if len(content) > most:
                raise SlackTrouble(FILE_TOO_LARGE, permanent=True)
            if self._call_timeout.is_over():
                raise TimeoutError("nobody waits for this file any more")
        return bytes(content)


def is_address_of_slack(address: str, api_url: str) -> bool:
    """Whether an address is at the Web API's own host and port, or over TLS at a host of Slack's."""
    try:
        parts, api = urlsplit(address), urlsplit(api_url)
        place, own = (parts.scheme, parts.hostname, parts.port), (api.scheme, api.hostname, api.port)
    except ValueError:
        return False
    if parts.username is not None or parts.password is not None:
        return False
    is_host_of_slack = f".{parts.hostname}".endswith(_HOSTS)
    return place == own or (is_host_of_slack and parts.scheme == "https" and parts.port in (None, 443))


class _NoRedirects(HTTPRedirectHandler):
    """A redirect is the answer: it leads to a page to sign in, or elsewhere with our token."""

    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str) -> None:
        return None


def opener(tls: DeadlineSSLContext | None = None) -> OpenerDirector:
    """What opens an address of Slack's, and follows it nowhere else."""
    return build_opener(_NoRedirects(), *([HTTPSHandler(context=tls)] if tls is not None else []))


def _trouble(error: HTTPError) -> SlackTrouble:
    if error.code in (404, 410):
        return SlackTrouble(FILE_GONE, permanent=True)
    if 300 <= error.code < 400 or error.code in (401, 403):
        return SlackTrouble(NO_FILE_SCOPE, permanent=True)
    return SlackTrouble(f"HTTP {error.code}")


def _outcome(trouble: SlackTrouble, kind: Callable[[str], Outcome]) -> Outcome:
    return RateLimited(trouble.retry_after) if trouble.retry_after is not None else kind(trouble.error)
