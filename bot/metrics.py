"""What an operator watches, in Prometheus' words: what waits to be delivered, what came of each try, how long a round
takes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4

_ROUND_SECONDS = (0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60)


@dataclass(frozen=True)
class QueueMetrics:
    """What the outbox holds: how many deliveries by their state, and for how many seconds the oldest one waits."""

    states: Mapping[str, int]
    oldest_due: float


class Metrics:
    """Counts since this process started."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._sends = Counter(
            "touchbase_sends", "Tries to send a delivery, by what came of them.", ["outcome"], registry=self._registry
        )
        self._edits = Counter(
            "touchbase_edits", "Tries to edit a message, by what came of them.", ["outcome"], registry=self._registry
        )
        self._rounds = Histogram(
            "touchbase_round_seconds",
            "How long one round of every job took.",
            buckets=_ROUND_SECONDS,
            registry=self._registry,
        )

    def count_send(self, outcome: str) -> None:
        """One try to send came to `outcome`."""
        self._sends.labels(outcome).inc()

    def count_edit(self, outcome: str) -> None:
        """One try to edit came to `outcome`."""
        self._edits.labels(outcome).inc()

    @contextmanager
    def timing_round(self) -> Iterator[None]:
        """What runs within is one round."""
        with self._rounds.time():
            yield

    def text(self, backlog: QueueMetrics | None) -> bytes:
        """Everything, as Prometheus reads it; without a backlog, as the database did not answer, the counts alone."""
        # Gauges of their own for each answer: two who ask at once do not meet in them.
        asked = CollectorRegistry()
        answers = Gauge("touchbase_database_answers", "1 when the database answered this request.", registry=asked)
        answers.set(backlog is not None)
        if backlog is not None:
            _expose(backlog, asked)
        return generate_latest(self._registry) + generate_latest(asked)


def _expose(backlog: QueueMetrics, registry: CollectorRegistry) -> None:
    deliveries = Gauge(
        "touchbase_deliveries",
        "Deliveries by their state; sent, and expired as too late, are those due in the last two weeks.",
        ["state"],
        registry=registry,
    )
    for state, count in backlog.states.items():
        deliveries.labels(state).set(count)
    oldest = Gauge(
        "touchbase_oldest_due_seconds",
        "For how long the oldest delivery that is due has not been sent; 0 when none waits.",
        registry=registry,
    )
    oldest.set(backlog.oldest_due)
