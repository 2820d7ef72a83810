"""A pause of the weekly posts and the digests."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Pause:
    """`until` is the first day on which they go again: a post where the workspace is, a digest where its reader is;
    None until somebody takes them up."""

    by: str
    until: date | None

    def holds_on(self, today: date) -> bool:
        return self.until is None or today < self.until
