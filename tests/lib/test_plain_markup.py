"""Plain markup takes a short way, and comes out as it would of the long one."""

from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.lib import html
from archive.lib.plain_markup import cleaned_plain, is_plain, text_of_plain

PIECES = (
    *("<p>", "</p>", "<p></p>", "<br>", "<br/>", "<br />", "\n", "\n\n", " ", "  ", "\t", "\xa0"),
    *("&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&amp;lt;", "&nbsp;", "&", "<", ">", '"', "'"),
    *("a", "The tide", "é", "😀", "اب", "\u0301", "\u00ad", "\u200d", "\u2028", "\ufffd", "\r"),
    *("www.a.example", "http://a.example/", "WWW.", "://", "<b>", "</b>", "<p class=x>", "\x00"),
    *("\U0010fffb", "\ue000", "\ud800", "\ufdd0", "ﬁ", "\u017f", "İ"),
    *("]]>", "<!--", "-->", "&#x41;"),
)
markups = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join)
paragraphs = st.lists(markups.map(lambda one: f"<p>{one}</p>"), max_size=4).map("".join)


def the_long_way(work, monkeypatch, markup: str) -> str:
    with monkeypatch.context() as patch:
        patch.setattr(html, "cleaned_plain", lambda _: None)
        patch.setattr(html, "text_of_plain", lambda _: None)
        return work(markup)


@pytest.mark.parametrize("work", [html.clean, html.to_text], ids=["clean", "to_text"])
def test_the_short_way_ends_where_the_long_one_does(work):
    patch = pytest.MonkeyPatch()

    @given(markups | paragraphs)
    @settings(max_examples=1_500, deadline=None)
    @example("<p>a</p>\n\n<p>b</p>\n")
    @example("\n<p>a</p>")
    @example(" a <br> b ")
    @example("<p> </p><p>\n</p><p><br></p>")
    def ends_there(markup: str) -> None:
        assert work(markup) == the_long_way(work, patch, markup)

    ends_there()


@given(paragraphs)
@settings(max_examples=300, deadline=None)
def test_the_text_of_what_was_cleaned_is_the_same_by_both_ways(markup):
    cleaned = html.clean(markup)
    assert html.to_text(cleaned) == the_long_way(html.to_text, pytest.MonkeyPatch(), cleaned)


@pytest.mark.parametrize(
    "markup",
    [
        "Late again.",
        "<p>Late again.</p>",
        "<p>Late &amp; again,<br>as &quot;ever&quot;.</p>\n<p>It&#39;s the tide.</p>",
    ],
)
def test_paragraphs_breaks_and_text_are_plain(markup):
    assert is_plain(markup)
    assert cleaned_plain(markup) is not None
    assert text_of_plain(markup) is not None


@pytest.mark.parametrize(
    "markup",
    [
        "<p>see www.tide.example</p>",
        "see HTTPS://tide.example",
        "<p class=x>a</p>",
        "<P>a</P>",
        "a & b",
        "<p>a",
        "<script>a</script>",
        "a\x00b",
        "a\xa0b",
        "",
    ],
)
def test_all_else_goes_the_long_way(markup):
    assert cleaned_plain(markup) is None


def test_what_is_nearly_plain_is_refused_at_once():
    begun = process_time()
    assert not is_plain("<p>" + "a&amp;<br>" * 100_000)
    assert not is_plain("a" * 1_000_000 + "<")
    assert process_time() - begun < 1
