"""One verb for many rows: asked and looked at first, then done batch by batch, until stopped.

Each row (comments: those of one article that stand in one batch) is a transaction of its own, and
every verb does nothing to what it was done to: whoever takes over from a dead worker goes on.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import groupby
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import OperationalError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from archive.curation import actions
from archive.curation.actions import ActionError
from archive.curation.naming import row_under
from archive.intake.leases import process_is_ending
from archive.lib.addresses import host_of
from archive.models import Article, BulkAction, Comment, Person, Site
from archive.models.choices import BulkState, Visibility
from archive.templatetags.archive_states import state_word
from archive.templatetags.archive_words import grouped

logger = logging.getLogger(__name__)

Row = Any  # Article, Comment or Person
Value = Any  # what a verb's argument says
Do = Callable[[list[Row], Value, AbstractBaseUser], None]

BATCH = 50
MOST_ROWS = 50_000
MOST_SHOWN = 20
MOST_PROBLEMS = 100
ALIVE = timedelta(seconds=60)
"""How long a worker may be silent before another takes over; a batch takes a second or two."""

MODELS: Mapping[str, type[Any]] = {"article": Article, "comment": Comment, "person": Person}


@dataclass(frozen=True, slots=True)
class Verb:
    """What can be done to many rows of one model. `asks` says what its argument is, if it has one.

    `now` tells of a row what the verb would change.
    """

    label: str | Promise
    do: Do
    now: Callable[[Row], str]
    asks: str | Promise = ""
    read: Callable[[str], Value] = str


def each(action: Callable[[Row, Value, AbstractBaseUser], None]) -> Do:
    """A verb for rows one by one."""

    def do(rows: list[Row], value: Value, by: AbstractBaseUser) -> None:
        for row in rows:
            action(row, value, by)

    return do


def seen(label: str | Promise, visibility: Visibility) -> dict[str, Verb]:
    """The verb that says who may see articles, and that for comments."""

    def of_articles(rows: list[Row], _: Value, by: AbstractBaseUser) -> None:
        for row in rows:
            actions.set_visibility(row, visibility, by)

    def of_comments(rows: list[Row], _: Value, by: AbstractBaseUser) -> None:
        actions.set_visibility_of(rows, visibility, by)

    def now(row: Row) -> str:
        return state_word(row.visibility)

    return {"article": Verb(label, of_articles, now), "comment": Verb(label, of_comments, now)}


def named(text: str) -> str:
    """The name of a tag."""
    if not text.strip():
        raise ActionError(gettext("A tag needs a name: write one."))
    return text.strip()


def site_at(text: str) -> Site:
    """The site with this host, made where there is none."""
    host = host_of(text if "://" in text else f"https://{text.strip()}")
    if not host:
        message = gettext("“%(text)s” is no host: give one like tidewater.example.")
        raise ActionError(message % {"text": text})
    return Site.objects.get_or_create(host=host)[0]


def tags_of(article: Article) -> str:
    """The keeper's tags of an article."""
    rows = article.article_terms.filter(is_keepers=True).select_related("term")
    return ", ".join(row.term.name for row in rows)


def read_how(article: Article) -> str:
    """What read an article, and how surely."""
    told = {"parser": article.parser, "confidence": f"{article.confidence:.2f}"}
    return gettext("%(parser)s, confidence %(confidence)s") % told


def part_of(row: Article | Person) -> str:
    """What a row is part of."""
    return str(row.merged_into or "")


_SHOWN = seen(gettext_lazy("Show to everyone"), Visibility.PUBLIC)
_HIDDEN = seen(gettext_lazy("Hide"), Visibility.HIDDEN)
_WITHDRAWN = seen(gettext_lazy("Withdraw"), Visibility.WITHDRAWN)
_SPAM = seen(gettext_lazy("Mark as spam"), Visibility.SPAM)
_SEEN = {"show": _SHOWN, "hide": _HIDDEN, "withdraw": _WITHDRAWN, "mark_spam": _SPAM}

VERBS: Mapping[str, Mapping[str, Verb]] = {
    "article": {
        **{name: verbs["article"] for name, verbs in _SEEN.items()},
        "tag": Verb(
            gettext_lazy("Tag …"), each(actions.tag), tags_of, gettext_lazy("The tag"), named
        ),
        "untag": Verb(
            gettext_lazy("Take a tag away …"),
            each(actions.untag),
            tags_of,
            gettext_lazy("The tag"),
            named,
        ),
        "move": Verb(
            gettext_lazy("Move to another site …"),
            each(actions.move),
            lambda row: str(row.site.host),
            gettext_lazy("The site's host"),
            site_at,
        ),
        "reextract": Verb(
            gettext_lazy("Read again from what is kept"),
            each(lambda row, _, by: actions.reextract(row, by)),
            read_how,
        ),
        "merge": Verb(
            gettext_lazy("Merge into another …"),
            each(actions.merge_articles),
            part_of,
            gettext_lazy("The key of the other article"),
            partial(row_under, Article),
        ),
    },
    "comment": {name: verbs["comment"] for name, verbs in _SEEN.items()},
    "person": {
        "merge": Verb(
            gettext_lazy("Merge into another …"),
            each(actions.merge_people),
            part_of,
            gettext_lazy("The key of the other person"),
            partial(row_under, Person),
        ),
    },
}


def verb_of(job: BulkAction) -> Verb:
    """What the action does."""
    return VERBS[job.model][job.verb]


