"""How many characters a reader is given: every `text` within blocks, however deep."""

from collections.abc import Mapping, Sequence
from typing import Any


def characters(node: Any) -> int:
    if isinstance(node, Mapping):
        own = node.get("text")
        return (len(own) if isinstance(own, str) else 0) + sum(map(characters, node.values()))
    if isinstance(node, Sequence) and not isinstance(node, str):
        return sum(map(characters, node))
    return 0
