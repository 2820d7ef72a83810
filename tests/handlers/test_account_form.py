"""The form of an account: opened by whoever may, checked again when it is saved, and nobody's change lost."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.accounts.model import Account, Stage, Tier
from bot.messages.accounts.cards import MORE
from bot.sandbox.views import View
from bot.storage.accounts import accounts
from bot.storage.workspace import tables as workspace_tables
from bot.transfer import import_file
from tests.app_fixture import ANA, BO, CHEN, DEE, GUS, RANDOM, AppFixture
from tests.conftest import MONDAY_9AM
from tests.forms import fields, shown
from tests.handlers.reading import elements
from tests.handlers.test_sponsors import sponsored

BESIDE = " and stands beside its owner. Name somebody else, or end that first: /sponsor Acme none."


@pytest.fixture
def acme(open_app: Callable[..., AppFixture]) -> Iterator[AppFixture]:
    """An app in which bo owns Acme, and everybody is known by name."""
    app = open_app(now=MONDAY_9AM)
    app.reads(ANA, "/account add Acme enterprise @bo")
    for person in (BO, CHEN, DEE):
        app.reads(person, "/account Acme")
    yield app


def opened(app: AppFixture, person: str, name: str = "Acme") -> View:
    app.type(person, f"/account edit {name}")
    return app.form(person)


def saved(app: AppFixture, person: str, view: View, **filled: Any) -> Mapping[str, Any]:
    """What comes of saving this very form, whichever lies on top."""
    return app.deliver_form(person, view, **filled)


def stands(app: AppFixture) -> Account:
    with app.runtime.deps.reading(app.team.id) as scope:
        return accounts.every(scope)[0]


def bring(app: AppFixture, rows: str) -> None:
    import_file.accounts(app.runtime.deps, app.team.id, rows, by=ANA)


def audited(app: AppFixture) -> list[tuple[str, str]]:
    with app.runtime.deps.database.reading() as session:
        rows = session.execute(
            select(workspace_tables.audit).order_by(workspace_tables.audit.c.at, workspace_tables.audit.c.id)
        ).all()
    return [(row.actor, row.details) for row in rows if row.action == "account: edit"]


def test_every_field_is_edited_with_its_errors_under_it(app: AppFixture) -> None:
    app.reads(ANA, "/account add Acme enterprise @bo")
    form = opened(app, BO).given
    assert [shown(form, each) for each in ("name", "stage", "tier", "owner")] == [
        "Acme",
        "customer",
        "enterprise",
        [BO],
    ]
    wrong = app.save(BO, name=" ! ", cadence="often", value="much", since="soon")
    assert wrong["response_action"] == "errors"
    assert wrong["errors"].keys() == {"name", "cadence", "value", "since"}
    done = app.save(
        BO, name="Acme Corp", stage="prospect", tier="strategic", cadence="45", value="48k", since="2019",
        aliases="ACM\nAcme Works", channel=[RANDOM], owner=[CHEN],
    )  # fmt: skip
    assert "Acme Corp" in str(done["view"]) and "Chen (owner)" in str(done["view"])
    account = stands(app)
    assert (account.name, account.stage, account.tier) == ("Acme Corp", Stage.PROSPECT, Tier.STRATEGIC)
    assert (account.cadence, account.value, account.customer_since) == (45, 48_000, date(2019, 1, 1))
    assert (account.aliases, account.channel, account.owner) == (("ACM", "Acme Works"), RANDOM, CHEN)
    fields = "name stage tier cadence value since aliases owner channel"
    assert audited(app) == [(BO, f'{{"fields": "{fields}", "from": "{BO}", "to": "{CHEN}"}}')]


def test_the_card_it_was_opened_from_reads_as_it_is_now(acme: AppFixture) -> None:
    acme.reads(BO, "/account Acme")
    seen = acme.last_seen(BO)
    (menu,) = [each for each in elements(seen) if each.get("action_id") == MORE]
    place = {"type": "message", "channel": seen.channel, "ts": seen.ts, "is_ephemeral": True}
    choice = {"action_id": MORE, "type": "overflow", "block_id": "b", "selected_option": menu["options"][0]}
    acme.sandbox.action(BO, place, choice)
    acme.save(BO, value="48000")
    assert "48,000 a year" in acme.last_seen(BO).text


def test_what_is_emptied_is_taken_away(acme: AppFixture) -> None:
    acme.reads(BO, "/account Acme link here", channel=RANDOM)
    acme.reads(BO, "/account Acme value 48k")
    opened(acme, ANA)
    acme.save(ANA, value="", owner=[], channel=[])
    account = stands(acme)
    assert (account.value, account.owner, account.channel) == (None, None, None)


def test_saved_twice_is_saved_once_and_what_nobody_changed_writes_nothing(acme: AppFixture) -> None:
    form = opened(acme, BO)
    for _ in range(2):
        assert saved(acme, BO, form, value="48000")["response_action"] == "update"
    saved(acme, BO, opened(acme, BO))
    assert len(audited(acme)) == 1


@pytest.mark.parametrize("person", [CHEN, DEE, GUS])
def test_who_may_not_change_it_is_told_so_before_a_form_opens(acme: AppFixture, person: str) -> None:
    said = acme.reads(person, "/account edit Acme")
    assert said.startswith(("Its owner, its sponsor or an admin", "Touchbase is for members"))
    assert acme.sandbox.views(person) == []


def test_a_right_that_was_taken_away_meanwhile_is_missed_at_saving_and_the_words_stay(acme: AppFixture) -> None:
    form = opened(acme, BO)
    acme.reads(ANA, "/owner Acme @chen")
    refused = acme.save(BO, name="Acme of Bo")
    assert refused["response_action"] == "errors"
    assert refused["errors"]["name"].startswith("Its owner, its sponsor or an admin changes an account.")
    assert acme.form(BO).id == form.id
    assert stands(acme).name == "Acme" and audited(acme) == []
    acme.reads(ANA, "/owner Acme @bo")
    assert acme.save(BO, name="Acme of Bo")["response_action"] == "update"


def test_different_fields_of_two_are_both_kept_and_said(acme: AppFixture) -> None:
    mine = opened(acme, BO)
    saved(acme, ANA, opened(acme, ANA), tier="strategic")
    told = saved(acme, BO, mine, value="48000")
    assert "Ana changed this account while you had it open: what you both wrote is kept." in str(told)
    assert (stands(acme).tier, stands(acme).value) == (Tier.STRATEGIC, 48_000)


def test_of_the_same_field_the_second_reads_what_the_first_wrote_and_decides(acme: AppFixture) -> None:
    opened(acme, BO)
    saved(acme, ANA, opened(acme, ANA), name="Acme of Ana", tier="strategic", owner=[DEE])
    asked = acme.save(BO, name="Acme of Bo", owner=[CHEN])
    assert asked["response_action"] == "errors"  # bo owns it no more
    acme.reads(ANA, '/owner "Acme of Ana" @bo')
    again = str(acme.save(BO, name="Acme of Bo", owner=[CHEN])["view"])
    assert "*Not saved yet: Ana changed this account while this form was open.*" in again
    assert "Acme of Ana" in again and "Taken over: Tier." in again
    assert stands(acme).name == "Acme of Ana"
    form = acme.form(BO).given
    assert (shown(form, "name"), shown(form, "tier"), shown(form, "owner")) == ("Acme of Bo", "strategic", [CHEN])
    assert "Acme of Bo" in str(acme.save(BO)["view"])
    assert (stands(acme).name, stands(acme).tier, stands(acme).owner) == ("Acme of Bo", Tier.STRATEGIC, CHEN)


def test_who_changed_it_is_named_only_where_that_is_known(acme: AppFixture) -> None:
    acme.reads(ANA, "/account Acme value 10")
    acme.clock.forward(days=3)
    form = opened(acme, BO)
    bring(acme, "Name,Tier\nAcme,strategic")
    told = str(saved(acme, BO, form, value="48000"))
    assert "This account was changed while you had it open; both are kept." in told
    acme.clock.forward(minutes=1)
    form = opened(acme, BO)
    bring(acme, "Name,Value\nAcme,777")
    told = str(saved(acme, BO, form, value="5000"))
    assert "*Not saved yet: this account was changed while this form was open.*" in told
    form = opened(acme, BO)
    acme.reads(BO, "/account Acme tier standard")
    assert "You changed it elsewhere meanwhile; both are kept." in str(saved(acme, BO, form, value="5000"))
    told = str(saved(acme, BO, form, tier="enterprise"))
    assert "*Not saved yet: you changed this account elsewhere while this form was open.*" in told


def test_who_added_it_by_mistake_edits_its_name_for_a_day_and_nothing_else(acme: AppFixture) -> None:
    acme.reads(CHEN, "/account add Globx")
    form = opened(acme, CHEN, "Globx")
    assert [each for each, _ in fields(form.given)] == ["name"]
    acme.clock.now += timedelta(days=1, minutes=1)
    assert acme.save(CHEN, name="Globex")["response_action"] == "errors"
    acme.clock.now -= timedelta(hours=1)
    assert "Globex" in str(acme.save(CHEN, name="Globex")["view"])


def test_names_owners_and_channels_that_cannot_be_are_refused_under_their_field(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Globex")
    acme.reads(ANA, "/account Globex link here", channel=RANDOM)
    opened(acme, BO)
    assert acme.save(BO, name="globex")["errors"] == {
        "name": "Another account has that name already: write another one."
    }
    assert acme.save(BO, owner=[GUS])["errors"]["owner"].startswith("Gus Guest cannot own an account here")
    assert acme.save(BO, channel=[RANDOM])["errors"]["channel"].startswith("That channel is Globex's")
    sponsored(acme, "Acme")
    assert acme.save(BO, owner=[DEE])["errors"] == {"owner": f"Dee is Acme's sponsor{BESIDE}"}
    assert f"Dee is Acme's sponsor{BESIDE}" in acme.reads(BO, "/owner Acme @dee")
    acme.reads(ANA, "/owner Acme none")
    assert f"You are Acme's sponsor{BESIDE}" in acme.reads(DEE, "/owner Acme @dee")
    assert stands(acme).owner is None


def test_a_name_that_is_only_guessed_opens_no_form(acme: AppFixture) -> None:
    said = acme.reads(BO, "/account edit Acmme")
    assert said.splitlines() == ["*Which account?* “Acmme” could be:", "/account edit Acme"]


def test_an_account_that_is_gone_meanwhile_is_said_to_be(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Globex")
    opened(acme, ANA)
    acme.confirms(ANA, "/account merge Acme into Globex")
    assert acme.save(ANA, value="1")["errors"] == {"name": "That account is gone."}
