"""An executive sponsor: proposed in a line, asked in a direct message, heard of by whom it concerns."""

import pytest
from playwright.sync_api import Locator, expect

from bot.messages.sponsors.sponsors import CONFIRM
from bot.sandbox import Sandbox
from tests.browser.client import Client
from tests.browser.conftest import CUSTOMERS, WEDNESDAY, Picture, Visit

pytestmark = pytest.mark.browser

ANA, BO, CHEN, PETRA, SAM, DEE = "U0ANA", "U0BO", "U0CHEN", "U0PETRA", "U0SAM", "U0DEE"
OPENS = WEDNESDAY.replace(hour=16)
"""In New York, where Bo is, the day has begun: what is for him need not wait."""


def message_to(client: Client, words: str) -> Locator:
    """The bot's direct message with these words."""
    client.goes("D")
    message = client.messages.filter(has_text=words).last
    message.wait_for(timeout=20_000)
    return client.page.locator(f"[data-ts='{message.get_attribute('data-ts')}']")


def test_an_executive_says_yes_and_when_and_everybody_concerned_hears_it(visit: Visit, picture: Picture) -> None:
    ana, bo = visit(ANA), visit(BO)
    expect(bo.types("/sponsor")).to_contain_text("No strategic or enterprise customers yet")
    for account in ("Vandelay Industries", "Wonka Sweets"):
        ana.types(f"/account {account} tier enterprise")
    before = bo.types("/sponsor")
    expect(before).to_contain_text("2 strategic or enterprise customers, none covered yet")
    expect(before).to_contain_text("Vandelay Industries: nobody")
    bo.types("/logcall Vandelay Industries 25m with Art Vance: the move #complaint invoices come twice")
    offered = bo.types("/sponsor Vandelay Industries")
    picture(bo.page, "sponsor-before")
    expect(offered).to_contain_text("Who could be Vandelay Industries’s executive sponsor?")
    asked = bo.types("/sponsor Vandelay Industries @petra")
    expect(asked).to_contain_text("Petra is asked to be Vandelay Industries’s executive sponsor.")
    picture(bo.page, "sponsor-asked")
    petra = visit(PETRA)
    question = message_to(petra, "Will you be Vandelay Industries’s executive sponsor?")
    expect(question).to_contain_text("Bo asks. Ana stays the owner; you are the second door.")
    expect(question).to_contain_text("It would be your first.")
    picture(petra.page, "sponsor-question")
    petra.presses(question, "Show me Vandelay Industries")
    card = petra.form("Touchbase")
    expect(card).to_contain_text("invoices come twice")
    picture(petra.page, "sponsor-show-me")
    petra.closes(card)
    petra.presses(question, "Yes")
    expect(question).to_contain_text("When will you first speak to them?")
    picture(petra.page, "sponsor-yes")
    petra.presses(question, "Next week")
    expect(question).to_contain_text("mean to speak to them on Fri 4 Dec.")
    picture(petra.page, "sponsor-put-down")
    heard = "Petra is Vandelay Industries’s executive sponsor and means to speak to them on Fri 4 Dec."
    for client, name in ((bo, "proposer"), (ana, "owner")):
        message_to(client, heard)
        picture(client.page, f"sponsor-heard-by-{name}")
        client.goes(CUSTOMERS)
    after = bo.types("/sponsor")
    expect(after).to_contain_text("1 in name only.")
    expect(after).to_contain_text("Vandelay Industries: Petra, first conversation Fri 4 Dec")
    picture(bo.page, "sponsor-after")
    petra.goes(CUSTOMERS)
    petra.types("/logcall Vandelay Industries 30m with Art Vance: the plant")
    covered = bo.types("/sponsor")
    expect(covered).to_contain_text("1 of 2 strategic or enterprise customers covered (50 %)")
    picture(bo.page, "sponsor-covered")


def test_a_no_says_why_and_the_proposer_is_offered_whom_to_ask(visit: Visit, picture: Picture) -> None:
    chen, bo = visit(CHEN), visit(BO)
    chen.types("/logcall Microsoft 20m with Ada: the audit log")
    bo.types("/sponsor Microsoft @sam")
    sam = visit(SAM)
    question = message_to(sam, "Will you be Microsoft’s executive sponsor?")
    sam.presses(question, "Not this one…")
    form = sam.form("Not this one")
    picture(sam.page, "sponsor-decline-form", 800)
    form.get_by_label("Why not Microsoft?").fill("I know nobody there, and Chen does")
    noted = sam.saves(form, "Noted")
    picture(sam.page, "sponsor-declined", 800)
    sam.closes(noted)
    expect(question.get_by_role("button", name="Yes")).to_have_count(0)
    answer = message_to(bo, "Sam passed on Microsoft")
    expect(answer).to_contain_text("Ask Petra?")
    expect(answer).to_contain_text("“I know nobody there, and Chen does”")
    picture(bo.page, "sponsor-passed")
    bo.presses(answer, "Ask Petra")
    expect(answer).to_contain_text("Petra is asked to be Microsoft’s executive sponsor.")


def test_an_admin_confirms_on_behalf_and_it_is_shown_as_that(visit: Visit, picture: Picture) -> None:
    bo, ana = visit(BO), visit(ANA)
    bo.types("/sponsor Cyberdyne @mara")
    waiting = ana.types("/sponsor Cyberdyne")
    expect(waiting).to_contain_text("Mara is asked to be Cyberdyne’s executive sponsor, by Bo.")
    picture(ana.page, "sponsor-confirm")
    ana.presses(waiting, "Confirm for Mara")
    expect(waiting).to_contain_text("Mara is Cyberdyne’s executive sponsor, confirmed by you on their behalf.")
    picture(ana.page, "sponsor-confirmed")
    shown = bo.types("/sponsor Cyberdyne")
    expect(shown).to_contain_text("Mara is Cyberdyne’s executive sponsor, confirmed by Ana.")
    picture(bo.page, "sponsor-confirmed-shown")


def test_the_sixth_account_is_asked_for_once_more(visit: Visit, office: Sandbox, picture: Picture) -> None:
    for account in ("Globex", "Hooli", "Initech", "Umbrella", "Stark Foods"):
        office.command(DEE, CUSTOMERS, f"/sponsor {account} @dee")
        office.command(ANA, CUSTOMERS, f"/sponsor {account}")
        office.press(ANA, office.ephemerals(ANA)[-1], f"{CONFIRM}:0")
    bo = visit(BO)
    bo.types("/sponsor Northwind Traders @dee")
    dee = visit(DEE)
    question = message_to(dee, "Northwind Traders’s executive sponsor?")
    expect(question).to_contain_text("It would be your sixth; five is what people keep up.")
    picture(dee.page, "sponsor-sixth")
    dee.presses(question, "Yes")
    expect(question).to_contain_text("You sponsor 5 accounts; 5 is what people keep up.")
    picture(dee.page, "sponsor-once-more")
    dee.presses(question, "Yes, this one too")
    expect(question).to_contain_text("When will you first speak to them?")
    dee.presses(question, "This week")
    expect(question).to_contain_text("mean to speak to them on Fri 27 Nov.")
    message_to(bo, "Dee is Northwind Traders’s executive sponsor and means to speak to them on Fri 27 Nov.")
    picture(bo.page, "sponsor-sixth-heard")
