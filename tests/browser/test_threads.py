"""Reading a thread in a browser: with and without scripts, by keyboard, on phones and on paper."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.models import Comment
from tests.browser.steps import follow
from tests.factories import make_article, make_comment, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
START = datetime(2012, 6, 22, tzinfo=UTC)
FOCUSED = "document.activeElement.closest('.comment')?.id"


@pytest.fixture
def talk():
    """Two conversations: one three deep with a reply of the author, then a single comment."""
    ingrid, dele = make_person("Ingrid", key="ingrid"), make_person("Dele", key="dele")
    article = make_article(title="The swing bridge", authors=[ingrid])
    at = START
    for key, above, person in (
        ("one", "", dele), ("two", "one", ingrid), ("three", "two", dele), ("four", "one", dele),
        ("five", "", dele),
    ):  # fmt: skip
        parent = Comment.objects.filter(key=above).first()
        at += timedelta(hours=1)
        text = f"The words of number {key}."
        make_comment(article, parent, key=key, person=person, posted_at=at, body_text=text)
    return article


@pytest.fixture
def long_talk():
    """One conversation of 320 comments, each beneath the one before, and 20 after it."""
    article = make_article(title="A long way down", language="ar", kept_count=340)
    rows = Comment.objects.bulk_create(
        Comment(article=article, key=f"k{rank}", position=rank, author_name=f"يوسف {rank}",
                depth=rank if rank < 320 else 0, posted_at=START + timedelta(minutes=rank),
                posted_on=START.date(), posted_precision="minute",
                body_html=f"<p>في مدينتي رفعوا الجسر {rank}", body_text=f"رفعوا الجسر {rank}")
        for rank in range(340)
    )  # fmt: skip
    for row, above in zip(rows[1:320], rows, strict=False):
        row.parent = above
    Comment.objects.bulk_update(rows, ["parent"], batch_size=200)
    return article


def shown(page):
    comments = page.locator(".comment:visible")
    return comments.evaluate_all("all => all.map(one => one.id.slice(2))")


@pytest.fixture
def by_keys(in_browser, live_server):
    """Presses keys one after another on a page and tells which comment has the focus after each."""

    def press(address, keys):
        def visit(browser):
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(live_server.url + address)
            told = []
            for key in keys:
                page.keyboard.press(key)
                told.append((page.evaluate(FOCUSED) or "").removeprefix("c-"))
            page.close()
            return told

        return in_browser(visit)

    return press


def test_order_and_one_persons_comments_are_links(reader, talk):
    def work(page):
        found = [shown(page)]
        follow(page.get_by_role("link", name="Newest"))
        found.append(shown(page))
        follow(page.get_by_role("group", name="Show").get_by_role("link", name="author"))
        found.append(shown(page))
        found.append([page.locator(".parent-words").is_visible()])
        follow(page.get_by_role("link", name="Show the whole thread"))
        follow(page.get_by_role("link", name="Thread", exact=True))
        follow(page.get_by_role("link", name="of Dele: show these alone"))
        found.append(shown(page))
        return found

    thread = ["one", "two", "three", "four", "five"]
    assert reader(talk.get_absolute_url(), work) == [
        thread, thread[::-1], ["two"], [True], ["one", "three", "four", "five"],
    ]  # fmt: skip


def test_what_is_answered_is_read_on_focus_and_when_pointed_at(reader, talk):
    def work(page):
        words = page.locator("#c-four .parent-words")
        seen = [words.is_visible()]
        page.locator("#c-four .comment-parent").hover()
        seen.append(words.is_visible())
        page.mouse.move(0, 0)
        page.locator("#c-four .comment-parent").focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        seen += [words.is_visible(), words.inner_text()]
        return seen

    seen = reader(talk.get_absolute_url(), work, viewport={"width": 1280, "height": 900})
    assert seen == [False, True, True, "The words of number one."]


def test_each_bar_and_each_name_leads_to_a_comment(reader, talk):
    for number in range(3):
        make_comment(talk, person=make_person(f"Person {number}"))

    def work(page):
        follow(page.locator(".life a").first)
        found = [page.url.partition("?")[2], page.locator(".comment:target").get_attribute("id")]
        follow(page.locator(".voices .name", has_text="Ingrid"))
        return [*found, page.locator(".comment:target").get_attribute("id")]

    assert reader(talk.get_absolute_url(), work) == ["order=oldest#c-one", "c-one", "c-two"]


@pytest.mark.parametrize("width", [360, 1280])
def test_long_threads_are_walked_in_pages(reader, long_talk, width):
    def work(page):
        found = [len(shown(page))]
        follow(page.get_by_role("link", name="On", exact=True).first)
        found.append(len(shown(page)))
        found.append(page.locator(".above li").last.inner_text().split()[1])
        page.locator(".above summary").click()
        found.append(page.locator(".above li:visible").count())
        follow(page.locator("#c-k300 .comment-parent"))
        found.append(page.locator(".comment:target").get_attribute("id"))
        follow(page.get_by_role("link", name="All on one page"))
        found.append(len(shown(page)))
        root = page.locator("html")
        found.append(root.evaluate("html => html.scrollWidth - html.clientWidth"))
        return found

    view = {"width": width, "height": 800}
    found = reader(long_talk.get_absolute_url(), work, viewport=view)
    assert found == [300, 40, "300", 300, "c-k299", 340, 0]


def test_a_long_thread_of_the_right_hangs_from_the_right(reader, long_talk):
    def work(page):
        places = [page.locator(f"#c-k{rank} .comment-body").bounding_box() for rank in (0, 1, 2)]
        edges = [round(place["x"] + place["width"]) for place in places]
        return edges[0] > edges[1] > edges[2] and places[0]["x"] + places[0]["width"] > 300

    assert reader(long_talk.get_absolute_url(), work, viewport={"width": 360, "height": 800})


def test_on_paper_the_whole_thread_stands_and_none_of_what_only_leads_on(reader, long_talk):
    def work(page):
        page.emulate_media(media="print")
        hidden = ".thread-tools, .thread-pages .whole, .fold > summary, .masthead, .colophon, .keys"
        seen = page.locator(f":is({hidden}):visible").count()
        return len(shown(page)), seen, page.locator(".article-body").is_visible()

    assert reader(f"{long_talk.get_absolute_url()}?page=all", work) == (340, 0, True)


def test_a_page_of_many_says_on_paper_that_it_is_one(reader, long_talk):
    def work(page):
        told = page.get_by_text("Page 1 of 2; not all of the thread stands here.")
        seen = [told.is_visible()]
        page.emulate_media(media="print")
        return [*seen, told.is_visible()]

    assert reader(long_talk.get_absolute_url(), work) == [False, True]


def test_keys_go_through_a_thread(by_keys, talk):
    at = f"{talk.get_absolute_url()}#responses"
    assert by_keys(at, "jjjk") == ["one", "two", "three", "two"]
    assert by_keys(at, "jnk") == ["one", "five", "four"]
    assert by_keys(at, "jjjjpb") == ["one", "two", "three", "four", "one", "four"]
    assert by_keys(at, "jcjck") == ["one", "one", "five", "five", "one"]
    assert by_keys(f"{talk.get_absolute_url()}#c-three", "pp") == ["two", "one"]


TWO_STEPS = """() => new Promise(done => {
  let left = 2;
  addEventListener("hashchange", () => { if (!--left) setTimeout(done); });
  for (const key of ["three", "two"]) document.querySelector(`#c-${key} .comment-parent`).click();
})"""


def test_the_way_back_stays_however_late_the_browser_tells(in_browser, live_server, talk):
    def visit(browser):
        page = browser.new_page()
        page.goto(live_server.url + talk.get_absolute_url())
        page.evaluate(TWO_STEPS)
        back = page.locator("#c-one .comment-offered a")
        found = back.is_visible(), back.get_attribute("href")
        page.close()
        return found

    assert in_browser(visit) == (True, "#c-two")


def test_keys_are_left_to_who_writes_or_wants_others(in_browser, live_server, talk):
    def visit(browser):
        page = browser.new_page()
        page.goto(live_server.url + talk.get_absolute_url())
        page.keyboard.press("/")
        page.keyboard.type("j?/c")
        found = [page.locator("#q").input_value(), page.evaluate(FOCUSED)]
        page.locator("#q").blur()
        for key in ("Control+j", "Alt+j", "Meta+j", "x", "Tab"):
            page.keyboard.press(key)
        found.append(page.evaluate(FOCUSED))
        page.close()
        return found

    assert in_browser(visit) == ["j?/c", None, None]


def test_the_list_of_keys_opens_by_key_and_turns_them_off_for_good(in_browser, live_server, talk):
    def visit(browser):
        page = browser.new_page()
        page.goto(live_server.url + talk.get_absolute_url())
        keys = page.get_by_role("dialog", name="Keys")
        seen = [keys.is_visible()]
        page.keyboard.press("?")
        seen.append(keys.is_visible())
        page.keyboard.press("j")
        seen.append(page.evaluate(FOCUSED))
        page.get_by_role("button", name="Turn the keys off").click()
        page.keyboard.press("Escape")
        seen.append(keys.is_visible())
        page.reload()
        page.keyboard.press("j")
        seen.append(page.evaluate(FOCUSED))
        page.close()
        return seen

    assert in_browser(visit) == [False, True, None, False, None]


def test_the_list_of_keys_opens_without_them_and_without_scripts(reader, talk):
    def work(page):
        page.get_by_role("button", name="Keys", exact=True).click()
        keys = page.get_by_role("dialog", name="Keys")
        seen = keys.is_visible(), keys.get_by_text("next comment, the one before").is_visible()
        keys.get_by_role("button", name="Close").click()
        return *seen, keys.is_visible()

    assert reader(talk.get_absolute_url(), work) == (True, True, False)


def test_a_comment_one_came_to_offers_its_address_and_the_way_back(in_browser, live_server, talk):
    def visit(browser):
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(live_server.url + talk.get_absolute_url())
        page.locator("#c-four .comment-parent").click()
        page.get_by_role("button", name="Copy link").click()
        page.get_by_role("button", name="Copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        page.get_by_role("link", name="Back to where I was").click()
        found = copied, page.locator(".comment:target").get_attribute("id")
        context.close()
        return found

    assert in_browser(visit) == (f"{live_server.url}/c/one/", "c-four")


def test_an_address_that_names_a_comment_of_another_page_leads_there(
    in_browser, live_server, long_talk
):
    def visit(browser):
        page = browser.new_page()
        page.goto(f"{live_server.url}{long_talk.get_absolute_url()}#c-k310")
        page.wait_for_url("**page=2#c-k310")
        found = page.locator(".comment:target").get_attribute("id")
        page.goto(f"{live_server.url}{long_talk.get_absolute_url()}#c-nonesuch")
        page.wait_for_timeout(300)
        page.close()
        return found

    assert in_browser(visit) == "c-k310"


def test_what_is_folded_away_opens_for_who_comes_for_it(in_browser, live_server, talk):
    def visit(browser):
        page = browser.new_page()
        page.goto(live_server.url + talk.get_absolute_url())
        page.locator("#c-one summary").click(position={"x": 12, "y": 30})
        page.wait_for_selector("#c-one.is-folded")
        page.evaluate("location.hash = '#c-three'")
        page.wait_for_selector("#c-three:not(.is-folded-away)")
        found = shown(page)
        page.close()
        return found

    assert in_browser(visit) == ["one", "two", "three", "four", "five"]
