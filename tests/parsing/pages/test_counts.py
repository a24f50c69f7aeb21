"""What a page says of its thread as a whole, on pages that name nothing as platforms do."""

import pytest

from archive.parsing.pages.count_words import bare_count_in, count_in
from tests.parsing.pages.drafting import PROSE, draft

POSTS = "".join(
    f'<div class="remark" id="r{n}"><p class="who"><a href="/people/{n}">{name}</a>'
    f" on {n} May 2012 at 10:1{n}</p><p>This is remark {n} of {name} on boats and quays.</p>"
    "<a>Reply</a></div>"
    for n, name in enumerate(("Ada", "Bo", "Cy"), 1)
)


def found(above="", before="", after=""):
    text = f"<div class=entry>{PROSE}</div>"
    thread = f"<div>{POSTS}</div>"
    page = draft(f"<h1>The quay</h1>{before}{text}<section>{above}{thread}</section>{after}")
    assert [comment.author.name for comment in page.comments] == ["Ada", "Bo", "Cy"]
    return page


@pytest.mark.parametrize(
    ("above", "count"),
    [
        ("<div>13 comments</div>", 13),
        ("<div><h2>Members</h2><div>13 comments</div></div>", 13),
        ("<h1><a>9 Comments</a> - powered by quay</h1>", 9),
        ("<div><span>14</span> コメント</div>", 14),
        ("<ul><li><b>23</b>条评论</li><li>微博 0</li></ul>", 23),
        ("<h3>Comentários <span>6</span></h3>", 6),
        ("<p>Kommentare</p><p>6</p>", 6),
        ("<p>6 boats</p>", None),
        ("<p>2 comments</p><p>8 comments</p>", 8),
    ],
)
def test_the_head_of_a_thread_declares_its_count_whatever_it_is_called(above, count):
    assert found(above).declared_comment_count == count


@pytest.mark.parametrize(
    ("before", "count"),
    [
        ("<p><b>ada</b> opened this on May 3, 2012 · 13 comments</p>", 13),
        ("<p>89 points by ada on May 3, 2012 | hide | 13 comments | help</p>", 13),
        ("<p>13 comments</p>", 13),
        ("<p>Why 13 comments were never answered</p>", None),
    ],
)
def test_a_line_about_the_article_may_declare_the_count(before, count):
    assert found(before=before).declared_comment_count == count


def test_what_is_counted_behind_the_thread_may_be_its_opening_post_too():
    assert found(after="<p>4 replies</p>").declared_comment_count is None


@pytest.mark.parametrize(
    ("shown", "count"),
    [
        ("评论:9", 9),
        ("コメント一覧\uff086\uff09", 6),
        ("댓글수: 5", 5),
        ("回复(6)", 6),
        ("回复顶(6)", None),  # to answer; to like, as six do
    ],
)
def test_a_count_after_its_word_is_told_from_a_button_beside_it(shown, count):
    assert count_in(shown) == count


@pytest.mark.parametrize(
    ("shown", "count"),
    [("9 Σχόλια", 9), ("Comments 1.204", 1204), ("9 comments on boats", None), ("boats 9", None)],
)
def test_a_line_that_is_only_a_count_needs_no_brackets(shown, count):
    assert bare_count_in(shown) == count


FIELD = "<div class=entry-x7>{}</div>"


@pytest.mark.parametrize(
    ("field", "state"),
    [
        ("<textarea name=x></textarea>", "open"),
        ("<div contenteditable=true></div>", "open"),
        ("<div role=textbox></div>", "open"),
        ("<div contenteditable=false></div>", "unknown"),
        ("<form class=report-abuse><textarea></textarea></form>", "unknown"),
        ("<input name=comment>", "unknown"),
    ],
)
def test_a_place_to_write_beside_the_thread_leaves_it_open(field, state):
    assert found(after=FIELD.format(field)).comments_state == state
    assert found(above=FIELD.format(field)).comments_state == state


def test_a_place_to_write_far_from_the_thread_is_another_matter():
    far = f"<div>{PROSE}</div><form><textarea name=x></textarea></form>"
    assert found(after=far).comments_state == "unknown"
    far = f"<div>{PROSE}</div><div class=comment-box><textarea></textarea></div>"
    assert found(after=far).comments_state == "open"


def test_a_notice_that_no_more_are_taken_goes_before_a_place_to_write():
    closed = "<p>Comments are closed.</p><textarea></textarea>"
    assert found(after=closed).comments_state == "closed"
