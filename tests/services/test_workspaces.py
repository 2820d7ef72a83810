"""When the weekly posts begin: at once in the environment's channel, with the next full week in one that is chosen."""

from datetime import UTC, datetime

from bot.domain.workspace.members import Identity
from bot.services.deps import Deps
from bot.services.workspace import workspaces
from bot.storage.workspace import schedules
from bot.storage.workspace import tables as workspace_tables
from tests.storage.filled import ANA, CHANNEL, INITECH, NOW

US = Identity(INITECH, "Initech", "A0", "B0", "U0BOT", "commands")
NEXT_MONDAY = datetime(2026, 11, 30, tzinfo=UTC)


def starts(deps: Deps) -> dict[str, datetime]:
    with deps.reading(INITECH) as scope:
        return {each.kind: each.starts_at for each in schedules.of(scope)}


def test_the_environments_channel_starts_at_once(deps: Deps) -> None:
    workspaces.set_up(deps, US)
    workspaces.take_channel(deps, INITECH, CHANNEL)
    assert starts(deps) == {"monday": NOW, "friday": NOW, "monthly": NOW}


def test_one_that_is_chosen_starts_with_the_next_full_week(deps: Deps) -> None:
    workspaces.choose_channel(deps, INITECH, CHANNEL, by=ANA)
    assert starts(deps) == {"monday": NEXT_MONDAY, "friday": NEXT_MONDAY, "monthly": NEXT_MONDAY}


def test_one_that_stood_before_there_was_a_question_gets_it_from_the_next_full_week_on(deps: Deps) -> None:
    workspaces.set_up(deps, US)
    workspaces.take_channel(deps, INITECH, CHANNEL)
    with deps.database.transaction() as session:
        session.execute(workspace_tables.schedules.delete().where(workspace_tables.schedules.c.kind == "monday"))
    for _ in range(2):
        workspaces.set_up(deps, US)
        workspaces.take_channel(deps, INITECH, CHANNEL)
    assert starts(deps) == {"monday": NEXT_MONDAY, "friday": NOW, "monthly": NOW}


def test_without_a_channel_nothing_is_scheduled(deps: Deps) -> None:
    workspaces.set_up(deps, US)
    assert starts(deps) == {}
