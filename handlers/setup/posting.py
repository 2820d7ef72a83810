"""Channel, days, times and zone of the weekly posts: the form, from the Home tab."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from bot.domain.errors import Incomplete
from bot.domain.setup.posting import ChosenPosting, PostTime
from bot.domain.workspace import schedule
from bot.domain.workspace.zones import zones_like
from bot.messages.blocks import Element
from bot.messages.setup import posting as posting_messages
from bot.messages.setup.posting import OFF, day_field, time_field
from bot.messages.views import option
from bot.services.deps import Deps
from bot.services.local_days import workspace_today
from bot.services.setup import posting
from handlers.form_values import FormValues
from handlers.listeners import Listeners
from handlers.request import Request, refusing_malformed

_OPTIONS_AT_MOST = 100


def ask(deps: Deps, request: Request) -> None:
    standing = posting.to_change(deps, request.caller)
    request.open_modal(posting_messages.form(standing, request.form_metadata(**_as_metadata(standing.chosen))))


def save(deps: Deps, request: Request) -> None:
    with refusing_malformed():
        opened = _from_metadata(request.metadata)
    left = _left(request.form, opened)
    changed = posting.change(deps, request.caller, opened, left, guard=request.on_commit("Saved"))
    today = workspace_today(deps, request.caller)
    request.finish_form("Channel and times", posting_messages.changed(changed, today))


def find_zones(deps: Deps, request: Request) -> Sequence[Element]:
    """The zones whose name has what was typed."""
    found = zones_like(request.text)
    return [option(each, each) for each in found[:_OPTIONS_AT_MOST]]


def _as_metadata(opened: ChosenPosting) -> dict[str, str]:
    """What was chosen when the form was opened; it goes along with it, since others may save in between."""
    times = {
        kind: f"{each.weekday} {each.at:%H:%M}{f' {OFF}' if each.is_off else ''}" for kind, each in opened.times.items()
    }
    kinds = " ".join(times)
    return {"channel": opened.channel, "zone": opened.zone, "posts": kinds, **times}


def _from_metadata(metadata: Mapping[str, Any]) -> ChosenPosting:
    times = {kind: _time_of(str(metadata[kind])) for kind in str(metadata["posts"]).split()}
    return ChosenPosting(str(metadata["channel"]), str(metadata["zone"]), times)


def _time_of(text: str) -> PostTime:
    weekday, at, *off = text.split()
    return PostTime(int(weekday), time.fromisoformat(at), is_off=bool(off))


def _left(form: FormValues, opened: ChosenPosting) -> ChosenPosting:
    """What stands in the form. Raises Incomplete for a time that is missing."""
    missing = {
        time_field(kind): "Choose a time, such as 09:00." for kind in opened.times if not form.text(time_field(kind))
    }
    if missing:
        raise Incomplete(missing)
    with refusing_malformed():
        times = {kind: _left_time(form, kind, was) for kind, was in opened.times.items()}
    return ChosenPosting(form.text(posting_messages.CHANNEL), form.text(posting_messages.ZONE) or opened.zone, times)


def _left_time(form: FormValues, kind: str, was: PostTime) -> PostTime:
    day, at = form.text(day_field(kind)), time.fromisoformat(form.text(time_field(kind)))
    if day == OFF:
        return PostTime(was.weekday, at, is_off=True)
    weekday = int(day)
    if not schedule.MONDAY <= weekday <= schedule.FRIDAY or at.tzinfo is not None:
        raise ValueError(day)
    return PostTime(weekday, at)


LISTENERS = Listeners(
    actions={posting_messages.CHANGE: ask},
    views={posting_messages.FORM: save},
    options={posting_messages.FIND_ZONE: find_zones},
)
