"""Log the lines that were kept until Slack said who their authors are; those of strangers are dropped."""

from bot.domain.errors import Refusal
from bot.domain.workspace.members import Caller, Workspace
from bot.parsing.names.matching import Match
from bot.services import line_reading
from bot.services.conversations import drafts
from bot.services.deps import Deps, Guard
from bot.storage.conversations import drafts as stored
from bot.storage.conversations.drafts import Draft
from bot.storage.workspace import members

_A_ROUND = 20


class _NobodyWaits:
    """A guard for what no person waits for: there is no deadline, and nobody to be told."""

    def on_commit(self, message: str) -> Guard:
        return self

    def before_commit(self) -> None:
        """It is never too late."""

    def after_commit(self) -> None:
        """Nobody is to be answered."""


def log_of_known(deps: Deps, workspace: Workspace) -> list[str]:
    """What became of lines whose authors are known by now: a line for each."""
    with deps.reading(workspace.id) as scope:
        waiting = stored.awaiting(scope, limit=_A_ROUND)
    return [f"{workspace.id} {draft.id}: {_finish(deps, workspace, draft)}" for draft in waiting]


def _finish(deps: Deps, workspace: Workspace, draft: Draft) -> str:
    with deps.reading(workspace.id) as scope:
        author = members.find(scope, draft.author)
    if author is not None and author.profile.is_unseen:
        # It may find them yet: until its week is over the line is theirs, and nobody else is shown it.
        with deps.transaction(workspace.id) as scope:
            stored.stop_waiting(scope, draft.id)
        return "kept, Slack does not find its author"
    if author is None or not author.may_take_part:
        with deps.transaction(workspace.id) as scope:
            stored.forget(scope, draft.id)
        return "forgotten, its author is not of the workspace"
    # Logged first, then no longer awaited: killed in between it is looked at again, and logging it twice is once.
    caller = Caller(workspace, author)
    if draft.conversation_id is None and _is_clear(deps, caller, draft):
        drafts.log_now(deps, caller, draft.id, guard=_NobodyWaits())
    with deps.transaction(workspace.id) as scope:
        stored.stop_waiting(scope, draft.id)
        found = stored.find(scope, draft.id)
    is_logged = found is not None and found.conversation_id is not None
    return "logged" if is_logged else "kept, its author is to say what it means"


def _is_clear(deps: Deps, caller: Caller, draft: Draft) -> bool:
    """Whether it can be logged without a question."""
    if draft.expires_at < deps.now():
        return False
    try:
        with deps.reading(caller.workspace.id) as scope:
            line = line_reading.read(scope, deps, caller, draft)
    except Refusal:
        return False
    return isinstance(line.account, Match) and line.has_facts_or_words and bool(line.entries)
