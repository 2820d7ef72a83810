"""Executive sponsors: an executive beside the owner, never instead; asked once."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.errors import Refusal
from bot.domain.workspace.roles import Action, Role, may

CONVERSATION_EVERY = timedelta(days=90)
"""A sponsor has one conversation in so long."""
KNOWN_WITHIN = timedelta(days=180)
"""Who spoke to an account in so long knows it."""
KEPT_UP = 5
"""So many accounts are what people keep up."""


class SponsorState(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ENDED = "ended"


class Step(StrEnum):
    """What becomes of a proposal or a sponsorship."""

    ACCEPT = "accept"
    DECLINE = "decline"
    CONFIRM = "confirm"  # an admin, on behalf of who was asked
    WITHDRAW = "withdraw"
    END = "end"


@dataclass(frozen=True)
class Sponsorship:
    """One person asked to be one account's sponsor, and what came of it. People are member ids, instants aware, UTC.

    `decided_by` is who accepted or declined: somebody other than `member` did on their behalf. `reason` is why it
    was declined, `first_conversation` when they mean to speak to them first.
    """

    id: str
    account_id: str
    member: str
    state: SponsorState
    proposed_by: str
    proposed_at: datetime
    decided_at: datetime | None = None
    decided_by: str | None = None
    reason: str = ""
    first_conversation: date | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None

    @property
    def is_accepted(self) -> bool:
        return self.state is SponsorState.ACCEPTED

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state is SponsorState.PROPOSED

    @property
    def was_offered(self) -> bool:
        """Whether its member proposed themself: nobody asked them, and an admin confirms it."""
        return self.proposed_by == self.member

    @property
    def was_confirmed_on_behalf(self) -> bool:
        return self.decided_by not in (None, self.member)

    def roles_of(self, member_id: str) -> frozenset[Role]:
        """What a person is to it: who proposed, who is asked, who is the sponsor."""
        is_asked = member_id == self.member
        held = {
            Role.PROPOSER: member_id == self.proposed_by,
            Role.ASKED: is_asked and self.is_open,
            Role.SPONSOR: is_asked and self.is_accepted,
        }
        return frozenset(role for role, is_held in held.items() if is_held)


class OutOfStep(Refusal):
    """Somebody was first: the step does not follow from where it stands."""


def may_take(step: Step, roles: Set[Role]) -> bool:
    """Whether a person with these roles may take the step."""
    return may(_MOVES[step].action, roles)


def step_ending(sponsorship: Sponsorship) -> Step:
    """What `/sponsor Acme none` means: an open proposal is withdrawn, a sponsorship ends."""
    return Step.WITHDRAW if sponsorship.is_open else Step.END


def taken(
    sponsorship: Sponsorship, step: Step, *, by: str, at: datetime, reason: str = "", first_talk: date | None = None
) -> Sponsorship:
    """The sponsorship after `step`; raises OutOfStep where it does not follow.

    `reason` is kept with a refusal only, `first_talk` with a yes only.
    """
    move = _MOVES[step]
    if sponsorship.state is not move.comes_from:
        raise OutOfStep(_SETTLED[sponsorship.state])
    if move.goes_to is SponsorState.ENDED:
        return replace(sponsorship, state=move.goes_to, ended_by=by, ended_at=at)
    is_accepted = move.goes_to is SponsorState.ACCEPTED
    return replace(
        sponsorship,
        state=move.goes_to,
        decided_by=by,
        decided_at=at,
        reason="" if is_accepted else reason,
        first_conversation=first_talk if is_accepted else None,
    )


def ended_by_leaving(sponsorship: Sponsorship, at: datetime) -> Sponsorship:
    """A sponsorship, or what was asked, once its member is deactivated: it ends, and nobody ended it but they."""
    return replace(sponsorship, state=SponsorState.ENDED, ended_by=sponsorship.member, ended_at=at)


def returned(sponsorship: Sponsorship) -> Sponsorship:
    """One that ended because its member left, once they are back: as it was."""
    state = SponsorState.PROPOSED if sponsorship.decided_at is None else SponsorState.ACCEPTED
    return replace(sponsorship, state=state, ended_by=None, ended_at=None)


def needs_confirming(accounts: int) -> bool:
    """Whether one more is more than people keep up, for somebody who sponsors so many: it must be confirmed."""
    return accounts >= KEPT_UP


def is_within(day: date | None, today: date, span: timedelta) -> bool:
    """Whether `day` is no longer ago than `span`, that far back included; one that is ahead is."""
    return day is not None and today - day <= span


def is_named_only(sponsorship: Sponsorship, last_talk: date | None, today: date) -> bool:
    """Accepted, but did not talk to them in 90 days; `last_talk` is the sponsor's own last one with the account."""
    return sponsorship.is_accepted and not is_within(last_talk, today, CONVERSATION_EVERY)


@dataclass(frozen=True)
class Executives:
    """Who is asked first to sponsor an account, member ids: `named` in settings, and then nobody else is asked; or
    else `by_title`."""

    named: frozenset[str] = frozenset()
    by_title: frozenset[str] = frozenset()

    @property
    def members(self) -> frozenset[str]:
        return self.named or self.by_title


@dataclass(frozen=True)
class SponsorCandidate:
    """Somebody who may take an account on: their conversations with it in 180 days, and how many they have."""

    member: str
    conversations: int
    accounts: int


NOBODY = Executives()


def suggested(
    candidates: Iterable[SponsorCandidate], *, executives: Executives = NOBODY, leave_out: Set[str] = frozenset()
) -> tuple[SponsorCandidate, ...]:
    """Executives first, and nobody else where they are named; among them who already knows the account, then who has
    fewest.

    `leave_out` are those who cannot be: the owner, who was asked before, whoever is leaving.
    """
    able = (candidate for candidate in candidates if candidate.member not in leave_out)
    asked = (each for each in able if not executives.named or each.member in executives.named)
    first = executives.members
    return tuple(
        sorted(asked, key=lambda each: (each.member not in first, -each.conversations, each.accounts, each.member))
    )


@dataclass(frozen=True)
class _Move:
    comes_from: SponsorState
    goes_to: SponsorState
    action: Action


_MOVES: Mapping[Step, _Move] = {
    Step.ACCEPT: _Move(SponsorState.PROPOSED, SponsorState.ACCEPTED, Action.ANSWER_PROPOSAL),
    Step.DECLINE: _Move(SponsorState.PROPOSED, SponsorState.DECLINED, Action.ANSWER_PROPOSAL),
    Step.CONFIRM: _Move(SponsorState.PROPOSED, SponsorState.ACCEPTED, Action.CONFIRM_ON_BEHALF),
    Step.WITHDRAW: _Move(SponsorState.PROPOSED, SponsorState.ENDED, Action.WITHDRAW_PROPOSAL),
    Step.END: _Move(SponsorState.ACCEPTED, SponsorState.ENDED, Action.END_SPONSORSHIP),
}
_SETTLED: Mapping[SponsorState, str] = {
    SponsorState.PROPOSED: "It is still open: nobody has said yes or no.",
    SponsorState.ACCEPTED: "That is settled: the answer was yes.",
    SponsorState.DECLINED: "That is settled: the answer was no.",
    SponsorState.ENDED: "That is over: it was ended.",
}
