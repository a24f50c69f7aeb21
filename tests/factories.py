"""Valid rows from the fewest arguments; everything else is overridden by name."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import User

from archive.intake.links import keep_links
from archive.intake.pictures import keep_pictures, ready_pictures
from archive.lib.digests import sha256_hex, short_key, text_digest
from archive.lib.text import slugify
from archive.models import (
    Article,
    ArticleAuthor,
    ArticleTerm,
    Collection,
    CollectionEntry,
    Comment,
    Note,
    Person,
    Picture,
    Revision,
    Site,
    Term,
    ThreadMonth,
)
from archive.parsing.drafts import PictureDraft

PASSWORD = "open-sesame"  # noqa: S105 -- of accounts that live as long as a test
_numbers = count(1)


def make_user(name: str = "reader", *, is_staff: bool = False) -> User:
    return User.objects.create_user(
        f"{name}{next(_numbers)}", password=PASSWORD, is_staff=is_staff, is_superuser=is_staff
    )


def make_site(host: str = "tidewater.example", **overrides: Any) -> Site:
    values = {"name": host.split(".")[0].title(), **overrides}
    return Site.objects.get_or_create(host=host, defaults=values)[0]


def make_person(
    name: str = "Ingrid Halloway", *, site: Site | None = None, **overrides: Any
) -> Person:
    site = site or make_site()
    key = overrides.pop("key", short_key("person", site.host, name, str(next(_numbers))))
    return Person.objects.create(site=site, name=name, key=key, **overrides)


def make_article(site: Site | None = None, *, comments: int = 0, **overrides: Any) -> Article:
    """An article of 2012-06-22, and as many top-level comments as asked, a minute apart."""
    number = next(_numbers)
    at = overrides.pop("published_at", datetime(2012, 6, 22, 8, 32, tzinfo=UTC))
    authors = overrides.pop("authors", ())
    terms = overrides.pop("terms", ())
    values: dict[str, Any] = {
        "key": short_key("article", str(number)),
        "title": f"A bridge is also a gate {number}",
        "slug": "a-bridge-is-also-a-gate",
        "language": "en",
        "body_html": "<p>The bridge opens for the herring boats.</p>",
        "published_at": at,
        "published_precision": "minute" if at else "",
        "published_on": at.date() if at else None,
        "parser": "html/wordpress",
        **overrides,
    }
    values.setdefault("body_text", "The bridge opens for the herring boats.")
    values.setdefault("source_url", f"https://tidewater.example/{number}/")
    article = Article.objects.create(site=site or make_site(), **values)
    keep_links([article])
    for position, person in enumerate(authors):
        ArticleAuthor.objects.create(article=article, person=person, position=position)
    for slug in terms:
        term = Term.objects.get_or_create(slug=slug, defaults={"name": slug.title()})[0]
        ArticleTerm.objects.create(article=article, term=term)
    for _ in range(comments):
        make_comment(article)
    return article


def make_picture(article: Article, address: str, content: bytes, *, alt: str = "") -> Picture:
    """A picture that came with the article, as intake keeps it."""
    ready = ready_pictures([PictureDraft(address, content, alt)], "")
    keep_pictures(article, ready, None)
    return Picture.objects.get(sha256=sha256_hex(content))


def make_comment(article: Article, parent: Comment | None = None, **overrides: Any) -> Comment:
    """A comment at the end of the thread (it is the caller's to keep positions in thread order)."""
    number = next(_numbers)
    position = article.comments.count()
    at = overrides.pop(
        "posted_at", datetime(2012, 6, 22, 9, 0, tzinfo=UTC) + timedelta(minutes=position)
    )
    person = overrides.pop("person", None)
    text = overrides.pop("body_text", f"I drive over it twice a week, number {number}.")
    values: dict[str, Any] = {
        "key": short_key("comment", str(number)),
        "parent": parent,
        "position": position,
        "depth": parent.depth + 1 if parent else 0,
        "source_rank": position,
        "person": person,
        "author_name": person.name if person else "Tomasz Wren",
        "body_html": f"<p>{text}</p>",
        "body_text": text,
        "text_digest": text_digest(text),
        "posted_at": at,
        "posted_precision": "minute" if at else "",
        "posted_on": at.date() if at else None,
        **overrides,
    }
    comment = Comment.objects.create(article=article, **values)
    is_kept = comment.state == "published"
    is_public = is_kept and comment.visibility == "public"
    article.kept_count += is_kept
    article.comment_count += is_public
    if is_public and at and (article.last_comment_at is None or at > article.last_comment_at):
        article.last_comment_at = at
    article.thread_shape = (article.thread_shape + str(min(comment.depth, 9)))[:190]
    article.save(update_fields=["kept_count", "comment_count", "last_comment_at", "thread_shape"])
    keep_links([comment])
    if is_kept and comment.posted_on:
        first = comment.posted_on.replace(day=1)
        month, _ = ThreadMonth.objects.get_or_create(article=article, month=first)
        month.kept_count += 1
        month.comment_count += is_public
        month.save()
    return comment


def make_revision(owner: Article | Comment, field: str, value: Any) -> Revision:
    """An earlier value of a field, from a saved page of which nobody knows the time."""
    owner.origins[field] = ["page", None, None]
    owner.save(update_fields=["origins"])
    kept = {"article": owner} if isinstance(owner, Article) else {"comment": owner}
    digest = sha256_hex(str(value).encode())
    return Revision.objects.create(
        field=field, value=value, value_digest=digest, rank="page", **kept
    )


def make_note(row: Article | Comment, text: str = "Compare the ledger.", **overrides: Any) -> Note:
    """A note of 2026-03-12, for everyone unless it is told otherwise."""
    about = {"article": row} if isinstance(row, Article) else {"comment": row}
    values = {"is_public": True, "writer_name": "keeper", **about, **overrides}
    values.setdefault("written_at", datetime(2026, 3, 12, 9, 0, tzinfo=UTC))
    note = Note(**values)
    note.say(text)
    note.save()
    return note


def make_collection(
    name: str = "Bridges", *rows: Article | Comment, **overrides: Any
) -> Collection:
    """A public collection of these articles and comments, in this order."""
    values = {"slug": slugify(name), "is_public": True, **overrides}
    collection = Collection.objects.create(name=name, **values)
    for position, row in enumerate(rows):
        about = {"article": row} if isinstance(row, Article) else {"comment": row}
        CollectionEntry.objects.create(collection=collection, position=position, **about)
    return collection
