"""Where and when the posts go: a line on the Home tab, the form that changes it, and what a change comes to."""

from datetime import date

from bot.domain.setup.posting import ChangedPosting, ChannelProblem, Posting, RefusedChannel, WeeklyPost
from bot.messages import formatting
from bot.messages.blocks import Block, Element, Message, View, context, escape, section
from bot.messages.setup.times import DAYS, day_words, until_words
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


def on_home(posting: Posting, today: date) -> list[str]:
    """How it stands, a line each."""
    paused = [_paused(posting, today)] if posting.pause is not None else []
    return [*paused, _posts(posting, today), *(_monthly(post, posting) for post in posting.posts if post.is_monthly)]


def form(posting: Posting, metadata: str) -> View:
    """Channel, days and times, zone."""
    fields = [
        field(
            CHANNEL,
            "Channel",
            channel_select("channel", posting.channel),
            hint="A small channel is better than #general. Where another company reads along I never post.",
        )
    ]
    for post in posting.posts:
        fields += _time_fields(post)
    zone = type_ahead(FIND_ZONE, option(posting.zone, posting.zone))
    fields.append(field(ZONE, "Time zone", zone, hint="Of these times, and of what counts as a week and a day here."))
    text = _env(posting)
    return asking(
        FORM, "Channel and times", [*fields, *([context(text)] if text else [])], submit="Save", metadata=metadata
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


def refused(channel: RefusedChannel) -> str:
    """Why a channel cannot be chosen, and what to do; escaped."""
    do, why = _refusal(channel, f"#{escape(formatting.name(channel.name))}", "`/invite @Touchbase`")
    return f"*{do}:* {why}."


def refused_in_form(channel: RefusedChannel) -> str:
    """The same under the field of a form, which is plain text."""
    do, why = _refusal(channel, f"#{formatting.name(channel.name)}", "/invite @Touchbase")
    again = ", then press Save again" if channel.may_be_entered else ""
    return f"{do}: {why}{again}."


def _refusal(channel: RefusedChannel, name: str, invite: str) -> tuple[str, str]:
    """What to do, and why or how, about a channel that is called `name` where Slack told its name."""
    name = name if channel.name else "that channel"
    match channel.problem:
        case ChannelProblem.SHARED:
            return "Choose another", f"{name} is shared with another company; I never post there"
        case ChannelProblem.ARCHIVED:
            return "Choose another", f"{name} is archived"
        case ChannelProblem.NOT_INVITED | ChannelProblem.UNSEEN:
            return "Invite me first", f"type {invite} in {name}"


def changed(changed_posting: ChangedPosting, today: date) -> Message:
    """What is different now."""
    if not changed_posting.is_anything:
        return _said("Nothing was changed.")
    posting = changed_posting.posting
    lines = []
    if changed_posting.has_new_channel:
        lines.append(f"*Posts go to* {channel(posting.channel)}{_first(posting, today)}.")
    if changed_posting.has_new_zone:
        lines.append(f"*Time zone:* {posting.zone}. Times, weeks and days here are those of its clocks.")
    lines += [_moved(post, today) for post in posting.posts if post.kind in changed_posting.moved]
    return _said("\n".join(lines))


def channel(channel_id: str | None) -> str:
    """A channel as Slack shows it by its name."""
    return f"<#{channel_id}>"


def _time_fields(post: WeeklyPost) -> list[Block]:
    current = post.time.weekday
    offered = [*post.days, *([current] if current not in post.days else [])]
    days = [option(day_words(day, is_monthly=post.is_monthly), str(day)) for day in offered]
    days.append(option("Not at all", OFF))
    chosen = OFF if post.time.is_off else str(current)
    clock: Element = {"type": "timepicker", "action_id": "time", "initial_time": f"{post.time.at:%H:%M}"}
    return [
        field(day_field(post.kind), f"{post.label}: day", select("day", days, chosen)),
        field(time_field(post.kind), f"{post.label}: time", clock),
    ]


def _posts(posting: Posting, today: date) -> str:
    if posting.channel is None:
        return "*No channel yet:* nothing is posted until you choose one."
    on = [post for post in posting.in_channel if not post.time.is_off]
    times = formatting.listing([f"{DAYS[each.time.weekday]} {each.time.at:%H:%M}" for each in on]) or "none"
    parts = [f"*Posts:* {channel(posting.channel)}", f"{times}, {posting.zone}"]
    parts += [f"{post.label} is off" for post in posting.in_channel if post.time.is_off]
    first = posting.first_on
    if first is not None:
        parts.append(f"next {formatting.day_words(first, today)}")
    text = _env(posting)
    return " · ".join(parts) + (f"\n{text}" if text else "")


def _monthly(post: WeeklyPost, posting: Posting) -> str:
    if post.time.is_off:
        return f"*{post.label}* is off"
    when = f"{day_words(post.time.weekday, is_monthly=True)} {post.time.at:%H:%M}"
    if posting.programme_owner is None:
        return f"*{post.label}:* {when}, to the programme owner; nobody is named yet"
    return f"*{post.label}:* {when}, to {escape(formatting.person(posting.programme_owner, posting.names))}"


def _env(posting: Posting) -> str:
    """Where `.env` and the Home tab name a channel, which of them counts."""
    if posting.env_channel is None or posting.channel is None:
        return ""
    if posting.chosen_by is None:
        return f"{channel(posting.channel)} is what TOUCHBASE_CHANNEL says; a channel chosen here takes its place."
    if posting.env_channel != posting.channel:
        return f"TOUCHBASE_CHANNEL says {channel(posting.env_channel)}; what was chosen here counts."
    return ""


def _paused(posting: Posting, today: date) -> str:
    if posting.pause is None:
        return ""
    by = escape(formatting.person(posting.pause.by, posting.names))
    paused = f"*Paused {until_words(posting.pause, today)}*, by {by}"
    return f"{paused}: nothing is posted in the channel, and no morning message comes. {_LOST}"


def _first(posting: Posting, today: date) -> str:
    first = posting.first_on
    if first is None:
        return ""
    none_today = "" if first == today else ", none today"
    return f"; the first comes {formatting.day_words(first, today)}{none_today}"


def _moved(post: WeeklyPost, today: date) -> str:
    if post.time.is_off:
        return f"*{post.label}* is off: it comes no more until it is switched on here."
    day = day_words(post.time.weekday, is_monthly=post.is_monthly)
    text = f"*{post.label}:* {day} at {post.time.at:%H:%M}"
    if post.next_at is None:
        return f"{text}."
    when = formatting.day_words(post.next_at.date(), today)
    if post.keeps_old_time:
        period = "month" if post.is_monthly else "week"
        return f"{text}, from next {period} on. This {period}’s still comes {when} at {post.next_at:%H:%M}."
    return f"{text}; the next comes {when}."


def _said(text: str) -> Message:
    return Message(text, [section(text)])
