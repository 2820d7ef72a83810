"""What the storage is asked and told about one workspace: every function of it, as the tests of isolation call it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time, timedelta

from sqlalchemy import select

from bot.db.engine import Session
from bot.db.scope import Scope
from bot.domain.accounts.model import Tier
from bot.domain.conversations.access_requests import AccessRequest, RequestState
from bot.domain.conversations.follow_ups import FollowUpState
from bot.domain.conversations.model import Source
from bot.domain.deliveries.model import ExpiryReason
from bot.domain.deliveries.rate_limit import Bucket
from bot.domain.insights.model import InsightKind
from bot.domain.workspace.closed_days import Span
from bot.domain.workspace.departments import UserGroup
from bot.domain.workspace.members import Profile
from bot.domain.workspace.preferences import Mode
from bot.outbox import edit_queue, failed_deliveries, queue, rate_limit, rescheduling
from bot.outbox import tables as outbox_tables
from bot.storage.accounts import account_status, accounts, cadences, contacts, merges
from bot.storage.accounts import tables as account_tables
from bot.storage.conversations import (
    access_requests,
    bulk_insert,
    children,
    conversations,
    drafts,
    follow_ups,
    member_conversations,
    readers,
    revisions,
    stats,
)
from bot.storage.conversations import tables as conversation_tables
from bot.storage.conversations.bulk_insert import ImportedConversation
from bot.storage.insights import history, passages, questions
from bot.storage.insights import tables as insight_tables
from bot.storage.sponsors import sponsorships
from bot.storage.sponsors import tables as sponsor_tables
from bot.storage.weekly import digests, goals, monthly_stats, pledges, weekly_stats
from bot.storage.workspace import (
    audit,
    closed_days,
    departments,
    installations,
    members,
    preferences,
    roles,
    schedules,
    workspaces,
)
from bot.storage.workspace import tables as workspace_tables
from bot.storage.workspace.schedules import Schedule
from bot.transfer import requests
from bot.transfer import tables as transfer_tables
from tests.scopes import scope_of
from tests.storage.filled import ANA, BO, CHANNEL, GLOBEX, HELD, INITECH, NOW, REPORTED, TODAY

_LONG_AGO = NOW - timedelta(days=9)
MODULES = (
    access_requests, account_status, accounts, audit, bulk_insert, cadences, children, closed_days, contacts,
    conversations, departments, digests, drafts, edit_queue, failed_deliveries, follow_ups, goals, history,
    installations, member_conversations, members, merges, monthly_stats, passages, pledges, preferences, questions,
    queue, rate_limit, readers, requests, rescheduling, revisions, roles, schedules, sponsorships, stats, weekly_stats,
    workspaces,
)  # fmt: skip
"""Those of which every function is called below, or is one of ELSEWHERE."""

Query = Callable[[Scope], object]
_WEEK = (TODAY - timedelta(days=7), TODAY + timedelta(days=7))


def ids(session: Session) -> Mapping[str, str]:
    """The ids of initech's records, which somebody in globex might guess."""
    tables = {
        "account": account_tables.accounts,
        "conversation": conversation_tables.conversations,
        "draft": conversation_tables.drafts,
    }
    found = {name: session.execute(select(table.c.id)).scalar_one() for name, table in tables.items()}
    found["transfer"] = session.execute(select(transfer_tables.transfers.c.id)).scalar_one()
    found["sponsorship"] = session.execute(select(sponsor_tables.sponsorships.c.id)).scalar_one()
    return {**found, "delivery": session.execute(select(outbox_tables.deliveries.c.id)).scalar_one()}


