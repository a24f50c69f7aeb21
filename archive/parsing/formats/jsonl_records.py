"""The objects of Afterword's jsonl as drafts; docs/formats.md has the table of their fields."""

from collections.abc import Mapping
from typing import Any, cast, get_args

from archive.parsing.drafts import (
    ArticleDraft,
    CollectionDraft,
    CommentDraft,
    EntryDraft,
    Identity,
    Origin,
    Own,
    PersonDraft,
    RevisionDraft,
    SourceRank,
    TermDraft,
)
from archive.parsing.formats.jsonl_fields import Fields, Report, Value

RANKS = get_args(SourceRank)
ARTICLE_STATES = ("published", "draft", "pending", "private", "password", "scheduled", "trashed")
COMMENT_STATES = ("published", "pending", "spam", "deleted", "missing")
# Columns that a draft has no field for; they are handed on as facts, under these names.
ARTICLE_FACTS = ("key", "addresses", "site", "captures")


def article_of(value: Mapping[str, Value], report: Report) -> ArticleDraft:
    """Give the draft of one article line. Never raises; what is amiss joins the report."""
    fields = Fields(value, "article", report)
    site = fields.part("site")
    facts = {name: value[name] for name in ARTICLE_FACTS if value.get(name) is not None}
    comments = fields.each("comments", lambda one: one if isinstance(one, dict) else None)
    draft = ArticleDraft(
        rank="export",
        parser=fields.text("parser") or "jsonl",
        confidence=fields.share("confidence", 1.0),
        title=fields.text("title"),
        identities=fields.each("identities", lambda one: identity_of(one, report)),
        url=fields.text("url"),
        canonical_url=fields.text("canonical_url"),
        site_host=site.text("host") if site else "",
        site_name=site.text("name") if site else "",
        kind=fields.text("article_kind") or "post",
        state=fields.one_of("state", ARTICLE_STATES, "published"),
        slug=fields.text("slug"),
        standfirst=fields.text("standfirst"),
        authors=fields.each("authors", lambda one: person_of(one, report)),
        language=fields.text("language"),
        published=fields.moment("published"),
        modified=fields.moment("modified"),
        body_html=fields.text("body_html"),
        lead_image_url=fields.text("lead_image_url"),
        lead_image_caption=fields.text("lead_image_caption"),
        terms=fields.each("terms", lambda one: term_of(one, report)),
        comments_state=cast(
            Any, fields.one_of("comments_state", ("open", "closed", "unknown"), "unknown")
        ),
        declared_comment_count=fields.number("declared_comment_count"),
        thread_caveat=cast(Any, fields.one_of("thread_caveat", ("", "unattributed"), "")),
        comments=tuple(comment_of(one, rank, report) for rank, one in enumerate(comments)),
        place=report.place,
        own=own_of(fields, facts),
    )
    fields.asked.update(("kind", *ARTICLE_FACTS))
    fields.done()
    return draft


def comment_of(value: Mapping[str, Value], place: int, report: Report) -> CommentDraft:
    """Give the draft of one comment, in an article or on a line of its own."""
    fields = Fields(value, "comment", report)
    rank = fields.number("rank")
    own_line = value.get("kind") == "comment" and "article" in value
    key = fields.text("key")
    fields.asked.update(("kind", "article"))
    draft = CommentDraft(
        ref=fields.text("ref") or f"#{place + 1}",
        rank=place if rank is None else rank,
        parent_ref=fields.text("parent_ref") or None,
        identities=fields.each("identities", lambda one: identity_of(one, report)),
        kind=fields.text("comment_kind")
        or (fields.text("kind") if not own_line else "")
        or "comment",
        state=fields.one_of(
            "state", COMMENT_STATES, "pending" if value.get("state") else "published"
        ),
        author=person_of(value.get("author"), report),
        author_url=fields.text("author_url"),
        by_article_author=fields.get("by_article_author", bool, False),
        posted=fields.moment("posted"),
        title=fields.text("title"),
        body_html=fields.text("body_html"),
        score=fields.number("score"),
        permalink=fields.text("permalink"),
        article=identity_of(value["article"], report) if own_line else None,
        place=report.place if own_line else f"{report.place}, comment {place + 1}",
        own=own_of(fields, {"key": key} if key else {}),
    )
    fields.asked.add("author")
    fields.done()
    return draft


