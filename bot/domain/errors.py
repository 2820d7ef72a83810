"""Every error of ours, one tree; each carries its consequence.

TouchbaseError
├── Refusal             a person asked for what cannot be; `words` tell them what to do. Nothing was changed
│   ├── NotAllowed      they may not
│   └── Incomplete      a form cannot be saved as it stands: `fields` say what is wrong under which
├── NotSaved            nothing is on disk; sending it again is right
│   ├── DeadlinePassed  the time for an answer was over before COMMIT
│   └── StorageAway     the database did not answer
│       └── StorageMoved    its file is not the one that is open
├── Conflict            another transaction was first (a unique key or a foreign key said so)
│   └── Outrun          the database gave way to another one; StorageAway too, as nothing is on disk
├── BadEnvironment      variables that are missing or wrong; `problems` names every one
├── Unusable            this program cannot start here: one line that says what to do
└── SlackTrouble        a call to Slack failed; `permanent`, or `retry_after` in seconds
"""

from collections.abc import Mapping, Sequence


class TouchbaseError(Exception):
    """Root of the tree."""


class Refusal(TouchbaseError):
    """`words` are plain text for the person; `typed` is what they wrote, given back to them."""

    def __init__(self, text: str, *, typed: str = "") -> None:
        super().__init__(text)
        self.words = text
        self.typed = typed


class NotAllowed(Refusal):
    """The person may not do this."""


class Incomplete(Refusal):
    """What a person left in a form cannot be saved; `fields` has words for each field that is wrong."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = dict(fields)


class NotSaved(TouchbaseError):
    """Nothing was kept; the person is told so and gets their words back."""

    reason = "It could not be stored."


class DeadlinePassed(NotSaved):
    """Looked at directly before COMMIT."""

    reason = "It took too long."


class StorageAway(NotSaved):
    """The database cannot be reached, is locked or is full."""

    reason = "The database did not answer."


class StorageMoved(StorageAway):
    """The path of the database names another file than the one that is open, or none; the message says what to do."""

    reason = "The database file was moved or replaced."


class Conflict(TouchbaseError):
    """A constraint refused a row: somebody was first, or what it pointed to is gone."""


class Outrun(Conflict, StorageAway):
    """The database ended this transaction for the sake of another (a deadlock, for one): it may be run again."""

    reason = "Somebody else changed the same at that moment."


class BadEnvironment(TouchbaseError):
    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


class Unusable(TouchbaseError):
    """The message is one line for stderr; exit code 1."""


class SlackTrouble(TouchbaseError):
    def __init__(self, error: str, *, permanent: bool = False, retry_after: float | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.permanent = permanent
        self.retry_after = retry_after
