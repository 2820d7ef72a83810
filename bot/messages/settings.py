"""Settings: what an admin sees of them on the Home tab, and the one form that changes them (PRODUCT.md §6)."""

from collections.abc import Mapping, Sequence

from bot.domain.departments import NoGroups, UserGroup
from bot.domain.settings import DEPARTMENTS, Changed, Named, Settings
from bot.messages import words
from bot.messages.blocks import Block, Element, Message, View, actions, button, context, escape, header, plain, section
from bot.messages.views import OPTION_LIMIT, PLACEHOLDER_LIMIT, asking, field, option

CHANGE = "settings_change"
FORM = "settings_form"

_OPTIONS_AT_MOST = 100
_SHOWN_AT_MOST = 10
_TITLES: Mapping[str, str] = {
    Named.EXECUTIVE: "Executives",
    Named.FOUNDER: "Founders",
    Named.PROGRAMME_OWNER: "Programme owner",
    Named.ADMIN: "Admins beside Slack’s own",
    DEPARTMENTS: "Departments",
}
_HINTS = {
    Named.EXECUTIVE: "Whom I suggest as executive sponsors.",
    Named.FOUNDER: "Whose aim is half of their working time with customers.",
    Named.PROGRAMME_OWNER: "Hears what no owner can hear, and hands over accounts of people who leave. "
    "With nobody here, the admins do.",
    Named.ADMIN: "Admins and owners of this Slack workspace are admins here anyway, whatever stands here.",
}
_NO_GROUPS = {
    NoGroups.NOT_PERMITTED: "Departments are user groups. To pick them, add the scope usergroups:read to the app "
    "(`touchbase manifest` has it) and install it again.",
    NoGroups.NO_ANSWER: "Slack did not tell me your user groups in time, so departments stay as they are: "
    "close this and open it again in a minute.",
}
_NONE_YET = "Departments are user groups, and this workspace has none yet: make them in Slack, under People."


def on_home(given: Settings) -> list[Block]:
    """What is set, line by line, and the way to change it."""
    lines = [line for line in (*(_people(given, named) for named in Named), _departments(given)) if line]
    said = "\n".join(lines) or "Nobody is named yet: executives, founders, who runs the programme."
    return [header("Settings"), section(said), actions(button("Change…", CHANGE, "home"))]


def form(standing: Settings, groups: tuple[UserGroup, ...] | NoGroups, *, metadata: str) -> View:
    """Everything in one form; without user groups to pick from, a line that says how to get them."""
    blocks = [
        field(named.value, _TITLES[named], _pick(standing, named), optional=True, hint=_HINTS[named]) for named in Named
    ]
    return asking(FORM, "Settings", [*blocks, _pick_departments(standing, groups)], submit="Save", metadata=metadata)


def changed(changes: Sequence[Changed], names: Mapping[str, str]) -> Message:
    """What is different now."""
    if not changes:
        said = "Nothing was changed."
        return Message(said, [section(said)])
    said = "\n".join(_change(each, names) for each in changes)
    return Message(said, [section(said)])


def _people(given: Settings, named: Named) -> str:
    people = given.named(named)
    if not people:
        return ""
    title, left = _TITLES[named], [each for each in people if each in given.left]
    if named is Named.PROGRAMME_OWNER and len(left) == len(people):
        who = words.listing([_person(each, given.names) for each in people])
        return f"*{title}:* nobody since {who} left; the admins stand in until you name another."
    shown = [_person(each, given.names) + (" (left)" if each in left else "") for each in people]
    return f"*{title}:* {words.listing(shown, _SHOWN_AT_MOST)}"


def _departments(given: Settings) -> str:
    names = [escape(words.name(each)) for each in given.departments.values()]
    return f"*{_TITLES[DEPARTMENTS]}:* {words.listing(names, _SHOWN_AT_MOST)}" if names else ""


def _pick(standing: Settings, named: Named) -> Element:
    """Also for the one programme owner: a choice of several can be emptied again, a single one cannot."""
    element: Element = {
        "type": "multi_users_select",
        "action_id": "people",
        "placeholder": plain("Choose people", PLACEHOLDER_LIMIT),
    }
    if named is Named.PROGRAMME_OWNER:
        element["max_selected_items"] = 1
    chosen = [each for each in standing.named(named) if each not in standing.left]
    return {**element, "initial_users": chosen} if chosen else element


def _pick_departments(standing: Settings, groups: tuple[UserGroup, ...] | NoGroups) -> Block:
    if isinstance(groups, NoGroups):
        return context(_NO_GROUPS[groups])
    if not groups:
        return context(_NONE_YET)
    ordered = sorted(groups, key=lambda group: (group.id not in standing.departments, group.name.casefold()))
    options = {group.id: option(words.name(group.name, OPTION_LIMIT - 2), group.id) for group in ordered}
    offered = list(options.values())[:_OPTIONS_AT_MOST]
    element: Element = {
        "type": "multi_static_select",
        "action_id": "groups",
        "options": offered,
        "placeholder": plain("Choose user groups", PLACEHOLDER_LIMIT),
    }
    chosen = [each for each in offered if each["value"] in standing.departments]
    hint = "User groups. Coverage then says how many of each talked to a customer."
    if len(options) > len(offered):
        hint += f" Of {len(options):,} the first {_OPTIONS_AT_MOST} by name are here."
    element = {**element, "initial_options": chosen} if chosen else element
    return field(DEPARTMENTS, _TITLES[DEPARTMENTS], element, optional=True, hint=hint)


def _change(each: Changed, names: Mapping[str, str]) -> str:
    shown = [_shown(each, each.added, names), _shown(each, each.removed, names)]
    parts = [f"{does} {people}" for does, people in zip(("now", "no longer"), shown, strict=True) if people]
    return f"*{_TITLES[each.what]}:* {'; '.join(parts)}"


def _shown(each: Changed, these: Sequence[str], names: Mapping[str, str]) -> str:
    if each.what == DEPARTMENTS:
        return words.listing([escape(words.name(name)) for name in these], _SHOWN_AT_MOST)
    return words.listing([_person(person, names) for person in these], _SHOWN_AT_MOST)


def _person(member_id: str, names: Mapping[str, str]) -> str:
    return escape(words.person(member_id, names, unknown=words.SOMEBODY.capitalize()))
