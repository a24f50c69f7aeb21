"""Suggestions beneath the search box, as a keyboard and a screen reader meet them."""

import pytest

from archive.search.tasks import rebuild
from tests.browser.steps import follow
from tests.factories import make_article, make_person, make_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Playwright's own waiting evaluates text in the page, which the policy of our pages refuses.
OPENED = """box => new Promise(done => {
  const isOpen = () => box.getAttribute("aria-expanded") === "true";
  const look = () => isOpen() ? done(true) : setTimeout(look, 20);
  setTimeout(() => done(false), 10000);
  look();
})"""


@pytest.fixture
def archive():
    person = make_person("Percival Wren")
    make_article(
        make_site("persimmon.example"), title="The person on the bridge", slug="person",
        authors=[person], terms=["permits"],
    )  # fmt: skip
    make_article(title="شخص على الجسر", slug="", language="ar")
    rebuild()


def typing(browser, live_server, typed, path="/", width=1280, **wishes):
    """A page with so much typed into its search box, when there are suggestions."""
    page = browser.new_page(viewport={"width": width, "height": 800}, **wishes)
    told = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(live_server.url + path)
    box = page.locator("input[name=q]")
    box.press_sequentially(typed)
    assert box.evaluate(OPENED)
    assert told == []
    return page, box


def options(page):
    return page.locator("[role=option]").all_inner_texts()


def test_the_keyboard_goes_through_them_and_a_person_is_written_into_the_box(
    live_server, in_browser, archive
):
    def visit(browser):
        page, box = typing(browser, live_server, "toll per")
        kinds = [text.split("\n")[-1] for text in options(page)]
        status = page.locator("[role=status]").inner_text()
        box.press("ArrowDown")
        active = box.get_attribute("aria-activedescendant")
        chosen = page.locator(f"#{active}")
        was = (chosen.get_attribute("aria-selected"), chosen.inner_text())
        box.press("ArrowUp")
        is_left = box.get_attribute("aria-activedescendant") is None
        box.press("ArrowDown")
        box.press("Enter")
        after = (box.input_value(), box.get_attribute("aria-expanded"), page.url)
        page.close()
        return kinds, status, was, is_left, after

    kinds, status, was, is_left, after = in_browser(visit)
    assert kinds == ["Person", "Site, 1 article", "Tag, 1 article",
                     "written by one person, by the key of their page"]  # fmt: skip
    assert status == "Suggestions: 4"
    assert was == ("true", "Percival Wren\nPerson")
    assert is_left
    assert after == ('toll author:"Percival Wren" ', "false", f"{live_server.url}/")


def test_a_title_leads_to_its_article_and_an_operator_to_its_values(
    live_server, in_browser, archive
):
    def visit(browser):
        page, box = typing(browser, live_server, "person")
        follow(page.get_by_role("option", name="The person on the bridge"))
        title = page.locator("h1").inner_text()
        box = page.locator("input[name=q]")
        box.press_sequentially("sit")
        box.evaluate(OPENED)
        box.press("ArrowUp")
        box.press("Enter")
        box.evaluate(OPENED)
        found = (title, box.input_value(), options(page))
        page.close()
        return found

    title, value, shown = in_browser(visit)
    assert (title, value) == ("The person on the bridge", "site:")
    assert [text.partition("\n")[0] for text in shown] == [
        "persimmon.example", "tidewater.example"
    ]  # fmt: skip


def test_escape_and_leaving_close_them_and_enter_asks_what_was_typed(
    live_server, in_browser, archive
):
    def visit(browser):
        page, box = typing(browser, live_server, "per", "/articles/")
        box.press("Escape")
        closed = (box.input_value(), box.get_attribute("aria-expanded"))
        box.press_sequentially("s")
        box.evaluate(OPENED)
        box.press("Tab")
        left = box.get_attribute("aria-expanded")
        box.focus()
        box.press("Enter")
        page.wait_for_url("**/search/**")
        url = page.url
        page.close()
        return closed, left, url

    closed, left, url = in_browser(visit)
    assert closed == ("per", "false")
    assert left == "false"
    assert url.endswith("/search/?q=pers")


@pytest.mark.parametrize("path", ["/", "/search/", "/articles/"])
def test_they_are_whole_on_the_smallest_screen(live_server, in_browser, archive, path):
    def visit(browser):
        page, _box = typing(browser, live_server, "per", path, 320)
        found = page.locator("[role=listbox]").bounding_box()
        width = page.evaluate("document.documentElement.scrollWidth")
        page.close()
        return found["x"], found["x"] + found["width"], width

    left, right, width = in_browser(visit)
    assert left >= 0
    assert right <= 320
    assert width <= 320


def test_nothing_is_asked_before_somebody_types(live_server, in_browser, archive):
    def visit(browser):
        page = browser.new_page()
        asked = []
        page.on("request", lambda one: asked.append(one.url))
        page.goto(live_server.url + "/search/?q=per")
        page.locator("input[name=q]").focus()
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(400)
        before = [url for url in asked if "suggest?" in url]
        page.keyboard.press("End")
        page.keyboard.type("sim")
        page.locator("input[name=q]").evaluate(OPENED)
        after = [url for url in asked if "suggest?" in url]
        page.close()
        return before, after

    before, after = in_browser(visit)
    assert before == []
    assert [url.partition("?")[2] for url in after] == ["q=persim"]