QUERIES: dict[str, Query] = {
    "access_requests.find": lambda scope: access_requests.find(scope, _request(scope.session).id),
    "access_requests.lock": lambda scope: access_requests.lock(scope, _request(scope.session).id),
    "access_requests.by_member": lambda scope: access_requests.by_member(
        scope, BO, [ids(scope.session)["conversation"]]
    ),
    "readers.of": lambda scope: readers.of(scope, [ids(scope.session)["conversation"]]),
    "accounts.find": lambda scope: accounts.find(scope, ids(scope.session)["account"]),
    "accounts.every": accounts.every,
    "accounts.count": accounts.count,
    "accounts.of_owners": lambda scope: accounts.of_owners(scope, [BO]),
    "accounts.those": lambda scope: accounts.those(scope, [ids(scope.session)["account"]]),
    "accounts.owned": accounts.owned,
    "accounts.linked_to": lambda scope: accounts.linked_to(scope, "C0ACME"),
    "accounts.names": accounts.names,
    "accounts.lock_names": accounts.lock_names,
    "merges.surviving": lambda scope: merges.surviving(scope, ids(scope.session)["account"]),
    "merges.lock": lambda scope: merges.lock(scope, ids(scope.session)["account"]),
    "accounts.named": lambda scope: accounts.named(scope, "ACME  corp", "crm-1"),
    "conversations.find": lambda scope: conversations.find(scope, ids(scope.session)["conversation"]),
    "conversations.by_key": lambda scope: conversations.by_key(scope, Source.COMMAND, "key-1"),
    "conversations.active": conversations.active,
    "conversations.of_account": lambda scope: conversations.of_account(scope, ids(scope.session)["account"], limit=9),
    "conversations.find_duplicates": lambda scope: conversations.find_duplicates(
        scope,
        conversations.NewConversation(ids(scope.session)["account"], HELD, ANA, None, Source.COMMAND, None),
        since=NOW - timedelta(minutes=10),
    ),
    "conversations.any_held": lambda scope: conversations.any_held(scope, [HELD.kind], *_WEEK),
    "conversations.origin_of": lambda scope: conversations.origin_of(scope, ids(scope.session)["conversation"]),
    "conversations.lock": lambda scope: conversations.lock(scope, ids(scope.session)["conversation"]),
    "conversations.those": lambda scope: conversations.those(scope, [ids(scope.session)["conversation"]]),
    "audit.find": lambda scope: audit.find(scope, _audited(scope.session)),
    "cadences.of": lambda scope: cadences.of(scope).chosen,
    "closed_days.of": closed_days.of,
    "departments.names": departments.names,
    "departments.ask_at": departments.ask_at,
    "drafts.unfinished": lambda scope: drafts.unfinished(scope, ANA),
    "installations.scopes": installations.scopes,
    "requests.find": lambda scope: requests.find(scope, ids(scope.session)["transfer"]),
    "member_conversations.of": lambda scope: member_conversations.of(scope, ANA, limit=9),
    "member_conversations.authors": lambda scope: member_conversations.authors(scope, [ANA]),
    "member_conversations.credited_to": lambda scope: member_conversations.credited_to(scope, BO, since=TODAY),
    "follow_ups.find": lambda scope: follow_ups.find(scope, ids(scope.session)["conversation"]),
    "follow_ups.those": lambda scope: follow_ups.those(scope, [ids(scope.session)["conversation"]]),
    "follow_ups.open_of_member": lambda scope: follow_ups.open_of_member(scope, BO, limit=9),
    "follow_ups.open_of_account": lambda scope: follow_ups.open_of_account(
        scope, ids(scope.session)["account"], reader=ANA, limit=9
    ),
    "digests.untold": lambda scope: digests.untold(scope, ANA, TODAY),
    "digests.reported_on": lambda scope: digests.reported_on(scope, BO, TODAY),
    "digests.reported_since": lambda scope: digests.reported_since(scope, BO, [REPORTED.kind], TODAY),
    "digests.days_reported": lambda scope: digests.days_reported(scope, REPORTED.subject),
    "digests.last_days": lambda scope: digests.last_days(scope, BO, since=_WEEK[0], before=_WEEK[1]),
    "digests.lock_due": lambda scope: digests.lock_due(scope, limit=9),
    "preferences.of_members": lambda scope: preferences.of_members(scope, [BO]),
    "sponsorships.in_charge": lambda scope: sponsorships.in_charge(scope, ids(scope.session)["account"]),
    "sponsorships.accounts_of": lambda scope: sponsorships.accounts_of(scope, BO),
    "revisions.find": lambda scope: revisions.find(scope, ids(scope.session)["conversation"], 1),
    "revisions.last_changed_by": lambda scope: revisions.last_changed_by(scope, ids(scope.session)["conversation"]),
    "accounts.lock": lambda scope: accounts.lock(scope, ids(scope.session)["account"]),
    "contacts.beginning_with": lambda scope: contacts.beginning_with(scope, ["jane"], reader=ANA),
    "member_conversations.last_logged": lambda scope: member_conversations.last_logged(scope, ANA),
    "contacts.named": lambda scope: contacts.named(scope, ids(scope.session)["account"]),
    "contacts.accounts_of": lambda scope: contacts.accounts_of(scope, "jane  DOE", reader=ANA),
    "audit.last_actor": lambda scope: audit.last_actor(scope, ids(scope.session)["account"], action="add acc"),
    "merges.conversations_of": lambda scope: merges.conversations_of(scope, ids(scope.session)["account"]),
    "goals.of": lambda scope: goals.of(scope, ANA),
    "members.titled": members.titled,
    "pledges.of_week": lambda scope: pledges.of_week(scope, TODAY),
    "pledges.of_member": lambda scope: pledges.of_member(scope, ANA, TODAY),
    "pledges.weeks_of": lambda scope: pledges.weeks_of(scope, ANA),
    "pledges.any_before": lambda scope: pledges.any_before(scope, _WEEK[1]),
    "pledges.givers": lambda scope: pledges.givers(scope, [ANA]),
    "history.of_account": lambda scope: history.of_account(scope, ids(scope.session)["account"], skip=0, limit=9),
    "history.of_contact": lambda scope: history.of_contact(
        scope, ids(scope.session)["account"], _contact(scope.session), reader=ANA, skip=0, limit=9
    ),
    "questions.find": lambda scope: questions.find(scope, _question(scope.session)),
    "contacts.known_at": lambda scope: contacts.known_at(scope, ids(scope.session)["account"], reader=ANA),
    "passages.search": lambda scope: passages.search(scope, ["export"], limit=9),
    "roles.of": lambda scope: roles.of(scope, BO),
    "roles.having": lambda scope: roles.having(scope, "executive"),
    "sponsorships.find": lambda scope: sponsorships.find(scope, ids(scope.session)["sponsorship"]),
    "sponsorships.lock": lambda scope: sponsorships.lock(scope, ids(scope.session)["sponsorship"]),
    "sponsorships.of_account": lambda scope: sponsorships.of_account(scope, ids(scope.session)["account"]),
    "sponsorships.active": sponsorships.active,
    "sponsorships.any_proposed": sponsorships.any_proposed,
    "sponsorships.every": sponsorships.every,
    "bulk_insert.known": lambda scope: bulk_insert.known(scope, [_imported(scope.session)]),
    "bulk_insert.find_duplicates": lambda scope: bulk_insert.find_duplicates(scope, [_imported(scope.session)]),
    "sponsorships.of_member": lambda scope: sponsorships.of_member(scope, BO),
    "sponsorships.accepted_by": lambda scope: sponsorships.accepted_by(scope, [BO]),
    "sponsorships.sponsor_of": lambda scope: sponsorships.sponsor_of(scope, ids(scope.session)["account"]),
    "account_status.signals": lambda scope: account_status.signals(scope, list(InsightKind), since=_WEEK[0]),
    "children.contact_names": lambda scope: children.contact_names(scope, [ids(scope.session)["conversation"]]),
    "drafts.find": lambda scope: drafts.find(scope, ids(scope.session)["draft"]),
    "drafts.by_key": lambda scope: drafts.by_key(scope, Source.CHAT, "key-2"),
    "drafts.came_before": lambda scope: drafts.came_before(scope, Source.CHAT, "key-2"),
    "schedules.of": schedules.of,
    "schedules.lock": schedules.lock,
    "queue.due": lambda scope: queue.due(scope, limit=9),
    "rescheduling.due_next": lambda scope: rescheduling.due_next(
        scope_of(scope.session, scope.workspace_id, _LONG_AGO), kind="friday", target="friday"
    ),
    "rescheduling.members_reached": lambda scope: rescheduling.members_reached(
        scope, kind="friday", record_id=ids(scope.session)["conversation"]
    ),
    "queue.find": lambda scope: queue.find(scope, ids(scope.session)["delivery"]),
    "queue.lock": lambda scope: queue.lock(scope, ids(scope.session)["delivery"]),
    "children.of": lambda scope: (
        children.of(scope, [ids(scope.session)["conversation"]])[ids(scope.session)["conversation"]].insights
    ),
    "stats.phrases": lambda scope: stats.phrases(scope, ["complaint"], *_WEEK, limit=9),
    "stats.between": lambda scope: stats.between(scope, *_WEEK),
    "stats.background": lambda scope: stats.background(
        scope, ids(scope.session)["account"], ids(scope.session)["conversation"], reader=ANA, monday=TODAY
    ),
    "stats.last_by_account": stats.last_by_account,
    "stats.first_day": stats.first_day,
    "stats.first_days": stats.first_days,
    "stats.insights_between": lambda scope: stats.insights_between(scope, *_WEEK),
    "monthly_stats.total": lambda scope: [each for each in (monthly_stats.total(scope, *_WEEK),) if each.conversations],
    "monthly_stats.department_breadths": lambda scope: monthly_stats.department_breadths(scope, *_WEEK),
    "weekly_stats.of_member": lambda scope: weekly_stats.of_member(scope, ANA, *_WEEK),
    "weekly_stats.days_of_member": lambda scope: weekly_stats.days_of_member(scope, ANA, _WEEK[1]),
    "weekly_stats.sums": lambda scope: weekly_stats.sums(scope, *_WEEK).people,
    "weekly_stats.totals": lambda scope: [each for each in weekly_stats.totals(scope, [TODAY]) if each.customers],
}


