"""Pages without end: what is read of them, and what is said of the rest."""

import pytest

from archive.parsing.drafts import ArticleDraft, CommentDraft, Context, Problem
from archive.parsing.formats import html
from archive.parsing.pages.page import MOST_TAGS, UnreadablePageError, parse_page
from archive.parsing.pages.threads import bounded
from archive.parsing.pages.threads.records import MOST_KEPT, MOST_READ, of_elements, of_runs
from archive.parsing.pages.threads.thread import Thread
from archive.parsing.pages.threads.whens import MOST, whens
from archive.parsing.sources import source_for


def drafts(count: int, parents: dict[int, int] | None = None) -> tuple[CommentDraft, ...]:
    found = parents or {}
    return tuple(
        CommentDraft(ref=str(n), rank=n, parent_ref=str(found[n]) if n in found else None)
        for n in range(count)
    )


def test_of_a_thread_the_first_comments_are_kept():
    thread = bounded(Thread("x", drafts(MOST_KEPT + 7, {1: 0, 2: MOST_KEPT + 3})))
    assert len(thread.comments) == MOST_KEPT
    assert thread.is_complete is False
    assert [one.parent_ref for one in thread.comments[:3]] == [None, "0", None]


def test_a_thread_of_just_as_many_is_whole():
    thread = Thread("x", drafts(MOST_KEPT))
    assert bounded(thread) is thread


def test_no_more_records_are_read_than_that():
    rows = "<li></li>" * (MOST_READ + 9)
    outline = parse_page(f"<html><body><ul>{rows}</ul></body></html>".encode()).outline
    items = outline.tagged("li")
    assert len(of_elements(outline, items)) == MOST_READ
    runs = of_runs(outline, items)
    assert len(runs) == MOST_READ
    assert runs[-1].end == items[MOST_READ]


def test_no_more_dates_are_looked_at_than_that():
    dates = "<time datetime='2012-05-03'></time>" * (MOST + 5)
    outline = parse_page(f"<html><body>{dates}</body></html>".encode()).outline
    assert len(whens(outline)) == MOST


def test_a_page_of_too_many_tags_is_refused_whatever_its_encoding():
    page = "<html><body>" + "<p>" * MOST_TAGS
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(UnreadablePageError, match="tags"):
            parse_page(page.encode(encoding))


def test_tags_that_end_elements_do_not_count():
    page = "<html><body>" + "</p>" * 1000 + "<p>Words.</p>" * 10
    assert parse_page(page.encode()).outline.by_tag["p"]


def test_what_is_left_of_a_long_thread_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("archive.parsing.pages.threads.MOST_KEPT", 2)
    monkeypatch.setattr("archive.parsing.formats.html.MOST_KEPT", 2)
    posts = "".join(
        f'<div class="comment"><b class="author">{who}</b> <i>{day} May 2012</i><p>So says {who}.'
        "</p></div>"
        for day, who in enumerate(("Ada", "Bo", "Cem"), 1)
    )
    markup = f"<title>T</title><h1>T</h1><p>Words.</p><div id=comments><h2>3 Comments</h2>{posts}"
    path = tmp_path / "page.html"
    path.write_text(markup + "</div>")
    told, draft = html.parse(source_for(str(path)), Context())
    assert isinstance(told, Problem)
    assert "first 2" in told.message
    assert isinstance(draft, ArticleDraft)
    assert [one.author.name for one in draft.comments] == ["Ada", "Bo"]
