"""Feed: entries and comments in RSS (0.90 to 2.0) and Atom (0.3 and 1.0).

RSS 2.0 (rssboard.org/rss-specification), Atom (RFC 4287) and its threads (RFC 4685), the modules
slash (how many comments there are) and, by their prefixes, whatever else feedparser knows.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace

from archive.lib.addresses import host_of, normalise
from archive.lib.html import strip_tags
from archive.parsing.drafts import (
    ArticleDraft,
    Context,
    Identity,
    LeftOut,
    PersonDraft,
    Problem,
    Record,
)
from archive.parsing.formats.feed_entries import Entry, Head, entry_in
from archive.parsing.formats.feed_threads import (
    ENTRIES,
    PARSER,
    Survey,
    comment_of,
    is_comment,
    named,
    survey_of,
    without_fragment,
    wordpress_post,
)
from archive.parsing.sources import Source
from archive.parsing.xml_records import records

logger = logging.getLogger(__name__)

ASIDES = ((b"<!--", b"-->"), (b"<?", b">"), (b"<!", b">"))
MOST_ASIDES = 50
TAG = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
ROOTS = frozenset({b"rss", b"feed", b"channel", b"RDF"})
LATER_ROOT = re.compile(rb"<\?xml\b[^>]{0,200}>\s*<(?:rss|feed|rdf:RDF)\b")
RDF_OF_FEEDS = re.compile(rb"purl\.org/rss/|my\.netscape\.com/rdf/")
SURE, FAIRLY_SURE = 0.9, 0.6
OF_SUMMARY_ALONE = 0.5
"""How sure a text is that may be no more than the beginning of one."""


def sniff(source: Source) -> float:
    """How sure it is that this is a feed, by its root; exports that are feeds too are surer.

    What a server said before the declaration is passed over.
    """
    head = source.head().replace(b"\0", b"")  # so that UTF-16 shows its names too
    root = _root(head)
    if root in ROOTS and (root != b"RDF" or RDF_OF_FEEDS.search(head)):
        return SURE
    return FAIRLY_SURE if root.lower() != b"html" and LATER_ROOT.search(head) else 0.0


def _root(head: bytes) -> bytes:
    """The name of the first element, without prefix; empty where there is none."""
    place = 0
    for _ in range(MOST_ASIDES):
        place = head.find(b"<", place)
        if place < 0:
            return b""
        aside = next((end for start, end in ASIDES if head.startswith(start, place)), None)
        if aside is None and (tag := TAG.match(head, place)):
            return tag[1]
        place = head.find(aside or b"<", place) + 1
        if not place:
            return b""
    return b""


def parse(source: Source, context: Context) -> Iterator[Record]:
    """Yield an ArticleDraft per entry, or a CommentDraft, and at last the articles of comments.

    Those are known by address or id alone, unless they stand in the feed themselves. The file is
    read twice: only the whole shows whether its entries are comments. Memory for one entry, and
    for an article that has comments here.
    """
    survey = survey_of(source)
    yield from survey.problems
    threads: dict[Identity, ArticleDraft] = {}
    given: set[Identity] = set()
    entry_count = comment_count = 0
    for element in records(source, ENTRIES):
        if isinstance(element, Problem):
            yield element
            continue
        entry_count += 1
        place = f"entry {entry_count:,}"
        try:
            entry = entry_in(element)
        except Exception as error:  # the boundary: one entry nobody foresaw must not end an import
            logger.exception("Reading %s of %s failed", place, source.name)
            yield Problem(f"cannot be read: {type(error).__name__}: {error}", place)
            continue
        if entry.no_time:
            message = f"“{entry.no_time[:40]}” is no time; the entry is kept without it"
            yield Problem(message, place, "repaired")
        if is_comment(entry, survey):
            comment, article = comment_of(entry, survey, comment_count, place)
            comment_count += 1
            threads.update({one: article for one in article.identities[:1] if one not in threads})
            yield comment
            continue
        record = _article(entry, survey, place)
        if survey.has_comments and isinstance(record, ArticleDraft):
            given.update(record.identities)
        yield record
    yield from (article for identity, article in threads.items() if identity not in given)


def _article(entry: Entry, survey: Survey, place: str) -> ArticleDraft | LeftOut:
    body = entry.body or entry.summary
    if not (entry.title or body):
        return LeftOut("an entry with neither title nor text", place, entry.link or entry.id)
    head = survey.head
    page = without_fragment(entry.link)
    url = "" if normalise(page) in survey.shared else entry.link
    known = (
        wordpress_post(entry.id, entry.link) or named(entry.id, head.link),
        Identity("address", normalise(page)) if url else None,
    )
    return ArticleDraft(
        rank="feed",
        parser=PARSER,
        title=entry.title,
        identities=tuple(dict.fromkeys(one for one in known if one)),
        url=url,
        site_host=host_of(entry.link) or host_of(head.link),
        site_name=entry.source_title or _site_name(entry, head),
        state="draft" if entry.is_draft else "published",
        standfirst=strip_tags(entry.summary) if entry.body else "",
        authors=tuple(_author(one, entry, head) for one in _byline(entry, head)),
        language=entry.language or head.language,
        published=entry.published,
        modified=entry.modified,
        modified_at=entry.modified.at if entry.modified else None,
        body_html=body,
        lead_image_url=entry.image_url,
        terms=entry.terms,
        declared_comment_count=entry.declared_count,
        confidence=1.0 if entry.body else OF_SUMMARY_ALONE,
        place=place,
    )


def _byline(entry: Entry, head: Head) -> tuple[PersonDraft, ...]:
    """An entry's authors; in Atom, where it names none, the feed's (RFC 4287 section 4.2.1)."""
    return entry.authors or (head.authors if entry.is_atom else ())


def _author(person: PersonDraft, entry: Entry, head: Head) -> PersonDraft:
    """The person, by a page of their own: the site's front page is every writer's and nobody's."""
    fronts = {f"https://{host_of(entry.link)}/", normalise(head.link)}
    is_front = normalise(person.profile_url) in fronts
    return replace(person, profile_url="") if is_front else person


def _site_name(entry: Entry, head: Head) -> str:
    """The feed's title, unless it gathers what other sites wrote."""
    hosts = {host_of(entry.link), host_of(head.link)} - {""}
    return head.title if len(hosts) < 2 else ""
