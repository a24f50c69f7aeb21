"""People: who has written here, and what one of them wrote."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from archive.models import Article, ArticleAuthor, Comment, Person
from archive.models.visibility import CommentQuerySet, User, articles_visible_to


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person of a list, with how much of theirs the user may see."""

    person: Person
    wrote: int
    said: int


def people_for(user: User, name: str = "") -> QuerySet[Person]:
    """People of whom the user may see an article or a comment, by name; merged ones are one.

    `name` narrows to names that contain it. Merged names are looked at once, not once a person:
    asked beside each, SQLite would walk through all comments for everybody without one.
    """
    said = Comment.objects.visible_to(user).filter(person=OuterRef("pk"))
    wrote = ArticleAuthor.objects.shown().filter(
        article__in=Article.objects.visible_to(user).order_by()
    )
    has_left_something = Exists(said) | Q(pk__in=wrote.values("person"))
    merged = Person.objects.filter(has_left_something, merged_into__isnull=False)
    has_left_something |= Q(pk__in=merged.values("merged_into"))
    people = Person.objects.filter(has_left_something, merged_into__isnull=True)
    if name:
        people = people.filter(name__icontains=name)
    return people.select_related("site").order_by("name", "key")


def with_counts(user: User, people: list[Person]) -> list[PersonRow]:
    """The people with their counts, in the same order. Three queries, however many people."""
    merged = Person.objects.filter(merged_into__in=people).values_list("pk", "merged_into")
    owners = {person.pk: person.pk for person in people}
    owners |= {pk: into for pk, into in merged if into}
    comments = Comment.objects.visible_to(user).filter(person__in=owners)
    authors = ArticleAuthor.objects.shown().filter(
        articles_visible_to(user, "article"), person__in=owners
    )
    said = Counter[int]()
    for pk, n in comments.values_list("person").annotate(n=Count("pk")).order_by():
        said[owners[pk]] += n
    wrote = Counter(owners[pk] for pk, _ in {*authors.values_list("person", "article")})
    return [PersonRow(one, wrote[one.pk], said[one.pk]) for one in people]


def ids_of(person: Person) -> list[int]:
    """The person's row and those merged into it. One query.

    Looked up apart: as a subquery, SQLite would take the comments' index by date instead of that
    by person (0.2 s instead of 1 ms over 200,000 comments).
    """
    rows = Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person))
    return list(rows.order_by("pk").values_list("pk", flat=True))


def comments_of(user: User, ids: Collection[int]) -> CommentQuerySet:
    """Comments under these people's names that the user may see, newest first."""
    comments: CommentQuerySet = (
        Comment.objects.visible_to(user)
        .filter(person__in=ids)
        .select_related("article__site")
        .defer("article__body_html", "article__body_text", "article__origins", "origins")
        .order_by(F("posted_at").desc(nulls_last=True), "key")
    )
    return comments
