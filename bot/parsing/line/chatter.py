"""What is no line at all: greetings, thanks, questions, requests, and the commands people try in a chat."""

import re
from enum import StrEnum

from bot.parsing.line.facts import KIND_TAGS
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.vocabulary.table import Tag


class NoLine(StrEnum):
    """What was typed instead of a conversation."""

    GREETING = "greeting"
    THANKS = "thanks"
    QUESTION = "question"
    REQUEST = "request"
    UNDO = "undo"
    LIST = "list"
    LAST = "last"
    HELP = "help"
    COMMAND = "command"
    AHEAD = "ahead"


_WHOLE = {
    Tag.UNDO: NoLine.UNDO,
    Tag.LAST: NoLine.LAST,
    Tag.LIST: NoLine.LIST,
    Tag.HELP: NoLine.HELP,
    Tag.THANKS: NoLine.THANKS,
    Tag.GREETING: NoLine.GREETING,
}
_POLITE = frozenset(
    """
    touchbase please pls bot not there all team again everyone for that it this the so much very you a lot guys entry
    """.split()
)

_COMMAND_WORDS = ("account", "owner", "sponsor", "leaderboard", "touchbase", "week", "goal", "away")
_AWAY = ("until", "till", "off", "from", "for", "on", "today", "tomorrow", "this", "next")
_EMOJI = re.compile(r"(?::[a-z][a-z0-9_+\-]*:|:[+\-]1:|[^\w?？])+", re.IGNORECASE)
"""Nothing but emoji, as Slack writes them or as they are."""


def no_line(spots: Spots) -> NoLine | None:
    """What the text is, if it is no line; a name of an account in front makes one of it."""
    tokens = spots.tokens
    if _is_command(spots):
        return NoLine.COMMAND
    if _EMOJI.fullmatch(tokens.text.strip()):
        return NoLine.THANKS
    lines = [
        at for at in range(len(tokens)) if tokens[at].shape is not Shape.SIGN and tokens[at].shape is not Shape.BREAK
    ]
    if not lines:
        return NoLine.HELP if any(token.plain == "?" for token in tokens) else None
    first = lines[0]
    spot = spots.account(first)
    if spot is not None and not spot.is_word and not spot.is_short and not spot.is_part:
        is_short = lines[-1] - spot.end < _SHORT_QUESTION and not any(tokens[at].shape is Shape.NUMBER for at in lines)
        is_asked = is_short and tokens.plain(len(tokens) - 1) in ("?", "？")
        return NoLine.QUESTION if is_asked else None
    if (whole := _whole(spots, first, lines[-1] + 1)) and not (spot and spot.end > lines[-1]):
        return whole
    if command := _about_an_entry(spots, first, lines[-1] + 1):
        return command
    if _corrects_an_entry(spots, first, lines[-1] + 1):
        return NoLine.UNDO
    return _asked(spots, first, lines[-1] + 1)


def _is_command(spots: Spots) -> bool:
    """Whether another command was typed: with its slash, or its word before an account (`owner Acme me`)."""
    tokens = spots.tokens
    if len(tokens) > 1 and tokens.plain(0) == "/":
        return tokens.plain(1) in _COMMAND_WORDS and tokens[0].end == tokens[1].start
    if not len(tokens) or tokens.plain(0) not in _COMMAND_WORDS:
        return False
    if tokens.plain(0) in ("week", "goal", "away") and len(tokens) == 1:
        return True
    if tokens.plain(0) == "away" and tokens.plain(1) in _AWAY and spots.account(0) is None:
        return True
    spot, most = spots.account(1), 0 if tokens.plain(0) == "account" else 1
    return spot is not None and not spot.is_part and len(tokens) - spot.end <= most


def _whole(spots: Spots, at: int, stop: int) -> NoLine | None:
    """One of those words, or several of them (`hi, thanks!`), and nothing else."""
    found: NoLine | None = None
    while at < stop:
        token = spots.tokens[at]
        word = spots.words.any(tuple(_WHOLE), at)
        if word is not None:
            found = found if found in _COMMANDS else _WHOLE[_first_tag(spots, at, word.end)]
            at = word.end
        elif (
            token.shape in (Shape.SIGN, Shape.BREAK, Shape.MENTION)
            or (found and token.plain in _POLITE)
            or not any(map(str.isalnum, token.raw))
        ):
            at += 1
        else:
            return None
    return found


