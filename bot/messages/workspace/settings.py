"""Settings: what an admin sees of them on the Home tab, and the one form that changes them."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.workspace.departments import NoGroups, UserGroup
from bot.domain.workspace.settings import DEPARTMENTS, ChangedSettings, ChosenSettings, NamedRoles, WorkspaceSettings
from bot.messages import formatting
from bot.messages.blocks import Block, Element, Message, View, actions, button, context, escape, header, plain, section
from bot.messages.setup import pauses, posting, previews, tiers
from bot.messages.views import OPTION_LIMIT, PLACEHOLDER_LIMIT, asking, field, option
from bot.messages.workspace import closed_days

CHANGE = "settings_change"
FORM = "settings_form"
LEFT = "left"
"""The field of those who are named something and left Slack; its values are what they are named, a colon, their id."""

_OPTIONS_AT_MOST = 100
_PEOPLE_AT_MOST, _LEFT_AT_MOST = 35, 20
"""In one field: what is chosen as the form opens goes along with it, in 3,000 characters."""
_SHOWN_AT_MOST = 10
_TITLES: Mapping[str, str] = {
    NamedRoles.EXECUTIVE: "Executives",
    NamedRoles.FOUNDER: "Founders",
    NamedRoles.PROGRAMME_OWNER: "Programme owner",
    NamedRoles.ADMIN: "Admins beside Slack’s own",
    DEPARTMENTS: "Departments",
}
_HINTS = {
    NamedRoles.EXECUTIVE: "Whom I suggest as executive sponsors.",
    NamedRoles.FOUNDER: "Whose aim is half of their working time with customers.",
    NamedRoles.PROGRAMME_OWNER: "Hears what no owner can hear, and hands over accounts of people who leave. "
    "With nobody here, the admins do.",
    NamedRoles.ADMIN: "Admins and owners of this Slack workspace are admins here anyway, whatever stands here.",
}
_NO_GROUPS = {
    NoGroups.NOT_PERMITTED: "Departments are user groups. To pick them, add the scope usergroups:read to the app "
    "(`touchbase manifest` has it) and install it again.",
    NoGroups.NO_ANSWER: "Slack did not tell me your user groups in time, so departments stay as they are: "
    "close this and open it again in a minute.",
}
_NOBODY_YET = "Nobody is named yet: executives, founders, who runs the programme."
_NOBODY_IN_A_SMALL_ONE = "Nobody is named yet: founders, who runs the programme."
_WHEN_LARGER = "Executive sponsors and departments come in once you are 25, or with the first `/sponsor`."
_NONE_YET = "Departments are user groups, and this workspace has none yet: make them in Slack, under People."


def on_home(workspace_settings: WorkspaceSettings, today: date) -> list[Block]:
    """What is set, line by line, and the forms that change it."""
    people = [
        line
        for line in (*(_people(workspace_settings, named) for named in NamedRoles), _departments(workspace_settings))
        if line
    ]
    people = people or [_NOBODY_YET if workspace_settings.with_sponsors else _NOBODY_IN_A_SMALL_ONE]
    posts = posting.on_home(workspace_settings.posting, today) if workspace_settings.posting is not None else []
    lines = [
        *posts,
        tiers.on_home(workspace_settings.cadences),
        *people,
        closed_days.on_home(workspace_settings.closed, today),
    ]
    ways = [
        button("Channel and times…", posting.CHANGE, "home"),
        _pause(workspace_settings),
        button("Tiers…", tiers.CHANGE, "home"),
    ]
    ways.append(button("People and departments…" if workspace_settings.with_sponsors else "People…", CHANGE, "home"))
    ways.append(button("Closed days…", closed_days.CHANGE, "home"))
    text = "\n".join(line for line in lines if line)
    return [header("Settings"), section(text), actions(*ways), actions(*previews.buttons())]


def chosen(standing: WorkspaceSettings, groups: tuple[UserGroup, ...] | NoGroups) -> ChosenSettings:
    """What the form shows as chosen when it opens; what else stands is not touched by it."""
    gone = _named_and_left(standing)
    people = {
        named: (*_choosable(standing, named)[: _most(named)], *(each for what, each in gone if what is named))
        for named in NamedRoles
    }
    if isinstance(groups, NoGroups):
        return ChosenSettings(people)
    offered = (group.id for group in _ordered(standing, groups)[:_OPTIONS_AT_MOST])
    return ChosenSettings(
        people, {each: standing.departments[each] for each in offered if each in standing.departments}
    )


def form(standing: WorkspaceSettings, groups: tuple[UserGroup, ...] | NoGroups, *, metadata: str) -> View:
    """Everything in one form; without user groups to pick from, a line that says how to get them."""
    asked = [named for named in NamedRoles if standing.with_sponsors or named is not NamedRoles.EXECUTIVE]
    blocks = [*(_pick(standing, named) for named in asked), *_pick_left(standing)]
    blocks.append(_pick_departments(standing, groups) if standing.with_sponsors else context(_WHEN_LARGER))
    return asking(FORM, "Settings", blocks, submit="Save", metadata=metadata)


def changed(changes: Sequence[ChangedSettings], names: Mapping[str, str]) -> Message:
    """What is different now; `names` are those of people and of groups, by id."""
    if not changes:
        text = "Nothing was changed."
        return Message(text, [section(text)])
    text = "\n".join(_change(change, names) for change in changes)
    return Message(text, [section(text)])


def _pause(workspace_settings: WorkspaceSettings) -> Element:
    if workspace_settings.posting is not None and workspace_settings.posting.pause is not None:
        return button("Take the posts up again", pauses.RESUME, "home", style="primary")
    return button("Pause…", pauses.PAUSE, "home")


def _people(workspace_settings: WorkspaceSettings, named: NamedRoles) -> str:
    people = workspace_settings.named(named)
    if not people:
        return ""
    title, left = _TITLES[named], [person for person in people if person in workspace_settings.left]
    if named is NamedRoles.PROGRAMME_OWNER and len(left) == len(people):
        who = formatting.listing([_person(person, workspace_settings.names) for person in people])
        return f"*{title}:* nobody since {who} left; the admins stand in until you name another."
    shown = [_person(person, workspace_settings.names) + (" (left)" if person in left else "") for person in people]
    return f"*{title}:* {formatting.listing(shown, _SHOWN_AT_MOST)}"


def _departments(workspace_settings: WorkspaceSettings) -> str:
    names = [escape(formatting.name(department)) for department in workspace_settings.departments.values()]
    return f"*{_TITLES[DEPARTMENTS]}:* {formatting.listing(names, _SHOWN_AT_MOST)}" if names else ""


def _choosable(standing: WorkspaceSettings, named: NamedRoles) -> list[str]:
    return [each for each in standing.named(named) if each not in standing.left]


def _named_and_left(standing: WorkspaceSettings) -> list[tuple[NamedRoles, str]]:
    found = [(named, each) for named in NamedRoles for each in standing.named(named) if each in standing.left]
    return found[:_LEFT_AT_MOST]


def _most(named: NamedRoles) -> int:
    return 1 if named is NamedRoles.PROGRAMME_OWNER else _PEOPLE_AT_MOST


def _pick(standing: WorkspaceSettings, named: NamedRoles) -> Block:
    """Also for the one programme owner: a choice of several can be emptied again, a single one cannot."""
    element: Element = {
        "type": "multi_users_select",
        "action_id": "people",
        "placeholder": plain("Choose people", PLACEHOLDER_LIMIT),
    }
    if named is NamedRoles.PROGRAMME_OWNER:
        element["max_selected_items"] = 1
    people, most, hint = _choosable(standing, named), _most(named), _HINTS[named]
    if len(people) > most:
        hint += f" Of {len(people):,} only {most} fit in here; the others stay."
    element = {**element, "initial_users": people[:most]} if people else element
    return field(named.value, _TITLES[named], element, optional=True, hint=hint)


def _pick_left(standing: WorkspaceSettings) -> list[Block]:
    """Slack lets nobody choose who left: whoever is named something all the same is taken out here."""
    gone = _named_and_left(standing)
    if not gone:
        return []
    options = [
        option(
            formatting.name(f"{formatting.person(each, standing.names)} ({_TITLES[named]})", OPTION_LIMIT - 2),
            f"{named.value}:{each}",
        )
        for named, each in gone
    ]
    element: Element = {
        "type": "multi_static_select",
        "action_id": "people",
        "options": options,
        "initial_options": options,
        "placeholder": plain("Choose people", PLACEHOLDER_LIMIT),
    }
    hint = "If they come back they are this again: take out whoever should not be."
    return [field(LEFT, "Left Slack, and still named", element, optional=True, hint=hint)]


def _ordered(standing: WorkspaceSettings, groups: tuple[UserGroup, ...]) -> list[UserGroup]:
    """Each once, departments first, then by name; a department whose group is disabled is there too."""
    disabled = {group_id: UserGroup(group_id, name) for group_id, name in standing.departments.items()}
    unique = {**disabled, **{group.id: group for group in groups}}.values()
    return sorted(unique, key=lambda group: (group.id not in standing.departments, group.name.casefold()))


def _pick_departments(standing: WorkspaceSettings, groups: tuple[UserGroup, ...] | NoGroups) -> Block:
    if isinstance(groups, NoGroups):
        return context(_NO_GROUPS[groups])
    ordered = _ordered(standing, groups)
    if not ordered:
        return context(_NONE_YET)
    offered = [option(formatting.name(group.name, OPTION_LIMIT - 2), group.id) for group in ordered[:_OPTIONS_AT_MOST]]
    element: Element = {
        "type": "multi_static_select",
        "action_id": "groups",
        "options": offered,
        "placeholder": plain("Choose user groups", PLACEHOLDER_LIMIT),
    }
    initial = [each for each in offered if each["value"] in standing.departments]
    hint = "User groups. Coverage then says how many of each talked to a customer."
    if len(ordered) > len(offered):
        hint += f" Of {len(ordered):,} the first {_OPTIONS_AT_MOST} by name are here."
    element = {**element, "initial_options": initial} if initial else element
    return field(DEPARTMENTS, _TITLES[DEPARTMENTS], element, optional=True, hint=hint)


def _change(changed_settings: ChangedSettings, names: Mapping[str, str]) -> str:
    shown = [
        _shown(changed_settings.what, changed_settings.added, names),
        _shown(changed_settings.what, changed_settings.removed, names),
    ]
    parts = [f"{does} {people}" for does, people in zip(("now", "no longer"), shown, strict=True) if people]
    return f"*{_TITLES[changed_settings.what]}:* {'; '.join(parts)}"


def _shown(what: str, these: Sequence[str], names: Mapping[str, str]) -> str:
    if what == DEPARTMENTS:
        return formatting.listing([escape(formatting.name(names.get(each, each))) for each in these], _SHOWN_AT_MOST)
    return formatting.listing([_person(person, names) for person in these], _SHOWN_AT_MOST)


def _person(member_id: str, names: Mapping[str, str]) -> str:
    return escape(formatting.person(member_id, names, unknown=formatting.SOMEBODY.capitalize()))
