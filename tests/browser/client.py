"""What a person does in the page: type a line, press a button, fill in a form."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect


class Client:
    """One person's page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def types(self, line: str) -> Locator:
        """Send a line; the message it is answered with."""
        return self._sent(line, messages=1)

    def writes(self, line: str) -> Locator:
        """Send a line to the bot in its direct message; what it answers below."""
        self.goes("D")
        return self._sent(line, messages=2)

    def opens(self, line: str, title: str) -> Locator:
        """Send a line; the form it opens."""
        self._send(line)
        return self.form(title)

    def presses(self, place: Locator, name: str) -> Locator:
        """Press a button; where it stood."""
        place.get_by_role("button", name=name, exact=True).click()
        return place

    def form(self, title: str) -> Locator:
        """The modal on top."""
        form = self.page.get_by_role("dialog", name=title, exact=True)
        form.wait_for()
        return form

    def chooses(self, place: Locator, field: str, typed: str, option: str | None = None) -> None:
        """Type into a select and take one of what it offers: `typed` itself, unless `option` is given."""
        select = place.get_by_role("combobox", name=field)
        select.click()
        select.fill(typed)
        place.get_by_role("option", name=option or typed).first.click()
        expect(place.get_by_role("listbox")).to_have_count(0)

    def saves(self, form: Locator, title: str = "Logged") -> Locator:
        """Press what submits the form; the modal that takes its place."""
        form.get_by_test_id("modal-submit").click()
        return self.form(title)

    def closes(self, form: Locator) -> None:
        form.get_by_role("button", name="Close").last.click()
        expect(form).to_have_count(0)

    def goes(self, place: str) -> None:
        """Go to a channel, by its id, to the direct message with the bot (`D`), or to its Home tab (`app`)."""
        self.page.locator(f"[data-testid^='place-{place}']").click()

    @property
    def home(self) -> Locator:
        """Their Home tab."""
        self.goes("app")
        home = self.page.get_by_test_id("home")
        home.wait_for()
        return home

    @property
    def messages(self) -> Locator:
        return self.page.locator("[data-ts]")

    def _send(self, line: str) -> None:
        composer = self.page.get_by_test_id("composer")
        composer.fill(line)
        composer.press("Escape")
        composer.press("Enter")

    def _sent(self, line: str, *, messages: int) -> Locator:
        before = self.messages.count()
        self._send(line)
        expect(self.messages).to_have_count(before + messages)
        return self.page.locator(f"[data-ts='{self.messages.last.get_attribute('data-ts')}']")


def screenshot(page: Page, folder: Path, name: str, *, height: int, width: int = 1280) -> None:
    """Write a picture of the page in each theme: `name`-light.png and `name`-dark.png."""
    page.set_viewport_size({"width": width, "height": height})
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.screenshot(path=folder / f"{name}-{theme}.png", animations="disabled")
    page.emulate_media(color_scheme="light")
