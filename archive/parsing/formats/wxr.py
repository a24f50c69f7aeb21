"""WordPress export: posts and pages with their comments (WXR 1.0 to 1.2).

WXR is RSS 2.0 with elements of WordPress's own; it is defined by what writes it, the function
`export_wp` (developer.wordpress.org/reference/functions/export_wp), and read by its names as they
are written, whatever version the file says it is.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Literal
from urllib.parse import urlsplit

from archive.lib.addresses import host_of, normalise
from archive.lib.dates import Moment, moment_from_text
from archive.lib.html import strip_tags
from archive.lib.text import collapse
from archive.parsing.drafts import (
    ArticleDraft,
    CommentDraft,
    Context,
    Identity,
    LeftOut,
    PersonDraft,
    Problem,
    Record,
    TermDraft,
)
from archive.parsing.formats.wxr_text import shown
from archive.parsing.formats.wxr_times import moment_of
from archive.parsing.sources import Source
from archive.parsing.xml_records import Element, fields, name_of, raw, records, said, text_in

PARSER = "wxr"
KINDS = {"post": "post", "page": "page"}
STATES = {
    "publish": "published",
    "inherit": "published",  # of an attachment: as its post, which is not told here
    "draft": "draft",
    "auto-draft": "draft",
    "pending": "pending",
    "private": "private",
    "future": "scheduled",
    "trash": "trashed",
    "": "published",
}
COMMENT_STATES = {
    "1": "published",
    "approve": "published",
    "0": "pending",
    "hold": "pending",
    "": "pending",
    "spam": "spam",
    "trash": "deleted",
    "post-trashed": "deleted",
}
COMMENT_KINDS = {"": "comment"}
TERM_KINDS: dict[str, Literal["category", "tag"]] = {
    "category": "category",
    "post_tag": "tag",
    "tag": "tag",
}
CommentsState = Literal["open", "closed", "unknown"]
COMMENTS_STATES: dict[str, CommentsState] = {"open": "open", "closed": "closed"}
OWN_ELEMENT = re.compile(rb"<wp:\w+")
RECORDS = frozenset(
    {"item", "author", "base_blog_url", "base_site_url", "title", "link", "language"}
)


def sniff(source: Source) -> float:
    """How sure it is that this is a WordPress export: elements of its own, in RSS or alone."""
    head = source.head().replace(b"\0", b"")  # so that UTF-16 shows its names too
    if not OWN_ELEMENT.search(head):
        return 0.0
    return 1.0 if b"<rss" in head or b"<item" in head else 0.0


@dataclass(slots=True)
class Blog:
    """What the export says of itself before its items."""

    title: str = ""
    home: str = ""
    language: str = ""
    authors: dict[str, PersonDraft] = field(default_factory=dict)

    @property
    def namespace(self) -> str:
        """Whose ids these are: two blogs may lie beneath one host."""
        return namespace_for(self.home)


def namespace_for(home: str) -> str:
    """The namespace of the ids of a blog at this address."""
    path = urlsplit(normalise(home)).path.rstrip("/") if home else ""
    return f"wordpress:{path}" if path else "wordpress"


def parse(source: Source, context: Context) -> Iterator[Record]:
    """Yield an ArticleDraft per post and page, LeftOut for what is neither, and each repair."""
    blog, count = Blog(), 0
    for element in records(source, RECORDS):
        if isinstance(element, Problem):
            yield element
        elif name_of(element) == "item":
            count += 1
            yield from _item(element, blog, f"item {count:,}")
        else:
            _hear(element, blog)


def _hear(element: Element, blog: Blog) -> None:
    """Take in what an element beside the items says of the blog."""
    name, words = name_of(element), collapse(text_in(element))
    if name == "wp:author":
        of = {key: collapse(text_in(found[0])) for key, found in fields(element).items()}
        login = of.get("wp:author_login", "")
        blog.authors[login] = PersonDraft(
            name=of.get("wp:author_display_name") or login,
            user_id=of.get("wp:author_id", ""),
            email=of.get("wp:author_email", ""),
        )
    elif name == "title":
        blog.title = blog.title or words
    elif name == "language":
        blog.language = blog.language or words
    elif name == "wp:base_blog_url" or (name in ("link", "wp:base_site_url") and not blog.home):
        blog.home = words or blog.home


def _item(element: Element, blog: Blog, place: str) -> Iterator[Record]:
    of = fields(element)
    title, number = _words(of, "title"), said(of, "wp:post_id")
    place = f"{place} (post {number})" if number else place
    kind, comments = said(of, "wp:post_type"), of.get("wp:comment", [])
    body = raw(of, "content:encoded")
    if not kind and not (comments or body.strip()):
        yield LeftOut("an empty thread", place, title)
        return
    if kind and kind not in KINDS and not comments:
        yield LeftOut(f"“{kind}”, which is neither post nor page and has no comments", place, title)
        return
    author = _author(of, blog)
    modified = _moment(of, "wp:post_modified")
    link = said(of, "link")
    is_article = bool(link) and normalise(link).rstrip("/") != normalise(blog.home).rstrip("/")
    yield ArticleDraft(
        rank="export",
        parser=PARSER,
        title=title,
        identities=(Identity(blog.namespace, number),) if number else (),
        url=link if is_article else "",
        site_host=host_of(blog.home),
        site_name=blog.title,
        kind=KINDS.get(kind, "post"),
        state=_state(of),
        slug=said(of, "wp:post_name"),
        standfirst=_words(of, "excerpt:encoded"),
        authors=(author,) if author else (),
        language=blog.language,
        published=_moment(of, "wp:post_date") or moment_from_text(said(of, "pubDate")),
        modified=modified,
        modified_at=modified.at if modified else None,
        body_html=shown(body),
        terms=tuple(_terms(of)),
        comments_state=_comments_state(of),
        comments=tuple(_comments(comments, author, blog.namespace, place)),
        place=place,
    )


def _state(of: Mapping[str, list[Element]]) -> str:
    status = said(of, "wp:status").lower()
    state = STATES.get(status, status)
    return "password" if state == "published" and said(of, "wp:post_password") else state


def _comments_state(of: Mapping[str, list[Element]]) -> CommentsState:
    return COMMENTS_STATES.get(said(of, "wp:comment_status").lower(), "unknown")


def _moment(of: Mapping[str, list[Element]], name: str) -> Moment | None:
    return moment_of(said(of, name), said(of, f"{name}_gmt"))


def _words(of: Mapping[str, list[Element]], name: str) -> str:
    """Plain words of what WordPress keeps as markup: titles, excerpts, names."""
    return strip_tags(raw(of, name))


def _author(of: Mapping[str, list[Element]], blog: Blog) -> PersonDraft | None:
    login = said(of, "dc:creator")
    return blog.authors.get(login) or (PersonDraft(login) if login else None)


def _terms(of: Mapping[str, list[Element]]) -> Iterator[TermDraft]:
    for one in of.get("category", ()):
        kind = TERM_KINDS.get(one.get("domain", "category"))
        if kind and (name := collapse(unescape(text_in(one)))):
            yield TermDraft(name, kind, one.get("nicename", ""))


def _comments(
    elements: list[Element], author: PersonDraft | None, namespace: str, place: str
) -> Iterator[CommentDraft]:
    seen: Counter[str] = Counter()
    for rank, element in enumerate(elements):
        of = fields(element)
        number = said(of, "wp:comment_id")
        seen[number] += 1
        ref = number if number and seen[number] == 1 else f"{number}#{rank}"
        parent, user = said(of, "wp:comment_parent"), said(of, "wp:comment_user_id")
        user = "" if user == "0" else user
        kind, state = said(of, "wp:comment_type"), said(of, "wp:comment_approved")
        name = _words(of, "wp:comment_author")
        yield CommentDraft(
            ref=ref,
            rank=rank,
            parent_ref=parent if parent not in ("", "0") else None,
            identities=(Identity(namespace, number),) if number else (),
            kind=COMMENT_KINDS.get(kind, kind),
            state=COMMENT_STATES.get(state, state),
            author=PersonDraft(name, user, email=said(of, "wp:comment_author_email"))
            if name
            else None,
            author_url=said(of, "wp:comment_author_url"),
            by_article_author=bool(user) and author is not None and author.user_id == user,
            posted=_moment(of, "wp:comment_date"),
            body_html=shown(raw(of, "wp:comment_content")),
            place=f"{place}, comment {number or rank + 1}",
        )
