"""What somebody said, and who answers whom, as the user may see it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import CharField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from archive.models import Comment, Person
from archive.models.threads import SHOWN_PARENT
from archive.models.visibility import User

MOST_SHOWN = 8
_WHO = Coalesce("person__merged_into", "person")


class Remark(NamedTuple):
    """A comment, without its words. `at` is its time as text that sorts, "" for none.

    `on` is the day by the source's calendar; `whose` the person whom it answers, None where it
    answers nobody, or nobody of whom the user may know.
    """

    pk: int
    key: str
    at: str
    on: date | None
    article: int
    name: str
    whose: int | None


@dataclass(frozen=True, slots=True)
class Partner:
    """Someone whom a person answers, or who answers that person, and how often."""

    person: Person
    count: int


@dataclass(frozen=True, slots=True)
class Partners:
    """Those whom a person answers, and those who answer that person, most often first."""

    answers: list[Partner]
    answered_by: list[Partner]


def remarks_of(user: User, ids: Collection[int]) -> list[Remark]:
    """Everything that these people said, in no order. One query, O(their comments).

    Read once and whole: each thing that a page tells of it would take as long again.
    """
    above = Comment.objects.visible_to(user).filter(pk=OuterRef("above")).order_by()
    rows = (
        Comment.objects.visible_to(user)
        .filter(person__in=ids)
        .annotate(
            above=SHOWN_PARENT,
            at=Coalesce(Cast("posted_at", CharField()), Value("")),
            whose=Subquery(above.annotate(who=_WHO).values("who")[:1]),
        )
        .order_by()
        .values_list("pk", "key", "at", "posted_on", "article", "author_name", "whose")
    )
    return [Remark(*row) for row in rows]


def partners_of(
    user: User, ids: Collection[int], said: Sequence[Remark], narrowed: Sequence[Remark]
) -> Partners:
    """With whom these people, who are one, talk, that one left out.

    `said` is all that they said, `narrowed` those of it of which is told whom they answer. Two
    queries; O(the replies to them).
    """
    whom = Counter(one.whose for one in narrowed)
    who = Counter(_answering(user, ids, {one.pk for one in said}))
    for counts in (whom, who):
        for pk in (None, *ids):
            counts.pop(pk, None)
    people = Person.objects.in_bulk({*_most(whom), *_most(who)})
    return Partners(
        [Partner(people[pk], count) for pk, count in _most(whom).items()],
        [Partner(people[pk], count) for pk, count in _most(who).items()],
    )


def answered_in(user: User, comments: Collection[Comment]) -> dict[int, Comment]:
    """What each of these comments answers, by their row numbers, where the user may read that.

    Two queries.
    """
    rows = Comment.objects.filter(pk__in=[one.pk for one in comments]).order_by()
    above = dict(rows.annotate(above=SHOWN_PARENT).values_list("pk", "above"))
    wanted = {pk for pk in above.values() if pk is not None}
    found = Comment.objects.visible_to(user).filter(pk__in=wanted).defer("body_html", "origins")
    read = found.in_bulk()
    return {pk: read[at] for pk, at in above.items() if at in read}


def _answering(user: User, ids: Collection[int], said: Collection[int]) -> list[int | None]:
    """Whose the comments are that answer one of those said, once for each. One query."""
    # Whatever could answer one, each found by an index of its own; what does is told from the rows.
    first, *others = (
        Comment.objects.filter(Q(**{f"{above}__person__in": ids})).order_by().values("pk")
        for above in (
            *("parent", "parent__merged_into"),
            *("keeper_parent", "keeper_parent__merged_into"),
        )
    )
    rows = (
        Comment.objects.visible_to(user)
        .filter(pk__in=first.union(*others))
        .annotate(above=SHOWN_PARENT, whose=_WHO)
        .order_by()
        .values_list("above", "whose")
    )
    return [whose for above, whose in rows if above in said]


def _most(counts: Counter[int | None]) -> dict[int, int]:
    ordered = sorted((-count, pk) for pk, count in counts.items() if pk is not None)
    return {pk: -count for count, pk in ordered[:MOST_SHOWN]}
