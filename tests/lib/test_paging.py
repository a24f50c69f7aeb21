import pytest

from archive.lib.paging import page_number, slice_of, steps
from archive.models import Article
from tests.factories import make_article


@pytest.mark.parametrize(
    ("number", "last", "shown"),
    [
        (1, 1, (1,)),
        (1, 5, (1, 2, None, 5)),
        (3, 5, (1, 2, 3, 4, 5)),
        (10, 20, (1, None, 9, 10, 11, None, 20)),
        (20, 20, (1, None, 19, 20)),
    ],
)
def test_steps_lead_to_both_ends_and_next_door(number, last, shown):
    assert steps(number, last) == shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "number"),
    [("", 1), ("2", 2), ("-3", 1), ("0", 1), ("x", 1), ("99999", 2), ("9" * 5000, 1)],
)
def test_a_page_number_is_bounded_to_what_there_is(asked, number):
    for _ in range(3):
        make_article()
    page = slice_of(Article.objects.order_by("pk"), asked, size=2)
    assert page.number == number
    assert (page.total, page.last) == (3, 2)
    assert (page.before, page.after) == ((None, 2) if number == 1 else (1, None))


@pytest.mark.parametrize(
    ("asked", "number"), [("3", 3), ("", 1), ("0", 1), ("²", 1), ("9" * 40, 1)]
)
def test_a_page_of_an_answer_is_a_number_or_the_first(asked, number):
    assert page_number(asked) == number
