"""Problems by kind: what makes one, their order, and examples of each."""

import pytest

from archive.intake.kinds import kind_of, kinds_of, like, with_examples
from archive.models import ImportProblem, ImportRun


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("thread 1,337 is not in the file", "thread … is not in the file"),
        ("more than 4.5 MB, at 12:30:01 or 17.", "more than … MB, at … or …."),
        ("the file ends within “description”: it is read", "the file ends within “…”: it is read"),
        ("a bare “&”", "a bare “&”"),
        ("the key 'CF50' isn't known, nor is it b'\\x00'", "the key … isn't known, nor is it …"),
        ("“https://a.example/?p=5” answers http://b.example/ now", "“…” answers … now"),
        ("read as cp1251, iso8859-5 or UTF-8", "read as cp1251, iso8859-5 or UTF-8"),
        ("in/7.xml: no known\nformat", "no known format"),
        ("“ and ” and 'tis “” 5%", "“…” and 'tis “” …%"),
        ("w" * 300, "w" * 199 + "…"),
    ],
)
def test_a_kind_is_the_message_without_what_varies(message, kind):
    assert kind_of(message, "in/7.xml") == kind


def make_problems(run, count, kind, severity="repaired"):
    return ImportProblem.objects.bulk_create(
        ImportProblem(run=run, severity=severity, kind=kind, message=f"{kind} {number}")
        for number in range(count)
    )


@pytest.mark.django_db
def test_refusals_come_first_then_what_is_most_frequent_each_with_three_examples():
    run, other = (ImportRun.objects.create(state="done") for _ in range(2))
    make_problems(other, 9, "a")
    make_problems(run, 2, "a")
    make_problems(run, 5, "b")
    make_problems(run, 1, "b", "noticed")
    lost = make_problems(run, 1, "c", "refused")
    kinds = with_examples(kinds_of(run))
    assert [(one.severity, one.kind, one.count) for one in kinds] == [
        ("refused", "c", 1), ("repaired", "b", 5), ("repaired", "a", 2), ("noticed", "b", 1),
    ]  # fmt: skip
    assert [[one.message for one in kind.examples] for kind in kinds] == [
        ["c 0"], ["b 0", "b 1", "b 2"], ["a 0", "a 1"], ["b 0"],
    ]  # fmt: skip
    assert kinds[0].first == lost[0].pk
    assert [one.message for one in like(kinds[2].examples[1])] == ["a 0", "a 1"]


@pytest.mark.django_db
def test_a_run_without_problems_has_no_kinds():
    assert with_examples(kinds_of(ImportRun.objects.create(state="done"))) == []
