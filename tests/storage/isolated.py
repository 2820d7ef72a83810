"""What the storage is asked and told about one workspace: every function of it, as the tests of isolation call it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.db.engine import Session
from bot.domain.conversations.access_requests import AccessRequest, RequestState
from bot.domain.conversations.model import Source
from bot.domain.deliveries.model import ExpiryReason
from bot.domain.deliveries.rate_limit import Bucket
from bot.domain.insights.model import InsightKind
from bot.domain.workspace.departments import UserGroup
from bot.domain.workspace.members import Profile
from bot.outbox import edit_queue, failed_deliveries, queue, rate_limit, rescheduling
from bot.outbox import tables as outbox_tables
from bot.storage.accounts import account_status, accounts, contacts, merges
from bot.storage.accounts import tables as account_tables
from bot.storage.conversations import (
    access_requests,
    bulk_insert,
    children,
    conversations,
    drafts,
    member_conversations,
    plans,
    readers,
    revisions,
    stats,
)
from bot.storage.conversations import tables as conversation_tables
from bot.storage.conversations.bulk_insert import ImportedConversation
from bot.storage.sponsors import sponsorships
from bot.storage.sponsors import tables as sponsor_tables
from bot.storage.weekly import pledges, weekly_stats
from bot.storage.workspace import audit, closed_days, departments, installations, members, roles, schedules, workspaces
from bot.transfer import requests
from bot.transfer import tables as transfer_tables
from tests.storage.filled import ANA, BO, CHANNEL, GLOBEX, HELD, INITECH, NOW, TODAY

_LONG_AGO = NOW - timedelta(days=9)
MODULES = (
    access_requests, account_status, accounts, audit, bulk_insert, children, closed_days, contacts,
    conversations, departments, drafts, edit_queue, failed_deliveries, installations, member_conversations, members,
    merges, plans, pledges, queue, rate_limit, readers, requests, rescheduling, revisions, roles, schedules,
    sponsorships, stats, weekly_stats, workspaces,
)  # fmt: skip
"""Those of which every function is called below, or is one of ELSEWHERE."""

Query = Callable[[Session, str], object]
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
    "access_requests.find": lambda session, at: access_requests.find(session, at, _request(session).id),
    "access_requests.lock": lambda session, at: access_requests.lock(session, at, _request(session).id),
    "access_requests.by_member": lambda session, at: access_requests.by_member(
        session, at, BO, [ids(session)["conversation"]]
    ),
    "readers.of": lambda session, at: readers.of(session, at, [ids(session)["conversation"]]),
    "accounts.find": lambda session, at: accounts.find(session, at, ids(session)["account"]),
    "accounts.every": accounts.every,
    "accounts.count": accounts.count,
    "accounts.of_owners": lambda session, at: accounts.of_owners(session, at, [BO]),
    "accounts.those": lambda session, at: accounts.those(session, at, [ids(session)["account"]]),
    "accounts.owned": accounts.owned,
    "accounts.linked_to": lambda session, at: accounts.linked_to(session, at, "C0ACME"),
    "accounts.names": accounts.names,
    "accounts.lock_names": accounts.lock_names,
    "merges.surviving": lambda session, at: merges.surviving(session, at, ids(session)["account"]),
    "merges.lock": lambda session, at: merges.lock(session, at, ids(session)["account"]),
    "accounts.named": lambda session, at: accounts.named(session, at, "ACME  corp", "crm-1"),
    "conversations.find": lambda session, at: conversations.find(session, at, ids(session)["conversation"]),
    "conversations.by_key": lambda session, at: conversations.by_key(session, at, Source.COMMAND, "key-1"),
    "conversations.active": conversations.active,
    "conversations.of_account": lambda session, at: conversations.of_account(
        session, at, ids(session)["account"], limit=9
    ),
    "conversations.find_duplicates": lambda session, at: conversations.find_duplicates(
        session,
        at,
        conversations.NewConversation(ids(session)["account"], HELD, ANA, None, Source.COMMAND, None),
        since=NOW - timedelta(minutes=10),
    ),
    "conversations.any_held": lambda session, at: conversations.any_held(session, at, [HELD.kind], *_WEEK),
    "conversations.line_of": lambda session, at: conversations.line_of(session, at, ids(session)["conversation"]),
    "conversations.lock": lambda session, at: conversations.lock(session, at, ids(session)["conversation"]),
    "conversations.those": lambda session, at: conversations.those(session, at, [ids(session)["conversation"]]),
    "closed_days.of": closed_days.of,
    "departments.names": departments.names,
    "departments.every": departments.every,
    "departments.ask_at": departments.ask_at,
    "drafts.unfinished": lambda session, at: drafts.unfinished(session, at, ANA, now=NOW),
    "installations.scopes": installations.scopes,
    "requests.find": lambda session, at: requests.find(session, at, ids(session)["transfer"]),
    "member_conversations.of": lambda session, at: member_conversations.of(session, at, ANA, limit=9),
    "member_conversations.authors": lambda session, at: member_conversations.authors(session, at, [ANA]),
    "member_conversations.credited_to": lambda session, at: member_conversations.credited_to(
        session, at, BO, since=TODAY
    ),
    "revisions.find": lambda session, at: revisions.find(session, at, ids(session)["conversation"], 1),
    "revisions.last_changed_by": lambda session, at: revisions.last_changed_by(
        session, at, ids(session)["conversation"]
    ),
    "accounts.lock": lambda session, at: accounts.lock(session, at, ids(session)["account"]),
    "contacts.beginning_with": lambda session, at: contacts.beginning_with(session, at, ["jane"], reader=ANA),
    "member_conversations.last_logged": lambda session, at: member_conversations.last_logged(session, at, ANA),
    "contacts.named": lambda session, at: contacts.named(session, at, ids(session)["account"]),
    "contacts.accounts_of": lambda session, at: contacts.accounts_of(session, at, "jane  DOE", reader=ANA),
    "audit.last_actor": lambda session, at: audit.last_actor(session, at, ids(session)["account"], action="add acc"),
    "merges.conversations_of": lambda session, at: merges.conversations_of(session, at, ids(session)["account"]),
    "pledges.of_week": lambda session, at: pledges.of_week(session, at, TODAY),
    "pledges.of_member": lambda session, at: pledges.of_member(session, at, ANA, TODAY),
    "pledges.weeks_of": lambda session, at: pledges.weeks_of(session, at, ANA),
    "pledges.any_before": lambda session, at: pledges.any_before(session, at, _WEEK[1]),
    "pledges.givers": lambda session, at: pledges.givers(session, at, [ANA]),
    "roles.of": lambda session, at: roles.of(session, at, BO),
    "roles.having": lambda session, at: roles.having(session, at, "executive"),
    "sponsorships.find": lambda session, at: sponsorships.find(session, at, ids(session)["sponsorship"]),
    "sponsorships.lock": lambda session, at: sponsorships.lock(session, at, ids(session)["sponsorship"]),
    "sponsorships.of_account": lambda session, at: sponsorships.of_account(session, at, ids(session)["account"]),
    "sponsorships.active": sponsorships.active,
    "sponsorships.every": sponsorships.every,
    "bulk_insert.known": lambda session, at: bulk_insert.known(session, at, [_arrival(session)]),
    "bulk_insert.find_duplicates": lambda session, at: bulk_insert.find_duplicates(session, at, [_arrival(session)]),
    "sponsorships.of_member": lambda session, at: sponsorships.of_member(session, at, BO),
    "sponsorships.accepted_by": lambda session, at: sponsorships.accepted_by(session, at, [BO]),
    "sponsorships.sponsor_of": lambda session, at: sponsorships.sponsor_of(session, at, ids(session)["account"]),
    "account_status.signals": lambda session, at: account_status.signals(
        session, at, list(InsightKind), since=_WEEK[0]
    ),
    "children.contact_names": lambda session, at: children.contact_names(session, at, [ids(session)["conversation"]]),
    "drafts.find": lambda session, at: drafts.find(session, at, ids(session)["draft"]),
    "drafts.by_key": lambda session, at: drafts.by_key(session, at, Source.CHAT, "key-2"),
    "schedules.of": schedules.of,
    "schedules.lock": schedules.lock,
    "queue.due": lambda session, at: queue.due(session, at, now=NOW, limit=9),
    "queue.find": lambda session, at: queue.find(session, at, ids(session)["delivery"]),
    "queue.lock": lambda session, at: queue.lock(session, at, ids(session)["delivery"]),
    "children.of": lambda session, at: (
        children.of(session, at, [ids(session)["conversation"]])[ids(session)["conversation"]].insights
    ),
    "stats.phrases": lambda session, at: stats.phrases(session, at, ["complaint"], *_WEEK, limit=9),
    "stats.between": lambda session, at: stats.between(session, at, *_WEEK),
    "stats.last_before": lambda session, at: stats.last_before(session, at, ids(session)["account"], but=""),
    "stats.last_by_account": stats.last_by_account,
    "stats.first_day": stats.first_day,
    "stats.first_days": stats.first_days,
    "stats.insights_between": lambda session, at: stats.insights_between(session, at, *_WEEK),
    "weekly_stats.of_member": lambda session, at: weekly_stats.of_member(session, at, ANA, *_WEEK),
    "weekly_stats.totals": lambda session, at: [
        each for each in weekly_stats.totals(session, at, [TODAY]) if each.customers
    ],
}


def _request(session: Session) -> AccessRequest:
    """Initech's."""
    conversation_id = ids(session)["conversation"]
    return access_requests.by_member(session, INITECH, BO, [conversation_id])[conversation_id]


