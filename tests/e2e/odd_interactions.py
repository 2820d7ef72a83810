"""Signed presses, forms, searches and shortcuts of a shape that Slack would hardly send."""

from collections.abc import Iterator
from typing import Any

from bot.messages.conversations import conversation_form, receipts
from bot.messages.weekly import mondays
from bot.messages.workspace import home
from tests.app_fixture import CUSTOMERS
from tests.e2e.odd_requests import GONE, NO_TEXTS, Answer, Fields, OddRequest, in_payload, sent_by_ana

_NO_LISTS: tuple[Any, ...] = ("x", 7, True, {"a": 1})


def odd_interactions() -> Iterator[OddRequest]:
    for kind in (_presses, _submissions, _suggestions, _shortcuts):
        yield from kind()


def _presses() -> Iterator[OddRequest]:
    def of(name: str, answer: Answer, **fields: Any) -> OddRequest:
        return in_payload(f"a press, {name}", lambda trigger: {**_press(trigger), **fields}, answer)

    yield of("of nothing", Answer.MODAL, actions=[])
    yield of("of null", Answer.MODAL, actions=None)
    yield of("without actions", Answer.MODAL, actions=GONE)
    for value in _NO_LISTS:
        yield of(f"of {value!r}", Answer.REFUSED, actions=value)
    for value in ("x", 7, None, []):
        yield of(f"of a {value!r} among actions", Answer.REFUSED, actions=[value])
    yield of("of what has no id", Answer.MODAL, actions=[{"type": "button"}])
    for value in NO_TEXTS:
        yield of(f"of the id {value!r}", Answer.REFUSED, actions=[{"type": "button", "action_id": value}])
    yield of("of an unknown button", Answer.MODAL, actions=[{"type": "button", "action_id": "nonsense"}])
    for known in (receipts.UNDO, receipts.EDIT, receipts.SHARE, home.NEWER, f"{mondays.NUMBER}:3", mondays.OTHER):
        for value in ("", "\0", "nonsense", "x" * 2001):
            pressed = {"type": "button", "action_id": known, "block_id": "b", "value": value}
            yield of(f"{known} of {value[:9]!r}", Answer.MODAL, actions=[pressed])
        yield of(f"{known} without a value", Answer.MODAL, actions=[{"type": "button", "action_id": known}])
        option = {"type": "static_select", "action_id": known, "selected_option": "x"}
        yield of(f"{known} with an odd option", Answer.REFUSED, actions=[option])
    for field in ("user", "team", "channel", "view", "container", "message"):
        for value in (7, ["x"]):
            yield of(f"whose {field} is {value!r}", Answer.REFUSED, **{field: value})
    for value in (GONE, None, {}, {"id": None}, {"id": 7}, {"id": ""}, {"id": "\0"}):
        yield of(f"by the user {value!r}".replace(repr(GONE), "nobody"), Answer.REFUSED, user=value)
    garbage = {"id": "V1", "type": "modal", "private_metadata": "garbage", "callback_id": "x", "blocks": []}
    undo = {"type": "button", "action_id": home.NEWER, "value": "1"}
    yield of("in a view of garbage", Answer.MODAL, actions=[undo], view=garbage)
    for value in (7, [], {}):
        yield of(f"answered at {value!r}", Answer.REFUSED, response_url=value)
        yield of(f"triggered by {value!r}", Answer.REFUSED, trigger_id=value)


