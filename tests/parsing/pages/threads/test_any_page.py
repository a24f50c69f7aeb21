"""Whatever has become of a page: its thread is read, and what is read of it holds together."""

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.lib.html import strip_tags
from archive.parsing.pages.page import UnreadablePageError, parse_page
from archive.parsing.pages.threads import find_thread, miner, reading_of, said, threads_of
from archive.parsing.pages.threads.thread import Thread
from tests.parsing.pages.threads.mined import ARTICLE

PAGES = Path(__file__).parents[4] / "fixtures" / "pages"
NAMES = sorted(path.name for path in PAGES.glob("*.html") if path.stat().st_size < 30_000)
TAG = re.compile(r"(<[^>]*>)")
ATTRIBUTE = re.compile(r"\s[\w-]+=(?:\"[^\"]*\"|'[^']*')")
OURS = (
    ARTICLE
    + '<div id="comments"><h2>Comments</h2><ul>'
    + "".join(
        f'<li class="comment" id="c{n}" data-id="{n}" data-parent="{n - 1}"><a name="c{n}"></a>'
        f'<b class="author">{who}</b> <time datetime="2012-05-0{n}">{n} May 2012</time>'
        f'<p>{who} agrees, for the {n}th time.</p><a href="#c{n}">Reply</a></li>'
        for n, who in enumerate(("Ada", "Bo", "Cem", "Dina", "Edda"), 1)
    )
    + "</ul></div>"
)
DAMAGE = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "cut",
                "repeat",
                "move",
                "reverse",
                "unnest",
                "bare",
                "nul",
                "nest",
                "comment",
                "script",
                "name",
                "double",
            ]
        ),
        st.floats(0, 0.999),
        st.floats(0, 1),
    ),
    min_size=1,
    max_size=6,
)


@cache
def pieces_of(name: str) -> tuple[str, ...]:
    """Give a page as its tags and the texts between them."""
    return tuple(TAG.split((PAGES / name).read_text("latin-1") if name else OURS))


def damaged(pieces: list[str], how: str, start: float, length: float) -> list[str]:
    """Give a page's pieces after one kind of damage to a stretch of them."""
    first = int(start * len(pieces))
    last = first + 1 + int(length * 60)
    before, part, after = pieces[:first], pieces[first:last], pieces[last:]
    changed = {
        "cut": [],
        "repeat": part * 4,
        "move": [],
        "reverse": part[::-1],
        "unnest": [one for one in part if not one.startswith("</")],
        "bare": [ATTRIBUTE.sub("", one) for one in part],
        "nul": ["\0", *part, "\0\ufffd&#0;&#xD800;"],
        "nest": ["<div class='comment'>" * 2000, *part],
        "comment": ["<!--", *part, "-->"],
        "script": ["<script>var x='", *part, "'</script>"],
        "name": ["<o:p a:b='1' @click='x' 1=2>", *part, "</o:p>"],
        "double": [one.replace("id=", "data-x=") + one for one in part],
    }[how]
    return [*before, *changed, *after, *(part if how == "move" else [])]


@st.composite
def pages(draw) -> str:
    """Give a page of ours, or of the fixtures, that has seen better days."""
    pieces = list(pieces_of(draw(st.sampled_from(["", "", *NAMES]))))
    for how, start, length in draw(DAMAGE):
        pieces = damaged(pieces, how, start, length)
    return "".join(pieces)


def holds_together(thread: Thread | None) -> None:
    """Assert what is true of every thread."""
    if thread is None:
        return
    comments = thread.comments
    refs = [one.ref for one in comments]
    assert all(refs)
    assert len(set(refs)) == len(refs)
    ranks = [one.rank for one in comments]
    assert ranks == sorted(set(ranks))
    parents = {one.ref: one.parent_ref for one in comments}
    assert {above for above in parents.values() if above is not None} <= set(parents)
    for ref in refs:
        seen = set()
        above: str | None = ref
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = parents[above]
    for one in comments:
        assert "var x='" not in strip_tags(one.body_html)
        assert one.author is None or one.author.name.strip()


@settings(max_examples=150, deadline=None)
@given(pages())
def test_what_is_found_on_a_damaged_page_holds_together(markup):
    try:
        page = parse_page(markup.encode("latin-1", "xmlcharrefreplace"))
    except UnreadablePageError:
        return
    for _, thread in threads_of(page, frozenset()):
        holds_together(thread and said(thread))
    general = miner.find(reading_of(page))
    holds_together(general)
    if general:
        assert [one.rank for one in general.comments] == list(range(len(general.comments)))
        assert not any("<script" in one.body_html for one in general.comments)


SOUP = [
    "<li>",
    "</li>",
    "<ul>",
    "</ul>",
    "<div>",
    "</div>",
    "<p>",
    "<br>",
    "<td>",
    "<tr>",
    "<b>",
    "</b>",
]
SAID = [
    "Ada",
    "3 May 2012",
    "2 hours ago",
    "10:15",
    "Reply",
    "Comments",
    "{{name}}",
    "A word or two.",
    "\n",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SOUP + SAID + SAID), max_size=80))
def test_what_is_found_in_tag_soup_holds_together(pieces):
    page = parse_page(("<title>T</title><h1>T</h1><h2>Comments</h2>" + " ".join(pieces)).encode())
    holds_together(miner.find(reading_of(page)))


@pytest.mark.parametrize("depth", [100, 1000, 2000, 5000])
def test_comments_nested_very_deeply_are_read_as_far_as_the_parser_goes(depth):
    posts = (
        f'<div class="comment"><b class="author">Ada {n}</b> <i>3 May 2012</i><p>No. {n}, no.</p>'
        for n in range(depth)
    )
    page = parse_page(f'{ARTICLE}<div id="comments"><h2>Comments</h2>{"".join(posts)}'.encode())
    _, thread = find_thread(page)
    holds_together(thread)
    assert thread is not None
    assert len(thread.comments) == depth or (page.repairs and len(thread.comments) > 900)
