"""Pages of one thread, in any order, together and apart: one article, one thread."""

from dataclasses import replace
from itertools import permutations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.intake.runs import Options, take_in
from archive.models import Article, Capture
from archive.models.visibility import STRANGER
from archive.parsing.drafts import PersonDraft
from archive.parsing.pages.thread_pages import Part
from archive.reading.origins import kept_at
from tests.drafts import captured, piece, said, store, sums, sums_after, thread

pytestmark = pytest.mark.django_db
ADDRESS = "https://tidewater.example/quay/"
PROSE = "".join(
    f"<p>Paragraph {n} tells of the harbour, of the boats that came in late and of those who "
    f"waited on the quay until the lamps were lit again, number {n}.</p>"
    for n in range(1, 7)
)


def comment(number, text, inner=""):
    return (
        f'<li class="comment" id="comment-{number}">'
        f'<cite class="fn">Ada {number}</cite> <a href="#comment-{number}">May {number}, 2012 at '
        f"10:11 am</a><p>{text}</p>{inner and f'<ul class=children>{inner}</ul>'}</li>"
    )


def page(path, *comments, title="The quay", prose=PROSE, links="", saved=""):
    """A page of WordPress as a browser saves it, with what a theme shows of the article."""
    said_by = f"<!-- saved from url=(0042){ADDRESS}{path} -->" if saved else ""
    return (
        f"<!DOCTYPE html>{said_by}<html><head><title>{title} &#8211; Harbour Notes</title>"
        f'<link rel="canonical" href="{ADDRESS}{path}#comments">'
        f'<link rel="stylesheet" href="/wp-content/themes/tide/style.css"></head><body>'
        f'<div class="post"><h1>{title}</h1><div class="entry">{prose}</div></div>'
        f'<div id="comments"><h3>6 Responses to &#8220;The quay&#8221;</h3>'
        f'<ol class="commentlist">{"".join(comments)}</ol>{links}</div></body></html>'
    )


def older(number):
    path = f"comment-page-{number}/" if number else ""
    return f'<a href="{ADDRESS}{path}#comments">&laquo; Older Comments</a>'


def newer(number):
    return f'<a href="{ADDRESS}comment-page-{number}/#comments">Newer Comments &raquo;</a>'


def wordpress(saved=""):
    """Three pages of a thread: the second repeats the article, the third does not."""
    return {
        "a.html": page(
            "",
            comment(1, "One."),
            comment(2, "Two.", comment(3, "To two.")),
            links=newer(2),
            saved=saved,
        ),
        "b.html": page(
            "comment-page-2/",
            comment(4, "Four."),
            comment(5, "Five."),
            title="The quay &#8211; Page 2",
            links=older(0) + newer(3),
            saved=saved,
        ),
        "c.html": page(
            "comment-page-3/",
            comment(6, "Six."),
            title="The quay &#8211; Page 3",
            prose="<p>You are on the third page of comments.</p>",
            links=older(2),
            saved=saved,
        ),
    }


WHOLE = [(0, "One."), (0, "Two."), (1, "To two."), (0, "Four."), (0, "Five."), (0, "Six.")]


def taken_in(tmp_path, pages, order, *, apart):
    """What the archive holds after these pages came in this order; undone afterwards."""
    with transaction.atomic():
        folder = tmp_path / "".join(order).replace(".html", "")
        folder.mkdir(exist_ok=True)
        for place, name in enumerate(order):
            (folder / f"{place}.html").write_text(pages[name], encoding="utf-8")
        inputs = [str(folder / f"{place}.html") for place in range(len(order))]
        for given in [[one] for one in inputs] if apart else [inputs]:
            take_in(given, Options())
        found = tuple(sums()), tuple(thread(Article.objects.get(merged_into=None)))
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("saved", ["", "saved"])
def test_three_pages_in_any_order_together_or_apart_are_one_article(tmp_path, saved):
    pages = wordpress(saved)
    ends = {
        taken_in(tmp_path, pages, order, apart=apart)
        for order in permutations(pages)
        for apart in (True, False)
    }
    assert len(ends) == 1
    assert list(next(iter(ends))[1]) == WHOLE


def test_any_pages_own_address_leads_to_the_article(tmp_path):
    taken = wordpress("saved")
    for name, source in taken.items():
        (tmp_path / name).write_text(source, encoding="utf-8")
    take_in([str(tmp_path)], Options())
    article = Article.objects.get()
    assert (article.title, article.source_url) == ("The quay", ADDRESS)
    assert "Paragraph 6" in article.body_text
    assert not article.revisions.exists()
    for path in ("", "comment-page-2/", "comment-page-3/#comments"):
        assert kept_at(STRANGER, ADDRESS + path) == article
    assert kept_at(STRANGER, ADDRESS + "comment-page-2/#comment-5").body_text == "Five."


def test_of_a_later_page_alone_what_it_shows_of_the_article_is_kept(tmp_path):
    (tmp_path / "b.html").write_text(wordpress()["b.html"], encoding="utf-8")
    take_in([str(tmp_path)], Options())
    article = Article.objects.get()
    assert article.title == "The quay"
    assert "Paragraph 6" in article.body_text
    assert not Capture.objects.get().thread_is_complete


TOPIC = "https://harbour.example/topic/7"


