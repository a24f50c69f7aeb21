"""What the keeper does to the archive: one verb each, in one transaction, with all that follows.

Each takes the row and who does it (`by`), changes the keeper's columns alone, lets the index learn
of it, and leaves an entry in the log: who, when, what. Where nothing changes, nothing is written.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext

from archive.curation.logbook import log_all
from archive.intake import importer
from archive.intake.arranging import COUNTS, count
from archive.intake.articles import put_byline
from archive.intake.belongings import slug_of, term_named
from archive.intake.errors import ReextractError
from archive.intake.fields import KEEPERS_DATE, moment_value
from archive.intake.joining import rearrange, rejoining, settle_people
from archive.intake.months import save_months
from archive.intake.people import person_named
from archive.lib.dates import Moment
from archive.lib.text import collapse
from archive.models import Article, Comment, Person, Site
from archive.models.choices import Visibility
from archive.models.visibility import stricter
from archive.search.stale import mark_stale

JOIN = ("joined_to", "is_keepers_join")
JoinedRow = TypeVar("JoinedRow", Article, Person)


class ActionError(ValueError):
    """What was asked cannot be done; the message says why, and what can be."""


# Who may see it ------------------------------------------------------------------------------


def show(row: Article | Comment, by: AbstractBaseUser) -> None:
    """Let everyone see an article or a comment again."""
    set_visibility(row, Visibility.PUBLIC, by)


def hide(row: Article | Comment, by: AbstractBaseUser) -> None:
    """Take an article or a comment out of sight; for others it is not there (404)."""
    set_visibility(row, Visibility.HIDDEN, by)


def withdraw(row: Article | Comment, by: AbstractBaseUser) -> None:
    """Take it out of sight and say so in a neutral line (410)."""
    set_visibility(row, Visibility.WITHDRAWN, by)


def mark_spam(row: Article | Comment, by: AbstractBaseUser) -> None:
    """Take it out of sight as spam."""
    set_visibility(row, Visibility.SPAM, by)


@transaction.atomic
def set_visibility(row: Article | Comment, visibility: str, by: AbstractBaseUser) -> None:
    """Say who may see a row, with one of the values of Visibility."""
    if isinstance(row, Comment):
        set_visibility_of([row], visibility, by)
    elif row.visibility != visibility:
        was, row.visibility = row.visibility, str(Visibility(visibility).value)
        row.save(update_fields=["visibility"])
        mark_stale(articles=[row.pk], narrows=stricter(was, row.visibility) == row.visibility)
        log_all(by, [row], f"visibility: {was} → {row.visibility}")


@transaction.atomic
def set_visibility_of(comments: Sequence[Comment], visibility: str, by: AbstractBaseUser) -> None:
    """Say who may see comments of one article; its thread is counted once."""
    changing = [row for row in comments if row.visibility != visibility]
    if not changing:
        return
    article = Article.objects.select_for_update().get(pk=changing[0].article_id)
    for was, rows in groupby(sorted(changing, key=_visibility), key=_visibility):
        alike = list(rows)
        for row in alike:
            row.visibility = str(Visibility(visibility).value)
        Comment.objects.filter(pk__in=[row.pk for row in alike]).update(visibility=visibility)
        narrows = stricter(was, visibility) == visibility
        mark_stale(comments=[row.pk for row in alike], narrows=narrows)
        log_all(by, alike, f"visibility: {was} → {visibility}")
    recount(article)
    mark_stale(articles=[article.pk])  # its own document carries the count


def _visibility(row: Comment) -> str:
    return row.visibility


def recount(article: Article) -> None:
    """Count an article's thread anew, by intake's own rule. Cost: one query over its comments."""
    # Not by article.comments: each of its rows would ask for its article, which is left out here.
    rows = Comment.objects.filter(article=article, merged_into__isnull=True)
    columns = ("state", "visibility", "position", "depth", "posted_at", "posted_on")
    read = list(rows.only(*columns))
    count(article, read)
    save_months([(article, read)])
    article.save(update_fields=COUNTS)


# What it is called, when it was written, by whom, about what ---------------------------------


@transaction.atomic
def set_title(article: Article, title: str, by: AbstractBaseUser) -> None:
    """Show another title than the source's; empty for the source's own."""
    _set_text(article, "keeper_title", "title", title, by)


@transaction.atomic
def set_standfirst(article: Article, standfirst: str, by: AbstractBaseUser) -> None:
    """Show another standfirst than the source's; empty for the source's own."""
    _set_text(article, "keeper_standfirst", "standfirst", standfirst, by)


def _set_text(article: Article, column: str, name: str, text: str, by: AbstractBaseUser) -> None:
    was, now = getattr(article, column), collapse(text)
    if was == now:
        return
    setattr(article, column, now)
    article.save(update_fields=[column])
    mark_stale(articles=[article.pk])
    log_all(by, [article], f"{name}: “{was}” → “{now}”")


@transaction.atomic
def set_date(article: Article, moment: Moment | None, by: AbstractBaseUser) -> None:
    """Show and sort by another date than the source's; None for the source's own."""
    was, now = KEEPERS_DATE.read(article), moment_value(moment)
    if was == now:
        return
    KEEPERS_DATE.write(article, now)
    article.save(update_fields=KEEPERS_DATE.columns)
    mark_stale(articles=[article.pk])
    log_all(by, [article], f"date: {moment.isoformat() if moment else 'as the source says'}")


@transaction.atomic
def set_authors(article: Article, names: Sequence[str], by: AbstractBaseUser) -> None:
    """Show another byline than the source's, in this order; none for the source's own.

    A name is that person of the article's site who has it, made where there is none.
    """
    wanted = list(dict.fromkeys(name for given in names if (name := collapse(given))))
    kept = article.article_authors.filter(is_keepers=True)
    was = list(kept.order_by("position").values_list("person__name", flat=True))
    if was == wanted:
        return
    put_byline(article, [person_named(article.site, name) for name in wanted])
    mark_stale(articles=[article.pk])
    log_all(by, [article], f"byline: {', '.join(wanted) or 'as the source says'}")


@transaction.atomic
def tag(article: Article, name: str, by: AbstractBaseUser) -> None:
    """Give an article a tag of the keeper's. Raises ActionError for an empty name."""
    if not collapse(name):
        raise ActionError(gettext("A tag needs a name: write one."))
    term = term_named(name)
    _, is_new = article.article_terms.get_or_create(term=term, is_keepers=True)
    if is_new:
        mark_stale(articles=[article.pk])
        log_all(by, [article], f"tag: + {term.name}")


