"""Who may do what: every command, button and form, and everybody there is, in one table."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.db.engine import Database
from bot.domain.errors import Refusal
from bot.messages.accounts import cards
from bot.parsing.commands.account_verbs import READERS
from bot.storage.sponsors import sponsorships
from tests.databases import as_engine_url, lent_database
from tests.e2e import bolt_harness
from tests.e2e.bolt_harness import Answer, BoltHarness, json_of
from tests.e2e.dataset import (
    ADMIN,
    ASKED,
    EXECUTIVE,
    GONE,
    GUEST,
    MEMBER,
    NAMED,
    OTHER,
    OWNER,
    PROPOSER,
    FilledWorkspace,
    Rows,
    on_disk,
    put_back,
    set_down,
    settle_in,
)
from tests.e2e.entry_points import EntryPoint, Form, knocked_at, opens, sight
from tests.e2e.entry_points_accounts import ENTRY_POINTS as OF_ACCOUNTS
from tests.e2e.entry_points_conversations import ENTRY_POINTS as OF_CONVERSATIONS
from tests.e2e.entry_points_insights import ENTRY_POINTS as OF_INSIGHTS
from tests.e2e.envelopes import Envelope, command
from tests.e2e.permissions_table import AFTER_A_PRESS, BY_SLACK, CELLS, DONE, HIDDEN, PEOPLE, REFUSED
from tests.e2e.revoked_permissions import REVOCATIONS, of_everybody
from tests.e2e.visible_elements import Sight, seen
from tests.scopes import scoped
from tests.storage.filled import INITECH, NOW

ENTRY_POINTS = {door.name: door for door in (*OF_ACCOUNTS, *OF_CONVERSATIONS, *OF_INSIGHTS)}
FORMS = {name: door.through for name, door in ENTRY_POINTS.items() if isinstance(door.through, Form)}
OUTSIDERS = {GUEST, OTHER, GONE}
FOR_MEMBERS = "Touchbase is for members of"
SILENT = {"app_home_opened", "app_mention"}
"""Where outsiders see an empty page, or hear nothing."""

IN_THE_NOTE = "renewal chat"


@dataclass(frozen=True)
class Ground:
    """The bot, one scene in its workspace, and all that is on disk then."""

    app: BoltHarness
    filled: FilledWorkspace
    rows: Rows

    @property
    def database(self) -> Database:
        return self.app.runtime.deps.database

    def ask(self, person: str, envelope: Envelope) -> Answer:
        return self.app.ask(INITECH, person, envelope)

    def is_as_before(self) -> bool:
        return on_disk(self.database) == self.rows

    def put_back(self) -> None:
        put_back(self.database, self.rows)
        self.app.now = NOW


@contextmanager
def laid(url: str, folder: Path) -> Iterator[Ground]:
    with bolt_harness.opened(url, folder, NOW) as app:
        database = app.runtime.deps.database
        with scoped(database.transaction(), INITECH) as scope:
            settle_in(scope)
        filled = set_down(app, INITECH, " Zephyr")
        yield Ground(app, filled, on_disk(database))


@pytest.fixture
def ground(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Ground]:
    kind = getattr(request, "param", "sqlite")
    with lent_database(kind, request, tmp_path) as url, laid(as_engine_url(url), tmp_path) as opened:
        yield opened


def test_every_door_and_every_verb_stands_in_the_table(ground: Ground) -> None:
    assert list(CELLS) == list(ENTRY_POINTS)
    assert {f"/account {verb}" for verb in READERS} <= CELLS.keys()
    knocked = [knocked_at(door.through(ground.filled)) for door in ENTRY_POINTS.values()]
    assert [door for door in ground.app.listener_names() if not any(opens(door, each) for each in knocked)] == BY_SLACK


def test_everybody_does_what_the_table_says_and_nothing_else(ground: Ground) -> None:
    assert [trouble for name in ENTRY_POINTS for trouble in walked(ground, name)] == []


@pytest.mark.parametrize("ground", ["postgresql"], indirect=True)
def test_on_postgresql_forms_and_proposals_are_no_others(ground: Ground) -> None:
    names = [
        name for name in ENTRY_POINTS if name in FORMS or name.startswith(("sponsor_", "hand_over_", "/account merge"))
    ]
    assert [trouble for name in names for trouble in walked(ground, name)] == []


def test_nobody_is_shown_a_button_but_as_the_table_says(ground: Ground) -> None:
    buttons = {name: sight(door.through(ground.filled)) for name, door in ENTRY_POINTS.items()}
    shown = seen(ground.filled, PEOPLE)
    found = {name: [before in shown[person] for person in PEOPLE] for name, before in buttons.items() if before}
    meant = {name: [cell in (DONE, REFUSED) for cell in CELLS[name]] for name in found}
    assert {name: found[name] for name in found.keys() - AFTER_A_PRESS} == {
        name: meant[name] for name in found.keys() - AFTER_A_PRESS
    }
    assert not any(any(found[name]) for name in AFTER_A_PRESS)
    everything = {_action_of(each) for sights in shown.values() for each in sights if each != (cards.MORE, "")}
    assert everything <= {_action_of(each) for each in buttons.values() if each}


def test_a_form_is_checked_again_when_it_is_submitted(ground: Ground) -> None:
    """Opened by somebody who may, and submitted once they may no longer: nothing is saved, and they are told why."""
    troubles = []
    for name, form in FORMS.items():
        for loss in (*of_everybody(form.opener), *REVOCATIONS.get(name, ())):
            submitted = form.opened_by(loss.person, ground.filled)
            with ground.database.transaction() as session:
                loss.happens(session, ground.filled)
            rows = on_disk(ground.database)
            answer = ground.ask(loss.person, submitted)
            if on_disk(ground.database) != rows or not _stays_open(answer):
                troubles.append((name, loss, answer.words))
            ground.put_back()
    assert troubles == []


def test_who_offers_themself_is_sponsor_at_once_only_as_an_executive_or_an_admin(ground: Ground) -> None:
    for person in (MEMBER, OWNER, EXECUTIVE, ADMIN, NAMED):
        ground.ask(person, command("/sponsor", f'"{ground.filled.free.name}" <@{person}>'))
        with scoped(ground.database.reading(), INITECH) as scope:
            (offered,) = sponsorships.of_account(scope, ground.filled.free.id)
        assert offered.is_accepted is (person in (EXECUTIVE, ADMIN, NAMED)), person
        ground.put_back()


def test_who_was_asked_to_be_sponsor_hears_that_it_was_withdrawn(ground: Ground) -> None:
    form = FORMS["sponsor_decline_form"].opened_by(ASKED, ground.filled)
    ground.ask(PROPOSER, command("/sponsor", f'"{ground.filled.asked_for.name}" none'))
    for envelope in (
        form,
        *(ENTRY_POINTS[name].through(ground.filled) for name in ("sponsor_yes", "sponsor_not_this")),
    ):
        assert "That is over: it was ended." in ground.ask(ASKED, envelope).words


def walked(ground: Ground, name: str) -> list[tuple[str, str, str]]:
    """Let everybody through a door; where it is not as the table says, the door, the person and what they read.

    Who is refused comes first: what they change would be seen in the end. Then each who may, on the scene as it was.
    """
    door, cells = ENTRY_POINTS[name], dict(zip(PEOPLE, CELLS[name], strict=True))
    envelope = door.through(ground.filled)
    refused = [person for person, cell in cells.items() if cell in (REFUSED, HIDDEN)]
    answers = {person: ground.ask(person, envelope) for person in refused}
    troubles = [(name, each, said.words) for each, said in answers.items() if not _is_refusal(door, each, said)]
    if not ground.is_as_before():
        ground.put_back()
        return [*troubles, (name, " or ".join(refused), "something was changed on disk")]
    for person in (each for each in cells if each not in refused):
        answer = ground.ask(person, envelope)
        if answer.error is not None or not answer.words.strip():
            troubles.append((name, person, answer.words))
        if door.saves:
            troubles += [(name, person, "nothing was saved")] if ground.is_as_before() else []
            ground.put_back()
    return troubles if ground.is_as_before() else [*troubles, (name, "", "something was changed on disk")]


def _is_refusal(door: EntryPoint, person: str, answer: Answer) -> bool:
    """They are told why they may not, or see nothing at all where nothing is told, and no words of the entry."""
    says = FOR_MEMBERS if person in OUTSIDERS else door.says
    is_told = says in answer.words if door.name not in SILENT else not answer.words.strip()
    return isinstance(answer.error, Refusal) and is_told and IN_THE_NOTE not in answer.words


def _stays_open(answer: Answer) -> bool:
    """Whether the form stands as it was filled in, with words under a field."""
    given = json_of(answer)
    return given.get("response_action") == "errors" and all(given["errors"].values()) and answer.shown == ()


def _action_of(each: Sight) -> str:
    """What an element leads to, whatever it is about: each choice of a menu is a door of its own."""
    action_id, value = each
    kind = action_id.partition(":")[0]
    return f"{kind} {value.partition(' ')[0]}" if kind == cards.MORE else kind
