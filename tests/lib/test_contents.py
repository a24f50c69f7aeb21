import pytest

from archive.lib.contents import Contents, contents_of
from archive.lib.html import clean, to_text


def contents(markup):
    cleaned = clean(markup, "http://base.example/x/")
    return contents_of(cleaned, to_text(cleaned))


@pytest.mark.parametrize(
    ("markup", "quoted", "own"),
    [
        ("<p>Mine alone.</p>", "", ""),
        ("<blockquote><p>Theirs.</p></blockquote><p>Mine.</p>", "Theirs.", "Mine."),
        ("<p>a</p><blockquote>b<blockquote>c</blockquote>d</blockquote>e", "b\n\nc\n\nd", "a\n\ne"),
        ("<blockquote>a</blockquote>b<blockquote>c</blockquote>", "a\n\nc", "b"),
        ("<p>&gt; you said<br>I say</p>", "> you said", "I say"),
        ("<p>&gt; one</p><blockquote>two</blockquote>three", "two\n\n> one", "three"),
        ("<blockquote>All of it.</blockquote>", "All of it.", ""),
        ("<blockquote></blockquote>Mine.", "", ""),
        ("<p>3 > 2, and 2 < 3</p>", "", ""),
        ('<p><a href="http://a.example" title="<blockquote>">a</a> b</p>', "", ""),
    ],
)
def test_what_is_quoted_is_told_from_what_is_the_writers_own(markup, quoted, own):
    found = contents(markup)
    assert (found.quoted, found.own) == (quoted, own)


def test_without_markup_lines_tell_what_is_quoted():
    assert contents_of("", "> theirs\nmine\n  >theirs too") == Contents(
        "> theirs\n  >theirs too", "mine"
    )


def test_links_lead_to_hosts_and_pictures_are_no_links():
    found = contents(
        '<a href="https://www.Far.example/?a=1&amp;b=2">x</a> <a href="/own">y</a>'
        ' <a href="#n">z</a>'
        '<a href="mailto:a@b.example">m</a> <img src="http://pictures.example/a.png" alt="A">'
    )
    assert found.link_hosts == ("base.example", "far.example")
    assert found.has_image
    assert not contents('<a href="https://far.example/">x</a>').has_image
    assert contents('<a href="http://[">x</a>').link_hosts == ()


def test_anything_at_all_is_read():
    for markup in (
        "<blockquote",
        "</blockquote>a<blockquote>",
        '<a href="<a href="',
        "<<<a>>>",
        "\0",
    ):
        assert contents_of(markup, "text") is not None
