"""Rows as the objects of Afterword's own format (docs/formats.md, jsonl): one per article.

What `formats/jsonl.py` reads and intake stores again gives the same archive: `manage.py digest`.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from archive.export.public import public_record
from archive.lib.dates import format_moment
from archive.models import (
    Article,
    ArticleAuthor,
    ArticleTerm,
    Capture,
    Comment,
    Note,
    Person,
    Revision,
    Site,
    SourceIdentity,
)
from archive.models.choices import IdentityOf, Visibility
from archive.models.visibility import User, is_keeper

Record = dict[str, Any]
CHUNK = 50
"""Articles fetched at a time: queries grow with chunks, not with rows."""


def article_records(user: User) -> Iterator[Record]:
    """Every article that the user may see with its thread, in the order of their rows.

    For all but the keeper each is cut to what everyone may see. The keeper's have each article
    apart, as its sources have it; those that he joined say with what. About fifteen queries per
    50 articles.
    """
    rows = Article.objects.visible_to(user)
    if is_keeper(user):
        rows = Article.objects.filter(Q(merged_into__isnull=True) | Q(is_keepers_join=True))
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), CHUNK):
        chunk = Article.objects.filter(pk__in=pks[start : start + CHUNK])
        articles = list(_prefetched(chunk, are_apart=is_keeper(user)).order_by("pk"))
        earlier = _people_of_revisions(articles)
        for article in articles:
            record = article_record(article, earlier.get(article.pk, set()))
            yield record if is_keeper(user) else public_record(record)


def _people_of_revisions(articles: list[Article]) -> dict[int, set[Person]]:
    """Per article, the people whom its and its comments' revisions name. Two queries."""
    named: dict[tuple[str, str], set[int]] = {}
    for article in articles:
        comments = (one.revisions.all() for one in thread_of(article))
        for revision in chain(article.revisions.all(), *comments):
            for namespace, value in _names_in(revision):
                named.setdefault((namespace, value), set()).add(article.pk)
    people: dict[int, set[Person]] = {}
    sites = {article.pk: source_site(article).pk for article in articles}
    rows = SourceIdentity.objects.filter(
        what=IdentityOf.PERSON, value__in={value for _, value in named}
    )
    for one in rows.select_related("person").prefetch_related("person__identities"):
        for pk in named.get((one.namespace, one.value), ()):
            if one.site_id == sites[pk] and one.person is not None:
                people.setdefault(pk, set()).add(one.person)
    return people


def _names_in(revision: Revision) -> list[tuple[str, str]]:
    if revision.field == "author":
        return [(revision.value[2], revision.value[3])]
    if revision.field == "authors":
        return [(namespace, value) for namespace, value in revision.value]
    return []


def _prefetched(articles: QuerySet[Article], *, are_apart: bool) -> QuerySet[Article]:
    """Articles with all that their records hold: their sources' threads, or what stands beneath."""
    joined = Q(is_keepers_join=False) if are_apart else Q()
    comments = (
        Comment.objects.select_related("person")
        .order_by("position")
        .prefetch_related(
            "person__identities",
            "identities",
            "joined",
            Prefetch("merged", Comment.objects.filter(joined)),
            "note_set",
            "merged__note_set",
            Prefetch("revisions", Revision.objects.select_related("capture")),
        )
    )
    here, elsewhere = comments.filter(merged_into__isnull=True), comments.none()
    if are_apart:
        is_whole = Q(merged_into__isnull=True) | Q(is_keepers_join=True)
        here, elsewhere = here.filter(source_article__isnull=True), comments.filter(is_whole)
    return articles.select_related("site", "joined_to").prefetch_related(
        Prefetch("comments", here),
        Prefetch("comments_elsewhere", elsewhere),
        Prefetch("merged", Article.objects.filter(joined)),
        "note_set",
        "merged__note_set",
        Prefetch("revisions", Revision.objects.select_related("capture")),
        Prefetch(
            "identities",
            SourceIdentity.objects.filter(what=IdentityOf.ARTICLE).select_related("site"),
        ),
        Prefetch("article_authors", ArticleAuthor.objects.select_related("person")),
        Prefetch("article_authors__person__identities"),
        Prefetch("article_terms", ArticleTerm.objects.select_related("term")),
        "captures",
        "addresses",
        "joined",
    )


def thread_of(article: Article) -> list[Comment]:
    """The comments of an article's record, as they were fetched."""
    return [*article.comments.all(), *article.comments_elsewhere.all()]


