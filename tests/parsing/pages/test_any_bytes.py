"""Whatever the bytes are, reading them ends, and never with an exception."""

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.parsing import extracts
from archive.parsing.drafts import ArticleDraft
from archive.parsing.pages.article import draft_of
from archive.parsing.pages.page import UnreadablePageError, parse_page

NAMES = ["div", "p", "ol", "li", "dl", "dt", "dd", "cite", "a", "time", "form", "h1", "noscript"]
ATTRIBUTES = [
    "",
    ' id="comment-1"',
    ' id="dsq-comment-1"',
    ' class="comment depth-2"',
    ' class="commentlist"',
    ' class="comment-author vcard"',
    ' class="comment-meta date"',
    ' itemprop="comment" itemscope',
    ' itemprop="author text"',
    ' itemtype="https://schema.org/Comment"',
    ' href="#comment-1"',
    ' datetime="2012-05-03"',
]
WORDS = ["", "Ada", "says:", "May 3, 2012", "3 Comments", "{{x}}", "&#0;", "<!--", "\x00", "]]>"]
SCRIPTS = [
    '<script type="application/ld+json">{"@type":"Article","comment":[{"text":1},[]]}</script>',
    '<script type="application/ld+json">[{"@type":["Comment",3],"text":{"a":[]},"author":[[]]}]',
]
opening = st.builds("<{}{}>".format, st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES))
closing = st.builds("</{}>".format, st.sampled_from(NAMES))
soup = st.lists(
    st.one_of(opening, opening, closing, st.sampled_from(WORDS), st.sampled_from(SCRIPTS)),
    max_size=60,
).map("".join)


@settings(max_examples=120, deadline=None)
@given(soup)
def test_no_tag_soup_raises(markup):
    content = ("<title>T</title><link href=/wp-content/x>" + markup).encode()
    found = draft_of(parse_page(content), content)
    assert isinstance(found, ArticleDraft)
    refs = [one.ref for one in found.comments]
    assert len(set(refs)) == len(refs)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise(content):
    try:
        page = parse_page(content)
    except UnreadablePageError:
        return
    assert isinstance(draft_of(page, content), ArticleDraft)


def test_every_file_gives_an_object_whatever_it_is(tmp_path):
    page = "<!DOCTYPE html><title>T</title><h1>T</h1><p>Words.</p>"
    for name, content in {
        "empty": b"",
        "nul": b"\0" * 5000,
        "wide": page.encode("utf-16"),
        "cut": page.encode()[:30],
        "noise": bytes(range(256)) * 40,
    }.items():
        (tmp_path / name).write_bytes(content)
        assert {"article", "comments"} <= set(extracts.extract(str(tmp_path / name)))
    for path in (tmp_path, tmp_path / "missing", "\0"):
        assert extracts.extract(str(path))["comments"] == []
