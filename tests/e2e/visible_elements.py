"""What everybody is shown of one scene, wherever they look: the buttons and menus, by what they would send."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from bot.domain.setup.first_run import FIRST_RUN
from bot.messages.accounts import reassignment
from bot.messages.conversations import receipts
from bot.messages.weekly.digests import LINE_OF_DIGEST
from bot.messages.workspace import home
from bot.outbox import batching, queue
from bot.services.alerts import COMPLAINT
from bot.services.sponsors import proposals
from bot.services.workspace import workspaces
from bot.storage.sponsors import sponsorships
from jobs import due_jobs, senders
from tests.app_fixture import CUSTOMERS
from tests.e2e.dataset import ADMIN, AUTHOR, GONE, HOLDER, NAMED, OWNER, PROGRAMME, FilledWorkspace
from tests.e2e.entry_points import Form, about, typed
from tests.e2e.envelopes import Envelope, event, in_view, press
from tests.scopes import scoped
from tests.storage.filled import NOW

Sight = tuple[str, str]
"""An element's action_id, and the value it sends."""

_LOOKS: tuple[Callable[[FilledWorkspace], Envelope], ...] = (
    typed("/account", ""),
    *(
        typed("/account", f"{{{name}}}")
        for name in ("acme", "free", "asked_for", "resting", "fresh", "left", "taken_over")
    ),
    typed("/account", "Acm"),
    typed("/owner", "{free}"),
    typed("/sponsor", ""),
    *(typed("/sponsor", f"{{{name}}}") for name in ("acme", "free", "asked_for")),
    typed("/leaderboard", "month"),
    typed("/week", ""),
    typed("/goal", ""),
    typed("/touchbase", "away"),
    lambda filled: event("app_home_opened", tab="home"),
    lambda filled: in_view(press(home.ENTRIES, "0"), "home"),
)
_EDITED = [Form(AUTHOR, about(receipts.EDIT, part), lambda filled: {}) for part in ("entry", "secret")]


def seen(filled: FilledWorkspace, everybody: tuple[str, ...]) -> dict[str, set[Sight]]:
    """What each is shown; whatever stands in the channel is before everybody who is still there."""
    found = {person: set(_looked_at(filled, person)) for person in everybody}
    for person, envelope in _own(filled):
        found[person] |= set(_sights(filled.app.ask(filled.workspace_id, person, envelope).words))
    for target, words in _sent(filled):
        for person in [target] if target in found else set(everybody) - {GONE}:
            found[person] |= set(_sights(words))
    return found


def _looked_at(filled: FilledWorkspace, person: str) -> Iterator[Sight]:
    for look in _LOOKS:
        yield from _sights(filled.app.ask(filled.workspace_id, person, look(filled)).words)


def _own(filled: FilledWorkspace) -> Iterator[tuple[str, Envelope]]:
    """The receipts of entries, to their author and their holder, the question of the kept line, and who left."""
    for person in (AUTHOR, HOLDER):
        for form in _EDITED:
            yield person, form.opened_by(person, filled)
    yield AUTHOR, press(home.FINISH, filled.draft)
    for person in (PROGRAMME, ADMIN, NAMED):
        yield person, press(reassignment.LIST, "home")


def _sent(filled: FilledWorkspace) -> Iterator[tuple[str, str]]:
    """What leaves by itself: the proposal, a complaint, the digest with the question after a plan, who left, and
    Monday's post."""
    deps = filled.app.runtime.deps
    workspaces.take_channel(deps, filled.workspace_id, CUSTOMERS)
    with scoped(deps.database.transaction(), filled.workspace_id) as scope:
        asked = sponsorships.find(scope, filled.proposal)
        assert asked is not None
        proposals.ask(scope, asked)
        for kind, subject, target in (("request", filled.request, AUTHOR), ("answer", filled.answer, OWNER)):
            batching.enqueue(scope, kind=f"access {kind}", subject=subject, target=target)
        queue.enqueue(scope, kind=COMPLAINT, subject=filled.entry, target=OWNER, due_at=NOW)
        queue.enqueue(scope, kind=FIRST_RUN, subject=ADMIN, target=ADMIN, due_at=NOW)
    filled.app.now = NOW + timedelta(hours=2)
    due_jobs.run(deps)
    list(senders.send_all(deps.outbox, within=10))
    for workspace_id, target, message in filled.app.slack.posted:
        if workspace_id == filled.workspace_id:
            yield target, json.dumps(message.payload())


def _sights(words: str) -> Iterator[Sight]:
    for line in filter(None, words.split("\n")):
        yield from _of(json.loads(line))


def _of(node: Any) -> Iterator[Sight]:
    if isinstance(node, list):
        for each in node:
            yield from _of(each)
    elif isinstance(node, dict):
        if "action_id" in node:
            action_id = node["action_id"].partition(f":{LINE_OF_DIGEST}")[0]
            yield action_id, str(node.get("value", ""))
            for option in node.get("options", ()):
                yield action_id, str(option["value"])
        for each in node.values():
            yield from _of(each)