@transaction.atomic
def untag(article: Article, name: str, by: AbstractBaseUser) -> None:
    """Take a tag of the keeper's from an article; those of its source stay as it gave them."""
    rows = article.article_terms.filter(term__slug=slug_of(name), is_keepers=True)
    if rows.delete()[0]:
        mark_stale(articles=[article.pk])
        log_all(by, [article], f"tag: − {collapse(name)}")  # noqa: RUF001 -- a minus, beside the plus


def reextract(article: Article, by: AbstractBaseUser) -> None:
    """Read an article's kept captures again, each in a transaction, with what reads them now.

    Raises ActionError where no bytes of it are kept, or they cannot be read.
    """
    captures = list(article.captures.exclude(stored_as=""))
    if not captures:
        message = gettext("Of “%(row)s” no bytes are kept: there is nothing to read again.")
        raise ActionError(message % {"row": article})
    for capture in captures:
        try:
            importer.reextract(capture)
        except ReextractError as error:
            raise ActionError(str(error)) from error
    log_all(by, [article], f"read again from {len(captures)} of its captures")


# Where it stands -----------------------------------------------------------------------------


@transaction.atomic
def hang(comment: Comment, parent: Comment | None, by: AbstractBaseUser) -> None:
    """Let a comment answer another of its thread, or none; its replies go with it.

    Raises ActionError where the parent is in another thread, or stands beneath the comment.
    """
    if parent is not None:
        refuse_parent(comment, parent)
    was = (comment.keeper_parent_is_set, comment.keeper_parent_id)
    comment.keeper_parent, comment.keeper_parent_is_set = parent, True
    if was != (True, comment.keeper_parent_id):
        _rehang(comment, by, f"now answers {parent or 'the article'}")


@transaction.atomic
def unhang(comment: Comment, by: AbstractBaseUser) -> None:
    """Let a comment answer what its source says again."""
    if comment.keeper_parent_is_set:
        comment.keeper_parent, comment.keeper_parent_is_set = None, False
        _rehang(comment, by, "now answers what its source says")


def refuse_parent(comment: Comment, parent: Comment) -> None:
    """Raise ActionError where the comment cannot answer this one. O(what stands beneath it)."""
    if parent.article_id != comment.article_id or parent.merged_into_id is not None:
        message = gettext("“%(row)s” is in another thread: choose one of the same.")
        raise ActionError(message % {"row": parent})
    rows = comment.article.comments.filter(merged_into__isnull=True, position__gte=comment.position)
    beneath = rows.order_by("position").values_list("pk", "depth")
    for place, (pk, depth) in enumerate(beneath.iterator()):
        if place and depth <= comment.depth:
            return
        if pk == parent.pk:
            message = gettext("“%(row)s” stands beneath this comment: choose one that does not.")
            raise ActionError(message % {"row": parent})


