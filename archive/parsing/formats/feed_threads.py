"""Which entries of a feed are comments, on what, and what each answers.

RFC 4685 says it in so many words (`thr:in-reply-to`). WordPress's feeds of comments in RSS do not:
there it shows in links that all lead to `#comment-123`, or in titles "By: NAME" beside one link.
So a feed is looked over before it is read.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qs, urlsplit

from archive.lib.addresses import host_of, is_web, normalise
from archive.lib.html import strip_tags
from archive.lib.text import collapse, fold
from archive.parsing.drafts import ArticleDraft, CommentDraft, Identity, PersonDraft, Problem
from archive.parsing.formats.feed_entries import Entry, Head, head_with
from archive.parsing.formats.wxr import namespace_for
from archive.parsing.sources import Source
from archive.parsing.xml_records import Element, fields, name_of, records

logger = logging.getLogger(__name__)

PARSER = "feed"
ENTRIES = frozenset({"item", "entry"})
HEADS = frozenset({"title", "link", "language", "author", "generator"})
MOST_HEADS = 100
MOST_LINKS = 10_000
"""Links that are remembered, to see which of them entries share: few feeds have a thousand."""
MOST_REPLIES = 100_000
"""Comments whose place in the thread is remembered where their addresses do not tell it."""
LONGEST_PINGBACK = 2_000
COMMENT_FRAGMENT = re.compile(r"(?:comment-|c)(\d{1,20})")
WORDPRESS_COMMENT = re.compile(r"#comment-(\d{1,20})$")
BLOGGER_COMMENT = re.compile(r"^tag:blogger\.com,1999:blog-\d+\.post-(\d{1,30})$")
BLOGGERS_PARENT = re.compile(r"/comments/default/(\d{1,30})$")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")
PINGBACK = re.compile(r"\[(?:…|\.\.\.)\].*\[(?:…|\.\.\.)\]", re.DOTALL)
SYSTEMS = ("wordpress", "drupal")  # which number comments as in `#comment-123`
DISQUS = ".disqus.com"
# How feeds put together the title of a comment, from the article's and the author's names: what
# stands before the article's title and after it, or before the name alone ("By: Ada").
TITLES = (("Comment on ", " by {who}"), ("{who} on ", ""), ("Re: ", ""))
BY = re.compile(r"[^:]{1,30}:\s?(?P<who>.+)")
# The title of a feed whose address is an article's: "Comments on: Why the harbour light …".
OF_ONE_ARTICLE = re.compile(r"Responses to (?P<own>.+) · Afterword|[^:]{1,60}:\s(?P<of>.+)")


@dataclass(slots=True)
class Survey:
    """What shows of a feed once all of it was seen.

    `shared` are addresses that several articles bear, and so name none; `roots` says of a comment
    by its id which id and address the first one above it answers; `problems` are elements of the
    head that could not be read.
    """

    head: Head = field(default_factory=Head)
    is_of_comments: bool = False
    has_comments: bool = False
    shared: set[str] = field(default_factory=set)
    roots: dict[str, tuple[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def hear(self, element: Element, name: str) -> None:
        """Take in what an element beside the entries says of the feed called `name`."""
        try:
            self.head = head_with(self.head, element)
        except Exception as error:  # the boundary: a head nobody foresaw must not cost the entries
            logger.exception("Reading the head of %s failed", name)
            message = f"its “{name_of(element)}” cannot be read: {type(error).__name__}: {error}"
            self.problems.append(Problem(message, name))


def survey_of(source: Source) -> Survey:
    """Look a feed over. Reads it once; memory as MOST_LINKS and MOST_REPLIES allow.

    Raises SourceError.
    """
    survey, seen = Survey(), _Seen()
    head_count = 0
    for element in records(source, ENTRIES | HEADS):
        if isinstance(element, Problem):
            continue
        if name_of(element).rpartition(":")[2] in ENTRIES:
            seen.take(element)
        elif head_count < MOST_HEADS:
            head_count += 1
            survey.hear(element, source.name)
    survey.is_of_comments = seen.is_of_comments
    survey.has_comments = seen.is_of_comments or seen.has_replies
    survey.shared = {*seen.shared, normalise(survey.head.link)}
    survey.roots = _roots(seen.replies)
    return survey


class _Seen:
    """What the entries so far have in common."""

    def __init__(self) -> None:
        self.has_replies = False
        self.shared: set[str] = set()
        self.replies: dict[str, tuple[str, str]] = {}
        self._count = self._at_fragments = self._signed = self._on_first_page = 0
        self._first_page = ""
        self._pages: dict[int, int] = {}

    @property
    def is_of_comments(self) -> bool:
        """Whether every entry is a comment by its link, or by its title and one link for all."""
        signed = min(self._signed, self._on_first_page)
        return self._count > 0 and self._count in (self._at_fragments, signed)

    def take(self, element: Element) -> None:
        """Look at one more entry."""
        of = fields(element)
        link, title = _link(of), _said(of, "title")
        number, page = _said(of, "guid") or _said(of, "id"), normalise(link)
        self._first_page = self._first_page or page
        signed, who = BY.fullmatch(title), _said(of, "dc:creator") or _said(of, "author")
        is_at_fragment = bool(page and COMMENT_FRAGMENT.fullmatch(_fragment(link)))
        self._count += 1
        self._at_fragments += is_at_fragment
        self._signed += bool(signed and fold(signed["who"]) == fold(who))
        self._on_first_page += bool(page) and page == self._first_page
        if reply := of.get("thr:in-reply-to"):
            self._note_reply(number, reply[0])
        elif page and not is_at_fragment:
            self._note_page(page, number or f"{link} {title}")

    def _note_reply(self, number: str, reply: Element) -> None:
        self.has_replies = True
        ref, href = collapse(reply.get("ref", "")), reply.get("href", "")
        if number and not _wordpress_number(ref, href) and len(self.replies) < MOST_REPLIES:
            self.replies[number] = (ref, href)

    def _note_page(self, page: str, number: str) -> None:
        first = self._pages.get(hash(page))
        if first is None and len(self._pages) < MOST_LINKS:
            self._pages[hash(page)] = hash(number)
        elif first not in (None, hash(number)):
            self.shared.add(page)


def _roots(replies: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Per comment what the first one above it answers. Linear: no step is gone twice."""
    roots: dict[str, tuple[str, str]] = {}
    for number in replies:
        path: dict[str, None] = {}
        while number in replies and number not in roots and number not in path:
            path[number] = None
            number = replies[number][0]
        if path:
            top = roots.get(number) or replies[next(reversed(path))]
            roots.update(dict.fromkeys(path, top))
    return roots


