"""Our fixture pages cut into three, as if their threads stood on three pages each."""

from copy import deepcopy
from itertools import permutations
from pathlib import Path

import pytest
from django.db import transaction
from lxml import etree, html

from archive.lib.html import clean, strip_tags
from archive.models import Article
from archive.parsing.pages.article import draft_of
from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads import find_thread
from tests.drafts import store, sums

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).parents[2] / "fixtures/pages"
TOPIC = "https://tidewater.example/topic/7"
NAMES = [
    "phpbb3-prosilver", "xenforo2", "mybb", "vbulletin4", "wordpress-genesis", "blogger-threaded",
    "drupal7-bartik", "movabletype", "livejournal-s2", "house-talkback",
]  # fmt: skip


def cut(name):
    """The pages: each with a third of the posts, an address and a pager."""
    page = parse_page((FIXTURES / f"{name}.html").read_bytes())
    _, thread = find_thread(page)
    places = {node: place for place, node in enumerate(page.tree.iter())}
    opening = [] if thread.opening is None else [thread.opening]
    posts = sorted({places[node] for node in (*opening, *thread.cut) if node in places})
    size = -(-len(posts) // 3)
    return [third(page.tree, posts, number, size) for number in range(3)]


def third(whole, posts, number, size):
    tree = deepcopy(whole)
    nodes = list(tree.iter())
    kept = [nodes[place] for place in posts[number * size : (number + 1) * size]]
    above = {node for one in kept for node in (one, *one.iterancestors())}
    for place in posts:
        node = nodes[place]
        if node not in above and node.getparent() is not None:
            drop(node)
    kept[-1].addnext(html.fromstring(f"<div class='pager'>{pager(number)}</div>"))
    for element in list(tree.iter("link", "meta")):
        if element.get("rel") == "canonical" or element.get("property") == "og:url":
            element.drop_tree()
    claimed = f'<link rel="canonical" href="{address(number)}">'
    next(tree.iter("head")).append(html.fromstring(claimed))
    return etree.tostring(tree.getroottree(), method="html")


def drop(node):
    """Drop a post, and what was around it alone: no system writes lists of empty items."""
    around = node.getparent()
    node.drop_tree()
    if len(around) == 0 and not (around.text or "").strip():
        drop(around)


def address(number):
    return f"{TOPIC}?page={number + 1}" if number else TOPIC


def pager(current):
    links = (f'<a href="{address(number)}">{number + 1}</a>' for number in range(3))
    return " ".join(
        f"<strong>{number + 1}</strong>" if number == current else link
        for number, link in enumerate(links)
    )


def words(comment):
    return strip_tags(clean(comment.body_html, TOPIC))


@pytest.mark.parametrize("name", NAMES)
def test_a_thread_cut_into_three_pages_is_whole_again_in_any_order(name):
    source = (FIXTURES / f"{name}.html").read_bytes()
    whole = draft_of(parse_page(source), source)
    drafts = [draft_of(parse_page(content), content) for content in cut(name)]
    assert [draft.is_later_page for draft in drafts] == [False, True, True]
    assert not any(draft.capture.thread_is_complete for draft in drafts)
    ends = set()
    for order in permutations(drafts):
        with transaction.atomic():
            for draft in order:
                store(draft)
            article = Article.objects.get()
            rows = article.comments.order_by("position")
            said = tuple(" ".join(row.body_text.split()) for row in rows)
            ends.add((article.title, article.body_html, said, *sums()))
            transaction.set_rollback(True)
    assert len(ends) == 1
    title, body, said, *_ = next(iter(ends))
    assert sorted(said) == sorted(words(one) for one in whole.comments)
    assert (title, body) == (whole.title, clean(whole.body_html, TOPIC))