def _audited(session: Session) -> str:
    """The id of an entry in initech's audit log."""
    entries = select(workspace_tables.audit.c.id).where(workspace_tables.audit.c.workspace_id == INITECH)
    return str(session.execute(entries.limit(1)).scalar_one())


def _contact(session: Session) -> str:
    """The id of somebody whom initech met."""
    met = account_tables.conversation_contacts.c
    return str(session.execute(select(met.contact_id).where(met.workspace_id == INITECH).limit(1)).scalar_one())


def _question(session: Session) -> str:
    """The id of what somebody of initech asked about a quote."""
    asked = insight_tables.quote_questions.c
    return str(session.execute(select(asked.id).where(asked.workspace_id == INITECH)).scalar_one())


def _request(session: Session) -> AccessRequest:
    """Initech's."""
    conversation_id = ids(session)["conversation"]
    return access_requests.by_member(scope_of(session, INITECH), BO, [conversation_id])[conversation_id]


def _imported(session: Session) -> ImportedConversation:
    """Initech's own conversation, coming once more."""
    entry = conversations.NewConversation(ids(session)["account"], HELD, ANA, None, Source.COMMAND, None)
    return ImportedConversation(ids(session)["conversation"], NOW, entry)


CHANGES: dict[str, Callable[[Session], object]] = {
    "conversations.set_undone": lambda session: conversations.set_undone(
        scope_of(session, GLOBEX), ids(session)["conversation"], by=ANA, at=NOW
    ),
    "access_requests.ask_another": lambda session: access_requests.ask_another(
        scope_of(session, GLOBEX), _request(session), of=BO
    ),
    "access_requests.decide": lambda session: access_requests.decide(
        scope_of(session, GLOBEX), _request(session), RequestState.GRANTED, by=ANA
    ),
    "readers.forget": lambda session: readers.forget(scope_of(session, GLOBEX), ids(session)["conversation"]),
    "readers.keep": lambda session: readers.keep(scope_of(session, GLOBEX), [ids(session)["conversation"]]),
    "contacts.remove": lambda session: contacts.remove(scope_of(session, GLOBEX), ids(session)["account"], "Never Met"),
    "merges.remove": lambda session: merges.remove(scope_of(session, GLOBEX), ids(session)["account"]),
    "merges.move": lambda session: merges.move(scope_of(session, GLOBEX), ids(session)["account"], "elsewhere", by=ANA),
    "rescheduling.retry": lambda session: rescheduling.retry(
        scope_of(session, GLOBEX), kind="friday", subject=ids(session)["conversation"], target="friday", due_at=NOW
    ),
    "rescheduling.reschedule": lambda session: rescheduling.reschedule(
        scope_of(session, GLOBEX),
        kind="friday",
        subject=ids(session)["conversation"],
        target="friday",
        due_at=_LONG_AGO,
    ),
    "rescheduling.cancel": lambda session: rescheduling.cancel(
        scope_of(session, GLOBEX), kind="friday", target="friday", reason=ExpiryReason.READER_LEFT
    ),
    "schedules.mark_checked": lambda session: schedules.mark_checked(
        scope_of(session, GLOBEX), "friday", at=_LONG_AGO, next_at=NOW
    ),
    "schedules.change": lambda session: schedules.change(
        scope_of(session, GLOBEX), Schedule("friday", 3, time(11), NOW, is_off=True)
    ),
    "cadences.choose": lambda session: cadences.choose(scope_of(session, GLOBEX), {Tier.STANDARD: 7}),
    "rescheduling.move": lambda session: rescheduling.move(
        scope_of(session, GLOBEX), kind="friday", subject=ids(session)["conversation"], target="friday", due_at=NOW
    ),
    "workspaces.choose_zone": lambda session: workspaces.choose_zone(scope_of(session, GLOBEX), "Asia/Tokyo", by=ANA),
    "workspaces.count_people": lambda session: workspaces.count_people(
        scope_of(session, GLOBEX), 9, is_first=True, is_last=True
    ),
    "workspaces.pause": lambda session: workspaces.pause(scope_of(session, GLOBEX), TODAY, by=ANA),
    "workspaces.welcome": lambda session: workspaces.welcome(scope_of(session, GLOBEX), ANA),
    "workspaces.close_setup": lambda session: workspaces.close_setup(scope_of(session, GLOBEX)),
    "schedules.check_again": lambda session: schedules.check_again(scope_of(session, GLOBEX)),
    "closed_days.choose": lambda session: closed_days.choose(scope_of(session, GLOBEX), []),
    "goals.choose": lambda session: goals.choose(scope_of(session, GLOBEX), ANA, 75),
    "passages.replace": lambda session: passages.replace(
        scope_of(session, GLOBEX), ids(session)["conversation"], replace(HELD, private=True)
    ),
    "pledges.give": lambda session: pledges.give(scope_of(session, GLOBEX), ANA, TODAY, 9),
    "digests.mark_checked": lambda session: digests.mark_checked(
        scope_of(session, GLOBEX), ANA, at=_LONG_AGO, next_at=None
    ),
    "digests.look_again": lambda session: digests.look_again(scope_of(session, GLOBEX)),
    "digests.enrol": lambda session: digests.enrol(scope_of(session, GLOBEX), [ANA]),
    "digests.add": lambda session: digests.add(
        scope_of(session, GLOBEX), [replace(REPORTED, reported_on=None, on=TODAY)]
    ),
    "digests.mark_reported": lambda session: digests.mark_reported(scope_of(session, GLOBEX), [REPORTED], _WEEK[1]),
    "digests.suggest": lambda session: digests.suggest(scope_of(session, GLOBEX), [REPORTED], _WEEK[1]),
    "digests.release": lambda session: digests.release(scope_of(session, GLOBEX), BO, TODAY),
    "digests.remove": lambda session: digests.remove(scope_of(session, GLOBEX), [REPORTED]),
    "preferences.choose": lambda session: preferences.choose(scope_of(session, GLOBEX), BO, "digest", Mode.OFF),
    "preferences.snooze": lambda session: preferences.snooze(scope_of(session, GLOBEX), BO, "digest", TODAY),
    "preferences.add_absence": lambda session: preferences.add_absence(
        scope_of(session, GLOBEX), BO, Span(TODAY, _WEEK[1])
    ),
    "members.choose_opted_out": lambda session: members.choose_opted_out(scope_of(session, GLOBEX), ANA, True),
    "preferences.end_absences": lambda session: preferences.end_absences(scope_of(session, GLOBEX), BO, last=_WEEK[0]),
    "follow_ups.end": lambda session: follow_ups.end(
        scope_of(session, GLOBEX), ids(session)["conversation"], FollowUpState.DONE, by=ANA
    ),
    "follow_ups.reopen": lambda session: follow_ups.reopen(
        scope_of(session, GLOBEX), ids(session)["conversation"], FollowUpState.OPEN
    ),
    "edit_queue.mark": lambda session: edit_queue.mark(
        scope_of(session, GLOBEX), kind="friday", subject=ids(session)["conversation"]
    ),
    "edit_queue.mark_about": lambda session: edit_queue.mark_about(
        scope_of(session, GLOBEX), ["friday"], ids(session)["conversation"]
    ),
    "rate_limit.acquire": lambda session: rate_limit.acquire(scope_of(session, GLOBEX), Bucket.POSTS, minute=60.0),
    "rate_limit.throttle": lambda session: rate_limit.throttle(scope_of(session, GLOBEX), Bucket.POSTS, minute=60.0),
    "departments.choose": lambda session: departments.choose(scope_of(session, GLOBEX), {}),
    "departments.ask_again": lambda session: departments.ask_again(scope_of(session, GLOBEX), NOW + timedelta(days=1)),
    "departments.fill": lambda session: departments.fill(scope_of(session, GLOBEX), UserGroup("S0SALES", "Purchasing")),
    "requests.end": lambda session: requests.end(
        scope_of(session, GLOBEX), ids(session)["transfer"], result=None, problem="no"
    ),
    "roles.give": lambda session: roles.give(scope_of(session, GLOBEX), "executive", [ANA]),
    "sponsorships.record": lambda session: sponsorships.record(
        scope_of(session, GLOBEX), *[sponsorships.active(scope_of(session, INITECH))[0]] * 2
    ),
    "sponsorships.ask_anew": lambda session: sponsorships.ask_anew(
        scope_of(session, GLOBEX, NOW + timedelta(days=1)),
        sponsorships.active(scope_of(session, INITECH))[0].id,
        by=ANA,
    ),
    "drafts.settle": lambda session: drafts.settle(
        scope_of(session, GLOBEX), ids(session)["draft"], conversation_id="x"
    ),
    "drafts.delete_expired": lambda session: drafts.delete_expired(
        scope_of(session, GLOBEX, NOW + timedelta(days=9)), limit=9
    ),
    "drafts.stop_waiting": lambda session: drafts.stop_waiting(scope_of(session, GLOBEX), ids(session)["draft"]),
    "drafts.forget": lambda session: drafts.forget(scope_of(session, GLOBEX), ids(session)["draft"]),
    "workspaces.release_zone": lambda session: workspaces.release_zone(scope_of(session, GLOBEX), of=ANA),
    "workspaces.ask_for_roster": lambda session: workspaces.ask_for_roster(
        scope_of(session, GLOBEX), at=NOW, cursor="next"
    ),
    "workspaces.take_zone": lambda session: workspaces.take_zone(scope_of(session, GLOBEX), zone="Asia/Tokyo", of=ANA),
    "workspaces.choose_channel": lambda session: workspaces.choose_channel(
        scope_of(session, GLOBEX), "C0OTHER", by=ANA
    ),
    "workspaces.renew_accounts_version": lambda session: workspaces.renew_accounts_version(scope_of(session, GLOBEX)),
    "workspaces.take_channel": lambda session: workspaces.take_channel(scope_of(session, GLOBEX), "C0OTHER"),
    "installations.end": lambda session: installations.end(scope_of(session, GLOBEX), before=None),
    "workspaces.record_installation": lambda session: workspaces.record_installation(
        scope_of(session, GLOBEX), app_id="A0", bot_id="B1", bot_user_id="U1", scopes=""
    ),
    "members.remember": lambda session: members.remember(scope_of(session, GLOBEX), Profile(ANA, "Anna", None)),
    "accounts.change": lambda session: accounts.change(
        scope_of(session, GLOBEX), replace(accounts.every(scope_of(session, INITECH))[0], name="Taken", aliases=())
    ),
    "accounts.change_all": lambda session: accounts.change_all(
        scope_of(session, GLOBEX), [replace(accounts.every(scope_of(session, INITECH))[0], name="Taken", aliases=())]
    ),
    "rate_limit.take": lambda session: rate_limit.take(scope_of(session, GLOBEX), CHANNEL, seconds=500.0),
}


