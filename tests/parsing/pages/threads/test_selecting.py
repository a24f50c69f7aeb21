"""Selectors matched on an outline give what lxml gives."""

import pytest
from lxml import html
from lxml.cssselect import CSSSelector

from archive.parsing.pages.outline import outline_of
from archive.parsing.pages.threads import selecting
from archive.parsing.pages.threads.signatures import Forms

PAGE = """<html><body id="Top" class="page">
<ul class="list"><li id="c1" class="item odd" data-k="a-b"><b class="Name">Ada</b><p>one</p></li>
<li id="c2" class="item even" data-k="a"><b class="name x">Ben</b><p class="x">two</p><i></i></li>
<li class="item"><div class="item"><b>Cem</b></div></li></ul>
<my-item class="item" lang="de"></my-item></body></html>"""

SELECTORS = (
    ".item", "li.item", "#c2", "#Top", "#top", ".Name", ".name", "li.item.odd", ".item b",
    ".item > b", ".list .item .x", "b + p", "b ~ i", "li[data-k]", "[data-k='a']", "[data-k^='a']",
    "[data-k$=b]", "[data-k*='-']", "[data-k|='a']", "[class~='x']", ".item:not(.odd)",
    "li:first-child", "li:last-child", "li:nth-child(2)", "li:has(i)", "my-item", "*", "b, p.x",
    ".item .item b", "body > ul > li > p", ".absent", "li:not([id])", "[lang='de']", "[id^='c']",
)  # fmt: skip


@pytest.mark.parametrize("selector", SELECTORS)
def test_a_selector_means_the_same_elements_as_in_lxml(selector: str) -> None:
    tree = html.document_fromstring(PAGE)
    outline = outline_of(tree)
    found = selecting.select(selector, Forms(outline))
    wanted = CSSSelector(selector, translator="html")(tree)
    assert [outline.nodes[number] for number in found] == list(wanted)


def test_what_is_not_matched_here_is_left_to_lxml() -> None:
    assert selecting.parsed("li:has(i)") is None
    assert selecting.parsed(".item > b:not(.x)") is not None