def article_record(article: Article, earlier: Iterable[Person]) -> Record:
    """One article with its whole thread; `earlier` are people that only revisions name.

    Costs no query where everything was fetched before.
    """
    return {
        "kind": "article",
        "key": article.key,
        "site": _site(source_site(article)),
        "identities": names_of(article.identities.all()),
        "addresses": sorted(one.url for one in article.addresses.all() if one.comment_id is None),
        **_fields(article),
        **_provenance(article),
        "keeper": _keepers_word(article),
        "facts": _facts(article, earlier),
        "comments": _comments(article),
    }


def _site(site: Site) -> Record:
    return {"host": site.host, "name": site.name}


def _fields(article: Article) -> Record:
    terms = [one for one in article.article_terms.all() if not one.is_keepers]
    byline = [one.person for one in article.article_authors.all() if not one.is_keepers]
    return {
        "article_kind": article.kind,
        "state": article.state,
        "url": article.source_url,
        "canonical_url": article.canonical_url,
        "title": article.title,
        "slug": article.slug if "slug" in article.origins else "",
        "standfirst": article.standfirst,
        "authors": [_author(one) for one in byline],
        "language": article.language,
        "published": _moment(article, "published"),
        "modified": _moment(article, "modified"),
        "body_html": article.body_html,
        "lead_image_url": article.lead_image_url,
        "lead_image_caption": article.lead_image_caption,
        "terms": sorted(
            ({"kind": one.kind, "name": one.term.name, "slug": one.term.slug} for one in terms),
            key=lambda term: (term["slug"], term["kind"]),
        ),
        "comments_state": article.comments_state,
        "declared_comment_count": article.declared_comment_count,
        "thread_caveat": article.thread_caveat,
        "parser": article.parser,
        "confidence": article.confidence,
    }


def _provenance(article: Article) -> Record:
    site_name = source_site(article).origins.get("name")
    origins = {**article.origins, **({"site_name": site_name} if site_name else {})}
    return {
        "origins": _origins(origins),
        "revisions": _revisions(article.revisions.all()),
        "captures": [_capture(one) for one in article.captures.all()],
    }


def _facts(article: Article, earlier: Iterable[Person]) -> Record:
    byline = article.article_authors.all()
    authors = [one.person for one in byline if not one.is_keepers]
    chosen = [one.person for one in byline if one.is_keepers]
    speakers = [one.person for one in thread_of(article) if one.person]
    people = {one.pk: one for one in [*authors, *chosen, *speakers, *earlier]}
    return {
        "authors": [_identity(one) for one in authors],
        "people": _people(people.values()),
        "merged_keys": _keys_of_joined(article.joined.all()),
    }


def names_of(identities: Iterable[SourceIdentity]) -> list[list[str]]:
    """Identities as pairs of namespace and value; made-up ones (by content) last."""
    names = {(one.namespace == "content", one.namespace, one.value) for one in identities}
    return [[namespace, value] for _, namespace, value in sorted(names)]


def _comments(article: Article) -> list[Record]:
    rows = thread_of(article)
    refs = {one.pk: _ref(row, article) for row in rows for one in (*row.merged.all(), row)}
    return [_comment(row, refs, article) for row in rows]


def _keys_of_joined(rows: Iterable[Article | Comment]) -> list[str]:
    return sorted(one.key for one in rows if not one.is_keepers_join)


def _names(comment: Comment, article: Article) -> list[list[str]]:
    """By what the comment is known beneath the article; ids of another article's are not of it."""
    is_guest = comment.source_article_id not in (None, article.pk)
    names = names_of(comment.identities.all())
    return [name for name in names if name[0] == "content"] if is_guest else names


def _ref(comment: Comment, article: Article) -> str:
    names = _names(comment, article)
    return ":".join(names[0]) if names else comment.key


