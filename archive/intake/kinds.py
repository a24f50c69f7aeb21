"""The problems of a run by kind: what varies from one to the next is left out of their words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypedDict

from django.db.models import Case, Count, Min, OuterRef, QuerySet, Subquery, When

from archive.lib.text import collapse, truncate
from archive.models import ImportProblem, ImportRun
from archive.models.choices import Severity
from archive.models.runs import MAX_KIND_LENGTH

_READ_OF_A_MESSAGE = 500
# Numbers that stand by themselves, addresses, and what is quoted. Linear: nothing is read twice.
_VARIES = re.compile(
    r"https?://[^\s”]++"
    r"|(?<![\w,.:-])\d++(?:[,.:]\d++)*+(?![\w-])"
    r"|(?<=“)[^“”]{2,}+(?=”)"
    r"|(?<![\w'])b?'[^']++'(?!\w)"
)


class Group(TypedDict):
    """A row of `kinds_of`: one kind, how many there are, and the first of them."""

    severity: str
    kind: str
    count: int
    first: int


@dataclass(frozen=True, slots=True)
class Kind:
    """Problems of one kind, and the first few of them."""

    severity: str
    kind: str
    count: int
    first: int
    examples: list[ImportProblem] = field(default_factory=list)


def kind_of(message: str, input_name: str) -> str:
    """The message without its input's name, and with an ellipsis for what differs each time."""
    text = collapse(message[: _READ_OF_A_MESSAGE + len(input_name)])
    text = text.removeprefix(f"{collapse(input_name)}: ")
    return truncate(_VARIES.sub("…", text), MAX_KIND_LENGTH)


def kinds_of(run: ImportRun) -> QuerySet[ImportProblem, Group]:
    """The kinds of problems that a run met: refusals first, then the most frequent."""
    is_lost = Case(When(severity=Severity.REFUSED, then=0), default=1)
    groups = run.problems.order_by().values("severity", "kind")
    counted: QuerySet[ImportProblem, Group] = groups.annotate(count=Count("pk"), first=Min("pk"))
    return counted.order_by(is_lost, "-count", "first")


def with_examples(groups: Iterable[Group]) -> list[Kind]:
    """The groups, each with its first three problems. Two queries, however many there are."""
    kinds = [Kind(**group) for group in groups]
    alike = ImportProblem.objects.filter(
        run=OuterRef("run"), severity=OuterRef("severity"), kind=OuterRef("kind")
    )
    later = alike.filter(pk__gt=OuterRef("pk")).order_by("pk").values("pk")
    heads = ImportProblem.objects.filter(pk__in=[kind.first for kind in kinds])
    next_two = {
        head: (second, third)
        for head, second, third in heads.annotate(
            second=Subquery(later[:1]), third=Subquery(later[1:2])
        ).values_list("pk", "second", "third")
    }
    wanted = [(kind, (kind.first, *next_two.get(kind.first, ()))) for kind in kinds]
    rows = ImportProblem.objects.in_bulk({pk for _, keys in wanted for pk in keys if pk})
    for kind, keys in wanted:
        kind.examples.extend(rows[pk] for pk in keys if pk in rows)
    return kinds


def like(problem: ImportProblem) -> QuerySet[ImportProblem]:
    """All problems of the same run and kind, in the order of the input."""
    return ImportProblem.objects.filter(
        run=problem.run_id, severity=problem.severity, kind=problem.kind
    )
