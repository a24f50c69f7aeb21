"""The outline of a page: its elements by number, their texts as slices of one."""

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from archive.parsing.pages.markup import elements, text_of
from archive.parsing.pages.outline import Outline, outline_of

PAGE = (
    "<html><body><div id='A' class='B c'>One<p>two <b>three</b> four</p>five<!-- not -->six"
    "<script>never()</script>seven</div><ul><li>eight<li>nine</ul></body></html>"
)


def outlined(markup: str) -> Outline:
    return outline_of(html.document_fromstring(markup))


def test_elements_are_numbered_in_document_order() -> None:
    outline = outlined(PAGE)
    assert outline.tags == ["html", "body", "div", "p", "b", "script", "ul", "li", "li"]
    assert outline.labels[2] == "a b c"
    assert outline.parents == [-1, 0, 1, 2, 3, 2, 1, 6, 6]
    assert outline.ends == [9, 9, 6, 5, 5, 6, 9, 8, 9]


def test_texts_are_slices_of_one_text() -> None:
    outline = outlined(PAGE)
    assert outline.words(2) == "One two three four fivesixseven"
    assert outline.words(3) == "two three four"
    assert outline.own_text(3) == "two four"
    assert outline.letters_of(3) == "twothreefour"
    assert outline.size(5) == 0


def test_relations_are_answered_by_number() -> None:
    outline = outlined(PAGE)
    assert list(outline.above(4)) == [3, 2, 1, 0]
    assert list(outline.children(1)) == [2, 6]
    assert outline.tagged("li") == [7, 8]
    assert outline.tagged("li", 2) == []
    assert outline.labelled(re.compile("b")) == [2]
    assert outline.labelled(re.compile(r"(?:^|\s)a(?=\s|$)")) == [2]
    assert outline.labelled(re.compile("b"), 2) == []
    assert outline.holds(1, 8)
    assert not outline.holds(2, 8)
    assert outline.covered([2]) == bytearray([0, 0, 1, 1, 1, 1, 0, 0, 0])


def test_the_readings_of_ruby_are_no_letters_of_the_text() -> None:
    assert outlined("<p><ruby>漢<rt>kan</rt></ruby>字</p>").letters == "漢字"


@given(st.lists(st.sampled_from(["<div>", "</div>", "<p>", "<b>", "</b>", "x y", "<br>", "<td>"])))
def test_an_outline_says_what_the_tree_says(pieces: list[str]) -> None:
    tree = html.document_fromstring("<html><body>" + "".join(pieces) + "</body></html>")
    outline = outline_of(tree)
    assert outline.nodes == list(elements(tree))
    assert [outline.words(number) for number in range(len(outline.nodes))] == [
        text_of(node) for node in outline.nodes
    ]
