"""Names of accounts read word by word: whether one begins so, is so, or is the only one that begins so."""

from bisect import bisect_left
from collections.abc import Iterable

from bot.parsing.names.key_index import KeyIndex
from bot.parsing.names.normal_form import normal_form


class NamePrefixes:
    """Every name and alias by its key, in order, and every leading part of a name."""

    def __init__(self, names: Iterable[tuple[str, tuple[str, ...], bool]]) -> None:
        """`names` are each an account's id, the normal words of a name (NormalName.spelt), whether it is an alias."""
        self._whole: set[str] = set()
        self._leads = KeyIndex()
        self._fronts: set[str] = set()
        for account_id, spelt, is_alias in names:
            name = normal_form(spelt)
            self._whole.update((name.bare_key, name.written_key))
            if not is_alias:
                self._add_leads(account_id, name.bare)
        self._keys = sorted({*self._whole, *self._fronts})

    def begins(self, key: str) -> bool:
        """Whether a name begins with the letters of `key`."""
        at = bisect_left(self._keys, key)
        return at < len(self._keys) and self._keys[at].startswith(key)

    def is_whole(self, key: str) -> bool:
        """Whether some name, with or without its legal endings, is `key`."""
        return key in self._whole

    def led_by(self, key: str) -> frozenset[str] | set[str]:
        """Accounts whose names begin with the whole words of `key` and go on."""
        return self._leads[key]

    def _add_leads(self, account_id: str, words: tuple[str, ...]) -> None:
        for form in _LEGAL_FRONTS:
            rest = "".join(words).removeprefix(form)
            if rest and words[0].startswith(form):
                self._leads.add(rest, account_id)
                self._fronts.add(rest)
        key = ""
        for word in words[:-1]:
            key += word
            self._leads.add(key, account_id)


_LEGAL_FRONTS = ("株式会社", "有限会社", "合同会社")
"""Legal forms that stand before a name, without white space."""
