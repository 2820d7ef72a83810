"""Whom a file names: owners and sponsors by Slack id or by a name that one of us has; and what is left to people."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.sponsors.model import Sponsorship
from bot.domain.workspace.members import Profile, Roster
from bot.outbox import tables as outbox_tables
from bot.services.deps import Deps, NoSlack
from bot.storage.accounts import accounts
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import members
from bot.transfer import import_file
from bot.transfer.import_file import ImportResult
from bot.transfer.imports.people import people_of
from tests.scopes import scoped
from tests.storage.filled import ANA, BO, INITECH, TODAY, add_account, log

BOB, BOB_TOO, GONE = "U0BOB", "U0BOBTOO", "U0GONE"


def bring(deps: Deps, file: str, by: str | None = None) -> ImportResult:
    return import_file.accounts(deps, INITECH, file.encode(), by=by)


def account(deps: Deps, name: str) -> Account:
    with deps.reading(INITECH) as scope:
        (found,) = [each for each in accounts.every(scope) if each.name == name]
    return found


def stored(deps: Deps) -> list[Sponsorship]:
    with deps.reading(INITECH) as scope:
        return sponsorships.active(scope)


def know(deps: Deps, *people: Profile) -> None:
    with scoped(deps.database.transaction(), INITECH) as scope:
        for profile in people:
            members.remember(scope, profile)


@pytest.mark.parametrize(
    ("owner", "who", "told"),
    [
        ("ana", ANA, None),
        ("  BO ", BO, None),
        ("Bob", None, "owner several people are called Bob: write the Slack id"),
        ("Gone", None, "owner a guest, a bot or somebody who left: Gone"),
        ("ana@ours.example", None, "owner not found, write the Slack id: ana@ours.example"),
        ("x" * 90, None, f"owner not found, write the Slack id: {'x' * 59}…"),
        ("U0NOBODY9", "U0NOBODY9", "owner U0NOBODY9: not known here yet"),
    ],
)
def test_an_owner_is_found_by_a_name_that_one_of_us_has(
    deps: Deps, owner: str, who: str | None, told: str | None
) -> None:
    left = Profile(GONE, "Gone", None, is_deactivated=True)
    know(deps, Profile(BOB, "Bob", None), Profile(BOB_TOO, "bob", None), left)
    done = bring(deps, f'Account Name,Account Owner\nAcme,"{owner}"\n')
    assert (done.added, [each.reason for each in done.noted]) == (1, [told] if told else [])
    assert account(deps, "Acme").owner == who


class Asked(NoSlack):
    """A Slack whose list of everybody has two pages, or breaks off after the first."""

    def __init__(self, *, breaks_off: bool = False) -> None:
        self.cursors: list[str | None] = []
        self._breaks_off = breaks_off

    def roster(self, workspace_id: str, cursor: str | None) -> Roster | None:
        self.cursors.append(cursor)
        if cursor is None:
            return Roster((Profile("U0ZOE", "zo", None, real_names=("Zoë Zeit",)), Profile(BO, "Other", None)), "more")
        zed = (
            Profile("U0ZED", "Zed", None),
            Profile("U0ZED2", "zed", None),
            Profile("U0OUT", "Out", None, is_guest=True),
        )
        return None if self._breaks_off else Roster(zed, None)


def test_whom_we_do_not_know_yet_slack_is_asked_for_once_by_id_and_by_every_name(deps: Deps) -> None:
    slack = Asked()
    with_slack = replace(deps, slack=slack)
    owners = ("U0ZOE", "zo", "ZOË ZEIT", "Bo", "Zed", "Out", "Nobody", "U0NONE")
    done = bring(with_slack, "".join(("Name,Owner\n", *(f"A{at},{owner}\n" for at, owner in enumerate(owners)))))
    assert [account(deps, f"A{at}").owner for at in range(8)] == [*["U0ZOE"] * 3, BO, None, None, None, "U0NONE"]
    assert [each.reason for each in done.noted] == [
        "owner several people are called Zed: write the Slack id",
        "owner a guest, a bot or somebody who left: Out",
        "owner not found: Nobody",
        "owner U0NONE: not known here yet",
    ]
    rows = "Date,Account,Owner\n2026-11-03,A0,Zoë Zeit\n2026-11-04,A0,Bo\n"
    assert import_file.conversations(with_slack, INITECH, rows, by=None).added == 2
    assert slack.cursors == [None, "more"] * 2
    assert bring(with_slack, "Name,Owner\nA3,Ana\nA4,U0ANA\n").changed == 2
    assert len(slack.cursors) == 4, "they are known"
    broken = bring(replace(deps, slack=Asked(breaks_off=True)), "Name,Owner\nA5,zo\nA6,Zed\n")
    assert [each.reason for each in broken.noted] == ["owner not found, write the Slack id: Zed"]


def test_a_file_may_name_more_people_than_a_statement_takes(deps: Deps) -> None:
    people = people_of(deps, INITECH, [f"person {number}" for number in range(70_000)])
    assert (people.id_of("Ana"), people.finds("person 1")) == (ANA, False)


def test_a_sponsor_comes_as_it_stood_and_nobody_is_asked_anew_or_loses_an_account(deps: Deps) -> None:
    know(deps, Profile(BO, "Bo", None, is_admin=True))
    rows = ("Acme,Ana,accepted", "Globex,U0BO,proposed", "Hooli,U0BO,maybe", "Initrode,Nobody,accepted")
    file = "\n".join(("Name,Sponsor,Sponsor state", *rows))
    done = bring(deps, file, by=BO)
    assert [(each.line, each.reason) for each in done.noted] == [
        (4, "sponsor left out: sponsor_state says neither proposed nor accepted"),
        (5, "sponsor not found, write the Slack id: Nobody"),
    ]
    acme, globex = stored(deps)
    assert (acme.member, acme.is_accepted, acme.decided_by, acme.was_confirmed_on_behalf) == (ANA, True, BO, True)
    assert (globex.member, globex.is_open, globex.proposed_by) == (BO, True, BO)
    with deps.database.reading() as session:
        assert session.execute(outbox_tables.deliveries.select()).all() == []
    again = bring(deps, file)
    assert (again.added, again.changed, again.same, stored(deps)) == (0, 0, 4, [acme, globex])
    other = bring(deps, "Name,Sponsor,Sponsor state\nAcme,U0BO,accepted\nHooli,U0BO,accepted\n")
    assert (other.changed, other.same) == (1, 1)
    assert [each.reason for each in other.noted] == ["sponsor left out: the account has another, or somebody is asked"]
    assert {(each.member, each.is_accepted) for each in stored(deps)} == {(ANA, True), (BO, False), (BO, True)}


def test_whom_a_file_at_the_command_line_proposes_did_not_offer_themself(deps: Deps) -> None:
    bring(deps, "Name,Sponsor,Sponsor state\nAcme,U0BO,proposed\n")
    (asked,) = stored(deps)
    assert (asked.member, asked.is_open, asked.was_offered) == (BO, True, False)


def test_nobody_becomes_owner_and_sponsor_of_one_account(deps: Deps) -> None:
    done = bring(deps, "Name,Owner,Sponsor,Sponsor state\nAcme,Bo,Bo,accepted\nGlobex,Ana,Bo,accepted\n")
    assert [(each.line, each.reason) for each in done.noted] == [(2, "sponsor left out: they own the account")]
    done = bring(deps, "Name,Owner,Tier\nGlobex,Bo,strategic\nAcme,Bo,strategic\n")
    assert [(each.line, each.reason) for each in done.noted] == [(2, "owner left out: they sponsor the account")]
    assert [(account(deps, name).owner, account(deps, name).tier) for name in ("Acme", "Globex")] == [
        (BO, Tier.STRATEGIC),
        (ANA, Tier.STRATEGIC),
    ]
    assert [each.account_id for each in stored(deps)] == [account(deps, "Globex").id]


def test_a_channel_is_linked_by_its_id_alone(deps: Deps) -> None:
    done = bring(deps, "Name,Channel\nAcme,C0ACME\nGlobex,#globex\n")
    assert [each.reason for each in done.noted] == ["channel not linked: #globex is no Slack id"]
    assert [account(deps, name).channel for name in ("Acme", "Globex")] == ["C0ACME", None]


def test_what_somebody_let_rest_rests_on_whatever_the_file_calls_it(deps: Deps) -> None:
    with deps.transaction(INITECH) as scope:
        resting = add_account(scope, "Acme")
        at_rest = replace(resting, stage=Stage.DORMANT, rested_on=TODAY, rested_from=Stage.CUSTOMER)
        accounts.change(scope, at_rest)
    bring(deps, "Name,Stage\nAcme,Partner\nGlobex,inactive\n")
    acme, globex = account(deps, "Acme"), account(deps, "Globex")
    assert (acme.stage, acme.rested_on, acme.rested_from) == (Stage.DORMANT, TODAY, Stage.PARTNER)
    assert (globex.stage, globex.rested_on) == (Stage.DORMANT, TODAY)


def test_two_names_that_read_the_same_are_two_accounts_and_somebody_is_told(deps: Deps) -> None:
    done = bring(deps, "Record ID,Company name\n1,Acme Inc\n2,Acme GmbH\n,The Acme Corporation\n")
    assert (done.added, done.bad) == (3, ())
    assert [(each.line, each.reason) for each in done.noted] == [
        (3, "Acme GmbH is an account of its own beside Acme Inc: merge them in Slack if they are one"),
        (4, "The Acme Corporation is an account of its own beside Acme GmbH: merge them in Slack if they are one"),
    ]


def test_our_own_export_of_a_workspace_changes_nothing_there(deps: Deps) -> None:
    with deps.transaction(INITECH) as scope:
        acme = add_account(scope, last_activity=TODAY - timedelta(days=30))
        log(scope, acme.id)
    header = "id,external_id,name,last_conversation,due_ratio\n"
    done = bring(deps, f"{header}{acme.id},,Acme Corp,{TODAY},0.00\n")
    assert (done.added, done.changed, done.same) == (0, 0, 1)
    assert account(deps, "Acme Corp").last_activity == TODAY - timedelta(days=30)
