"""Drafts made ready to be stored: cleaned, bounded, hashed, before any transaction opens.

Nothing here reads or writes the store. What is put right on the way is told as Problems.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import TextChoices

from archive.intake.candidates import Candidate, Json
from archive.intake.fields import MAX_SHORT_LENGTH, MAX_URL_LENGTH, moment_value, text_of
from archive.intake.identities import Name, PersonRef, article_names, host_for, person_ref
from archive.intake.restoring import (
    Told,
    own_authors,
    own_captures,
    own_earlier_authors,
    own_earlier_bylines,
    own_names,
    own_people,
    own_person,
    own_urls,
)
from archive.lib.addresses import resolve
from archive.lib.digests import sha256_hex, text_digest
from archive.lib.html import clean
from archive.lib.text import clean_characters, collapse, fold
from archive.models.choices import ArticleKind, ArticleState, CommentState
from archive.models.provenance import bounded
from archive.parsing.drafts import (
    ArticleDraft,
    CaptureDraft,
    CommentDraft,
    Context,
    Origin,
    Own,
    Problem,
    TermDraft,
)

MAX_NAME_LENGTH = 500

Posted = tuple[datetime, str, int | None]
"""When a comment was written, for matching: instant, precision, offset in minutes."""


@dataclass(slots=True)
class PreparedComment:
    """One reply, ready to be matched and merged.

    `names` are its identities, its content's among them; `said_by`, `digest` and `posted` are
    what it is matched by without ids.
    """

    draft: CommentDraft
    names: list[Name]
    candidates: list[tuple[str, Candidate]]
    origin: Origin
    authors: list[Candidate]
    person: PersonRef | None
    said_by: str
    digest: str
    posted: Posted | None


@dataclass(slots=True)
class PreparedArticle:
    """One piece and the part of its thread that came with it, ready to be stored."""

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


def prepare(draft: ArticleDraft, context: Context, input_digest: str) -> PreparedArticle:
    """The draft cleaned and bounded. `input_digest` parts ids of inputs that name no site."""
    problems: list[Problem] = []
    capture = draft.capture
    own_url = draft.url or (capture.url if capture else "")
    base = own_url or draft.canonical_url
    origin = Origin(draft.rank, draft.modified_at, capture.captured_at if capture else None)
    body = _cleaned(draft.body_html, base)
    digest = text_digest(text_of(body)[0] or draft.title)
    host = host_for(draft, context)
    if draft.own and draft.identities:
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
        urls=[url for url in urls if _fits(url, draft.place, problems)],
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
    )
    prepared.bylines = _bylines(draft, prepared.authors, origin) + own_earlier_bylines(draft, told)
    prepared.candidates = _candidates(
        _article_values(draft, own_url, base, body, problems), origin, draft.own
    )
    seen: Counter[str] = Counter()
    prepared.comments = [prepare_comment(one, prepared, base, seen) for one in draft.comments]
    return prepared


def _bylines(draft: ArticleDraft, authors: list[PersonRef], origin: Origin) -> list[Candidate]:
    """The byline as a field's value; one candidate or none."""
    own = draft.own.origins.get("authors") if draft.own else None
    names = dict.fromkeys((ref.namespace, ref.value) for ref in authors)
    return [Candidate([list(name) for name in names], own or origin)] if names else []


def _article_values(
    draft: ArticleDraft, own_url: str, base: str, body: str, problems: list[Problem]
) -> dict[str, Json]:
    image = _url(
        resolve(base, draft.lead_image_url) if draft.lead_image_url else "", draft.place, problems
    )
    parser = [draft.parser, round(draft.confidence, 4)]
    return {
        "kind": _known(draft.kind, ArticleKind, ArticleKind.POST, draft.place, problems),
        "state": _known(draft.state, ArticleState, ArticleState.PENDING, draft.place, problems),
        "url": _url(own_url or draft.canonical_url, draft.place, problems),
        "canonical_url": _url(draft.canonical_url, draft.place, problems),
        "slug": collapse(draft.slug)[:MAX_SHORT_LENGTH],
        "title": collapse(draft.title),
        "standfirst": collapse(draft.standfirst),
        "language": collapse(draft.language)[:35],
        "published": moment_value(draft.published),
        "modified": moment_value(draft.modified),
        "body": body,
        "lead_image": [image, collapse(draft.lead_image_caption)] if image else None,
        "comments_state": draft.comments_state if draft.comments_state != "unknown" else None,
        "declared_comment_count": draft.declared_comment_count,
        "thread_caveat": draft.thread_caveat,
        "parser": parser if draft.parser else None,
    }