def _rehang(comment: Comment, by: AbstractBaseUser, what: str) -> None:
    comment.save(update_fields=["keeper_parent", "keeper_parent_is_set"])
    rearrange(Article.objects.select_for_update().get(pk=comment.article_id))
    mark_stale(articles=[comment.article_id])
    log_all(by, [comment], what)


@transaction.atomic
def move(article: Article, site: Site, by: AbstractBaseUser) -> None:
    """Let an article stand with another site; imports go on finding it where its source had it."""
    if article.site_id == site.pk:
        return
    was, article.site = article.site.host, site
    article.save(update_fields=["site"])
    mark_stale(articles=[article.pk])
    log_all(by, [article], f"site: {was} → {site.host}")


# What is one ---------------------------------------------------------------------------------


@transaction.atomic
def merge_articles(article: Article, into: Article, by: AbstractBaseUser) -> None:
    """Let an article be another, with both threads beneath that one; `part_article` undoes it.

    Raises ActionError where it is that article already, or stands as part of another.
    """
    one, other = _read_anew(article, into)
    _refuse_second(one)
    refuse_join(one, other)
    with rejoining([one, other]):
        one.joined_to, one.is_keepers_join = other, True
        one.save(update_fields=JOIN)
    article.refresh_from_db(fields=[*JOIN, "merged_into"])
    log_all(by, [article], f"is {into} ({into.key})")


@transaction.atomic
def part_article(article: Article, by: AbstractBaseUser) -> None:
    """Let an article that the keeper merged stand by itself again, with its own thread."""
    (one,) = _read_anew(article)
    if not one.is_keepers_join:
        message = gettext("“%(row)s” was not merged by hand: there is nothing to undo.")
        raise ActionError(message % {"row": one})
    with rejoining([one]):
        one.joined_to, one.is_keepers_join = None, False
        one.save(update_fields=JOIN)
    article.refresh_from_db(fields=[*JOIN, "merged_into"])
    log_all(by, [article], "stands by itself again")


@transaction.atomic
def merge_people(person: Person, into: Person, by: AbstractBaseUser) -> None:
    """Let a person be another; `part_person` undoes it.

    Raises ActionError where it is that person already, or is another's already.
    """
    one, other = _read_anew(person, into)
    _refuse_second(one)
    refuse_join(one, other)
    one.joined_to = other
    one.save(update_fields=["joined_to"])
    settle_people([one, other])
    person.refresh_from_db(fields=["joined_to", "merged_into"])
    log_all(by, [person], f"is {into} ({into.key})")


@transaction.atomic
def part_person(person: Person, by: AbstractBaseUser) -> None:
    """Let a person that was merged stand alone again."""
    (one,) = _read_anew(person)
    if one.joined_to is None:
        message = gettext("“%(row)s” was not merged: there is nothing to undo.")
        raise ActionError(message % {"row": one})
    was, one.joined_to = one.joined_to, None
    one.save(update_fields=["joined_to"])
    settle_people([one, was])
    person.refresh_from_db(fields=["joined_to", "merged_into"])
    log_all(by, [person], "stands alone again")


def _read_anew(*rows: JoinedRow) -> list[JoinedRow]:
    """The rows as they are now, locked in one order for all: two keepers never join in a circle."""
    asked = type(rows[0])._default_manager.select_for_update()  # noqa: SLF001 (documented)
    found = {one.pk: one for one in asked.filter(pk__in=[row.pk for row in rows]).order_by("pk")}
    return [found[row.pk] for row in rows]


def refuse_join(one: Article | Person, into: Article | Person) -> None:
    """Raise ActionError where the one cannot be merged into the other."""
    if one.merged_into_id is not None and not _is_keepers(one):
        message = gettext("“%(row)s” was found to be “%(other)s” by an import.")
        raise ActionError(message % {"row": one, "other": one.merged_into})
    if into.merged_into_id is not None and not _is_keepers(into):
        message = gettext("“%(row)s” was found to be “%(other)s”: choose that one.")
        raise ActionError(message % {"row": into, "other": into.merged_into})
    if one.pk == into.pk or into.merged_into_id == one.pk:
        message = gettext("“%(row)s” is “%(other)s” already: choose another.")
        raise ActionError(message % {"row": into, "other": one})


def _refuse_second(one: Article | Person) -> None:
    if one.joined_to_id is not None:
        message = gettext("“%(row)s” is merged into another already: undo that first.")
        raise ActionError(message % {"row": one})


def _is_keepers(one: Article | Person) -> bool:
    return isinstance(one, Person) or one.is_keepers_join
