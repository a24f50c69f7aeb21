import pytest

from archive.lib.images import Picture, picture_of


@pytest.mark.parametrize("side", [{"width": "1"}, {"height": "0"}, {"width": " 1px "}])
def test_pixels_that_count_visitors_show_nothing(side):
    assert picture_of({"src": "a.png", "alt": "b", **side}) == Picture("", "", is_sign=False)


def test_a_late_picture_is_found_where_its_page_keeps_the_address():
    late = {"src": "data:image/gif;base64,R0", "data-lazy-src": "a.png", "srcset": "b.png 2x"}
    assert picture_of(late).source == "a.png"
    assert picture_of({"data-srcset": "b.png 2x, c.png"}).source == "b.png"


def test_an_emoticon_is_part_of_the_text():
    sign = picture_of({"class": "wp-smiley x", "alt": ":-)", "src": "smile.gif"})
    assert sign == Picture(":-)", "", is_sign=True)


def test_an_emoticon_without_words_is_a_picture():
    assert picture_of({"class": "emoji", "src": "smile.gif"}).source == "smile.gif"
