"""Which accounts have a key: tens of thousands of keys, of which nearly all have one account."""


class KeyIndex:
    """Account ids by key. Only for a key that several share a set is made: most of the work was to make sets of one."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._several: dict[str, set[str]] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._first

    def __getitem__(self, key: str) -> frozenset[str] | set[str]:
        """Empty where no account has the key."""
        if key in self._several:
            return self._several[key]
        return {self._first[key]} if key in self._first else _NOBODY

    def add(self, key: str, account_id: str) -> None:
        first = self._first.setdefault(key, account_id)
        if first != account_id:
            self._several.setdefault(key, {first}).add(account_id)


_NOBODY: frozenset[str] = frozenset()
