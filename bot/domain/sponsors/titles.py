"""Who is an executive by the title that Slack shows of them: where settings name nobody, they are asked first."""

import re

_EXECUTIVE = re.compile(
    r"\b(chief|c[a-z]o|ciso|chro|president|(co-?)?founder|partner|[aes]?vp|head|director)\b",
)
_BESIDE_ONE = re.compile(
    r"\b(assistant|secretary|of staff|office of"
    r"|(to|for) (the |our )?(chief|c[a-z]o|president|founder|board|head|director)"
    r"|partner (?!at |in |and |& )[a-z]+)\b"
)
"""Who works beside one, or with partners."""


def is_executive(title: str) -> bool:
    """Whether a title is one of those: chief, C-level, president, founder, partner, VP, head, director."""
    words = " ".join(title.casefold().split())
    return bool(_EXECUTIVE.search(words)) and not _BESIDE_ONE.search(words)
