"""A page of a long list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """Some items of a list, `skip` of them before it.

    `older` and `newer` are how many to skip for the next page either way, None where there is none.
    """

    items: tuple[Item, ...]
    skip: int = 0
    older: int | None = None
    newer: int | None = None


def page_of(found: Sequence[Item], *, skip: int, size: int) -> Page[Item]:
    """The first `size` items of what was found behind `skip`; one more of them tells that there is another page."""
    return Page(
        tuple(found[:size]),
        skip,
        older=skip + size if len(found) > size else None,
        newer=max(skip - size, 0) if skip > 0 else None,
    )
