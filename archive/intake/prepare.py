"""Drafts made ready to be stored: cleaned, bounded, hashed, before any transaction opens.

Nothing here reads or writes the store. What is put right on the way is told as Problems.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import unquote

from django.db.models import TextChoices

from archive.intake.candidates import OBSERVATIONS, Candidate, Json, is_none
from archive.intake.earlier import is_value
from archive.intake.fields import (
    MAX_NUMBER,
    MAX_SHORT_LENGTH,
    MAX_URL_LENGTH,
    moment_value,
    text_of,
)
from archive.intake.identities import (
    MAX_NAME_LENGTH,
    Name,
    PersonRef,
    article_names,
    host_for,
    named,
    person_ref,
)
from archive.intake.restoring import (
    Told,
    is_as_it_stood,
    own_authors,
    own_captures,
    own_earlier_authors,
    own_earlier_bylines,
    own_names,
    own_notes,
    own_people,
    own_person,
    own_urls,
)
from archive.lib.addresses import host_of, resolve
from archive.lib.digests import sha256_hex, text_digest
from archive.lib.html import clean
from archive.lib.text import clean_characters, collapse, fold, slugify
from archive.models.choices import ArticleKind, ArticleState, CommentState
from archive.parsing.drafts import (
    ArticleDraft,
    CaptureDraft,
    CommentDraft,
    Context,
    Origin,
    Problem,
    TermDraft,
)

MAX_PARSER_LENGTH = 60

Posted = tuple[datetime, str, int | None]
"""When a comment was written, for matching: instant, precision, offset in minutes."""


@dataclass(slots=True)
class PreparedComment:
    """One reply, ready to be matched and merged.

    `names` are its identities, its content's among them; `said_by`, `digest` and `posted` are
    what it is matched by without ids.
    """

    draft: CommentDraft
    rank: int
    names: list[Name]
    candidates: list[tuple[str, Candidate]]
    origin: Origin
    authors: list[Candidate]
    person: PersonRef | None
    said_by: str
    digest: str
    posted: Posted | None
    notes: list[dict[str, Any]]
    is_reread: bool = False


@dataclass(slots=True)
class PreparedArticle:
    """One piece and the part of its thread that came with it, ready to be stored.

    `mark` is what the record will be known again by, empty where it need not be.
    """

    draft: ArticleDraft
    host: str
    names: list[Name]
    urls: list[str]
    candidates: list[tuple[str, Candidate]]
    origin: Origin
    authors: list[PersonRef]
    bylines: list[Candidate]
    terms: list[TermDraft]
    namespace: str
    digest: str
    told: Told = field(default_factory=dict)
    comments: list[PreparedComment] = field(default_factory=list)
    captures: list[CaptureDraft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    is_reread: bool = False
    mark: str = ""


def reread(prepared: PreparedArticle) -> PreparedArticle:
    """The same as read once more from bytes that were read before."""

    def again(candidate: Candidate) -> Candidate:
        return candidate._replace(is_reread=True)

    for one in prepared.comments:
        one.candidates = [(name, again(candidate)) for name, candidate in one.candidates]
        one.authors = list(map(again, one.authors))
        one.is_reread = True
    return replace(
        prepared,
        candidates=[(name, again(candidate)) for name, candidate in prepared.candidates],
        bylines=list(map(again, prepared.bylines)),
        is_reread=True,
    )


def prepare(draft: ArticleDraft, context: Context, input_digest: str) -> PreparedArticle:
    """The draft cleaned and bounded. `input_digest` parts ids of inputs that name no site."""
    problems: list[Problem] = []
    capture = draft.capture
    draft, base = _addressed(draft, problems)
    origin = Origin(draft.rank, draft.modified_at, capture.captured_at if capture else None)
    body = _cleaned(draft.body_html, base)
    digest = text_digest(text_of(body)[0] or draft.title)
    host = host_for(draft, context)
    if is_as_it_stood(draft):
        names, urls = own_names(draft.identities), own_urls(draft)
    else:
        names, urls = article_names(draft, host, digest, input_digest)
    told = own_people(draft)
    namespace = capture.thread_namespace if capture else ""
    namespace = namespace or (draft.identities[0].namespace if draft.identities else "")
    prepared = PreparedArticle(
        draft=draft,
        host=host,
        names=names,
        urls=[one for url in urls if (one := _url(url, "", draft.place, problems))],
        candidates=[],
        origin=origin,
        authors=own_authors(draft, told)
        or [ref for one in draft.authors if (ref := person_ref(one, host, namespace))],
        bylines=[],
        told=told,
        terms=[*draft.terms],
        namespace=namespace,
        digest=digest,
        captures=[capture] if capture else [*own_captures(draft)],
        problems=problems,
        notes=own_notes(draft.own),
    )
    prepared.bylines = _bylines(draft, prepared.authors, origin) + own_earlier_bylines(draft, told)
    values = _article_values(draft, base, body, problems)
    prepared.candidates = _candidates(values, origin, draft, problems)
    seen: Counter[str] = Counter()
    prepared.comments = [prepare_comment(one, prepared, base, seen) for one in draft.comments]
    return prepared


def names_of(draft: ArticleDraft, context: Context, digest: str, input_digest: str) -> list[Name]:
    """The names under which `prepare` would have the article, whose text has this digest."""
    draft, _ = _addressed(draft, [])
    return article_names(draft, host_for(draft, context), digest, input_digest)[0]


def _addressed(draft: ArticleDraft, problems: list[Problem]) -> tuple[ArticleDraft, str]:
    """The draft with whole addresses, and the one that links in it are relative to."""
    captured = draft.capture.url if draft.capture else ""
    own_url = _url(draft.url or captured, "", draft.place, problems)
    canonical = _url(draft.canonical_url, own_url, draft.place, problems)
    article_url = _url(draft.article_url, "", draft.place, problems)
    whole = replace(draft, canonical_url=canonical, article_url=article_url)
    return whole, own_url or canonical


def _claimed(draft: ArticleDraft) -> str:
    """The address that the page claims for the article; a page of a thread claims its own."""
    is_own = draft.article_url and host_of(draft.article_url) == host_of(draft.canonical_url)
    return "" if is_own else draft.canonical_url


def _bylines(draft: ArticleDraft, authors: list[PersonRef], origin: Origin) -> list[Candidate]:
    """The byline as a field's value; one candidate or none."""
    own = draft.own.origins.get("authors") if draft.own else None
    names = dict.fromkeys((ref.namespace, ref.value) for ref in authors)
    weight = own or _weight("authors", origin, draft)
    return [Candidate([list(name) for name in names], weight)] if names else []


