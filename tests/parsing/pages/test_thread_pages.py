"""What a page tells of the pages of its thread, and what becomes of its draft."""

import time
from dataclasses import replace

import pytest

from archive.parsing.drafts import ArticleDraft, CaptureDraft, CommentDraft, PersonDraft
from archive.parsing.pages.page import parse_page
from archive.parsing.pages.thread_pages import RANKS_A_PAGE, Part, part_of
from archive.parsing.pages.threads.thread import Thread

HOST = "https://tidewater.example"
REPLIES = '<div id="thread">{above}<p class="reply">One.</p><p class="reply">Two.</p>{below}</div>'


def part(url, pager="", *, canonical="", head="", above="", is_topic=False, saved=True):
    """The part that a page with two comments is; saved from `url`, where anybody says so."""
    claimed = f'<link rel="canonical" href="{HOST}{canonical or url}">'
    source = f"<!-- saved from url=(0042){HOST}{url} -->" if saved else ""
    body = REPLIES.format(above=above, below=pager)
    page = parse_page(
        f"<!doctype html><html>{source}<head><title>The quay</title>{claimed}{head}</head>"
        f"<body><article>The quay.</article>{body}</body></html>".encode()
    )
    cut = tuple(page.tree.find_class("reply"))
    opening = cut[0] if is_topic else None
    return part_of(page, Thread("", (), cut, opening=opening))


def several(place=0, article="", **values):
    """One page of several."""
    article_url = article and HOST + article
    return Part(is_one_of_several=True, place=place, article_url=article_url, **values)


def pager(*links, current=""):
    shown = [f'<a href="{href}">{label}</a>' for label, href in links]
    return f'<div class="pager">{current and f"<b>{current}</b>"} {" ".join(shown)}</div>'


def test_a_page_without_others_is_whole():
    assert part("/quay/") == Part()
    assert part("/quay/", pager(("Older posts", "/page/2/"))) == Part()
    assert part("/quay/", '<a href="/quay/?replytocom=2#respond">Reply</a>') == Part()


def test_an_address_for_comments_alone_needs_no_other_sign():
    found = part("/quay/comment-page-3/")
    assert found == several(2, "/quay/", is_later=True)
    assert part("/quay/comment-page-1/") == several(0, "/quay/")
    page = parse_page(f'<link rel="canonical" href="{HOST}/?p=5&cpage=2#comments"><p>x'.encode())
    assert part_of(page, None) == several(1, "/?p=5", is_later=True)


@pytest.mark.parametrize(
    ("url", "links", "place", "article"),
    [
        ("/quay?page=3", [("1", "/quay"), ("2", "/quay?page=2")], 2, "/quay"),
        ("/quay?page=2", [("1", "/quay?page=1"), ("»", "?page=3")], 1, "/quay"),
        ("/quay?page=1", [("1", "/quay"), ("2", "?page=1"), ("3", "?page=2")], 1, "/quay"),
        ("/t?t=3&start=20", [("1", "t?t=3"), ("3", "t?t=3&start=40")], 20, "/t?t=3"),
        ("/item?id=3&p=2", [("More", "item?id=3&p=3")], 1, "/item?id=3"),
        ("/threads/quay.3/page-2", [("1", "/threads/quay.3/")], 1, "/threads/quay.3/"),
        ("/quay/page/2", [("3", "/quay/page/3#comments")], 1, "/quay"),
        ("/index.php?topic=3.20", [("1", "/index.php?topic=3.0")], 20, "/index.php?topic=3.0"),
    ],
)  # fmt: skip
def test_another_number_counts_where_a_pager_stands_by_the_thread(url, links, place, article):
    assert part(url, pager(*links)) == several(place, article, is_later=True)


@pytest.mark.parametrize(
    "links",
    [[], [("2", "/other?page=2")], [("4", "/quay?page=4&sort=new")], [("1", "/quay?page=1#c-12")]],
)
def test_without_such_links_the_number_stays(links):
    assert part("/quay?page=3", pager(*links)).article_url == ""


def test_links_above_the_thread_are_those_of_an_article_in_parts_but_for_a_topic():
    above = f"<p>{pager(('1', '/quay?page=1'), ('3', '/quay?page=3'))}</p>"
    assert not part("/quay?page=2", above=above).article_url
    topic = part("/quay?page=2", above=above, is_topic=True)
    assert topic == several(1, "/quay", is_later=True, is_topic=True)
    turned = part("/quay?page=2", head='<link rel="prev" href="/quay">', is_topic=True)
    assert turned.article_url == HOST + "/quay"
    claimed = part("/quay?page=2", canonical="/quay", is_topic=True)
    assert claimed.article_url == HOST + "/quay"


