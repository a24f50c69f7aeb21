"""Broken XML is read as far as it goes, wherever its pieces are cut, and each repair is told."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from archive.parsing import xml_repair
from archive.parsing.xml_repair import ForbiddenXMLError, Repairer


def repaired(
    markup: str, *, size: int = 0, records=frozenset()
) -> tuple[str, list[tuple[str, str]]]:
    """What is given for the markup, fed in pieces of this size, and what was told of it."""
    repairer = Repairer(records)
    pieces = [markup[at : at + size] for at in range(0, len(markup), size)] if size else [markup]
    given_back = "".join(one for piece in pieces for one in repairer.feed(piece))
    given_back += "".join(repairer.close())
    return given_back, [(one.message, one.place) for one in repairer.problems]


FINE = """<rss version="2.0" xmlns:wp='urn:x'>
<channel><title>A &amp; B &#8217; &#x2019; &#038;</title><empty/><empty a="1 > 0"/>
<item><wp:c><![CDATA[x ]] ]> <b>&nope; </b>]]]]><![CDATA[> y]]></wp:c>text ]] here</item>
</channel></rss>
"""

BROKEN = {
    "a bare sign": ("<a><b>R&D & more</b></a>", "<a><b>R&amp;D &amp; more</b></a>"),
    "a name of HTML's": ("<a>caf&eacute;&nbsp;&lt;&bogus;</a>", "<a>café\xa0&lt;&amp;bogus;</a>"),
    "a number of no character": ("<a>x&#1;y&#xB;z</a>", "<a>xyz</a>"),
    "the end of CDATA in text": ("<a><b/>x ]]> y</a>", "<a><b/>x ]]&gt; y</a>"),
    "the end of CDATA in CDATA": (
        "<a><b><![CDATA[if (x[y[0]]> 1)]]></b><c>z</c></a>",
        "<a><b><![CDATA[if (x[y[0]]]]><![CDATA[> 1)]]></b><c>z</c></a>",
    ),
    "and before a tag": (
        "<a><b><![CDATA[<i>]]></i> z]]></b></a>",
        "<a><b><![CDATA[<i>]]]]><![CDATA[></i> z]]></b></a>",
    ),
    "control characters": (
        "<a>x\x00y<b><![CDATA[\x0bz\x1f]]></b></a>",
        "<a>xy<b><![CDATA[z]]></b></a>",
    ),
    "a bare less": ("<a>1 < 2 <3 <- x</a>", "<a>1 &lt; 2 &lt;3 &lt;- x</a>"),
    "not closed": ("<a><b>x<br>y</b><c>z</a>", "<a><b>x<br>y</br></b><c>z</c></a>"),
    "not opened": ("<a>x</i></a>", "<a>x</a>"),
    "cut in a text": ("<a><b>x", "<a><b>x</b></a>"),
    "cut in CDATA": ("<a><b><![CDATA[x]", "<a><b><![CDATA[x]]]></b></a>"),
    "cut in a tag": ("<a><b>x</b><c d='", "<a><b>x</b></a>"),
    "cut in an end": ("<a><b>x</b", "<a><b>x</b></a>"),
    "attributes": (
        '<a b=1 c d=\'x\' d="y" e="R&D">z</a>',
        '<a b="1" c="" d="x" e="R&amp;D">z</a>',
    ),
    "an element on its own": ("<a b=1/><c>x</c>", '<a b="1"/><c>x</c>'),
    "declarations": ("<?xml version='1.0'?><!-- x --><!DOCTYPE rss SYSTEM 'y'><a/>", "<a/>"),
    "two files in one": ("<a>x</a><?xml version='1.0'?><a>y</a>", "<a>x</a><a>y</a>"),
}
SILENT = {"declarations", "two files in one"}


def test_what_is_well_formed_passes_as_it_is():
    assert repaired(FINE) == (FINE, [])


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("size", [0, 1, 7])
def test_what_is_broken_is_mended_and_told(name, size):
    broken, whole = BROKEN[name]
    mended, told = repaired(broken, size=size)
    assert mended == whole
    assert bool(told) == (name not in SILENT)


def test_a_repair_is_told_with_its_line():
    assert repaired("<a>\n<b>x</b>\n<c>R&D</c>\n</a>")[1] == [("a bare “&”", "line 3")]


def test_of_many_alike_the_first_are_told_and_the_others_counted():
    told = repaired("<a>" + "&\n" * 50 + "</a>")[1]
    assert len(told) == xml_repair.TOLD_OF_EACH + 1
    assert told[-1] == ("30 more like “a bare “&””", "the same file")


SIGNS = """<a> </a> <b⎵c='d'> </b> <b/> <![CDATA[ ]]> ]] ] > < & ; &amp; &#9; &#1; &eacute; <!-- -->
<?x ?> x ⎵ \x01 é <a ⎵y=1 ⎵z=" " <!DOCTYPE⎵a <! />"""
PARTS = st.sampled_from([one.replace("⎵", " ") for one in SIGNS.split()])


@given(st.lists(PARTS, max_size=40).map("".join), st.integers(1, 9))
def test_whatever_is_damaged_can_be_parsed(markup, size):
    """No exception, and what is given is well formed within a root."""
    for pieces in (0, size):
        mended, _ = repaired(markup, size=pieces)
        etree.fromstring(f"<root>{mended}</root>".encode())


@given(st.integers(1, 300), st.integers(0, 200), st.sampled_from("<>&]\x00"))
def test_one_sign_in_a_record_does_no_harm_to_the_next(size, place, sign):
    record = "<i><t a='b'>one &amp; two</t><c><![CDATA[<p>three</p>]]></c></i>\n"
    place %= len(record)
    damaged = f"{record[:place]}{sign}{record[place:]}{record * 2}"
    mended, _ = repaired(damaged, size=size, records=frozenset({"i"}))
    last = etree.fromstring(f"<root>{mended}</root>".encode())[-1]
    assert [one.text for one in last] == ["one & two", "<p>three</p>"]


@pytest.mark.parametrize(
    "markup",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><a/>',
        "<!DOCTYPE a [" + "<!ENTITY b '&a;&a;'>" * 100 + "]><a>&b;</a>",
    ],
)
def test_entities_of_its_own_are_refused(markup):
    with pytest.raises(ForbiddenXMLError, match="entities"):
        repaired(markup)


def test_elements_without_end_within_one_another_are_refused():
    with pytest.raises(ForbiddenXMLError, match="within one another"):
        repaired("<a>" * 5_000)


def test_a_text_without_end_is_refused_in_bounded_memory(monkeypatch):
    monkeypatch.setattr(xml_repair, "MOST_TEXT", 1 << 20)
    repairer = Repairer()
    assert list(repairer.feed("<a>")) == []
    tracemalloc.start()
    endless = (given for _ in range(64) for given in repairer.feed("x" * (1 << 18)))
    with pytest.raises(ForbiddenXMLError, match="more than 1,048,576 characters"):
        list(endless)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 << 20


def test_what_is_long_is_not_read_over_and_over():
    """Signs looked at grow with the length, wherever the pieces are cut (counted, not timed)."""
    looked = []
    pattern = xml_repair.fine(frozenset())

    class Counting:
        def match(self, buffer, place, end):
            looked.append(end - place)
            return pattern.match(buffer, place, end)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_repair, "fine", lambda _: Counting())
        repaired("<a><![CDATA[" + "x" * 1_000_000 + "]]></a>", size=1_000)
    assert sum(looked) < 6_000_000
