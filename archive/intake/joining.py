"""The keeper's joins: two articles that are one, and their threads that stand as one.

A join is the keeper's word beside what sources say, and mixes nothing: each article goes on as
its sources have it, and an import that speaks of one of them finds it as it left it. Comments of
a joined article stand beneath the other, and where both have the same one, it stands there once.
Before an import touches any of them all are brought home (`apart`), and then put together again
(`together`), so that what stands follows from the sources and the keeper's word alone.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce

from archive.intake.arranging import COUNTS, arrange, count
from archive.intake.matching import Entry, match_comments
from archive.intake.months import save_months
from archive.intake.people import People, articles_of
from archive.intake.rows import write_columns
from archive.intake.threads import Thread, load_entries
from archive.models import Article, Comment, Person, SourceIdentity
from archive.models.choices import IdentityOf
from archive.search.stale import mark_stale

STANDING = (
    "article_id",
    "source_article_id",
    "joined_to_id",
    "is_keepers_join",
    "merged_into_id",
    "position",
    "depth",
)
"""The columns of a comment that say where it stands."""

Standing = dict[int, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that the keeper joined, in the order of their rows, and how all stood before."""

    articles: tuple[Article, ...]
    roots: dict[int, int]
    standing: Standing

    @property
    def ids(self) -> list[int]:
        """The articles' row numbers."""
        return [one.pk for one in self.articles]


def group_of(articles: Iterable[Article]) -> list[Article]:
    """These and all that the keeper joined with them, however far, in the order of their rows.

    One query where nothing is joined, and one more for each step away.
    """
    found = {one.pk: one for one in articles}
    fresh = set(found)
    while fresh:
        above = [found[pk].joined_to_id for pk in fresh if found[pk].is_keepers_join]
        near = Q(joined_to__in=fresh, is_keepers_join=True) | Q(pk__in=above)
        rows = list(Article.objects.filter(near).exclude(pk__in=found.keys()).order_by())
        fresh = {one.pk for one in rows}
        found |= {one.pk: one for one in rows}
    return [found[pk] for pk in sorted(found)]


def apart(articles: Iterable[Article]) -> Group | None:
    """Bring home the comments of these and of all joined with them; None where none is joined.

    Call it in the transaction that changes one of them, and `together` before it ends.
    """
    group = group_of(articles)
    return _bring_home(group) if any(one.is_keepers_join for one in group) else None


@contextmanager
def rejoining(articles: Iterable[Article]) -> Iterator[None]:
    """Change the keeper's joins of these articles within: before, all are apart; after, as told."""
    group = _bring_home(group_of(articles))
    yield
    together(group)


def _bring_home(group: list[Article]) -> Group:
    ids = [one.pk for one in group]
    before = Group(tuple(group), {one.pk: one.merged_into_id or one.pk for one in group}, _at(ids))
    if any(one.is_keepers_join for one in group):
        away = Q(merged_into__isnull=False) | Q(source_article__isnull=False)
        own = Case(When(is_keepers_join=False, then=F("joined_to")), default=None)
        Comment.objects.filter(away, article__in=ids).update(
            article=Coalesce("source_article", "article"),
            source_article=None,
            joined_to=own,
            merged_into=own,
            is_keepers_join=False,
        )
    return before


def together(group: Group) -> bool:
    """Let joined articles stand as one again; whether anything stands otherwise than before.

    Each article that is joined to none gets its thread, with all that leads to it beneath it, in
    order and counted; search learns of what changed. Cost: the threads, loaded and matched once.
    """
    found = Article.objects.filter(pk__in=group.ids).select_related("site")
    rows = {one.pk: one for one in found}
    roots = {pk: _root(rows, pk) for pk in sorted(rows)}
    for pk, root in roots.items():
        into = None if root == pk else root
        if rows[pk].merged_into_id != into:
            Article.objects.filter(pk=pk).update(merged_into=into)
            Article.objects.filter(joined_to=pk, is_keepers_join=False).update(merged_into=root)
    for root in sorted(set(roots.values())):
        stand(rows[root], [rows[pk] for pk in roots if roots[pk] == root != pk])
    if roots == group.roots and _at(group.ids) == group.standing:
        return False
    mark_stale(articles=[pk for pk, root in roots.items() if pk != root], narrows=True)
    mark_stale(articles=sorted(set(roots.values())))
    return True


def rearrange(article: Article) -> None:
    """Put an article's thread in order and count it anew, with all that is joined with it."""
    group = apart([article])
    if group is None:
        stand(article)
    else:
        together(group)


