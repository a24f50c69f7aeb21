"""Exports of small systems through the whole intake: accounted for, and the same again."""

import pytest

from archive.intake.runs import Options, take_in
from archive.models import Article, Comment
from tests.drafts import sums
from tests.parsing.formats.test_movabletype import EXPORT as MOVABLE_TYPE

pytestmark = pytest.mark.django_db


def twice(tmp_path, content, options):
    """Take a file in, then once more, which must write nothing; give the first receipt's lines."""
    path = tmp_path / "export"
    path.write_bytes(content)
    first = take_in([str(path)], options).receipt
    kept = sums()
    second = take_in([str(path)], options).receipt
    assert sums() == kept
    assert {line for _, line in second.lines} <= {"unchanged", "duplicate", "left out", "refused"}
    assert second.read == first.read
    return first.lines


def test_movable_type(tmp_path):
    lines = twice(tmp_path, MOVABLE_TYPE.encode(), Options())
    assert lines == {("articles", "created"): 2, ("comments", "created"): 2}
    assert Article.objects.get(title="Later").site.host == "unknown.invalid"
    assert Article.objects.get(title="The quay & the crane").site.host == "notes.example"


def test_two_entries_that_share_a_basename_are_two_articles(tmp_path):
    other = MOVABLE_TYPE.replace("quay &amp; the crane", "other one").replace("UNIQUE URL", "X")
    lines = twice(tmp_path, (MOVABLE_TYPE + other).encode(), Options(site_host="notes.example"))
    assert lines["articles", "created"] == 3
    assert Comment.objects.count() == 4
