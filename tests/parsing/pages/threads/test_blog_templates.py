"""Templates of blogs and sites of which no whole page is a fixture: two comments of each.

In all of them Ada asks on 4 May 2012 at 09:30, and Bo answers at 10:15 of the next day.
"""

from pathlib import Path

import pytest

from archive.lib.html import strip_tags
from archive.parsing.pages.page import parse_page
from tests.parsing.pages.threads.gold import read_alone

MARKUP = Path(__file__).parents[4] / "fixtures" / "templates"
TITLE = "<title>Tides - The Quay</title><h1>Tides</h1>"
# The article's own date tells the order of day and month for the others.
ARTICLE = f"<p>Mon, 04/30/2012 - 12:00</p><p>{'The sea comes in, and goes out again. ' * 12}</p>"
ASKED, ANSWERED = (
    ("Ada", "2012-05-04T09:30", "Who counts?"),
    ("Bo", "2012-05-05T10:15", "The moon."),
)
# Which family reads which, and whether Bo is shown to answer Ada.
FLAT = {
    "b2evolution-6": "b2evolution",
    "blogger-2005": "blogger",
    "dotclear-dotty": "dotclear",
    "drupal-6-core": "drupal",
    "k2": "k2",
    "movable-type-2": "movabletype",
    "movable-type-3.0": "movabletype",
    "movable-type-3.2": "movabletype",
    "publify": "publify",
}
THREADED = {
    "datalife-engine": "dle",
    "dreamwidth": "dreamwidth",
    "drupal-6-garland": "drupal",
    "drupal-8-classy": "drupal",
    "emlog": "emlog",
    "komento": "komento",
    "movable-type-5-pico": "movabletype",
    "movable-type-7-rainier": "movabletype",
    "plone": "plone",
    "quip": "quip",
    "serendipity-default": "serendipity",
    "spip-2": "spip",
    "textcube": "tistory",
    "ucoz": "ucoz",
    "weebly": "weebly",
    "z-blog": "zblog",
}
# What shows no numbers of its own.
UNNUMBERED = {"weebly"}


def comments_of(name, read_by):
    """Give the comments in a template below an article, with all but one family switched off."""
    markup = (MARKUP / f"{name}.html").read_text("utf-8")
    page = parse_page(f"{TITLE}{ARTICLE}{markup}<p>The Quay, a paper</p>".encode())
    return read_alone(page, read_by).comments


def told(comment):
    """Give who, when and what."""
    shown = " ".join(strip_tags(comment.body_html).split())
    return comment.author.name, comment.posted.isoformat()[:16], shown


@pytest.mark.parametrize(("name", "read_by"), (FLAT | THREADED).items())
def test_a_template_is_read_by_its_family_alone(name, read_by):
    ada, bo = comments_of(name, read_by)
    assert (told(ada), told(bo)) == (ASKED, ANSWERED)
    numbers = [identity.value for comment in (ada, bo) for identity in comment.identities]
    assert numbers == ([] if name in UNNUMBERED else ["111", "222"])
    assert ada.parent_ref is None
    assert bo.parent_ref == (ada.ref if name in THREADED else None)


def test_every_template_is_read():
    assert {path.stem for path in MARKUP.glob("*.html")} == set(FLAT | THREADED)
