"""Exports and archives of other projects through the whole intake: every record accounted for."""

from pathlib import Path

import pytest

from archive.intake.runs import Options, take_in
from archive.models import Article, ImportProblem
from tests.drafts import sums

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).parents[2].parent / "shared" / "imports"
# What the words of an exception that nobody caught in time would begin with.
FAULTS = ("could not be stored", "reading stopped here", "reading the page failed")


@pytest.mark.parametrize("folder", ["wxr", "disqus", "other", "warc"])
def test_every_file_is_read_or_refused_by_name_and_the_account_adds_up(folder):
    if not (SHARED / folder).is_dir():
        pytest.skip("needs ../shared/imports, which is not here")
    run = take_in([str(SHARED / folder)], Options())
    run.receipt.check()
    problems = ImportProblem.objects.filter(run=run.row)
    assert [one.message for one in problems if one.message.startswith(FAULTS)] == []
    assert Article.objects.exists()
    for one in problems.filter(message__contains="no known format"):
        assert Path(one.input_name).name in one.message
    before = sums()
    again = take_in([str(SHARED / folder)], Options())
    assert sums() == before
    assert again.receipt.lines["articles", "created"] == 0
