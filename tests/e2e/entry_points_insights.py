"""The doors of what customers told us: the history of an account, /voice, and asking whoever heard it."""

import json

from bot.domain.insights.voice import VoiceQuery
from bot.messages.accounts import cards
from bot.messages.insights import asking, history, quotes, voice
from tests.e2e.dataset import MEMBER, FilledWorkspace
from tests.e2e.entry_points import EntryPoint, Form, about, typed
from tests.e2e.envelopes import Envelope, chosen, in_view, press

WHO_ASKS = "You were there yourself"
_QUERY = voice.query_value(VoiceQuery("hello"))


def _in_history(filled: FilledWorkspace, pressed: Envelope) -> Envelope:
    metadata = {"account": filled.acme.id, "contact": None, "skip": 10}
    return in_view(pressed, "modal", json.dumps(metadata))


def _in_voice(pressed: Envelope) -> Envelope:
    return in_view(pressed, "modal", json.dumps({"query": _QUERY, "skip": 8}))


ENTRY_POINTS = (
    EntryPoint("/account history", typed("/account", "{acme} history"), saves=False),
    EntryPoint("/voice", typed("/voice", ""), saves=False),
    EntryPoint("/voice words", typed("/voice", "exports 90d complaint"), saves=False),
    EntryPoint("account_history", about(cards.HISTORY, "acme"), saves=False),
    EntryPoint("history_contact", lambda at: _in_history(at, chosen(history.CONTACT, history.EVERYBODY)), saves=False),
    EntryPoint("history_newer", lambda at: _in_history(at, press(history.NEWER, "0")), saves=False),
    EntryPoint("history_older", lambda at: _in_history(at, press(history.OLDER, "20")), saves=False),
    EntryPoint("voice_all", lambda at: press(voice.ALL, _QUERY), saves=False),
    EntryPoint("voice_newer", lambda at: _in_voice(press(voice.NEWER, "0")), saves=False),
    EntryPoint("voice_older", lambda at: _in_voice(press(voice.OLDER, "16")), saves=False),
    EntryPoint("quote_ask", lambda at: press(f"{quotes.ASK}:0", f"{at.entry} 0"), saves=False, says=WHO_ASKS),
    EntryPoint(
        "quote_question",
        Form(
            MEMBER,
            lambda at: press(f"{quotes.ASK}:0", f"{at.entry} 0"),
            lambda at: {asking.QUESTION: f"Which one?{at.mark}"},
        ),
        saves=True,
        says=WHO_ASKS,
    ),
)