def _about_an_entry(spots: Spots, at: int, stop: int) -> NoLine | None:
    """`undo that Acme call`, `hi Acme`: one of those words, an account, and what else may describe an entry."""
    word = spots.words.any((Tag.UNDO, Tag.GREETING, Tag.THANKS), at)
    if word is None:
        return None
    tags = (Tag.INTRO, Tag.TO, Tag.NEW) if word.tag is Tag.UNDO else ()
    found = _WHOLE[word.tag]
    at = word.end
    if word.tag is Tag.UNDO:
        tags = (*tags, *KIND_TAGS)
    while at < stop:
        token = spots.tokens[at]
        spot = spots.account(at)
        fact = (spots.day(at) or spots.duration(at)) if word.tag is Tag.UNDO else None
        known = spot or fact or (spots.words.any(tags, at) if tags else None)
        if known is not None:
            at = known.end
        elif token.plain in _POLITE or token.shape in (Shape.SIGN, Shape.MENTION):
            at += 1
        else:
            return None
    return found


def _corrects_an_entry(spots: Spots, at: int, stop: int) -> bool:
    """`sorry that Acme one was yesterday not today`, `it was Sam not Jo`: what was logged, and what it should say."""
    begins = spots.words.find(Tag.SORRY, at) is not None or spots.tokens.plain(at) in ("it", "that", "should")
    if not begins or any(spots.duration(each) for each in range(at, stop)):
        return False
    was = next((each for each in range(at, stop) if spots.tokens.plain(each) in ("was", "were", "be", "is")), stop)
    return any(
        spots.tokens.plain(end) in ("not", "instead")
        and (_sort_of(spots, end + 1) is not None or spots.tokens.plain(end) == "instead")
        for start in range(was + 1, stop)
        if (end := _sort_of(spots, start)) is not None
    )


def _sort_of(spots: Spots, at: int) -> int | None:
    """The end of a day, a person or an account, which may be put right; None where there is none."""
    found = spots.day(at) or spots.person(at) or spots.account(at)
    if found is not None:
        return found.end
    is_first_name = at < len(spots.tokens) and spots.context.people.is_first_name(spots.tokens[at].key)
    return at + 1 if is_first_name else None


_SHORT_QUESTION = 2
"""Words behind an account that a question mark makes a question: `Acme called?`."""


_COMMANDS = (NoLine.UNDO, NoLine.LAST, NoLine.LIST, NoLine.HELP)


def _first_tag(spots: Spots, at: int, end: int) -> Tag:
    return next(tag for tag in _WHOLE if (word := spots.words.find(tag, at)) and word.end == end)


_WHAT = frozenset("who what when where why how which wer was wann wo qui quand quien cuando".split())


def _asked(spots: Spots, at: int, stop: int) -> NoLine | None:
    """A question or a request: it begins like one, and tells no length of time."""
    while at < stop and (word := spots.words.any((Tag.GREETING, Tag.THANKS), at)):
        request = spots.words.find(Tag.REQUEST, at)
        if request is not None and request.end > word.end:
            break  # stop logging
        at = word.end
        while at < stop and spots.tokens[at].shape is Shape.SIGN:
            at += 1
    if any(spots.duration(each) for each in range(at, stop)):
        return None
    request, intro = spots.words.find(Tag.REQUEST, at), spots.words.find(Tag.INTRO, at)
    is_news = request is not None and spots.tokens.plain(request.end) in ("from", "on", ":", "with")
    if request and not is_news and not (intro and intro.end > request.end):
        return NoLine.REQUEST
    is_question = spots.tokens.plain(stop) in ("?", "？") or spots.tokens.plain(stop + 1) == "?"
    asks = spots.words.find(Tag.ASKS, at)
    if asks is not None and intro is not None and intro.end > asks.end:
        return None  # can you log
    if asks is not None and spots.tokens.plain(at) in _WHAT and spots.words.find(Tag.AUXILIARY, asks.end):
        return NoLine.QUESTION
    if asks is None:
        is_pasted = any(token.shape is Shape.BREAK for token in spots.tokens)
        is_short = (
            is_question
            and not is_pasted
            and not spots.words.any((Tag.NOUN, Tag.VERB, Tag.TALK), at)
            and spots.account(at) is None
        )
        return NoLine.QUESTION if is_short and spots.words.has(at) else None
    tells = not is_question and any(spots.words.any((Tag.VERB, Tag.TALK), each) for each in range(asks.end, stop))
    return None if tells else NoLine.QUESTION