def stand(root: Article, members: Sequence[Article] = ()) -> None:
    """Put the thread of an article in order, with those of its members beneath it, and count it."""
    thread = Thread(root, People(root.site), load_entries(root))
    everyone = list(thread.entries)
    twins: dict[int, Entry] = {}
    for member in members:
        theirs = load_entries(member)
        everyone += theirs
        twins |= _twins(thread.entries, theirs, are_of_one_site=_are_of_one_site(root, member))
        thread.entries += [entry for entry in theirs if entry.row.pk not in twins]
        Comment.objects.filter(article=member).update(article=root, source_article=member)
    before = {entry.row.pk: (entry.row.position, entry.row.depth) for entry in everyone}
    _hang(everyone, twins)
    arrange(thread)
    rows = [entry.row for entry in thread.entries]
    moved = [row for row in rows if (row.position, row.depth) != before[row.pk]]
    write_columns(moved, ("position", "depth"))
    _join_twins(twins)
    count(root, rows)
    save_months([(root, rows), *((member, ()) for member in members)])
    root.save(update_fields=COUNTS)


def _root(rows: dict[int, Article], pk: int) -> int:
    row = rows[pk]
    while row.is_keepers_join and row.joined_to_id in rows:
        row = rows[row.joined_to_id]
    return row.pk


def _at(ids: Collection[int]) -> Standing:
    rows = Comment.objects.filter(article__in=ids).order_by().values_list("pk", *STANDING)
    return {pk: tuple(rest) for pk, *rest in rows}


def _are_of_one_site(one: Article, other: Article) -> bool:
    """Whether the sources of both named one site, so that equal ids are one comment's."""
    names = SourceIdentity.objects.filter(what=IdentityOf.ARTICLE, article__in=[one, other])
    sites: dict[int | None, set[int]] = {one.pk: set(), other.pk: set()}
    for article, site in names.values_list("article", "site"):
        sites[article].add(site)
    return bool(sites[one.pk] & sites[other.pk])


def _twins(entries: list[Entry], theirs: list[Entry], *, are_of_one_site: bool) -> dict[int, Entry]:
    """The comments that stand among `entries` already, by row number.

    Of two sites, ids say nothing: authors, texts and times do.
    """
    by_id = {one.row.pk: one for one in entries}
    if are_of_one_site:
        found = match_comments(entries, theirs)
    else:
        found = match_comments(list(map(_nameless, entries)), list(map(_nameless, theirs)))
    return {
        one.row.pk: by_id[pair[0].row.pk] for one, pair in zip(theirs, found, strict=True) if pair
    }


def _nameless(entry: Entry) -> Entry:
    """An entry by its content alone."""
    return replace(entry, names={name for name in entry.names if name.namespace == "content"})


def _hang(everyone: list[Entry], twins: dict[int, Entry]) -> None:
    """Let entries hang beneath what they answer, in whatever thread it stands."""
    by_id = {entry.row.pk: twins.get(entry.row.pk, entry) for entry in everyone}
    for entry in everyone:
        entry.parent = by_id[entry.parent.row.pk] if entry.parent else None
        entry.keeper_parent = by_id.get(entry.row.keeper_parent_id or 0)


def _join_twins(twins: dict[int, Entry]) -> None:
    """Let what stands twice be joined with the one that is shown, and what led to it with it."""
    if not twins:
        return
    led = list(Comment.objects.filter(joined_to__in=twins.keys(), is_keepers_join=False))
    for row in led:
        row.merged_into = twins[row.joined_to_id or 0].row
    write_columns(led, ("merged_into",))
    own = list(Comment.objects.filter(pk__in=twins.keys()))
    for row in own:
        row.joined_to = row.merged_into = twins[row.pk].row
        row.is_keepers_join = True
    write_columns(own, ("joined_to", "merged_into", "is_keepers_join"))


# People --------------------------------------------------------------------------------------


def settle_people(people: Iterable[Person]) -> None:
    """Let everyone joined with these point at whom that leads to, and search learn of it.

    A few queries for each step; O(people joined).
    """
    found = {one.pk: one for one in people}
    fresh = set(found)
    while fresh:
        above = [one.joined_to_id for one in found.values() if one.pk in fresh]
        near = Person.objects.filter(Q(joined_to__in=fresh) | Q(pk__in=above))
        rows = list(near.exclude(pk__in=found.keys()).order_by())
        fresh = {one.pk for one in rows}
        found |= {one.pk: one for one in rows}
    for one in found.values():
        root = one
        while root.joined_to_id is not None:
            root = found[root.joined_to_id]
        into = None if root.pk == one.pk else root.pk
        if one.merged_into_id != into:
            Person.objects.filter(pk=one.pk).update(merged_into=into)
    mark_stale(articles=sorted(articles_of(found.values())))