def part(place, *comments, day=0, **values):
    """A page of a forum's topic as read; comments without ids, and without times."""
    number = place + 1
    draft = piece(
        *(replace(one, rank=rank) for rank, one in enumerate(comments)),
        url=f"{TOPIC}?page={number}" if place else TOPIC,
        canonical_url="",
        kind="topic",
        title="The quay" if not place else f"The quay - Page {number}",
        body_html="<p>Who knows the quay?</p>" if not place else f"<p>{place}</p>",
        authors=(PersonDraft("Ada" if not place else f"Ben {place}"),),
        declared_comment_count=40 + place,
        **values,
    )
    found = Part(
        is_one_of_several=True,
        place=place,
        article_url=TOPIC if place else "",
        is_later=place > 0,
    )
    draft = captured(draft, day, complete=False) if day else draft
    if draft.capture:
        draft = replace(draft, capture=replace(draft.capture, url=draft.url))
    return found.placed(draft)


def plain(text, by="Ben", **values):
    return said(text, by, posted=None, **values)


def ends_of(drafts):
    ends = set()
    for order in permutations(drafts):
        with transaction.atomic():
            articles = [store(draft).article for draft in order]
            first = Article.objects.get(merged_into=None)
            told = first.title, first.body_text, tuple(one.name for one in first.authors.all())
            ends.add((told, tuple(thread(first)), tuple(sums()), len(articles)))
            transaction.set_rollback(True)
    return ends


def test_replies_without_times_or_ids_stand_page_by_page():
    drafts = [
        part(0, plain("First."), plain("Second.")),
        part(1, plain("Third."), plain("To third.", parent_ref="Third.")),
        part(2, plain("Fourth."), plain("Fifth.")),
    ]
    (told, found, _, _), *others = ends_of(drafts)
    assert others == []
    assert told == ("The quay", "Who knows the quay?", ("Ada",))
    assert found == (
        (0, "First."), (0, "Second."), (0, "Third."), (1, "To third."), (0, "Fourth."),
        (0, "Fifth."),
    )  # fmt: skip


def test_a_reply_that_two_pages_show_is_one():
    drafts = [
        part(0, plain("First."), plain("Second."), day=3),
        part(1, plain("Second."), plain("Third."), day=5),
        part(2, plain("Third."), plain("Fourth."), day=4),
    ]
    (_, found, _, _), *others = ends_of(drafts)
    assert others == []
    assert [text for _, text in found] == ["First.", "Second.", "Third.", "Fourth."]


def test_later_captures_of_later_pages_never_speak_for_the_article():
    drafts = [
        part(0, said("One.", number=1), day=1),
        part(1, said("Two.", number=2, parent_ref="1"), day=9, state="draft"),
        part(0, said("One, put right.", number=1), day=4),
    ]
    (told, found, _, _), *others = ends_of(drafts)
    assert others == []
    assert told == ("The quay", "Who knows the quay?", ("Ada",))
    assert found == ((0, "One, put right."), (1, "Two."))
    for draft in drafts:
        article = store(draft).article
    article.refresh_from_db()
    assert article.state == "published"
    assert article.declared_comment_count == 41  # what was counted last, on whichever page
    revisions = article.revisions.values_list("field", "value")
    assert list(revisions) == [("declared_comment_count", 40)]


def test_a_topic_of_which_only_a_later_page_is_held_has_no_text_yet():
    article = store(part(1, plain("Third."))).article
    assert (article.title, article.body_html, article.source_url) == ("The quay", "", TOPIC)
    assert not article.authors.exists()


def test_pages_and_a_whole_thread_of_another_day_join_in_any_order():
    whole = captured(
        piece(
            said("One.", number=1),
            said("Two.", number=2, parent_ref="1"),
            said("Three.", number=3),
            url=TOPIC,
            canonical_url=TOPIC,
            title="The quay",
        ),
        8,
    )
    drafts = [
        part(0, said("One.", number=1), day=2),
        part(1, said("Two.", number=2, parent_ref="1"), said("Gone.", number=4), day=2),
        whole,
    ]
    results = {tuple(sums_after(order)) for order in permutations(drafts)}
    assert len(results) == 1
    for draft in drafts:
        article = store(draft).article
    gone = article.comments.get(gone_at__isnull=False)
    assert (gone.body_text, gone.gone_at) == ("Gone.", whole.capture.captured_at)


@st.composite
def captures_of_pages(draw):
    """A thread that grows from day to day, cut into pages, some of which were saved; shuffled."""
    size = draw(st.integers(2, 7))
    page_size = draw(st.integers(1, 3))
    parents = [draw(st.none() | st.integers(0, n - 1)) if n else None for n in range(size)]
    has_ids = draw(st.booleans())
    replies = [
        said(
            f"Reply {n}.",
            "Ben",
            number=n if has_ids else None,
            posted=None,
            ref=str(n),
            parent_ref=str(parents[n]) if has_ids and parents[n] is not None else None,
        )
        for n in range(size)
    ]
    drafts = []
    for day in range(1, draw(st.integers(2, 3))):
        shown = replies[: draw(st.integers(1, size))]
        pages = [shown[start : start + page_size] for start in range(0, len(shown), page_size)]
        drafts += [part(place, *one, day=day) for place, one in enumerate(pages)]
    last = [replies[start : start + page_size] for start in range(0, size, page_size)]
    drafts += [part(place, *one, day=9) for place, one in enumerate(last)]
    return size, drafts, draw(st.permutations(drafts))


@given(captures_of_pages())
@settings(
    max_examples=40,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_pages_come_and_when_the_thread_ends_whole_and_in_order(example):
    size, drafts, shuffled = example
    assert sums_after(drafts) == sums_after(shuffled)
    with transaction.atomic():
        article = [store(draft) for draft in shuffled][-1].article
        rows = article.comments.order_by("position")
        tops = [row.body_text for row in rows if row.depth == 0]
        assert len(rows) == size
        assert tops == sorted(tops)
        assert not rows.exclude(gone_at=None).exists()
        transaction.set_rollback(True)
