"""Lines of a page, and which of them are running text."""

import re

from archive.parsing.pages import surroundings
from archive.parsing.pages.page import parse_page
from archive.parsing.pages.running import lines_of, pieces_of

LONG = "The boats came in late, and those who waited on the quay went home again."


def lines(body):
    page = parse_page(f"<html><body>{body}</body></html>".encode())
    outline = page.outline
    found = lines_of(outline, bytearray(len(outline.nodes)))
    texts = [
        " ".join(outline.text[start:stop].split())
        for start, stop in zip(found.starts, found.stops, strict=True)
    ]
    return outline, found, texts


def test_prose_is_told_from_headings_links_and_labels():
    _, found, texts = lines(
        f"<h2>{LONG}</h2><p>{LONG}</p><p><a href=/>{LONG}</a></p><p>Boats</p>"
        f"<td>{LONG.replace(',', '').replace('.', '')}</td>"
    )
    assert len(texts) == 5
    assert [value > 0 for value in found.prose] == [False, True, False, False, True]
    assert found.prose[4] < found.prose[1]


def test_lines_parted_by_breaks_alone_are_one_paragraph():
    _, found, _ = lines("<div>Late boats,<br>lamps lit,<br>who waits?</div><div>Late boats,</div>")
    assert [value > 0 for value in found.prose] == [True, True, True, False]


def test_lines_in_passed_elements_are_none():
    outline, found, _ = lines(f"<p>{LONG}</p><div id=x><p>{LONG}</p></div><p>{LONG}</p>")
    mask = outline.covered(outline.labelled(re.compile("x")))
    assert len(found.without(outline, mask).starts) == 2
    assert found.without(outline, mask).prose_before[-1] == 2 * found.prose[0]


def test_a_lines_pieces_are_those_its_elements_part():
    outline, found, _ = lines("<div><b>Ada Lark</b><i class=when>3 May</i> here</div>")
    assert pieces_of(outline, found, 0) == ["Ada Lark", "3 May", "here"]
    (when,) = outline.tagged("i")
    assert pieces_of(outline, found, 0, {when}) == ["Ada Lark", "here"]


def test_short_siblings_with_linked_headings_are_teasers():
    card = "<div><h3><a href=/{0}>Another story {0}</a></h3><p>" + LONG + "</p></div>"
    outline, _, _ = lines("".join(card.format(n) for n in range(4)))
    assert len(surroundings.teasers(outline)) == 4
    outline, _, _ = lines("".join(card.format(n) for n in range(2)))
    assert surroundings.teasers(outline) == []
    long = card.replace("</p>", LONG * 9 + "</p>")
    outline, _, _ = lines("".join(long.format(n) for n in range(4)))
    assert surroundings.teasers(outline) == []