def collection_of(value: Mapping[str, Value], report: Report) -> CollectionDraft:
    """Give the draft of one collection line; its name may be empty."""
    fields = Fields(value, "collection", report)
    fields.asked.add("kind")
    collection = CollectionDraft(
        name=fields.text("name"),
        slug=fields.text("slug"),
        description=fields.text("description"),
        is_public=fields.get("is_public", bool, False),
        entries=fields.each("entries", lambda one: entry_of(one, report)),
        place=report.place,
    )
    fields.done()
    return collection


def entry_of(value: Value, report: Report) -> EntryDraft | None:
    """Give an entry of a collection; None where it names not one article or one comment."""
    fields = Fields(value, "entry", report)
    entry = EntryDraft(
        article=fields.text("article_key"),
        comment=fields.text("comment_key"),
        remark=fields.text("remark"),
        added_at=fields.instant("added_at"),
    )
    fields.done()
    if bool(entry.article) == bool(entry.comment):
        report.repaired("an entry must name one article or one comment; it was left out")
        return None
    return entry


def own_of(fields: Fields, facts: Mapping[str, Value]) -> Own:
    """Give what only Afterword's export knows of a record."""
    report = fields.report
    origins = {name: origin_of(value, report) for name, value in fields.mapping("origins").items()}
    return Own(
        origins=origins,
        revisions=fields.each("revisions", lambda one: revision_of(one, report)),
        keeper=dict(fields.mapping("keeper")),
        facts={**fields.mapping("facts"), **facts},
    )


def origin_of(value: Value, report: Report) -> Origin:
    """Give what a field's value is compared by."""
    fields = Fields(value, "origin", report)
    origin = Origin(
        rank=cast(SourceRank, fields.one_of("rank", RANKS, "export")),
        modified_at=fields.instant("modified_at"),
        captured_at=fields.instant("captured_at"),
    )
    fields.done()
    return origin


def revision_of(value: Value, report: Report) -> RevisionDraft | None:
    """Give another value a field once had; None where the field is not named."""
    fields = Fields(value, "revision", report)
    name = fields.text("field")
    if not name:
        report.repaired("a revision names no field and was left out")
        return None
    fields.asked.add("value")
    revision = RevisionDraft(
        field=name,
        value=fields.values.get("value"),
        origin=origin_of(fields.values.get("origin"), report),
        capture_sha256=fields.text("capture_sha256"),
    )
    fields.asked.add("origin")
    fields.done()
    return revision


def identity_of(value: Value, report: Report) -> Identity | None:
    """Give an identity from a list of namespace and value."""
    if isinstance(value, list) and len(value) == 2:
        namespace, name = value
        if isinstance(namespace, str) and isinstance(name, str) and namespace and name:
            return Identity(namespace, name)
    report.repaired(f"{str(value)[:60]!r} is no identity: [namespace, value], both texts")
    return None


def person_of(value: Value, report: Report) -> PersonDraft | None:
    """Give a person; None for null, and for one without a name."""
    if value is None:
        return None
    fields = Fields(value, "author", report)
    person = PersonDraft(
        name=fields.text("name"),
        user_id=fields.text("user_id"),
        profile_url=fields.text("profile_url"),
        email_hmac=fields.text("email_hmac"),
    )
    fields.done()
    return person if person.name else None


def term_of(value: Value, report: Report) -> TermDraft | None:
    """Give a category or tag; None for one without a name."""
    fields = Fields(value, "term", report)
    term = TermDraft(
        name=fields.text("name"),
        kind=cast(Any, fields.one_of("kind", ("category", "tag"), "tag")),
        slug=fields.text("slug"),
    )
    fields.done()
    return term if term.name else None