def _article_values(
    draft: ArticleDraft, base: str, body: str, problems: list[Problem]
) -> dict[str, Json]:
    image = _url(draft.lead_image_url, base, draft.place, problems)
    parser = collapse(draft.parser)[:MAX_PARSER_LENGTH]
    return {
        "kind": _known(draft.kind, ArticleKind, ArticleKind.POST, draft.place, problems),
        "state": _known(draft.state, ArticleState, ArticleState.PENDING, draft.place, problems),
        "url": draft.article_url or base,
        "canonical_url": _claimed(draft),
        "slug": slugify(unquote(draft.slug), MAX_SHORT_LENGTH),
        "title": collapse(draft.title),
        "standfirst": collapse(draft.standfirst),
        "language": collapse(draft.language)[:35],
        "published": moment_value(draft.published),
        "modified": moment_value(draft.modified),
        "body": body,
        "lead_image": [image, collapse(draft.lead_image_caption)] if image else None,
        "comments_state": draft.comments_state if draft.comments_state != "unknown" else None,
        "declared_comment_count": _number(
            draft.declared_comment_count, range(MAX_NUMBER + 1), draft.place, problems
        ),
        "thread_caveat": draft.thread_caveat,
        "parser": [parser, round(draft.confidence, 4)] if parser else None,
    }


def prepare_comment(
    draft: CommentDraft, article: PreparedArticle, base: str, seen: Counter[str]
) -> PreparedComment:
    """One comment of the article made ready; `seen` counts equal contents so far."""
    problems = article.problems
    origin = _origin(draft, article)
    body = _cleaned(draft.body_html, base)
    digest = text_of(body)[1]
    person = own_person(draft, article.told)
    if person is None and draft.author:
        person = person_ref(draft.author, article.host, article.namespace)
    said_by = fold(draft.author.name) if draft.author else ""
    posted = moment_value(draft.posted)
    content = sha256_hex("\0".join((said_by, digest, str(posted))).encode("utf-8", "replace"))[:32]
    seen[content] += 1
    if draft.own and draft.identities:
        names = own_names(draft.identities)
    else:
        names = [named(one.namespace, one.value) for one in draft.identities if one.value]
        names.append(Name("content", f"{content}-{seen[content]}"))
    rank = min(max(draft.rank, 0), MAX_NUMBER)
    values = {
        "kind": collapse(draft.kind)[:40] or "comment",
        "state": _known(draft.state, CommentState, CommentState.PENDING, draft.place, problems),
        "place": rank,
        # That a source does not mark it says nothing: most never do.
        "by_article_author": draft.by_article_author or None,
        "posted": posted,
        "title": collapse(draft.title),
        "body": body,
        "score": _number(draft.score, range(-MAX_NUMBER, MAX_NUMBER + 1), draft.place, problems),
        "permalink": _url(draft.permalink, base, draft.place, problems),
    }
    return PreparedComment(
        draft=draft,
        rank=rank,
        names=names,
        candidates=[]
        if draft.state == CommentState.MISSING
        else _candidates(values, origin, draft, problems),
        origin=origin,
        authors=_author(draft, person, base, article) + own_earlier_authors(draft, article.told),
        person=person,
        said_by=said_by,
        digest=digest,
        posted=_posted(draft),
        notes=own_notes(draft.own),
    )


