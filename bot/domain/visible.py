"""Whether a name can be seen: people put spaces, joiners and fillers where a name is wanted."""

import unicodedata

_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})

# Unicode calls these letters, marks or symbols, and they are drawn as nothing.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\ufffc\U0001d159")
_SELECTORS = ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))


def is_visible(text: str) -> bool:
    """Whether `text` has a character that is drawn."""
    return any(map(_is_drawn, text))


def first_visible(*names: object) -> str:
    """The first of these names that can be seen; "" where none can."""
    return next((str(name) for name in names if name and is_visible(str(name))), "")


def _is_drawn(character: str) -> bool:
    if character in _FILLERS or unicodedata.category(character) in _INVISIBLE_CATEGORIES:
        return False
    return not any(first <= ord(character) <= last for first, last in _SELECTORS)
