"""What is a topic and what only fills a sentence, and which topics several accounts share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.insights.model import common_topic
from bot.domain.insights.stop_words import is_topic

FILL = {
    "en": "twice once thrice really actually seriously hopefully quickly wanted needed asked worried mentioned planned "
    "complained eleven twenty already again anyway yesterday together otherwise nevertheless about customer meeting "
    "broken missing fails expensive difficult terrible complains",
    "de": "dreimal zweimal normalerweise glücklicherweise erstens zwanzig eigentlich wirklich gestern nochmals niemals "
    "außerdem trotzdem vielleicht möchten würden kunden",
    "fr": "vraiment notamment récemment constamment évidemment toujours beaucoup plusieurs quatre vingt pourtant "
    "encore semaine clients",
    "es": "realmente nuevamente veinte treinta siempre todavía también después nosotros quieren semana clientes",
}
TOPICS = (
    "exports pricing invoices billing dashboard security contracts integration latency reports payment onboarding "
    "training permissions performance migration budget upgrade encryption compliance supplier delivery family monopoly "
    "assembly supply reward award embed rechnungen datenschutz schnittstelle lieferung mitglied factures livraison "
    "sécurité facturación precios seguridad informes"
)


@pytest.mark.parametrize("language", FILL)
def test_a_fill_word_is_no_topic(language: str) -> None:
    words = FILL[language].split()
    assert [word for word in words if is_topic(word.casefold())] == []
    assert [word for word in words if common_topic([word], [word], _said_by_three(word))] == []


def _said_by_three(word: str) -> dict[str, list[str]]:
    return {account: [f"they said {word}"] for account in ("Globex", "Hooli", "Cyberdyne")}


def test_a_noun_may_be_a_topic() -> None:
    assert [word for word in TOPICS.split() if not is_topic(word)] == []


def test_what_was_tagged_here_and_at_another_account_is_shared() -> None:
    found = common_topic(["faster exports"], [], {"Globex": ["exports time out twice"], "Hooli": ["invoices"]})
    assert found == ("exports", ("Globex",))


def test_a_word_of_a_note_is_shared_only_where_several_others_tagged_it() -> None:
    one = {"Globex": ["exports time out"]}
    assert common_topic([], ["renewal chat, worried about exports"], one) is None
    two = {**one, "Cyberdyne": ["no Exports"], "Hooli": ["exports"]}
    assert common_topic([], ["renewal chat, worried about exports"], two) == ("exports", ("Cyberdyne", "Globex"))


@pytest.mark.parametrize("word", ["doesn't", "Doesn’t", "couldn't", "shouldn’t"])
def test_half_of_a_contraction_is_no_topic(word: str) -> None:
    assert common_topic([f"import {word} open"], [], {"Globex": [f"the app {word} start"]}) is None


def test_the_same_account_saying_it_often_is_one() -> None:
    assert common_topic([], ["exports"], {"Globex": ["exports", "exports again"]}) is None


@given(
    st.lists(st.sampled_from([word for words in FILL.values() for word in words.split()])),
    st.dictionaries(
        st.sampled_from(["Globex", "Hooli", "Cyberdyne"]),
        st.lists(st.sampled_from([word for words in FILL.values() for word in words.split()])),
    ),
)
def test_of_fill_words_alone_nothing_is_echoed(said: list[str], others: dict[str, list[str]]) -> None:
    assert common_topic([" ".join(said)], [" ".join(said)], {name: [" ".join(w)] for name, w in others.items()}) is None
