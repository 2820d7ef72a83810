"""`/voice`: what customers told us, found by its words or by when it was said. Nothing private is ever in it."""

from datetime import date, timedelta

from bot.db.scope import Scope
from bot.domain.insights.model import InsightKind
from bot.domain.insights.passages import Quote, passages_of, search_words
from bot.domain.insights.voice import Voice, VoiceQuery, by_account, in_order, themes
from bot.domain.pages import page_of
from bot.domain.workspace.members import Caller
from bot.services.deps import Deps
from bot.services.insights.asking import askable
from bot.services.local_days import local_day
from bot.services.workspace.members import require_colleague
from bot.storage.conversations import conversations
from bot.storage.insights import passages
from bot.storage.workspace import members

REACH = 300
"""So many passages are looked at, the latest."""

PAGE = 8


def of(deps: Deps, caller: Caller, query: VoiceQuery, *, skip: int = 0) -> Voice:
    """A page of what customers told us. Raises Refusal to somebody not known yet."""
    require_colleague(deps, caller, typed="/voice")
    with deps.reading(caller.workspace.id) as scope:
        today = local_day(caller, scope.now)
        found = _quotes(scope, query, since=None if query.days is None else today - timedelta(days=query.days))
        ordered = in_order(found[:REACH], complaints_first=not query.words)
        page = page_of(ordered[skip:], skip=skip, size=PAGE)
        entries = [quote.entry for quote in page.items]
        people = [each for entry in entries for each in entry.details.people]
        asks = askable(scope, caller.member.id, entries)
        return Voice(
            query,
            caller.member.id,
            today,
            page,
            found=len(ordered),
            accounts=by_account(ordered),
            is_cut=len(found) > REACH,
            themes=themes(ordered, asked=query.words),
            asks=asks,
            names=members.names_of(scope, [*asks.values(), *people]),
        )


def _quotes(scope: Scope, query: VoiceQuery, *, since: date | None) -> list[Quote]:
    """Without words these are insights alone: a note is no answer to a question that nobody put."""
    words = search_words(query.words)
    kinds = [query.kind] if query.kind is not None else [] if words else list(InsightKind)
    hits = passages.search(scope, words, kinds=kinds, since=since, limit=REACH + 1)
    entries = {entry.id: entry for entry in conversations.those(scope, sorted({hit.conversation_id for hit in hits}))}
    return [
        Quote(entries[hit.conversation_id], passages_of(entries[hit.conversation_id].details)[hit.position])
        for hit in hits
    ]