def _submissions() -> Iterator[OddRequest]:
    def of(name: str, answer: Answer, **fields: Any) -> OddRequest:
        view = {**_VIEW, **fields}
        return in_payload(f"a form, {name}", lambda _: {**sent_by_ana("view_submission"), "view": view}, answer)

    blocks: Any
    yield of("unknown, without blocks", Answer.STAYS, callback_id="nonsense", blocks=[])
    yield of("unknown, of null blocks", Answer.STAYS, callback_id="nonsense", blocks=None)
    yield of("unknown, missing blocks", Answer.STAYS, callback_id="nonsense", blocks=GONE)
    yield of("unknown", Answer.STAYS, callback_id="nonsense")
    yield of("without a name", Answer.STAYS, callback_id=GONE)
    yield of("without a name or blocks", Answer.STAYS, callback_id=None, blocks=[])
    for value in NO_TEXTS:
        yield of(f"of the name {value!r}", Answer.REFUSED, callback_id=value)
    for blocks in ("x", 7, {"a": 1}, [1], ["x"], [None], [[]]):
        yield of(f"of blocks {blocks!r}", Answer.REFUSED, blocks=blocks)
    yield of("of a block without a type", Answer.STAYS, callback_id="nonsense", blocks=[{}])
    for callback_id in (conversation_form.FORM, mondays.OTHER_FORM):
        for state in (GONE, None, {}, {"values": None}, {"values": {}}, {"values": []}, {"values": {"number": {}}}):
            name = "none" if state is GONE else repr(state)
            yield of(f"{callback_id} of state {name}", Answer.STAYS, callback_id=callback_id, state=state)
        for state in ("x", 7, [], {"values": "x"}, {"values": [{}]}, {"values": {"number": "x"}}):
            yield of(f"{callback_id} of state {state!r}", Answer.REFUSED, callback_id=callback_id, state=state)
        for metadata in ("garbage", "[]", "7", '"x"', "null", "{", '{"week": 7}', '{"week": "nonsense"}', "\0"):
            yield of(
                f"{callback_id} of metadata {metadata!r}",
                Answer.STAYS,
                callback_id=callback_id,
                private_metadata=metadata,
            )
        yield of(f"{callback_id} of no metadata", Answer.STAYS, callback_id=callback_id, private_metadata=GONE)
        yield of(f"{callback_id} without blocks", Answer.STAYS, callback_id=callback_id, blocks=[])
    yield of("without an id", Answer.REFUSED, id=GONE)
    for view in (GONE, None, "x", 7, [], {}):
        sent = {**sent_by_ana("view_submission"), "view": view}
        name = "none" if view is GONE else repr(view)
        yield in_payload(f"a form whose view is {name}", lambda _, sent=sent: sent, Answer.REFUSED)  # type: ignore[misc]
    closed = {**sent_by_ana("view_closed"), "view": _VIEW}
    yield in_payload("a form that was closed", lambda _: closed, Answer.EMPTY)


def _suggestions() -> Iterator[OddRequest]:
    def of(name: str, answer: Answer, **fields: Any) -> OddRequest:
        asked = {"action_id": conversation_form.ACCOUNT, "block_id": conversation_form.ACCOUNT, "value": "ac", **fields}
        return in_payload(f"a search, {name}", lambda _: {**sent_by_ana("block_suggestion"), **asked}, answer)

    yield of("in an unknown menu", Answer.OPTIONS, action_id="nonsense")
    yield of("in no menu", Answer.OPTIONS, action_id=GONE)
    for value in (GONE, None, "", "\0", "\ud83d", "x" * 9000):
        yield of(f"for {'nothing' if value is GONE else repr(value)[:9]}", Answer.OPTIONS, value=value)
    for value in (7, [], {}):
        yield of(f"for {value!r}", Answer.REFUSED, value=value)
        yield of(f"in {value!r}", Answer.REFUSED, action_id=value)


def _shortcuts() -> Iterator[OddRequest]:
    def of(name: str, answer: Answer, kind: str, **fields: Any) -> OddRequest:
        return in_payload(
            f"a {kind}, {name}", lambda trigger: {**sent_by_ana(kind), "trigger_id": trigger, **fields}, answer
        )

    value: Any
    for kind in ("shortcut", "message_action"):
        yield of("unknown", Answer.MODAL, kind, callback_id="nonsense")
        yield of("without a name", Answer.MODAL, kind)
        for value in (7, [], {}):
            yield of(f"of the name {value!r}", Answer.REFUSED, kind, callback_id=value)
    known = {"callback_id": "log_message"}
    for value in (GONE, None, {}, {"text": None}, {"text": "\0"}, {"text": "\ud83d"}):
        name = "nothing" if value is GONE else repr(value)
        yield of(f"on {name}", Answer.MODAL, "message_action", **known, message=value)
    for value in ("x", 7, [], {"text": 7}):
        yield of(f"on {value!r}", Answer.REFUSED, "message_action", **known, message=value)


_VIEW: Fields = {
    "id": "V1",
    "type": "modal",
    "callback_id": "nonsense",
    "private_metadata": "{}",
    "blocks": [
        {"type": "section", "block_id": "said"},
        {"type": "input", "block_id": "number", "element": {"type": "number_input", "action_id": "number"}},
    ],
    "state": {"values": {"number": {"number": {"type": "number_input", "value": "x"}}}},
    "submit": {"type": "plain_text", "text": "Save"},
}


def _press(trigger: str) -> dict[str, Any]:
    pressed = {"type": "button", "action_id": "nonsense", "block_id": "b", "value": "x"}
    return {**sent_by_ana("block_actions"), "channel": {"id": CUSTOMERS}, "trigger_id": trigger, "actions": [pressed]}
