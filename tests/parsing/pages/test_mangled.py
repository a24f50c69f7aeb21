"""Pages broken in every way that was ever met, and in ways that were not: none raises.

`mangled/` is the corpus: what once failed, or nearly did, is kept there as a file.
"""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.parsing.drafts import ArticleDraft
from archive.parsing.pages.article import draft_of
from archive.parsing.pages.page import UnreadablePageError, parse_page

CORPUS = sorted((Path(__file__).parent / "mangled").glob("*.html"))
PAGES = sorted((Path(__file__).parents[3] / "fixtures" / "pages").glob("*.html"))
WITHOUT_PARAGRAPHS = {"only-text", "only-a-comment", "quotes-unclosed", "microdata-everywhere"}
JUNK = st.sampled_from(
    [
        *(b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"<", b">", b"</", b'"', b"&#0;", b"<!--", b"]]>"),
        *(b"<table>", b"<form>", b"<script>", b"<h1>", b"<a>", b"<frameset>", b"</div></div>"),
    ]
)
mangling = st.lists(
    st.tuples(st.sampled_from(["cut", "drop", "repeat", "insert", "flip"]), st.floats(0, 1), JUNK),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_what_broke_once_is_read(path):
    content = path.read_bytes()
    try:
        found = draft_of(parse_page(content), content)
    except UnreadablePageError:
        assert path.stem == "only-a-comment"
        return
    is_whole = path.stem not in WITHOUT_PARAGRAPHS
    assert ("number 1." in found.body_html and found.title == "The quay") or not is_whole


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PAGES), mangling)
def test_no_mangled_page_raises(path, changes):
    content = path.read_bytes()
    for kind, share, junk in changes:
        content = mangled(content, kind, int(share * len(content)), junk)
    try:
        page = parse_page(content)
    except UnreadablePageError:
        return
    found = draft_of(page, content)
    assert isinstance(found, ArticleDraft)
    refs = [comment.ref for comment in found.comments]
    assert len(set(refs)) == len(refs)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(PAGES), st.sampled_from(["utf-16", "utf-16-le", "utf-16-be", "cp1252"]))
def test_a_page_in_another_encoding_is_a_page(path, encoding):
    text = path.read_bytes().decode("utf-8", "replace")
    content = text.encode(encoding, "xmlcharrefreplace")
    assert draft_of(parse_page(content), content).title


def mangled(content, kind, place, junk):
    if kind == "cut":
        return content[:place] or b"<"
    if kind == "drop":
        return content[:place] + content[place + 200 :]
    if kind == "repeat":
        return content[:place] + content[place : place + 500] * 3 + content[place + 500 :]
    if kind == "flip":
        return content[:place] + bytes(byte ^ 0x20 for byte in content[place : place + 3]) + junk
    return content[:place] + junk + content[place:]
