"""What only a browser can tell: layout, folding, and that the policy stops nothing of ours."""

from datetime import UTC, datetime

import pytest

from archive.reading.articles import changes_url
from archive.search.tasks import rebuild
from tests.browser.steps import follow
from tests.factories import (
    make_article,
    make_collection,
    make_comment,
    make_note,
    make_person,
    make_revision,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG_NAME = "Averylongname" * 10
TABLE = f"<table><tr>{'<td>a-cell-that-does-not-break</td>' * 9}</tr></table>"
CODE = f"<pre><code>{'x = 1; ' * 60}</code></pre>"
# Playwright's own waiting evaluates text in the page, which the policy of our pages refuses.
SCROLLED = """element => new Promise(done => {
  const look = () => element.scrollLeft > 0 ? done(true) : requestAnimationFrame(look);
  setTimeout(() => done(false), 10000);
  look();
})"""


@pytest.fixture
def article():
    """An article with all that is wide, and a thread deeper than a phone is."""
    row = make_article(
        title="A bridge is also a gate",
        body_html=f"<p>{'w' * 200}</p>{TABLE}{CODE}",
        authors=[make_person(LONG_NAME)],
        terms=["harbour", LONG_NAME[:100]],
        language="en",
        declared_comment_count=20,
    )
    parent = None
    for depth in range(12):
        parent = make_comment(row, parent, author_name=LONG_NAME if depth == 3 else "Tomasz Wren")
    hebrew = make_comment(row, body_text="גם אצלנו נשארה תיבה כזאת")
    make_note(hebrew, f"הערה {LONG_NAME}")
    make_note(row, f"See https://ledger.example/{'w' * 200}")
    make_collection(LONG_NAME, row, hebrew, slug="long", description=LONG_NAME)
    make_revision(hebrew, "body", "<p>גם אצלם נשארה תיבה כזאת</p>")
    make_revision(row, "title", "x" * 200)
    make_revision(row, "body", f"<p>{'w' * 199}</p>{CODE}")
    wide = make_article(title="w" * 200, published_at=datetime(2001, 1, 1, tzinfo=UTC))
    make_comment(wide, person=make_person("Ingrid Halloway", key="ingrid"))
    rebuild()
    return row


def addresses(article):
    return [
        "/", "/articles/", article.get_absolute_url(), "/people/", "/sites/",
        "/sites/tidewater.example/", "/tags/", "/tags/harbour/", "/timeline/",
        "/people/ingrid/", "/timeline/2012/06/", "/search/", changes_url(article),
        "/search/?q=bridge", "/search/?q=in:comments", "/search/?q=in:comments&view=comments",
        f"/search/?q={'w' * 300}+bridge+{'x' * 200}",
        "/from/", "/none/", "/sign-in/", "/collections/", "/collections/long/",
        "/about/style/", "/about/style/arabic/", "/about/style/japanese/", "/about/style/textless/",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways_or_breaks_the_policy(live_server, in_browser, article, width):
    def visit(browser):
        page = browser.new_page(viewport={"width": width, "height": 800})
        told, wide = [], []
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        for address in addresses(article):
            page.goto(live_server.url + address)
            root = "document.documentElement"
            if page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"):
                wide.append(address)
        page.close()
        return wide, [line for line in told if "404" not in line]

    assert in_browser(visit) == ([], [])


def test_from_the_front_page_to_a_folded_comment_without_scripts(live_server, in_browser, article):
    def visit(browser):
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(live_server.url)
        follow(page.get_by_role("link", name="A bridge is also a gate").first)
        first = page.locator(".comment").first
        words = first.locator(".comment-body")
        seen = [words.is_visible()]
        first.locator("summary").click(position={"x": 12, "y": 30})
        seen.append(words.is_visible())
        seen.append(page.locator(".comment").nth(1).is_visible())
        context.close()
        return seen

    assert in_browser(visit) == [True, False, True]


def test_with_scripts_a_fold_takes_the_whole_branch(live_server, in_browser, article):
    def visit(browser):
        page = browser.new_page()
        page.goto(live_server.url + article.get_absolute_url())
        comments = page.locator(".comment")
        comments.first.locator("summary").click(position={"x": 12, "y": 30})
        page.wait_for_selector(".comment.is-folded")
        seen = [comments.nth(rank).is_visible() for rank in (0, 1, 11, 12)]
        page.close()
        return seen

    assert in_browser(visit) == [True, False, False, True]


def test_the_theme_is_chosen_in_the_footer_without_scripts(live_server, in_browser, article):
    def visit(browser):
        context = browser.new_context(java_script_enabled=False, color_scheme="light")
        page = context.new_page()
        page.goto(live_server.url + article.get_absolute_url())
        follow(page.get_by_role("button", name="Dark"))
        found = page.url, page.locator("html").get_attribute("data-theme")
        context.close()
        return found

    where = live_server.url + article.get_absolute_url()
    assert in_browser(visit) == (where, "dark")


def test_wide_code_and_tables_can_be_scrolled_by_keyboard(live_server, in_browser, article):
    def visit(browser):
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.goto(live_server.url + article.get_absolute_url())
        pre = page.locator(".prose pre")
        pre.focus()
        page.keyboard.press("ArrowRight")
        assert pre.evaluate(SCROLLED)
        found = [each.get_attribute("tabindex") for each in (pre, page.locator(".prose table"))]
        page.close()
        return found

    assert in_browser(visit) == ["0", "0"]


def test_paper_is_light_whatever_the_screen_was(live_server, in_browser, article):
    def visit(browser):
        context = browser.new_context(color_scheme="dark")
        page = context.new_page()
        page.goto(live_server.url + article.get_absolute_url())
        follow(page.get_by_role("button", name="Dark"))
        colour = "getComputedStyle(document.querySelector('.standfirst, .byline')).color"
        on_screen = page.evaluate(colour)
        page.emulate_media(media="print")
        found = page.evaluate(colour)
        context.close()
        return on_screen, found

    assert in_browser(visit) == ("rgb(188, 195, 188)", "rgb(59, 66, 61)")
