"""Promises in the page: told at once, done with words to call back, and put off on the Home tab."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Picture, Visit

pytestmark = pytest.mark.browser


def test_what_a_colleague_promised_for_one_is_done_in_the_message_that_tells_it(visit: Visit, picture: Picture) -> None:
    ines, dee = visit("U0INES"), visit("U0DEE")
    receipt = ines.types("/logcall Globex 20m with Jo Lee: budget next: @dee sends the price list tomorrow")
    expect(receipt).to_contain_text("Next: @Dee sends the price list, Thu 26 Nov, Dee.")
    picture(ines.page, "promise-receipt", 800)
    dee.goes("D")
    told = dee.messages.filter(has_text="Ines wrote down for you: sends the price list, for Globex, tomorrow")
    told.wait_for()
    picture(dee.page, "promise-told", 800)
    dee.presses(told, "Done")
    answer = dee.messages.filter(has_text="Done: sends the price list, for Globex. Ines wrote it down")
    answer.wait_for()
    dee.presses(answer, "Words to call back")
    expect(dee.form("Words to call back")).to_contain_text("Hello Jo Lee,")
    picture(dee.page, "promise-words", 800)


def test_on_the_home_tab_and_on_the_card_it_is_put_off_and_dropped(visit: Visit, picture: Picture) -> None:
    ana = visit("U0ANA")
    ana.types("/logcall Northwind Traders 20m: budget next: send the checklist fri")
    home = ana.home
    expect(home).to_contain_text("Northwind Traders, Fri 27 Nov · send the checklist")
    picture(ana.page, "promise-home", 800)
    ana.presses(home, "Tomorrow")
    expect(home).to_contain_text("Northwind Traders, tomorrow · send the checklist")
    ana.goes("C0CUSTOMERS")
    card = ana.types("/account Northwind Traders")
    expect(card).to_contain_text("We owe them: send the checklist, Thu 26 Nov, Ana.")
    picture(ana.page, "promise-card", 800)
    card.get_by_role("button", name="More actions").first.click()
    ana.page.get_by_role("menuitem", name="Drop").click()
    expect(card).to_contain_text("Dropped: send the checklist, for Northwind Traders.")
    expect(card).not_to_contain_text("We owe them")
