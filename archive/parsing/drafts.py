"""What a parser yields: drafts of rows, not yet stored, and the account of what yields none.

Every value is as the source gave it: markup is not cleaned, addresses may be relative to the
draft's own address, e-mail addresses stand in clear. Intake cleans, hashes and stores.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from archive.lib.dates import Moment

# How much a source's word weighs where sources disagree: DESIGN section 3, "Which value wins".
# "part" is what a later page of a thread says of the article that stands on the first.
SourceRank = Literal["export", "api", "page", "feed", "dump", "part"]


@dataclass(frozen=True, slots=True)
class Identity:
    """One name by which a source knows a record.

    `namespace` is the system that gave the name: `wordpress`, `disqus:<forum>`, `address`,
    `digest`. `value` is unique within namespace and site (for a comment: within its article).
    """

    namespace: str
    value: str


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A name under which someone wrote, with whatever else the record says of them."""

    name: str
    user_id: str = ""  # the source's own id of the user, without a namespace
    profile_url: str = ""
    email: str = ""  # in clear; intake keeps only an HMAC of it
    email_hmac: str = ""  # already an HMAC under this archive's key: jsonl only


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A category or tag as the source named it."""

    name: str
    kind: Literal["category", "tag"] = "tag"
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a value is compared by when sources disagree. Times are aware UTC."""

    rank: SourceRank
    modified_at: datetime | None = None
    captured_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RevisionDraft:
    """Another value that a field once had; only Afterword's own jsonl carries these."""

    field: str
    value: Any
    origin: Origin
    capture_sha256: str = ""


@dataclass(frozen=True, slots=True)
class CaptureDraft:
    """The bytes a draft was read from. `content` is None where only their digest is known."""

    content: bytes | None
    media_type: str
    url: str = ""
    captured_at: datetime | None = None  # aware UTC; never a file's own date
    sha256: str = ""  # needed only without content
    size_bytes: int = 0  # likewise
    thread_namespace: str = ""
    thread_is_complete: bool = False


@dataclass(frozen=True, slots=True)
class PictureDraft:
    """A picture that came in the input, as it came; intake decodes it and keeps it, or says why
    not.

    `address` is where it is on the web, or its name by its bytes (`lib.images.name_of`), as the
    text's `<img>` resolves to; `alt` are its words there. `file` is its path relative to the page
    where it lay in a folder beside it, so that the page can be read again with it.
    """

    address: str
    content: bytes
    alt: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """What only Afterword's own export knows of a record; see docs/formats.md, jsonl.

    `keeper` are keeper columns and visibility, used where the row is new and never over a
    stored keeper's value; `origins` say by what each field's value was compared; `facts` are
    the remaining columns (key, last_seen_at, merges) by their names there.
    """

    origins: Mapping[str, Origin] = field(default_factory=dict)
    revisions: tuple[RevisionDraft, ...] = ()
    keeper: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CommentDraft:
    """One reply.

    `ref` names it within its article's draft (any string, unique there) and `parent_ref` names
    what it answers; both may refer to comments that come later. `rank` is its place in the
    source, from 0. `article` is set only where the comment comes apart from its ArticleDraft.
    """

    ref: str
    rank: int
    parent_ref: str | None = None
    identities: tuple[Identity, ...] = ()
    kind: str = "comment"  # comment, pingback, trackback, or what the source calls it
    state: str = "published"  # published, pending, spam, deleted, missing
    author: PersonDraft | None = None
    author_url: str = ""  # the address written beside the name
    by_article_author: bool = False  # the source itself marks it as the article's author's
    posted: Moment | None = None
    title: str = ""
    body_html: str = ""
    score: int | None = None
    permalink: str = ""
    modified_at: datetime | None = None
    article: Identity | None = None
    place: str = ""  # where in the source, for problems: "line 12", "comment 34"
    own: Own | None = None


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """One piece as found in one source, with the part of its thread found there.

    `parser` names what read it ("html/family/wordpress"), `confidence` how sure it was, 0 to 1.
    `thread_caveat` is "unattributed" where the source gives neither the authors of comments nor
    certain boundaries between them. Of a thread on several pages, `article_url` is the article's
    own address where the page stands at another, and `is_later_page` says that it is not the
    first: then what it says of the article gives way to whatever else does. `comments_rank` is
    what its comments weigh where they come apart, if not what it weighs itself.
    """

    rank: SourceRank
    parser: str
    title: str = ""
    identities: tuple[Identity, ...] = ()
    url: str = ""  # the capture's own address, where known
    canonical_url: str = ""  # what the page claims: rel=canonical, else og:url
    article_url: str = ""
    is_later_page: bool = False
    site_host: str = ""  # where the format names the site but no address
    site_name: str = ""
    kind: str = "post"  # post, page, topic, story
    state: str = "published"  # published, draft, pending, private, password, scheduled, trashed
    slug: str = ""
    standfirst: str = ""
    authors: tuple[PersonDraft, ...] = ()
    language: str = ""  # BCP 47, as declared or detected
    published: Moment | None = None
    modified: Moment | None = None
    body_html: str = ""
    lead_image_url: str = ""
    lead_image_caption: str = ""
    terms: tuple[TermDraft, ...] = ()
    comments_state: Literal["open", "closed", "unknown"] = "unknown"
    declared_comment_count: int | None = None
    thread_caveat: Literal["", "unattributed"] = ""
    confidence: float = 1.0
    comments: tuple[CommentDraft, ...] = ()
    comments_rank: SourceRank | None = None
    capture: CaptureDraft | None = None
    pictures: tuple[PictureDraft, ...] = ()
    modified_at: datetime | None = None  # when the source says it last changed this record
    place: str = ""
    own: Own | None = None


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """What stands in a collection: the key of an article, or of a comment."""

    article: str = ""
    comment: str = ""
    remark: str = ""
    added_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CollectionDraft:
    """A keeper's collection, as only Afterword's own export tells of one; entries in order."""

    name: str
    slug: str = ""
    description: str = ""
    is_public: bool = False
    entries: tuple[EntryDraft, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that is no article and no comment, and why it is not kept."""

    reason: str
    place: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, or had to be repaired.

    `severity` is "refused" (a record was lost), "repaired" (kept, but changed) or "noticed".
    """

    message: str
    place: str
    severity: Literal["refused", "repaired", "noticed"] = "refused"


Record = ArticleDraft | CommentDraft | CollectionDraft | LeftOut | Problem


@dataclass(frozen=True, slots=True)
class Context:
    """What the caller of a parser knows beyond the bytes."""

    site_host: str = ""  # --site
    url: str = ""  # where the bytes were obtained
    captured_at: datetime | None = None  # when they were; aware UTC, never a file's own date
    charset: str = ""  # the encoding that the server declared
    without: frozenset[str] = frozenset()  # recognisers of threads that are switched off
