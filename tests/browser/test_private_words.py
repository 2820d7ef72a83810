"""Something private from before an owner's time: seen to be there, asked for, passed on and read."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Picture, Visit
from tests.browser.test_sponsors import ANA, BO, CHEN, DEE, message_to

pytestmark = pytest.mark.browser


def test_a_new_owner_asks_for_what_is_private_and_its_author_passes_it_on(visit: Visit, picture: Picture) -> None:
    ana, bo, dee, chen = visit(ANA), visit(BO), visit(DEE), visit(CHEN)
    bo.types("/logcall Hooli 25m with Jo Lee: they renew if exports hold")
    ana.types("/logcall Hooli private 20m with Sam Park: he may leave in spring #risk his successor prefers Gekko")
    bo.types("/owner Hooli @dee")
    card = dee.types("/account Hooli")
    expect(card).to_contain_text("There is something private by Ana, Wed 25 Nov.")
    expect(card).not_to_contain_text("leave in spring")
    picture(dee.page, "private-card")
    dee.presses(card, "Ask Ana")
    expect(card).to_contain_text("There is something private by Ana, Wed 25 Nov. You asked Ana.")
    picture(dee.page, "private-asked")
    question = message_to(ana, "You logged it as private.")
    expect(question).to_contain_text("May Dee read this?")
    expect(question).to_contain_text("his successor prefers Gekko")
    picture(ana.page, "private-question")
    ana.presses(question, "Pass it on to Dee")
    expect(question).to_contain_text("Passed on: Dee reads it now, and nobody else does.")
    picture(ana.page, "private-passed-on")
    answer = message_to(dee, "passes on what is private")
    picture(dee.page, "private-answer")
    dee.presses(answer, "Read it")
    words = dee.form("Touchbase")
    expect(words).to_contain_text("he may leave in spring")
    picture(dee.page, "private-read")
    dee.closes(words)
    expect(chen.types("/account Hooli")).not_to_contain_text("private")
