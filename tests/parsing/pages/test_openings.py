"""Whether the first of the repeated posts is the article, or only its first answer."""

import pytest

from archive.parsing.drafts import CommentDraft, PersonDraft
from archive.parsing.pages.ground import cut_of, ground_of
from archive.parsing.pages.openings import settled
from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads.thread import Thread
from tests.parsing.pages.drafting import PROSE, markup_of

WORDS = (
    "I have asked everyone in the harbour and nobody remembers it, so I ask here.",
    "My aunt says that it was the pilots, and she is seldom wrong in such things.",
    "It was the pilots. There is a picture of it in the back room of the inn.",
)


def posts(name="post"):
    return "".join(
        f"<div class={name}><b>Ada {n}</b><p>{words}</p></div>" for n, words in enumerate(WORDS)
    )


def comments(first=0):
    return tuple(
        CommentDraft(
            str(n), n - first, author=PersonDraft(f"Ada {n}"), body_html=f"<p>{WORDS[n]}</p>"
        )
        for n in range(first, len(WORDS))
    )


def settle(body, opening=None, stated="", head=""):
    """The thread of all posts, or of all but the first, which opens it; settled."""
    page = parse_page(markup_of(body, head).encode())
    nodes = [
        node
        for node in page.outline.nodes
        if (node.get("class") or "").startswith(("post", "comment"))
    ]
    if opening is None:
        thread = Thread("x", comments(), tuple(nodes))
    else:
        thread = Thread("x", comments(1), tuple(nodes[1:]), opening=nodes[0], opening_draft=opening)
    return settled(ground_of(page, thread), thread, stated)


def test_where_all_text_is_posts_the_first_is_the_article():
    found = settle(f"<h1>The quay</h1>{posts()}")
    assert (found.opening is not None, found.opening_draft.author.name) == (True, "Ada 0")
    assert [one.rank for one in found.comments] == [0, 1]
    assert found.opening not in found.cut


@pytest.mark.parametrize(
    "body",
    [
        f"<div><h1>The quay</h1>{PROSE}</div>{posts()}",
        f"<h1>The quay</h1>{posts('comment')}",
        posts() + "<h1>The quay</h1>",
    ],
)
def test_else_the_first_is_an_answer_like_the_others(body):
    found = settle(body)
    assert (found.opening, len(found.comments)) == (None, 3)


def test_a_post_called_comment_opens_the_thread_where_the_page_says_so():
    assert settle(f"<h1>The quay</h1>{posts('comment')}", stated=WORDS[0]).opening is not None
    assert settle(f"<h1>The quay</h1>{posts('comment')}", stated=WORDS[1]).opening is None


def test_what_was_taken_for_an_opening_is_an_answer_below_an_article():
    first = comments()[0]
    found = settle(f"<div><h1>The quay</h1>{PROSE}</div>{posts()}", first)
    assert (found.opening, [one.ref for one in found.comments]) == (None, ["0", "1", "2"])
    assert settle(f"<h1>The quay</h1>{posts()}", first).opening is not None


def test_a_menu_is_no_opening_post():
    nobody = CommentDraft("0", 0, body_html="<ul><li>Index</li></ul>")
    found = settle(f"<h1>The quay</h1><p>Index</p>{posts()}", nobody)
    assert found.opening is None or found.opening_draft.author is not None


def test_replies_to_the_opening_post_are_at_the_top():
    page = parse_page(markup_of(f"<h1>The quay</h1>{posts()}").encode())
    nodes = [node for node in page.outline.nodes if node.get("class") == "post"]
    first, second, third = comments()
    answer = CommentDraft("1", 1, parent_ref="0", author=second.author, body_html=second.body_html)
    found = settled(
        ground_of(page, thread := Thread("x", (first, answer, third), tuple(nodes))), thread, ""
    )
    assert [one.parent_ref for one in found.comments] == [None, None]


def test_comments_known_from_scripts_are_found_on_the_page_by_what_they_say():
    page = parse_page(markup_of(f"<div><h1>The quay</h1>{PROSE}</div>{posts()}").encode())
    outline = page.outline
    cut = cut_of(outline, Thread("x", comments()))
    assert [outline.labels[number].strip() for number in cut] == ["post"] * 3
