"""Cleaned markup as XHTML: well-formed, its words kept, what does not fit made plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from archive.lib.html import clean, to_text
from archive.lib.xhtml import to_xhtml, web_address

TAGS = ["p", "div", "em", "a href='#b' id=b", "ul", "li", "dl", "dt", "dd", "table", "tr", "td",
        "figure", "figcaption", "ruby", "rt", "rb", "pre", "h2", "details", "summary", "span",
        "blockquote", "a href=https://a.example/%zz", "bdo", "time datetime=x", "caption",
]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "xhtml"),
    [
        ("<p>a<br>b &amp; c</p>", "<p>a<br/>b &amp; c</p>"),
        ("just words", "<p>just words</p>"),
        ("<em><p>a</p></em>", "<p>a</p>"),
        ('<p id="x-a"><a href="#x-a">up</a> <a href="#x-none">no</a></p>',
         '<p id="r1-1"><a href="#r1-1">up</a> no</p>'),
        ('<a href="https://a.example/{b}" rel="nofollow">a</a>',
         '<a href="https://a.example/%7Bb%7D">a</a>'),
        ('<a href="http://a b/">a</a>', "a"),
        ("<ul><li>a</li>b</ul>", "<div><div>a</div>b</div>"),
        ("<dl><dt>a</dt></dl>", "<div><div>a</div></div>"),
        ("<details><summary>a</summary><p>b</p></details>", "<div><p>a</p><p>b</p></div>"),
        ('<time datetime="x">a</time>', "<span>a</span>"),
        ("<ruby>橋<rt>はし</rt></ruby>", "<ruby>橋<rt>はし</rt></ruby>"),
        ("<ruby><rt>はし</rt></ruby>", "<span><span>はし</span></span>"),
        ('<p lang="de">a</p>', '<p lang="de" xml:lang="de">a</p>'),
        ("<figure><p>a</p><figcaption>b</figcaption></figure>",
         "<figure><p>a</p><figcaption>b</figcaption></figure>"),
    ],
)  # fmt: skip
def test_markup_becomes_what_a_book_may_hold(markup, xhtml):
    assert to_xhtml(markup, "r1-") == f"<div>{xhtml}</div>"


@given(st.lists(st.tuples(st.sampled_from(TAGS), st.booleans()), max_size=12))
def test_it_is_well_formed_and_keeps_every_word(parts):
    markup = ""
    for number, (tag, is_closed) in enumerate(parts):
        markup += f"<{tag}>w{number} & "
        markup += f"</{tag.split()[0]}>" if is_closed else ""
    cleaned = clean(markup)
    tree = etree.fromstring(to_xhtml(cleaned, "a"))
    words = " ".join("".join(tree.itertext()).split())
    # to_text leaves the readings of ruby out.
    assert set(to_text(cleaned).split()) <= set(words.split()) | {"&"} or "<rt>" in cleaned
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(href[1:] in ids for href in tree.xpath("//@href") if href.startswith("#"))


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/b?c=d&e#f", "https://a.example/b?c=d&e#f"),
        ("https://a.example/ü|[x]%zz%20#a#b", "https://a.example/%C3%BC%7C%5Bx%5D%25zz%20#a%23b"),
        ("https://köln.example:8080/", "https://xn--kln-sna.example:8080/"),
        ("mailto:ann@a.example", "mailto:ann@a.example"),
        ("mailto:ann", ""), ("http://[::1]/", ""), ("http://a.example:99999/", ""),
        ("http://a_b.example/", ""), ("javascript:alert(1)", ""), ("ni:///sha-256;x", ""), ("", ""),
    ],
)  # fmt: skip
def test_only_addresses_that_every_checker_takes_are_linked(url, address):
    assert web_address(url) == address