def is_comment(entry: Entry, survey: Survey) -> bool:
    """Whether an entry is a comment; what answers a piece on another site is an article itself."""
    if survey.is_of_comments:
        return True
    hosts = {host_of(entry.link), host_of(entry.reply_href)} - {""}
    return bool(entry.reply_to) and len(hosts) < 2


def comment_of(
    entry: Entry, survey: Survey, rank: int, place: str
) -> tuple[CommentDraft, ArticleDraft]:
    """The comment, and its article as far as the comment tells of it."""
    author = entry.authors[0] if entry.authors else None
    who, text = author.name if author else "", entry.body or entry.summary
    identity = _identity(entry, survey.head)
    article = _article(entry, survey, who)
    shown = strip_tags(text) if len(text) < LONGEST_PINGBACK else ""
    draft = CommentDraft(
        ref=_short(entry.id) or (identity.value if identity else f"#{rank}"),
        rank=rank,
        parent_ref=_parent(entry, survey),
        identities=(identity,) if identity else (),
        kind="pingback" if PINGBACK.fullmatch(shown) else "comment",
        author=PersonDraft(who, email=author.email) if author else None,
        author_url=author.profile_url if author else "",
        posted=entry.published,
        title=_own_title(entry.title, who, text),
        body_html=text,
        permalink=entry.link,
        modified_at=entry.modified.at if entry.modified else None,
        article=article.identities[0] if article.identities else None,
        place=place,
    )
    return draft, article


def named(number: str, home: str) -> Identity | None:
    """The identity that an entry's id is; None for an empty one.

    An address is one (but for its fragment, which normalising would lose), a `tag:` or other URI
    counts everywhere, and anything else within its feed: RSS asks no more of a `guid`.
    """
    if not number:
        return None
    if is_web(number) and "#" not in number:
        return Identity("address", normalise(number))
    if SCHEME.match(number):
        return Identity("guid", number)
    path = urlsplit(normalise(home)).path.rstrip("/")
    return Identity(f"guid:{path}" if path else "guid", number)


def wordpress_post(number: str, link: str) -> Identity | None:
    """The id that WordPress names a post by in its guid, `https://host/?p=123`; None for others."""
    address = unescape(number).partition("#")[0]
    if not is_web(address) or host_of(address) != host_of(link):
        return None
    home, _, query = address.partition("?")
    asked = parse_qs(query)
    post = (asked.get("p") or asked.get("page_id") or [""])[0]
    is_number = post.isascii() and post.isdecimal() and len(post) <= 20
    return Identity(namespace_for(home), post) if is_number and home.endswith("/") else None


