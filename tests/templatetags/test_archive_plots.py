import pytest

from archive.templatetags.archive_plots import bars_above, bars_below, shape_of


def test_a_tick_hangs_as_deep_as_its_comment_is_nested():
    assert shape_of("02").path == "M.75 2v14m4-14v21m4-21"


@pytest.mark.parametrize("digit", ["z", "9"])
def test_no_tick_leaves_the_drawing(digit):
    assert "v42m" in shape_of(digit).path


def test_an_unknown_digit_counts_as_top():
    assert shape_of("?") == shape_of("0")


def test_short_threads_are_not_stretched():
    assert shape_of("000").width == "240"
    assert shape_of("0" * 190).width == "760"


def test_no_thread_has_no_shape():
    assert shape_of("") is None


def test_articles_stand_and_comments_hang():
    assert bars_above([0, 4, 2, *[0] * 9], 4) == "M5 2.0h2.6v36.0h-2.6zM9 20.0h2.6v18.0h-2.6z"
    assert bars_below([4, *[0] * 11], 4) == "M1 40.0h2.6v62.0h-2.6z"


def test_a_bar_of_few_among_many_can_still_be_seen():
    assert "v1.3h" in bars_below([1], 100_000)
    assert bars_above([4], 4) == "M12 2.0h31.2v36.0h-31.2z"