def _posted(draft: CommentDraft) -> Posted | None:
    at = draft.posted
    return (at.at, at.precision, at.offset_minutes) if at else None


def _author(
    draft: CommentDraft, person: PersonRef | None, base: str, article: PreparedArticle
) -> list[Candidate]:
    """Who the source says wrote it, as a field's value; one candidate or none."""
    if person is None or draft.author is None:
        return []
    url = _url(draft.author_url, base, draft.place, article.problems)
    name = collapse(draft.author.name)[:MAX_NAME_LENGTH]
    own = draft.own.origins.get("author") if draft.own else None
    return [Candidate([name, url, person.namespace, person.value], own or _origin(draft, article))]


def _origin(draft: CommentDraft, article: PreparedArticle) -> Origin:
    return Origin(article.draft.rank, draft.modified_at, article.origin.captured_at)


def _weight(field: str, origin: Origin, draft: ArticleDraft | CommentDraft) -> Origin:
    """What a record's word on a field is compared by: a later page's on its article is less.

    But for what it counts now, such as the comments declared: that is the thread's.
    """
    is_later = isinstance(draft, ArticleDraft) and draft.is_later_page
    return replace(origin, rank="part") if is_later and field not in OBSERVATIONS else origin


def _candidates(
    values: dict[str, Json],
    origin: Origin,
    draft: ArticleDraft | CommentDraft,
    problems: list[Problem],
) -> list[tuple[str, Candidate]]:
    own = draft.own
    origins = own.origins if own else {}
    # An own export names the origin of every value that a source gave; the others nobody gave.
    candidates = [
        (name, Candidate(value, origins.get(name) or _weight(name, origin, draft)))
        for name, value in values.items()
        if not is_none(value) and (not origins or name in origins)
    ]
    for one in own.revisions if own else ():
        if one.field in ("author", "authors"):
            continue
        if is_value(one.field, one.value, of_comment=isinstance(draft, CommentDraft)):
            value = _cleaned(one.value, "") if one.field == "body" else one.value
            candidates.append((one.field, Candidate(value, one.origin)))
        else:
            message = f"an earlier value of “{one.field[:40]}” cannot have been one; left out"
            problems.append(Problem(message, draft.place, "repaired"))
    return candidates


def _cleaned(markup: str, base: str) -> str:
    cleaned = clean(clean_characters(markup), base) if markup else ""
    text_of(cleaned)  # so that no transaction waits for it
    return cleaned


def _known(
    value: str, choices: type[TextChoices], fallback: str, place: str, problems: list[Problem]
) -> str:
    """The value if it is one of the choices, else the fallback; empty says nothing."""
    if not value or value in _values_of(choices):
        return value
    message = f"“{value[:60]}” is not known here and was kept as “{fallback}”"
    problems.append(Problem(message, place, "repaired"))
    return str(fallback)


@cache
def _values_of(choices: type[TextChoices]) -> frozenset[str]:
    return frozenset(choices.values)


def _number(value: int | None, allowed: range, place: str, problems: list[Problem]) -> int | None:
    if value is None or value in allowed:
        return value
    message = f"the number {value} is not from {allowed[0]} to {allowed[-1]} and was left out"
    problems.append(Problem(message, place, "repaired"))
    return None


def _url(url: str, base: str, place: str, problems: list[Problem]) -> str:
    """The whole web address that `url` is on a page at `base`; empty where it is none."""
    resolved = resolve(base, url) if url else ""
    length = max(len(url), len(resolved))
    if length <= MAX_URL_LENGTH:
        return resolved
    message = (
        f"an address of {length} characters (at most {MAX_URL_LENGTH}) was left out: {url[:80]}…"
    )
    problems.append(Problem(message, place, "repaired"))
    return ""
