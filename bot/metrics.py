"""What an operator watches, in Prometheus' words: what waits to be delivered, what came of each try, how long a round
takes (DELIVERY.md)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4

_ROUND_SECONDS = (0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60)


class Metrics:
    """Counts since this process started, and gauges that are read when somebody asks."""

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
        self._deliveries = Gauge(
            "touchbase_deliveries", "Deliveries in the outbox, by their state.", ["state"], registry=self._registry
        )
        self._oldest = Gauge(
            "touchbase_oldest_due_seconds",
            "For how long the oldest delivery that is due has not been sent; 0 when none waits.",
            registry=self._registry,
        )
        self._database = Gauge(
            "touchbase_database_answers", "1 when the database answered this request.", registry=self._registry
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

    def text(self, deliveries: Mapping[str, int] | None, *, oldest_due: float) -> bytes:
        """Everything, as Prometheus reads it; `deliveries` by state, None when the database did not answer.

        `oldest_due` is in seconds.
        """
        self._database.set(deliveries is not None)
        self._deliveries.clear()
        for state, count in (deliveries or {}).items():
            self._deliveries.labels(state).set(count)
        self._oldest.set(oldest_due)
        return generate_latest(self._registry)
