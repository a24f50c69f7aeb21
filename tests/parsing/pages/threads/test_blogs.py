"""Blogs and the sites of publishers' own systems: each page read by its own family alone."""

import re

import pytest
from lxml import html

from archive.lib.html import strip_tags
from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads import family, reading_of
from archive.parsing.pages.threads.families import asia, blogs, sites
from tests.parsing.pages.threads.gold import PAGES, gold_of, is_moment, letters, page_of, read_alone

# Which family reads which page.
READ = {
    "b2evolution": "b2evolution",
    "blogger-classic": "blogger",
    "blogger-contempo": "blogger",
    "blogger-threaded": "blogger",
    "dle-default": "dle",
    "dotclear": "dotclear",
    "dreamwidth": "dreamwidth",
    "drupal10-olivero": "drupal",
    "drupal7-bartik": "drupal",
    "emlog-pro": "emlog",
    "fc2": "fc2",
    "hatena-blog": "hatena",
    "joomla-jcomments": "jcomments",
    "k2": "k2",
    "komento-1": "komento",
    "livejournal-s2": "livejournal",
    "livejournal-schemius": "livejournal",
    "movabletype": "movabletype",
    "plone-4": "plone",
    "publify-bootstrap": "publify",
    "quip": "quip",
    "serendipity": "serendipity",
    "spip": "spip",
    "static-staticman": "staticman",
    "textpattern": "textpattern",
    "tistory": "tistory",
    "typecho": "typecho",
    "typepad": "typepad",
    "ucoz-table": "ucoz",
    "weebly": "weebly",
    "zblog": "zblog",
}
# Comments that the page shows without numbers of their own: all, or these.
UNNUMBERED = {"static-staticman": 6, "fc2": 3}
ROWS = (*blogs.FAMILIES, *asia.FAMILIES, *sites.FAMILIES)


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


def left_alone(page, name, place):
    """Give a page with one of the posts at its thread's top, and none of the others."""
    reading = reading_of(page)
    kinds = [kind for row in ROWS if row.name == name for kind in (row, row.also) if kind]
    found = list({one.start: one for k in kinds for one in family.items_of(k, reading)}.values())
    tops = [one for one in found if not any(is_within(one, other) for other in found)]
    for one in tops[:place] + tops[place + 1 :]:
        for number in parts_of(page.outline, one):
            page.outline.nodes[number].drop_tree()
    return parse_page(html.tostring(page.tree, encoding="utf-8"))


def is_within(one, other):
    return one is not other and other.start <= one.start and one.end <= other.end


def parts_of(outline, record):
    """Give the elements of which a record consists."""
    number, found = record.start, []
    while number < record.end:
        found.append(number)
        number = outline.ends[number]
    return found


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("place", [1, 2])
def test_a_comment_alone_is_read_as_among_others(name, place):
    """Nothing repeats itself where there is but one: what a row says must be enough."""
    thread = read_alone(left_alone(page_of(name), READ[name], place), READ[name])
    first = thread.comments[0]
    same = [
        one
        for one in read_alone(page_of(name), READ[name]).comments
        if (one.author, one.posted, one.body_html) == (first.author, first.posted, first.body_html)
    ]
    assert len(thread.comments) < len(gold_of(name)["comments"])
    assert same
    assert same[0].identities == first.identities


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_no_family_claims_a_page_of_others(path):
    reading = reading_of(parse_page(path.read_bytes()))
    claims = {row.name for row in ROWS if family.read(row, reading)}
    assert claims <= {READ.get(path.stem, "")}


@pytest.mark.parametrize(
    "line",
    [
        "Ada Bo said...",
        "Ada Bo hat gesagt\u2026",
        "Ada Bo a dit\u2026",
        "Ada Bo ha detto...",
        "Ada Bo sagde ...",
        "Ada Bo \u3055\u3093\u306e\u30b3\u30e1\u30f3\u30c8...",
        "Ada Bo\u63d0\u5230...",
        "Ada Bo",
    ],
)
def test_a_name_is_told_from_what_its_blog_says_of_it(line):
    assert re.search(blogs.SAID_OF, line)[1] == "Ada Bo"
