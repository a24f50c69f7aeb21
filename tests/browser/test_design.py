"""What the look promises: contrast, chosen or asked for; rest; paper; and nothing that jumps."""

import pytest

from archive.search.tasks import rebuild
from tests.browser.steps import follow
from tests.factories import make_article, make_comment, make_person, make_picture
from tests.pictures import photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAPER = "() => getComputedStyle(document.documentElement).backgroundColor"
WHITE, OURS, BLACK = "rgb(255, 255, 255)", "rgb(251, 251, 248)", "rgb(0, 0, 0)"
# What has moved by itself since the page began (web.dev/cls), while one goes down to its end.
SHIFTS = """async () => {
  let sum = 0;
  const seen = new PerformanceObserver(list => {
    for (const one of list.getEntries()) sum += one.value;
  });
  seen.observe({type: 'layout-shift', buffered: true});
  for (let at = 0; at < document.documentElement.scrollHeight; at += 600) {
    scrollTo(0, at);
    await new Promise(done => setTimeout(done, 40));
  }
  return sum;
}"""


@pytest.fixture
def article():
    """An article with a picture in its text and a hundred comments."""
    picture = "https://tidewater.example/quay.jpg"
    words = "<p>The bridge opens for the herring boats.</p>" * 30
    row = make_article(
        title="A bridge is also a gate", slug="gate", authors=[make_person("Ingrid")],
        lead_image_url=picture, body_html=words, terms=["harbour"],
    )  # fmt: skip
    make_picture(row, picture, photograph())
    parent = None
    for number in range(100):
        parent = make_comment(row, parent if number % 4 else None, person=make_person("Bo"))
    rebuild()
    return row


@pytest.fixture
def look(in_browser, live_server):
    """What a reading of a page gives, in a browser of the given kind."""

    def at(address, work, **context):
        def visit(browser):
            opened = browser.new_context(**context)
            tab = opened.new_page()
            tab.goto(live_server.url + address)
            found = work(tab)
            opened.close()
            return found

        return in_browser(visit)

    return at


@pytest.mark.parametrize(
    ("context", "paper"),
    [
        ({}, OURS),
        ({"contrast": "more"}, WHITE),
        ({"contrast": "more", "color_scheme": "dark"}, BLACK),
        ({"forced_colors": "active"}, WHITE),
    ],
)
def test_a_system_that_asks_for_contrast_gets_it(look, context, paper):
    assert look("/", lambda tab: tab.evaluate(PAPER), **context) == paper


def test_high_contrast_is_chosen_without_scripts_and_lasts(look):
    def choose(tab):
        follow(tab.get_by_role("button", name="High contrast"))
        follow(tab.get_by_role("link", name="Articles").first)
        pressed = tab.get_by_role("button", name="High contrast").get_attribute("aria-pressed")
        return tab.locator("html").get_attribute("data-theme"), pressed

    assert look("/", choose, java_script_enabled=False) == ("contrast", "true")


def test_what_is_chosen_is_worn_whatever_the_system_says(look):
    def choose(tab):
        found = []
        for name in ("High contrast", "Dark", "Light", "As the system"):
            follow(tab.get_by_role("button", name=name))
            found.append(tab.evaluate(PAPER))
        return found

    dark = "rgb(19, 22, 20)"
    assert look("/", choose, color_scheme="dark") == [BLACK, dark, OURS, dark]


def test_nothing_moves_where_rest_is_asked_for(look):
    duration = "() => getComputedStyle(document.querySelector('.button')).transitionDuration"
    assert look("/", lambda tab: tab.evaluate(duration)) == "0.12s"
    assert look("/", lambda tab: tab.evaluate(duration), reduced_motion="reduce") == "0s"


def test_paper_has_all_of_the_text_and_its_thread_and_no_rows_of_links(look, article):
    def on_paper(tab):
        tab.locator(".comment summary").first.click(position={"x": 12, "y": 30})
        tab.emulate_media(media="print")
        read = tab.locator(".comment-body, .provenance dl, .headline, .article-body")
        heights = read.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
        tools = ".masthead, .colophon, .thread-tools, .thread-end, .take, .comment-cite, .related"
        shown = "all => all.filter(one => one.checkVisibility()).length"
        return len(heights), min(heights) > 5, tab.locator(tools).evaluate_all(shown)

    address = article.get_absolute_url()
    assert look(address, on_paper) == (103, True, 0)


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_jumps_while_a_page_comes(look, article, width):
    viewport = {"width": width, "height": 800}
    pages = ["/", "/articles/", article.get_absolute_url(), "/search/?q=bridge", "/about/style/"]
    shifts = {
        address: look(address, lambda tab: tab.evaluate(SHIFTS), viewport=viewport)
        for address in pages
    }
    assert {address: sum_ for address, sum_ in shifts.items() if sum_} == {}


def test_what_jumps_is_seen(look):
    def move(tab):
        tab.evaluate(
            "() => setTimeout(() => document.querySelector('main').prepend("
            "Object.assign(document.createElement('div'), {innerHTML: '<br>'.repeat(9)})), 100)"
        )
        tab.wait_for_timeout(300)
        return tab.evaluate(SHIFTS)

    assert look("/articles/", move) > 0
