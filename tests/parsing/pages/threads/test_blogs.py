"""Blogs and the sites of publishers' own systems: each page read by its own family alone."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from archive.lib.html import strip_tags
from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads import NAMES, families, family, find_thread, reading_of
from archive.parsing.pages.threads.families import asia, blogs, sites

PAGES = Path(__file__).parents[4] / "fixtures" / "pages"
# Which family reads which page.
READ = {
    "b2evolution": "b2evolution",
    "blogger-classic": "blogger",
    "blogger-contempo": "blogger",
    "blogger-threaded": "blogger",
    "dotclear": "dotclear",
    "drupal10-olivero": "drupal",
    "drupal7-bartik": "drupal",
    "fc2": "fc2",
    "hatena-blog": "hatena",
    "joomla-jcomments": "jcomments",
    "livejournal-s2": "livejournal",
    "livejournal-schemius": "livejournal",
    "movabletype": "movabletype",
    "serendipity": "serendipity",
    "spip": "spip",
    "static-staticman": "staticman",
    "textpattern": "textpattern",
    "tistory": "tistory",
    "typecho": "typecho",
    "typepad": "typepad",
}
# Comments that the page shows without numbers of their own: all, or these.
UNNUMBERED = {"static-staticman": 6, "fc2": 3}
ROWS = (*blogs.FAMILIES, *asia.FAMILIES, *sites.FAMILIES)


def gold_of(name):
    return json.loads((PAGES / f"{name}.json").read_text("utf-8"))


def page_of(name):
    return parse_page((PAGES / f"{name}.html").read_bytes())


def read_alone(page, name):
    """Give what a family makes of a page with all others switched off."""
    found, thread = find_thread(page, frozenset(NAMES) - {name})
    assert found in ("", f"family/{name}")
    return thread


def letters(shown):
    return re.sub(r"[\W_]+", "", shown.casefold())


def is_moment(moment, written):
    """Whether a moment is what gold says: an instant where both have a zone, else a wall clock."""
    if written is None:
        return True
    told = datetime.fromisoformat(written).replace(microsecond=0)
    if told.tzinfo is None or moment.offset_minutes is None:
        return moment.isoformat()[:16] == written[:16]
    return moment.at.replace(second=0) == told.replace(second=0)


@pytest.mark.parametrize("name", READ)
def test_a_family_alone_reads_all_that_its_page_holds(name):
    gold = gold_of(name)
    thread = read_alone(page_of(name), READ[name])
    place = {comment.ref: n for n, comment in enumerate(thread.comments, 1)}
    assert len(thread.comments) == len(gold["comments"])
    for comment, known in zip(thread.comments, gold["comments"], strict=True):
        assert (comment.author.name if comment.author else None) == known["author"]
        assert comment.kind == known["kind"]
        assert is_moment(comment.posted, known["posted"]), known
        said = {letters(text) for text in (known["text"], *known.get("text_alt", []))}
        assert letters(strip_tags(comment.body_html)) in said
        if gold.get("parents_known", True):
            assert place.get(comment.parent_ref) == known["parent"]
    identities = {identity for comment in thread.comments for identity in comment.identities}
    assert {identity.namespace for identity in identities} <= {READ[name]}
    assert len(identities) == len(gold["comments"]) - UNNUMBERED.get(name, 0)
    assert thread.opening is None


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_no_family_claims_a_page_of_others(path):
    reading = reading_of(parse_page(path.read_bytes()))
    claims = {row.name for row in ROWS if family.read(row, reading)}
    assert claims <= {READ.get(path.stem, "")}