ELSEWHERE = {
    "access_requests.ask",
    "readers.grant",
    "accounts.add",
    "accounts.add_all",
    "accounts.added",
    "bulk_insert.add",
    "audit.record",
    "contacts.add",
    "contacts.add_all",
    "conversations.add",
    "conversations.change",
    "conversations.undone_by",
    "drafts.awaiting",
    "drafts.keep",
    "digests.reported_of_kind",
    "monthly_stats.sponsor_sum",
    "edit_queue.due",
    "edit_queue.is_due",
    "rescheduling.shorten_waits",
    "edit_queue.lock",
    "member_conversations.plans_of",
    "installations.has_ended",
    "members.admins",
    "members.deactivated",
    "members.every",
    "members.find",
    "members.lock",
    "members.mention",
    "members.names",
    "members.names_of",
    "members.of",
    "members.opted_out",
    "members.say_first_words",
    "members.unknown",
    "queue.enqueue",
    "queue.find_unverified",
    "rescheduling.has_expired_leases",
    "rescheduling.park_expired_leases",
    "queue.exists",
    "queue.unverified",
    "queue.was_tried",
    "passages.add_all",
    "passages.query",
    "questions.add",
    "preferences.of",
    "rate_limit.is_free",
    "children.add",
    "children.add_all",
    "children.replace",
    "rescheduling.ended_untold",
    "rescheduling.batched",
    "rescheduling.latest",
    "rescheduling.reopen",
    "rescheduling.batch_leader",
    "revisions.keep",
    "schedules.add",
    "sponsorships.add_all",
    "sponsorships.ended_by_leaving",
    "sponsorships.propose",
    "account_status.planned",
    "account_status.last_touch",
    "failed_deliveries.mark_sent",
    "failed_deliveries.leave_out",
    "failed_deliveries.listed",
    "failed_deliveries.send_again",
    "requests.begin",
    "workspaces.create",
    "workspaces.find",
    "workspaces.has_others",
    "workspaces.lock",
    "workspaces.next_roster",
    "workspaces.resume",
}
"""Shown by tests of their own; what only adds is held by the composite foreign keys."""