def prepare_comment(
    draft: CommentDraft, article: PreparedArticle, base: str, seen: Counter[str]
) -> PreparedComment:
    """One comment of the article made ready; `seen` counts equal contents so far."""
    problems = article.problems
    origin = Origin(article.draft.rank, draft.modified_at, article.origin.captured_at)
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
        names = [Name(one.namespace, bounded(one.value)) for one in draft.identities if one.value]
        names.append(Name("content", f"{content}-{seen[content]}"))
    values = {
        "kind": collapse(draft.kind)[:40] or "comment",
        "state": _known(draft.state, CommentState, CommentState.PENDING, draft.place, problems),
        "place": draft.rank,
        # That a source does not mark it says nothing: most never do.
        "by_article_author": draft.by_article_author or None,
        "posted": posted,
        "title": collapse(draft.title),
        "body": body,
        "score": draft.score,
        "permalink": _url(
            resolve(base, draft.permalink) if draft.permalink else "", draft.place, problems
        ),
    }
    return PreparedComment(
        draft=draft,
        names=names,
        candidates=[]
        if draft.state == CommentState.MISSING
        else _candidates(values, origin, draft.own),
        origin=origin,
        authors=_author(draft, person, base, origin) + own_earlier_authors(draft, article.told),
        person=person,
        said_by=said_by,
        digest=digest,
        posted=(draft.posted.at, draft.posted.precision, draft.posted.offset_minutes)
        if draft.posted
        else None,
    )


def _author(
    draft: CommentDraft, person: PersonRef | None, base: str, origin: Origin
) -> list[Candidate]:
    """Who the source says wrote it, as a field's value; one candidate or none."""
    if person is None or draft.author is None:
        return []
    url = resolve(base, draft.author_url) if draft.author_url else ""
    name = collapse(draft.author.name)[:MAX_NAME_LENGTH]
    own = draft.own.origins.get("author") if draft.own else None
    value = [name, url[:MAX_URL_LENGTH], person.namespace, person.value]
    return [Candidate(value, own or origin)]


def _candidates(
    values: dict[str, Json], origin: Origin, own: Own | None
) -> list[tuple[str, Candidate]]:
    origins = own.origins if own else {}
    # An own export names the origin of every value that a source gave; the others nobody gave.
    candidates = [
        (name, Candidate(value, origins.get(name, origin)))
        for name, value in values.items()
        if not origins or name in origins
    ]
    for one in own.revisions if own else ():
        if one.field in values:
            value = _cleaned(str(one.value), "") if one.field == "body" else one.value
            candidates.append((one.field, Candidate(value, one.origin)))
    return candidates


def _cleaned(markup: str, base: str) -> str:
    cleaned = clean(clean_characters(markup), base) if markup else ""
    text_of(cleaned)  # so that no transaction waits for it
    return cleaned


def _known(
    value: str, choices: type[TextChoices], fallback: str, place: str, problems: list[Problem]
) -> str:
    if value in choices.values:
        return value
    message = f"“{value[:60]}” is not known here and was kept as “{fallback}”"
    problems.append(Problem(message, place, "repaired"))
    return str(fallback)


def _url(url: str, place: str, problems: list[Problem]) -> str:
    return url if _fits(url, place, problems) else ""


def _fits(url: str, place: str, problems: list[Problem]) -> bool:
    if len(url) <= MAX_URL_LENGTH:
        return True
    message = (
        f"an address of {len(url)} characters (at most {MAX_URL_LENGTH}) was left out: {url[:80]}…"
    )
    problems.append(Problem(message, place, "repaired"))
    return False