def test_what_read_a_thread_tells_a_topic_too():
    page = parse_page(
        f"<link rel=canonical href='{HOST}/quay?page=2'><a href='{HOST}/quay'>1</a><p>x".encode()
    )
    thread = Thread("", (), tuple(page.tree.iter("p")))
    assert part_of(page, thread, "family/xenforo").is_topic
    assert part_of(page, thread, "family/wordpress") == Part()


def test_the_articles_own_address_is_the_first_page_whatever_comes_after():
    found = part("/quay/", pager(("2", "?page=2"), ("3", "?page=3"), current="1"))
    assert found == several()
    assert part("/quay/", pager(("Newer comments", "/quay/comment-page-2/"))) == several()


def test_where_the_newest_stand_first_the_article_shows_the_last_page():
    links = ("1", "/quay/comment-page-1/"), ("2", "/quay/comment-page-2/")
    assert part("/quay/", pager(*links, current="3")) == several(2)
    older = pager(("« Older comments", "/quay/comment-page-2/#comments"))
    assert part("/quay/", older) == several(2)


def test_a_page_that_does_not_know_its_address_is_placed_by_its_pager():
    links = pager(("1", "/quay"), ("3", "/quay?page=3"), current="2")
    assert part("/quay", links, saved=False) == several(1, is_later=True)
    back = '<a rel="prev" href="/quay?page=2">←</a>'
    assert part("/quay", back, saved=False) == several(2, is_later=True)
    counted = pager(("1", "?t=3"), ("2", "?t=3&start=25"), ("4", "?t=3&start=75"), current="3")
    assert part("/x?t=3", counted, saved=False) == several(50, is_later=True)


def test_words_or_pages_elsewhere_tell_that_there_is_more():
    more = '<button type="button">Load 12 more comments</button>'
    assert part("/quay/", more) == several()
    elsewhere = pager(("2", "/all/3/?page=2"), ("3", "/all/3/?page=3"), current="1")
    assert part("/quay/", elsewhere) == several()
    named = '<nav class="comment-navigation"><a href="/x">Further down</a></nav>'
    assert part("/quay/", named) == several()
    assert part("/quay/", '<a href="/feed/">All comments</a>') == Part()
    assert part("/quay/", '<nav class="comment-navigation"> </nav>') == Part()


def test_any_number_of_links_is_read_soon():
    links = pager(*((str(n), f"/quay?page={n}#{'x' * (n % 90)}") for n in range(2, 60_000)))
    start = time.process_time()
    assert part("/quay", links).is_one_of_several
    assert time.process_time() - start < 10


def draft(**values):
    comments = tuple(CommentDraft(ref=str(n), rank=n) for n in range(2))
    held = {
        "title": "The quay - Page 2",
        "authors": (PersonDraft("Ada"),),
        "body_html": "<p>One.</p>",
        "comments": comments,
        "capture": CaptureDraft(b"", "text/html", thread_is_complete=True),
        **values,
    }
    return ArticleDraft("page", "html", **held)


def test_a_whole_threads_draft_stays_as_it_is():
    assert Part().placed(draft()) == draft()


def test_a_parts_comments_stand_behind_those_of_the_pages_before():
    found = several(2, "/quay/", is_later=True).placed(draft())
    assert [one.rank for one in found.comments] == [2 * RANKS_A_PAGE, 2 * RANKS_A_PAGE + 1]
    assert not found.capture.thread_is_complete
    assert (found.title, found.article_url, found.is_later_page) == (
        "The quay", HOST + "/quay/", True,
    )  # fmt: skip
    assert found.body_html == "<p>One.</p>"
    far = several(10**9).placed(draft())
    assert far.comments[1].rank < 2**31


def test_a_later_page_of_a_topic_says_nothing_of_its_opening():
    for part_, kind in ((several(1, is_later=True, is_topic=True), "post"),
                        (several(1, is_later=True), "topic")):  # fmt: skip
        found = part_.placed(draft(kind=kind))
        assert (found.body_html, found.authors) == ("", ())
    assert several(is_topic=True).placed(draft(kind="topic")).body_html


def test_what_opens_a_later_page_is_a_reply():
    page = parse_page(b"<p id=a>One.</p><p id=b>Two.</p>")
    first, second = page.tree.iter("p")
    opening = CommentDraft(ref="o", rank=0, body_html="<p>One.</p>")
    reply = CommentDraft(ref="r", rank=0, body_html="<p>Two.</p>")
    thread = Thread("", (reply,), (second,), opening=first, opening_draft=opening)
    found = several(1, is_later=True).of(thread)
    assert found.comments == (opening, replace(reply, rank=1))
    assert (found.cut, found.opening) == ((first, second), None)
    assert several().of(thread) is thread
    assert several(1, is_later=True).of(None) is None