def _comment(row: Comment, refs: dict[int, str], article: Article) -> Record:
    person = row.person
    keeper: Record = {}
    if row.visibility != Visibility.PUBLIC:
        keeper["visibility"] = row.visibility
    if notes := _notes(row):
        keeper["notes"] = notes
    if row.keeper_parent_is_set and (row.keeper_parent_id is None or row.keeper_parent_id in refs):
        keeper["parent_ref"] = refs.get(row.keeper_parent_id or 0, "")
    facts: Record = {"person": _identity(person)} if person else {}
    if merged := _keys_of_joined(row.joined.all()):
        facts["merged_keys"] = merged
    for name in ("first_seen_at", "last_seen_at"):
        if at := getattr(row, name):
            facts[name] = at.isoformat()
    return {
        "ref": refs[row.pk],
        "parent_ref": refs.get(row.parent_id or 0),
        "rank": row.source_rank,
        "key": row.key,
        "identities": _names(row, article),
        "kind": row.kind,
        "state": row.state,
        "author": {"name": row.author_name} if row.author_name else None,
        "author_url": row.author_url,
        "by_article_author": row.by_article_author,
        "posted": _moment(row, "posted"),
        "title": row.title,
        "body_html": row.body_html,
        "score": row.score,
        "permalink": row.permalink,
        "origins": _origins(row.origins),
        "revisions": _revisions(row.revisions.all()),
        "keeper": keeper,
        "facts": facts,
    }


def source_site(article: Article) -> Site:
    """The site that the article's sources named, wherever the keeper moved it."""
    return next((one.site for one in article.identities.all()), article.site)


def _keepers_word(article: Article) -> Record:
    byline = article.article_authors.all()
    word = {
        "title": article.keeper_title,
        "standfirst": article.keeper_standfirst,
        "visibility": article.visibility if article.visibility != Visibility.PUBLIC else "",
        "terms": sorted(one.term.name for one in article.article_terms.all() if one.is_keepers),
        "published": _moment(article, "keeper_published"),
        "authors": [_identity(one.person) for one in byline if one.is_keepers],
        "site": article.site.host if article.site != source_site(article) else "",
        "joined_to": article.joined_to.key if article.joined_to and article.is_keepers_join else "",
        "notes": _notes(article),
    }
    return {name: value for name, value in word.items() if value}


def _notes(row: Article | Comment) -> list[Record]:
    """What was noted on the row or on one that was merged into it, in order of time."""
    notes: list[Note] = [*row.note_set.all()]
    for other in row.merged.all():
        notes += other.note_set.all()
    records = [
        {
            "text": one.text,
            "writer": one.writer_name,
            "written_at": one.written_at.isoformat(),
            "edited_at": one.edited_at.isoformat() if one.edited_at else None,
            "is_public": one.is_public,
        }
        for one in notes
    ]
    return sorted(records, key=lambda one: (str(one["written_at"]), str(one["text"])))


def _author(person: Person) -> Record:
    return {"name": person.name, "profile_url": person.profile_url}


def _people(people: Iterable[Person]) -> list[Record]:
    return sorted((_person(one) for one in people), key=lambda record: record["identity"])


def _person(person: Person) -> Record:
    return {
        "identity": _identity(person),
        "name": person.name,
        "profile_url": person.profile_url,
        "origins": _origins(person.origins),
    }


def _identity(person: Person) -> list[str]:
    names = names_of(person.identities.all())
    return names[0] if names else ["name", person.name]


def _moment(row: Article | Comment, prefix: str) -> str:
    at = getattr(row, f"{prefix}_at")
    if at is None:
        return ""
    precision = getattr(row, f"{prefix}_precision")
    return format_moment(at, precision, getattr(row, f"{prefix}_offset_minutes"))


def _origins(packed: dict[str, Any]) -> Record:
    names = ("rank", "modified_at", "captured_at")
    return {
        field: {name: one for name, one in zip(names, value, strict=True) if one}
        for field, value in sorted(packed.items())
    }


def _revisions(rows: Iterable[Revision]) -> list[Record]:
    found = [
        {
            "field": one.field,
            "value": one.value,
            "origin": {
                "rank": one.rank,
                "modified_at": one.modified_at.isoformat() if one.modified_at else None,
                "captured_at": one.captured_at.isoformat() if one.captured_at else None,
            },
            "capture_sha256": one.capture.sha256 if one.capture else "",
            "digest": one.value_digest,
        }
        for one in rows
    ]
    found.sort(key=lambda one: (one["field"], one["digest"]))
    return [{name: value for name, value in one.items() if name != "digest"} for one in found]


def _capture(one: Capture) -> Record:
    return {
        "sha256": one.sha256,
        "url": one.url,
        "captured_at": one.captured_at.isoformat() if one.captured_at else None,
        "media_type": one.media_type,
        "size_bytes": one.size_bytes,
        "thread_namespace": one.thread_namespace,
        "thread_is_complete": one.thread_is_complete,
    }
