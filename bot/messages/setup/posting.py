"""Where and when the weekly posts go: a line on the Home tab, the form that changes it, and what a change comes to."""

from datetime import date

from bot.domain.setup.posting import ChangedPosting, ChannelProblem, Posting, RefusedChannel, WeeklyPost
from bot.messages import formatting
from bot.messages.blocks import Block, Element, Message, View, context, escape, section
from bot.messages.setup.times import DAYS, until_words
from bot.messages.views import asking, field, option, select, type_ahead

CHANGE = "posting_change"
FORM = "posting_form"
CHANNEL, ZONE = "channel", "zone"
"""Fields of the form; for each post there are two more."""
FIND_ZONE = "posting_zone"
OFF = "off"
"""The day of a post that does not go out."""

_LOST = "Records are kept as ever."


def day_field(kind: str) -> str:
    return f"{kind}_day"


def time_field(kind: str) -> str:
    return f"{kind}_time"


def on_home(given: Posting, today: date) -> list[str]:
    """How it stands, a line each."""
    return [*([_paused(given, today)] if given.pause is not None else []), _posts(given, today)]


def form(given: Posting, metadata: str) -> View:
    """Channel, days and times, zone."""
    fields = [
        field(
            CHANNEL,
            "Channel",
            channel_select("channel", given.channel),
            hint="A small channel is better than #general. Where another company reads along I never post.",
        )
    ]
    for each in given.posts:
        fields += _time_fields(each)
    zone = type_ahead(FIND_ZONE, option(given.zone, given.zone))
    fields.append(field(ZONE, "Time zone", zone, hint="Of these times, and of what counts as a week and a day here."))
    said = _env(given)
    return asking(
        FORM, "Channel and times", [*fields, *([context(said)] if said else [])], submit="Save", metadata=metadata
    )


def channel_select(action_id: str, chosen: str | None) -> Element:
    """A choice of channels, without those that are shared with another company."""
    element: Element = {
        "type": "conversations_select",
        "action_id": action_id,
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
        "placeholder": {"type": "plain_text", "text": "Choose a channel", "emoji": False},
    }
    return {**element, "initial_conversation": chosen} if chosen else element


def refused(given: RefusedChannel) -> str:
    """Why a channel cannot be chosen, and what to do; escaped."""
    name = f"#{escape(formatting.name(given.name))}" if given.name else "that channel"
    match given.problem:
        case ChannelProblem.SHARED:
            return f"*Choose another:* {name} is shared with another company; I never post there."
        case ChannelProblem.ARCHIVED:
            return f"*Choose another:* {name} is archived."
        case ChannelProblem.NOT_INVITED | ChannelProblem.UNSEEN:
            return f"*Invite me first:* type `/invite @Touchbase` in {name}."


def refused_in_form(given: RefusedChannel) -> str:
    """The same under the field of a form, which is plain text."""
    name = f"#{formatting.name(given.name)}" if given.name else "that channel"
    match given.problem:
        case ChannelProblem.SHARED:
            return f"Choose another: {name} is shared with another company; I never post there."
        case ChannelProblem.ARCHIVED:
            return f"Choose another: {name} is archived."
        case ChannelProblem.NOT_INVITED | ChannelProblem.UNSEEN:
            return f"Invite me first: type /invite @Touchbase in {name}, then press Save again."


def changed(given: ChangedPosting, today: date) -> Message:
    """What is different now."""
    if not given.is_anything:
        return _said("Nothing was changed.")
    posting = given.posting
    lines = []
    if given.has_new_channel:
        lines.append(f"*Posts go to* {channel(posting.channel)}{_first(posting, today)}.")
    if given.has_new_zone:
        lines.append(f"*Time zone:* {posting.zone}. Times, weeks and days here are those of its clocks.")
    lines += [_moved(each, today) for each in posting.posts if each.kind in given.moved]
    return _said("\n".join(lines))


def channel(channel_id: str | None) -> str:
    """A channel as Slack shows it by its name."""
    return f"<#{channel_id}>"


def _time_fields(each: WeeklyPost) -> list[Block]:
    days = [option(DAYS[day], str(day)) for day in each.days]
    current = each.time.weekday
    if current not in each.days:
        days.append(option(DAYS[current], str(current)))
    days.append(option("Not at all", OFF))
    chosen = OFF if each.time.is_off else str(current)
    clock: Element = {"type": "timepicker", "action_id": "time", "initial_time": f"{each.time.at:%H:%M}"}
    return [
        field(day_field(each.kind), f"{each.label}: day", select("day", days, chosen)),
        field(time_field(each.kind), f"{each.label}: time", clock),
    ]


def _posts(given: Posting, today: date) -> str:
    if given.channel is None:
        return "*No channel yet:* nothing is posted until you choose one."
    on = [each for each in given.posts if not each.time.is_off]
    times = formatting.listing([f"{DAYS[each.time.weekday]} {each.time.at:%H:%M}" for each in on]) or "none"
    parts = [f"*Posts:* {channel(given.channel)}", f"{times}, {given.zone}"]
    parts += [f"{each.label} is off" for each in given.posts if each.time.is_off]
    first = given.first_on
    if first is not None:
        parts.append(f"next {formatting.day_words(first, today)}")
    said = _env(given)
    return " · ".join(parts) + (f"\n{said}" if said else "")


def _env(given: Posting) -> str:
    """Where `.env` and the Home tab name a channel, which of them counts."""
    if given.env_channel is None or given.channel is None:
        return ""
    if given.chosen_by is None:
        return f"{channel(given.channel)} is what TOUCHBASE_CHANNEL says; a channel chosen here takes its place."
    if given.env_channel != given.channel:
        return f"TOUCHBASE_CHANNEL says {channel(given.env_channel)}; what was chosen here counts."
    return ""


def _paused(given: Posting, today: date) -> str:
    if given.pause is None:
        return ""
    by = escape(formatting.person(given.pause.by, given.names))
    paused = f"*Paused {until_words(given.pause, today)}*, by {by}"
    return f"{paused}: nothing is posted in the channel, and no morning message comes. {_LOST}"


def _first(given: Posting, today: date) -> str:
    first = given.first_on
    if first is None:
        return ""
    none_today = "" if first == today else ", none today"
    return f"; the first comes {formatting.day_words(first, today)}{none_today}"


def _moved(each: WeeklyPost, today: date) -> str:
    if each.time.is_off:
        return f"*{each.label}* is off: it comes no more until it is switched on here."
    said = f"*{each.label}:* {DAYS[each.time.weekday]} at {each.time.at:%H:%M}"
    if each.next_at is None:
        return f"{said}."
    when = formatting.day_words(each.next_at.date(), today)
    if each.keeps_old_time:
        return f"{said}, from next week on. This week’s still comes {when} at {each.next_at:%H:%M}."
    return f"{said}; the next comes {when}."


def _said(said: str) -> Message:
    return Message(said, [section(said)])
