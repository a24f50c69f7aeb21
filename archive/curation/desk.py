"""What the keeper sees first: what came in, what needs a look, and how much room all takes.

Nothing here counts past MANY or walks through a table whose size is the archive's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy

from archive.models import (
    Article,
    BulkAction,
    Capture,
    Comment,
    ImportProblem,
    ImportRun,
    StaleDocument,
)
from archive.models.choices import BulkState, CommentState, Severity
from archive.templatetags.archive_words import grouped

CONFIDENCE: Mapping[str, tuple[str | Promise, Q]] = {
    "low": (gettext_lazy("below 0.5"), Q(confidence__lt=0.5)),
    "middle": (gettext_lazy("0.5 to 0.8"), Q(confidence__gte=0.5, confidence__lt=0.8)),
    "high": (gettext_lazy("0.8 and above"), Q(confidence__gte=0.8)),
}
FEWER_KEPT = Q(declared_comment_count__gt=F("kept_count"))
MORE_KEPT = Q(declared_comment_count__lt=F("kept_count"))
DECLARED: Mapping[str, tuple[str | Promise, Q]] = {
    "differs": (gettext_lazy("not as many kept"), FEWER_KEPT | MORE_KEPT),
    "fewer": (gettext_lazy("fewer kept"), FEWER_KEPT),
    "more": (gettext_lazy("more kept"), MORE_KEPT),
    "unknown": (gettext_lazy("none declared"), Q(declared_comment_count__isnull=True)),
}

# What needs a look, by its name below. "%(n)s" is the number, or "more than" the most counted.
_SENTENCES = {
    "unsure": ngettext_lazy(
        "%(n)s article read with little confidence",
        "%(n)s articles read with little confidence",
        "number",
    ),
    "fewer": ngettext_lazy(
        "%(n)s article with fewer comments kept than declared",
        "%(n)s articles with fewer comments kept than declared",
        "number",
    ),
    "pending": ngettext_lazy(
        "%(n)s comment waiting for approval at the source",
        "%(n)s comments waiting for approval at the source",
        "number",
    ),
    "refused": ngettext_lazy(
        "%(n)s record refused by the latest imports",
        "%(n)s records refused by the latest imports",
        "number",
    ),
    "unlearned": ngettext_lazy(
        "%(n)s document not yet learned by the search index",
        "%(n)s documents not yet learned by the search index",
        "number",
    ),
    "under way": ngettext_lazy(
        "%(n)s action on many rows under way",
        "%(n)s actions on many rows under way",
        "number",
    ),
}
MANY = 10_000
NEWEST_RUNS = 5


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to look at: what, and how much there is of it, in a sentence; and where."""

    count: int
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Room:
    """What takes room on the disk, in bytes; None where this database does not say."""

    label: str
    size_bytes: int | None


def newest_runs() -> list[ImportRun]:
    """The latest imports. One query."""
    return list(ImportRun.objects.select_related("started_by")[:NEWEST_RUNS])


def matters() -> list[Matter]:
    """What needs a look, and only where there is any. A query each."""
    return [matter for matter in _matters() if matter.count]


def rooms() -> list[Room]:
    """How much room the captures, the database and the index take. Two queries."""
    held = Capture.objects.aggregate(size=Sum("size_bytes", default=0))["size"]
    return [
        Room(gettext("captures, before they were compressed"), held),
        Room(gettext("database"), _size_of_database()),
        Room(gettext("search index"), _size_of(settings.SEARCH_INDEX_DIR)),
    ]


def _matters() -> Iterator[Matter]:
    articles = Article.objects.filter(merged_into__isnull=True).order_by()
    comments = Comment.objects.order_by()
    problems = ImportProblem.objects.filter(run__in=[run.pk for run in newest_runs()]).order_by()
    yield _matter(
        "unsure",
        articles.filter(CONFIDENCE["low"][1]),
        "article?confidence=low",
    )
    yield _matter(
        "fewer",
        articles.filter(DECLARED["fewer"][1]),
        "article?declared=fewer",
    )
    yield _matter(
        "pending",
        comments.filter(state=CommentState.PENDING),
        f"comment?state__exact={CommentState.PENDING}",
    )
    yield _matter(
        "refused",
        problems.filter(severity=Severity.REFUSED),
        f"importproblem?severity__exact={Severity.REFUSED}",
    )
    yield _matter(
        "unlearned",
        StaleDocument.objects.order_by(),
        "staledocument",
    )
    yield _matter(
        "under way",
        BulkAction.objects.filter(state__in=[BulkState.WAITING, BulkState.RUNNING]).order_by(),
        "bulkaction",
    )


def _matter(name: str, rows: QuerySet[Any], where: str) -> Matter:
    count = rows[: MANY + 1].count()
    number = min(count, MANY)
    shown = gettext("more than %(n)s") % {"n": grouped(MANY)} if count > MANY else grouped(number)
    model, _, query = where.partition("?")
    url = reverse(f"admin:archive_{model}_changelist")
    url = f"{url}?{query}" if query else url
    return Matter(number, str(_SENTENCES[name] % {"number": number, "n": shown}), url)


def _size_of_database() -> int | None:
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        files = (Path(f"{name}{end}") for end in ("", "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (size,) = cursor.fetchone()
    return int(size)


def _size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
