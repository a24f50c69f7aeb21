import pytest

from archive.parsing.pages.page import parse_page
from archive.parsing.pages.titles import runs, title_of

LONG = "<p>The boats came in late, and those who waited on the quay went home again.</p>" * 3


def titled(window, body, head=""):
    markup = f"<html><head><title>{window}</title>{head}</head><body>{body}</body></html>"
    page = parse_page(markup.encode())
    return title_of(page, bytearray(len(page.outline.nodes)))


@pytest.mark.parametrize(
    ("window", "body", "expected"),
    [
        ("The quay - Harbour Notes", "<h1>Harbour Notes</h1><h2>The quay</h2>" + LONG, "The quay"),
        ("Harbour Notes: The quay", "<h1>Harbour Notes</h1><h2>The quay</h2>" + LONG, "The quay"),
        ("The quay - Notes", f"<h1>The quay</h1>{LONG}<h3>Notes</h3>", "The quay"),
        ("Board :: View topic - The old quay", "<a>The old quay</a><b>Board</b>", "The old quay"),
        ("The old quay / Boats / Board", "<strong>The old quay</strong>", "The old quay"),
        (
            "The Packet: Who crosses the bridge",
            "<b>Who crosses the bridge</b>",
            "Who crosses the bridge",
        ),
        (
            "First burn: three days : charcoal",
            "<h1>charcoal</h1><a>First burn: three days</a>",
            "First burn: three days",
        ),
        ("The quay", "<h3>Re: The quay</h3>", "The quay"),
        ("The quay | Blue", "<h1>The quay<br><small>May 3, 2012</small></h1>", "The quay"),
        ("Notes-The quay", "<h2>The quay<span>2018-10-21 20:12:30</span></h2>", "The quay"),
        ("The quay 1908", "<h2>The quay <i>1908</i></h2>", "The quay 1908"),
        ("How a quay was built: Notes", "<h1>A quay in one summer</h1>", "A quay in one summer"),
        ("How a quay was built: Notes", "<h1>News</h1>", "How a quay was built: Notes"),
        ("", "<h1>The quay</h1>", "The quay"),
        ("", "", ""),
    ],
)
def test_the_headline_is_what_page_and_window_agree_on(window, body, expected):
    assert titled(window, body)[0] == expected


def test_of_two_headings_in_the_windows_title_the_articles_is_taken():
    medium = titled(
        "The egg timer line \u2013 Ferris Okonjo \u2013 Mediaan",
        "<h1>The egg timer line</h1><p>For nine years I answered the phone of a company.</p>"
        "<h3><a href='/@ferris'>Ferris Okonjo</a></h3>" + "<p>Other pieces to read, many.</p>" * 9,
    )
    assert medium[0] == "The egg timer line"
    blog = titled(
        "Notes of a porter: The empty button - Blog",
        "<h1><a href='https://b.example/x/'>Notes of a porter</a></h1><h2>The empty button</h2>"
        "<p>It stood there without a word.</p>",
        "<meta property='og:title' content='The empty button : Notes of a porter'>",
    )
    assert blog[0] == "The empty button"


def test_the_place_of_the_headline_is_told_where_it_is_shown():
    title, place = titled("The quay - Harbour Notes", "<div><b>x</b><h1>The quay</h1></div>")
    assert (title, place is not None) == ("The quay", True)
    assert titled("The old quay - Notes", "<p>Nothing.</p>") == ("The old quay", None)


def test_a_stated_headline_goes_before_the_windows():
    head = '<meta property="og:title" content="The quay &amp; the tide">'
    assert titled("Harbour Notes", "<p>x</p>", head)[0] == "The quay & the tide"


def test_the_parts_of_a_title_are_bounded():
    assert len(runs(" - ".join("abcdefghijklmnop"))) < 100
    assert runs("a - " * 1000) == []