def _arrival(session: Session) -> ImportedConversation:
    """Initech's own conversation, coming once more."""
    entry = conversations.NewConversation(ids(session)["account"], HELD, ANA, None, Source.COMMAND, None)
    return ImportedConversation(ids(session)["conversation"], NOW, entry)


CHANGES: dict[str, Callable[[Session], object]] = {
    "conversations.set_undone": lambda session: conversations.set_undone(
        session, GLOBEX, ids(session)["conversation"], by=ANA, at=NOW
    ),
    "access_requests.ask_another": lambda session: access_requests.ask_another(
        session, GLOBEX, _request(session), of=BO
    ),
    "access_requests.decide": lambda session: access_requests.decide(
        session, GLOBEX, _request(session), RequestState.GRANTED, by=ANA, now=NOW
    ),
    "readers.forget": lambda session: readers.forget(session, GLOBEX, ids(session)["conversation"]),
    "readers.keep": lambda session: readers.keep(session, GLOBEX, [ids(session)["conversation"]]),
    "contacts.remove": lambda session: contacts.remove(session, GLOBEX, ids(session)["account"], "Never Met"),
    "merges.remove": lambda session: merges.remove(session, GLOBEX, ids(session)["account"]),
    "merges.move": lambda session: merges.move(session, GLOBEX, ids(session)["account"], "elsewhere", by=ANA, now=NOW),
    "rescheduling.retry": lambda session: rescheduling.retry(
        session, GLOBEX, kind="friday", subject=ids(session)["conversation"], target="friday", due_at=NOW
    ),
    "rescheduling.reschedule": lambda session: rescheduling.reschedule(
        session, GLOBEX, kind="friday", subject=ids(session)["conversation"], target="friday", due_at=_LONG_AGO
    ),
    "rescheduling.cancel": lambda session: rescheduling.cancel(
        session, GLOBEX, kind="friday", target="friday", reason=ExpiryReason.READER_LEFT
    ),
    "schedules.mark_checked": lambda session: schedules.mark_checked(
        session, GLOBEX, "friday", at=_LONG_AGO, next_at=NOW
    ),
    "schedules.check_again": lambda session: schedules.check_again(session, GLOBEX),
    "closed_days.choose": lambda session: closed_days.choose(session, GLOBEX, []),
    "pledges.give": lambda session: pledges.give(session, GLOBEX, ANA, TODAY, 9, now=NOW),
    "plans.mark_checked": lambda session: plans.mark_checked(
        session, GLOBEX, conversations.active(session, INITECH)[0], at=NOW, next_at=NOW
    ),
    "edit_queue.mark": lambda session: edit_queue.mark(
        session, GLOBEX, kind="friday", subject=ids(session)["conversation"]
    ),
    "edit_queue.mark_about": lambda session: edit_queue.mark_about(
        session, GLOBEX, ["friday"], ids(session)["conversation"]
    ),
    "rate_limit.acquire": lambda session: rate_limit.acquire(session, GLOBEX, Bucket.POSTS, minute=60.0),
    "rate_limit.throttle": lambda session: rate_limit.throttle(session, GLOBEX, Bucket.POSTS, minute=60.0),
    "departments.choose": lambda session: departments.choose(session, GLOBEX, {}, now=NOW),
    "departments.ask_again": lambda session: departments.ask_again(session, GLOBEX, NOW + timedelta(days=1)),
    "departments.fill": lambda session: departments.fill(session, GLOBEX, UserGroup("S0SALES", "Purchasing")),
    "requests.end": lambda session: requests.end(
        session, GLOBEX, ids(session)["transfer"], result=None, problem="no", now=NOW
    ),
    "roles.give": lambda session: roles.give(session, GLOBEX, "executive", [ANA]),
    "sponsorships.record": lambda session: sponsorships.record(
        session, GLOBEX, *[sponsorships.active(session, INITECH)[0]] * 2
    ),
    "sponsorships.ask_anew": lambda session: sponsorships.ask_anew(
        session, GLOBEX, sponsorships.active(session, INITECH)[0].id, by=ANA, now=NOW + timedelta(days=1)
    ),
    "drafts.settle": lambda session: drafts.settle(session, GLOBEX, ids(session)["draft"], conversation_id="x"),
    "drafts.delete_expired": lambda session: drafts.delete_expired(
        session, GLOBEX, now=NOW + timedelta(days=9), limit=9
    ),
    "drafts.stop_waiting": lambda session: drafts.stop_waiting(session, GLOBEX, ids(session)["draft"]),
    "drafts.forget": lambda session: drafts.forget(session, GLOBEX, ids(session)["draft"], now=NOW),
    "workspaces.release_zone": lambda session: workspaces.release_zone(session, GLOBEX, of=ANA),
    "workspaces.ask_for_roster": lambda session: workspaces.ask_for_roster(session, GLOBEX, at=NOW, cursor="next"),
    "workspaces.take_zone": lambda session: workspaces.take_zone(session, GLOBEX, zone="Asia/Tokyo", of=ANA),
    "workspaces.choose_channel": lambda session: workspaces.choose_channel(session, GLOBEX, "C0OTHER", by=ANA),
    "workspaces.renew_accounts_version": lambda session: workspaces.renew_accounts_version(session, GLOBEX),
    "workspaces.take_channel": lambda session: workspaces.take_channel(session, GLOBEX, "C0OTHER"),
    "installations.end": lambda session: installations.end(session, GLOBEX, before=None),
    "workspaces.record_installation": lambda session: workspaces.record_installation(
        session, GLOBEX, app_id="A0", bot_id="B1", bot_user_id="U1", scopes=""
    ),
    "members.remember": lambda session: members.remember(session, GLOBEX, Profile(ANA, "Anna", None), now=NOW),
    "accounts.change": lambda session: accounts.change(
        session, GLOBEX, replace(accounts.every(session, INITECH)[0], name="Taken", aliases=())
    ),
    "accounts.change_all": lambda session: accounts.change_all(
        session, GLOBEX, [replace(accounts.every(session, INITECH)[0], name="Taken", aliases=())]
    ),
    "rate_limit.take": lambda session: rate_limit.take(session, GLOBEX, CHANNEL, seconds=500.0),
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
    "edit_queue.due",
    "edit_queue.is_due",
    "rescheduling.shorten_waits",
    "edit_queue.lock",
    "member_conversations.plans",
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
    "members.unknown",
    "queue.enqueue",
    "queue.find_unverified",
    "rescheduling.has_expired_leases",
    "rescheduling.park_expired_leases",
    "queue.exists",
    "queue.unverified",
    "plans.lock_due",
    "plans.check_again",
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
}
"""Shown by tests of their own; what only adds is held by the composite foreign keys."""
