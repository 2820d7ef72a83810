"""Waiting for what happens in another thread or process."""

import time
from collections.abc import Callable


def wait_until(holds: Callable[[], object], within: float = 20.0) -> None:
    """Look again and again until something holds; an AssertionError when it does not."""
    until = time.monotonic() + within
    while not holds():
        assert time.monotonic() < until, "it did not come to hold"
        time.sleep(0.02)