def ask(model: str, verb: str, chosen: QuerySet[Any], by: AbstractBaseUser) -> BulkAction:
    """Note what is asked for, to be looked at. Raises ActionError for too many rows."""
    order = ("article", "position") if model == "comment" else ("pk",)
    ids = list(chosen.order_by(*order).values_list("pk", flat=True)[: MOST_ROWS + 1])
    if len(ids) > MOST_ROWS:
        message = gettext("More than %(most)s rows are chosen: narrow the list first.")
        raise ActionError(message % {"most": grouped(MOST_ROWS)})
    return BulkAction.objects.create(
        model=model, verb=verb, row_ids=ids, row_count=len(ids), asked_by_id=by.pk
    )


def preview(job: BulkAction) -> list[tuple[Row, str]]:
    """The first rows, each with what the verb would change of it."""
    rows = in_order(MODELS[job.model], job.row_ids[:MOST_SHOWN])
    return [(row, verb_of(job).now(row)) for row in rows]


def in_order(model: type[Any], ids: Sequence[int]) -> list[Row]:
    """The rows with these ids that still are, in their order. One query for each 500."""
    found = model.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def begin(job: BulkAction, argument: str) -> bool:
    """Let an action wait for a worker; whether it was still to be begun. Raises ActionError."""
    verb = verb_of(job)
    if verb.asks:
        verb.read(argument)
    waiting = BulkAction.objects.filter(pk=job.pk, state=BulkState.ASKED)
    return bool(
        waiting.update(
            state=BulkState.WAITING, argument=argument.strip(), seen_alive_at=timezone.now()
        )
    )


def stop(job: BulkAction) -> None:
    """Ask whoever runs the action to end after its batch; one that waits is not begun."""
    BulkAction.objects.filter(pk=job.pk, state=BulkState.RUNNING).update(stop_is_asked=True)
    BulkAction.objects.filter(pk=job.pk, state__in=[BulkState.ASKED, BulkState.WAITING]).update(
        state=BulkState.STOPPED, finished_at=timezone.now()
    )


def left_behind() -> list[int]:
    """Actions whose worker fell silent, or that wait though nobody was told. One query."""
    silent = timezone.now() - ALIVE
    dead = Q(state=BulkState.RUNNING, seen_alive_at__lt=silent)
    forgotten = Q(state=BulkState.WAITING, seen_alive_at__lt=silent)
    return list(BulkAction.objects.filter(dead | forgotten).values_list("pk", flat=True))


def run(pk: int) -> None:
    """Do an action from where it stands to its end, or until a stop is asked for.

    Nothing is done where another worker is at it.
    """
    silent = timezone.now() - ALIVE
    free = Q(state=BulkState.WAITING) | Q(state=BulkState.RUNNING, seen_alive_at__lt=silent)
    claim = BulkAction.objects.filter(free, pk=pk)
    if claim.update(state=BulkState.RUNNING, seen_alive_at=timezone.now()):
        _run(BulkAction.objects.select_related("asked_by").get(pk=pk))


def _run(job: BulkAction) -> None:
    verb, by = verb_of(job), job.asked_by
    try:
        value = verb.read(job.argument) if verb.asks else None
    except ActionError as error:
        _end(job, BulkState.STOPPED, [str(error)])
        return
    while job.done_count < job.row_count:
        if process_is_ending.is_set():
            _hand_back(job)
            return
        if BulkAction.objects.filter(pk=job.pk, stop_is_asked=True).exists():
            _end(job, BulkState.STOPPED, job.problems)
            return
        ids = job.row_ids[job.done_count : job.done_count + BATCH]
        for rows in _together(job.model, in_order(MODELS[job.model], ids)):
            if problem := _done(verb, rows, value, by):
                job.problems = [*job.problems, problem][:MOST_PROBLEMS]
            # A single row may take seconds, and whoever is silent for long counts as dead.
            BulkAction.objects.filter(pk=job.pk).update(seen_alive_at=timezone.now())
        job.done_count += len(ids)
        job.seen_alive_at = timezone.now()
        job.save(update_fields=["done_count", "problems", "seen_alive_at"])
    _end(job, BulkState.DONE, job.problems)


def _done(verb: Verb, rows: list[Row], value: Value, by: AbstractBaseUser) -> str:
    """Do the verb to rows that are done together; why it could not be, else nothing.

    A lock or a lost connection passes, and is left to whoever takes the action over.
    """
    try:
        verb.do(rows, value, by)
    except ActionError as error:
        return str(error)
    except OperationalError:
        raise
    except Exception as error:
        # The boundary of one row: what nobody foresaw there must not hold up the others for ever.
        logger.exception("%s of %s failed", verb.label, rows[0].pk)
        return f"“{rows[0]}” could not be changed: {error!r}"
    return ""


def _hand_back(job: BulkAction) -> None:
    """Let another worker go on where this one, which has to end, stands."""
    BulkAction.objects.filter(pk=job.pk).update(
        state=BulkState.WAITING, seen_alive_at=timezone.now()
    )


def _together(model: str, rows: list[Row]) -> Iterator[list[Row]]:
    """Comments of one article are done together, all else by itself."""
    if model != "comment":
        yield from ([row] for row in rows)
        return
    for _, some in groupby(sorted(rows, key=_article), key=_article):
        yield list(some)


def _article(row: Comment) -> int:
    return row.article_id


def _end(job: BulkAction, state: BulkState, problems: list[str]) -> None:
    job.state, job.problems, job.finished_at = state, problems, timezone.now()
    job.save(update_fields=["state", "problems", "finished_at"])
