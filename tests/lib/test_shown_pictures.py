import pytest

from archive.lib.html import clean, to_text
from archive.lib.images import is_name, name_of
from archive.lib.shown_pictures import (
    NOT_KEPT,
    Shown,
    pictures_in,
    sources_in,
    with_pictures,
)

NAME = name_of(b"a picture")
SHOWN = Shown("/pictures/a.png", 120, 80, "The quay & more")
BASE = "https://tidewater.example/quay/"


def shown(markup, **held):
    held = {NAME: SHOWN, f"{BASE}a.png?x=1&y=2": SHOWN} | held
    return with_pictures(clean(markup, BASE), held.get)


def test_a_picture_goes_by_the_digest_of_its_bytes():
    """The example of RFC 6920, section 8.1."""
    assert name_of(b"Hello World!") == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"
    assert is_name(NAME)
    assert not is_name("ni:///sha-256;short")


def test_a_name_is_cleaned_to_a_link_that_cleaning_leaves():
    cleaned = clean(f'<p>Look. <img src="{NAME}" alt="A quay"></p>', BASE)
    assert sources_in(cleaned) == {NAME}
    assert clean(cleaned) == clean(cleaned, BASE) == cleaned
    assert to_text(cleaned) == "Look. A quay"


@pytest.mark.parametrize("markup", [
    f'<a href="{NAME}">x</a>', '<a href="ni:///sha-256;x" class="image-source">x</a>',
    '<img src="ni:///x">', '<img src="ni:alert(1)">',
    f'<a class="image-source" href=" x{NAME}">x</a>',
])  # fmt: skip
def test_no_other_link_has_such_an_address(markup):
    assert "ni:" not in clean(markup)


@pytest.mark.parametrize("source", [NAME, "a.png?x=1&amp;y=2"])
def test_a_held_picture_is_shown_with_its_size_and_its_words(source):
    page = shown(f'<figure><img src="{source}" alt="The quay &amp; more"></figure>')
    assert page == (
        '<figure><img src="/pictures/a.png" width="120" height="80" alt="The quay &amp; more"'
        ' loading="lazy" decoding="async"></figure>'
    )


def test_its_words_no_longer_stand_beside_it():
    page = shown(f'<p>One <img src="{NAME}" alt="The quay &amp; more"> two</p>')
    assert page.startswith("<p>One  <img")
    assert page.count("quay") == 1


def test_words_that_are_not_its_own_stay():
    page = shown(f'<figure><p>Said by Ann.</p><img src="{NAME}" alt="Other words"></figure>')
    assert "<p>Said by Ann.</p><p>Other words</p><img" in page


def test_what_is_not_held_stays_a_link_or_says_so():
    page = shown(f'<p><img src="b.png"> <img src="{name_of(b"another")}"></p>')
    assert f'href="{BASE}b.png"' in page
    assert f"<em>{NOT_KEPT}</em>" in page
    assert "ni:" not in page


def test_markup_without_pictures_is_as_it_was():
    cleaned = clean("<p>One &lt;img&gt; two</p>", BASE)
    assert with_pictures(cleaned, {}.get) == cleaned


def test_what_is_shown_is_escaped():
    hostile = Shown('/x"><script>', 1, 1, '"><script>alert(1)</script>')
    page = with_pictures(clean(f'<img src="{NAME}">'), {NAME: hostile}.get)
    assert "<script>" not in page


def test_the_pictures_of_a_text_are_found_as_cleaning_finds_them():
    markup = '<p><img src="a.png" alt="x"><IMG data-src="b.png" src="data:image/gif;base64,R0">'
    assert [(one.source, one.alt) for one in pictures_in(markup)] == [("a.png", "x"), ("b.png", "")]
    assert pictures_in("<p>None.</p>") == []
