"""The protocol of an edit: claim, render, edit, record.

Unlike a post, an edit may be made twice. So a worker that stops leaves nothing to verify: when its lease is over,
another edits, from what is true by then.
"""

from dataclasses import dataclass

from bot.domain.deliveries.edits import EditResult, after_edit
from bot.domain.deliveries.model import Delivery, NotTried, Outcome, RateLimited
from bot.domain.deliveries.rate_limit import Bucket
from bot.outbox import edit_queue, message_types, rate_limit
from bot.outbox.message_types import Rerendered, Skip
from bot.outbox.ports import Outbox


@dataclass(frozen=True)
class Editing:
    """A sent delivery that is ours to edit until the lease ends; `delivery` is as it was when it was claimed."""

    delivery: Delivery
    attempt: int
    rendered: Rerendered


def claim(outbox: Outbox, workspace_id: str, delivery_id: str) -> Editing | None:
    """Claim an outdated message and render it from what is true now. None where another has it, or it has to wait.

    It is rendered after the claim: what changes in between is marked again, and edited once more.
    """
    with outbox.reading(workspace_id) as scope:
        if not edit_queue.is_due(scope, delivery_id):
            return None
    with outbox.transaction(workspace_id) as scope:
        delivery = edit_queue.lock(scope, delivery_id)
        if delivery is None:
            return None
        if not rate_limit.acquire(scope, Bucket.EDITS, minute=outbox.timings.minute):
            edit_queue.postpone(scope.session, delivery, seconds=outbox.timings.channel_interval)
            return None
        attempt = edit_queue.claim(scope.session, delivery, lease=outbox.timings.lease)
    with outbox.reading(delivery.workspace_id) as scope:
        rendered = message_types.rerender(outbox.types, scope, delivery)
    if isinstance(rendered, Skip):
        _leave(outbox, delivery, attempt, rendered)
        return None
    return Editing(delivery, attempt, rendered)


def edit(outbox: Outbox, editing: Editing) -> Outcome:
    """The one call."""
    delivery, rendered = editing.delivery, editing.rendered
    if delivery.slack_channel is None or delivery.slack_ts is None:
        return NotTried("message_not_found")
    return outbox.transport.update(
        delivery.workspace_id, delivery.slack_channel, delivery.slack_ts, rendered.message, redacts=rendered.redacts
    )


def record(outbox: Outbox, editing: Editing, outcome: Outcome, *, jitter: float) -> EditResult:
    """Record the outcome."""
    delivery = editing.delivery
    result = after_edit(
        outcome,
        error_count=delivery.edit_error_count,
        text_only=delivery.text_only,
        jitter=jitter,
        timings=outbox.timings,
    )
    with outbox.transaction(delivery.workspace_id) as scope:
        edit_queue.record(scope.session, delivery, result, attempt=editing.attempt)
        if isinstance(outcome, RateLimited):
            rate_limit.throttle(scope, Bucket.EDITS, minute=outbox.timings.minute)
    return result


def _leave(outbox: Outbox, delivery: Delivery, attempt: int, why: Skip) -> None:
    """Record that the message stays as it is."""
    result = EditResult(True, outbox.timings.edit_interval, delivery.edit_error_count, delivery.text_only, why.value)
    with outbox.database.transaction() as session:
        edit_queue.record(session, delivery, result, attempt=attempt)