def without_fragment(link: str) -> str:
    """The address of the page that a link leads into; empty where it is no web address."""
    page = link.partition("#")[0]
    return page if is_web(page) else ""


def _identity(entry: Entry, head: Head) -> Identity | None:
    fragment = COMMENT_FRAGMENT.fullmatch(_fragment(entry.link))
    if fragment and fragment[0].startswith("comment-") and (system := _system(head)):
        post = wordpress_post(entry.id, entry.link) if system == "wordpress" else None
        return Identity(post.namespace if post else system, fragment[1])
    if fragment and BLOGGER_COMMENT.match(entry.id):
        return Identity("blogger", fragment[1])
    return named(entry.id, head.link)


def _system(head: Head) -> str:
    """Who numbers the comments of this feed; WordPress where nobody says."""
    host, said = host_of(head.link), head.generator.lower()
    if host.endswith(DISQUS):
        return f"disqus:{host.removesuffix(DISQUS)}"
    return next((name for name in SYSTEMS if name in said), "" if said else "wordpress")


def _article(entry: Entry, survey: Survey, who: str) -> ArticleDraft:
    """What a comment tells of its article: address, ids, and the title within its own."""
    ref, href = survey.roots.get(entry.id, (entry.reply_to, entry.reply_href))
    is_within = survey.is_of_comments or "#" in entry.link
    page = without_fragment(href) or (without_fragment(entry.link) if is_within else "")
    post = wordpress_post(ref, page) or wordpress_post(entry.id, page)
    other = None if WORDPRESS_COMMENT.search(ref) or post else named(ref, survey.head.link)
    known = (Identity("address", normalise(page)) if page else None, post, other)
    return ArticleDraft(
        rank="feed",
        parser=PARSER,
        title=_articles_title(entry.title, who, page, survey.head),
        identities=tuple(dict.fromkeys(one for one in known if one)),
        url=page,
        site_host=host_of(entry.link) or host_of(survey.head.link),
        kind="",
        state="",
        confidence=0.5,
        place=f"the article of {entry.id or entry.link}",
    )


def _parent(entry: Entry, survey: Survey) -> str | None:
    number = _wordpress_number(entry.reply_to, entry.reply_href)
    if not number and entry.reply_to in survey.roots:
        number = _short(entry.reply_to)
    if not number and (above := BLOGGERS_PARENT.search(entry.related)):
        number = above[1]
    return number or None


def _wordpress_number(ref: str, href: str) -> str:
    found = WORDPRESS_COMMENT.search(ref) or WORDPRESS_COMMENT.search(href)
    return found[1] if found else ""


def _short(number: str) -> str:
    """An id as comments of its kind refer to one another: the number in it, else itself."""
    found = WORDPRESS_COMMENT.search(number) or BLOGGER_COMMENT.search(number)
    return found[1] if found else number


def _title_within(title: str, who: str) -> str | None:
    """The article's title in a made-up one, or nothing; None where somebody wrote the title."""
    for before, after in TITLES:
        start, end = before.replace("{who}", who), after.replace("{who}", who)
        if title.startswith(start) and title.endswith(end):
            return title[len(start) : len(title) - len(end)]
    signed = BY.fullmatch(title)
    return "" if signed and fold(signed["who"]) == fold(who) else None


def _own_title(title: str, who: str, text: str) -> str:
    """The title, unless the feed made it up, from names or, as Blogger, from the text."""
    is_made_up = _title_within(title, who) is not None
    return "" if is_made_up or fold(strip_tags(text)).startswith(fold(title)) else title


def _articles_title(title: str, who: str, page: str, head: Head) -> str:
    said = _title_within(title, who)
    if not said and page and normalise(head.link) == normalise(page):
        found = OF_ONE_ARTICLE.fullmatch(head.title)
        said = (found["own"] or found["of"]) if found else ""
    return said or ""


def _fragment(link: str) -> str:
    return link.partition("#")[2]


def _said(of: Mapping[str, list[Element]], name: str) -> str:
    found = of.get(name)
    return collapse(" ".join(map(str, found[0].itertext()))) if found else ""


def _link(of: Mapping[str, list[Element]]) -> str:
    """An entry's own address: the text of `link`, or what its alternate names (RFC 4287)."""
    links = of.get("link", [])
    hrefs = (one.get("href", "") for one in links if one.get("rel", "alternate") == "alternate")
    return _said(of, "link") or next((href for href in hrefs if href), "")
