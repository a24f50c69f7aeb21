"""Threads that stand on several pages: which of them a saved page is, and of what article.

What tells is the page itself: its address, and its links to addresses that differ from it only
in the part that pages (paged_addresses.py). A part that only comments have, such as WordPress's
/comment-page-2/, speaks for itself; a ?page=2 counts where such links stand by the thread.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from archive.lib.addresses import resolve
from archive.parsing.drafts import ArticleDraft
from archive.parsing.pages.markup import attribute
from archive.parsing.pages.page import Page
from archive.parsing.pages.paged_addresses import Paged, paged
from archive.parsing.pages.paging_words import leads_to_others, without_page
from archive.parsing.pages.threads.families import FAMILIES
from archive.parsing.pages.threads.thread import Thread

# Families whose threads open with a post, question or link that all others answer.
OPENED = frozenset(one.name for one in FAMILIES if one.is_topic or one.opening)
# Room for the comments of one page between the ranks of two; the last stays within 32 bits.
RANKS_A_PAGE = 10_000
LAST_PLACE = 200_000
LONGEST_LABEL = 40  # letters and digits in a link to another page
LONGEST_ADDRESS = 500
MOST_LINKS = 2_000  # a pager has fewer

# What may page an address, seen at a glance; paged_addresses.py looks closer.
AT_A_GLANCE = re.compile(
    r"(?:p(?:[aá]g\w{0,4}|g|n|aged)?|seiten?|blz|sid[ae]|sivu|str\w{0,4}|oldal|sayfa|halaman|trang"
    r"|start\w{0,6}|st|offset|skip)[-_./=]?\d|[-_.]\d{1,6}(?:\.\w{2,5}$|$|[?#])",
    re.I,
)
PERMALINK = re.compile(r"#.*\d")
JUMP = re.compile(r"#\w")
FEED = re.compile(r"\b(?:feed|rss|atom)\b", re.I)
NUMBER = re.compile(r"\W*(\d{1,5})\W*")
LABELLED = re.compile(r"comments?[-_]?(?:nav|navigation|pagination|pager|pages|paging)[\s_-]")
BACK = re.compile(r"\b(?:prev(?:ious)?|older)\b", re.I)
TURNS = frozenset({"prev", "previous", "next"})
ELSEWHERE = "https://page.invalid/"  # what relative links stand against where no address is known


@dataclass(frozen=True, slots=True)
class Part:
    """Which page of its thread a saved page is.

    `place` counts the pages, or the comments, that stand before it: 0 on the first.
    `article_url` is the article's own address, where the page stands at another. `is_later`
    where it is not the first, so that what it says of the article gives way to what that says.
    """

    is_one_of_several: bool = False
    place: int = 0
    article_url: str = ""
    is_later: bool = False
    is_topic: bool = False

    def of(self, thread: Thread | None) -> Thread | None:
        """The thread on the page: what opens a later page is a reply like the others."""
        if thread is None or thread.opening is None or not self.is_later:
            return thread
        first = () if thread.opening_draft is None else (thread.opening_draft,)
        cut = thread.cut if thread.opening in thread.cut else (thread.opening, *thread.cut)
        comments = tuple(
            replace(one, rank=rank) for rank, one in enumerate((*first, *thread.comments))
        )
        return replace(thread, comments=comments, cut=cut, opening=None, opening_draft=None)

    def placed(self, draft: ArticleDraft) -> ArticleDraft:
        """The page's draft, as that of a part of its thread."""
        if not self.is_one_of_several:
            return draft
        if draft.capture is not None:
            capture = replace(draft.capture, thread_is_complete=False)
            draft = replace(draft, capture=capture)
        first = min(self.place, LAST_PLACE) * RANKS_A_PAGE
        comments = tuple(replace(one, rank=first + one.rank) for one in draft.comments)
        draft = replace(draft, comments=comments, article_url=self.article_url)
        if not self.is_later:
            return draft
        draft = replace(draft, title=without_page(draft.title), is_later_page=True)
        return without_article(draft) if self.is_topic or draft.kind == "topic" else draft


def without_article(draft: ArticleDraft) -> ArticleDraft:
    """The draft without what stands on the first page of a topic alone: who opened it, and how."""
    return replace(
        draft,
        body_html="",
        standfirst="",
        authors=(),
        published=None,
        modified=None,
        lead_image_url="",
        lead_image_caption="",
    )


@dataclass(frozen=True, slots=True)
class Link:
    """A link to what may be another page of the thread; `called` is its label, if a number."""

    element: int
    to: Paged
    is_back: bool
    called: int | None


@dataclass(slots=True)
class Links:
    """What a page's links tell: those that page something, and whether words say that more is
    said elsewhere."""

    paged: list[Link] = field(default_factory=list)
    says_so: bool = False

    def of(self, thread: str) -> list[Link]:
        """Those to pages of one thread."""
        return [link for link in self.paged if link.to.thread == thread]


def part_of(page: Page, thread: Thread | None, name: str = "") -> Part:
    """Tell which page of its thread a page is; `name` is what read it: "family/phpbb".

    One pass over the page's links.
    """
    own = [paged(address) for address in (page.url, page.canonical_url) if address]
    here = next((one for one in own if one.number is not None and one.is_named), None)
    if here is None and thread is None:
        return Part()
    links = links_of(page)
    if here is None and thread is not None:
        first = 0 if is_topic(thread, name) else first_of(page, thread)
        here = next((one for one in own if is_shown(page, one, links, first)), None)
    siblings = links.of(here.thread) if here else siblings_of(links, own)
    if not (here or links.says_so or any(link.to.number is not None for link in siblings)):
        return Part()
    place = place_in(here, siblings) if here else place_shown(page, siblings)
    return Part(
        is_one_of_several=True,
        place=place,
        article_url=first_page(here, siblings) if here else "",
        # Where the page's own address names no page, it is the article's own.
        is_later=place > 0 and (here is not None or not page.url),
        is_topic=thread is not None and is_topic(thread, name),
    )


def is_topic(thread: Thread, name: str) -> bool:
    """Whether the first page of a thread opens with what all others answer."""
    return thread.opening is not None or name.partition("/")[2] in OPENED


def first_of(page: Page, thread: Thread) -> int:
    """The number of the element that the thread begins with; 0 where nobody knows."""
    numbers = page.outline.numbers
    return min((numbers[one] for one in thread.cut if one in numbers), default=0)


def is_shown(page: Page, own: Paged, links: Links, first: int) -> bool:
    """Whether the page shows that its address's number is that of a page of its thread.

    Links to others of them stand below the thread's beginning, `first`; anywhere where that is 0,
    as for a topic's page. An article in several parts has its links above the comments, and each
    part its own text.
    """
    if own.number is None:
        return False
    others = [link for link in links.of(own.thread) if link.to != own]
    if any(link.element > first for link in others):
        return True
    claimed = paged(page.canonical_url)
    return not first and claimed.number is None and claimed.thread == own.thread


def siblings_of(links: Links, own: list[Paged]) -> list[Link]:
    """The links to other pages of the thread, from a page whose address names no page.

    Where none differs from the address in its page alone, several numbered links that differ so
    from each other are taken: the pages of comments may stand apart.
    """
    found = [link for one in own for link in links.of(one.thread)]
    if any(link.to.number is not None for link in found):
        return found
    numbered = {
        (link.to.thread, link.to.number)
        for link in links.paged
        if link.to.number is not None and link.called is not None
    }
    counted = Counter(thread for thread, _ in numbered)
    thread, count = max(counted.items(), key=lambda one: (one[1], one[0]), default=("", 0))
    return links.of(thread) if count > 1 else []


def links_of(page: Page) -> Links:
    """The links that may lead to other pages of the thread."""
    outline, base = page.outline, page.base or ELSEWHERE
    found = Links(says_so=any(outline.tagged("a", one) for one in outline.labelled(LABELLED)))
    known: dict[str, Paged] = {}
    for element in (*turns_of(page), *outline.by_tag.get("a", ())):
        node = outline.nodes[element]
        href, rel = attribute(node, "href"), attribute(node, "rel").lower()
        if outline.size(element) > LONGEST_LABEL or is_elsewhere(href):
            continue
        is_turn = bool(rel) and not TURNS.isdisjoint(rel.split())
        label = outline.words(element)
        if leads_to_others(label) and not FEED.search(href) and not JUMP.match(href):
            found.says_so = True
        called = NUMBER.fullmatch(label)
        is_candidate = is_turn or called or AT_A_GLANCE.search(href)
        if not is_candidate or len(found.paged) == MOST_LINKS:
            continue
        if href not in known:
            known[href] = paged(resolve(base, href))
        if known[href].url and (is_turn or called or known[href].number is not None):
            is_back = bool(BACK.search(rel) or (known[href].is_named and BACK.search(label)))
            number = int(called[1]) if called else None
            found.paged.append(Link(element, known[href], is_back, number))
    for element in outline.by_tag.get("button", ()):
        if 0 < outline.size(element) <= LONGEST_LABEL:
            found.says_so = found.says_so or leads_to_others(outline.words(element))
    return found


def turns_of(page: Page) -> list[int]:
    """The elements of a page's head that name the page before or after it."""
    outline = page.outline
    rels = ((one, attribute(outline.nodes[one], "rel")) for one in outline.by_tag.get("link", ()))
    return [one for one, rel in rels if not TURNS.isdisjoint(rel.lower().split())]


def is_elsewhere(href: str) -> bool:
    """Whether an address at a glance is none of a page of the thread: none, or of one comment."""
    return not 0 < len(href) <= LONGEST_ADDRESS or bool("#" in href and PERMALINK.search(href))


def place_in(here: Paged, siblings: list[Link]) -> int:
    """How many pages, or comments, stand before the page of this address."""
    number = here.number or 0
    if here.is_offset or counts_from_zero(siblings):
        return number
    return max(number - 1, 0)


def counts_from_zero(siblings: list[Link]) -> bool:
    """Whether the link called 2 leads to page 1, as Drupal counts."""
    called = [(link.called, link.to.number) for link in siblings if link.called]
    return any(name == (number or 0) + 1 for name, number in called if number) and not any(
        name == number for name, number in called
    )


def place_shown(page: Page, siblings: list[Link]) -> int:
    """The same for a page whose address does not say it: from where its pager stands."""
    numbered = [link for link in siblings if link.called and link.to.number is not None]
    current = next((n for link in numbered if (n := current_beside(page, link.element))), 0)
    if current:
        steps = [
            link.to.number // (link.called - 1)
            for link in numbered
            if link.to.is_offset and link.called and link.called > 1 and link.to.number
        ]
        return (current - 1) * min(steps, default=1)
    before = [place_in(link.to, siblings) for link in siblings if link.is_back]
    return max(before) + 1 if before else 0


def current_beside(page: Page, link: int) -> int:
    """The number in a pager that is no link: of the page itself; 0 where there is none."""
    outline = page.outline
    block = outline.parents[link]
    if outline.tags[block] in ("li", "span", "td", "b", "strong"):
        block = outline.parents[block]
    if block < 0 or outline.size(block) > 5 * LONGEST_LABEL:
        return 0
    plain = (
        outline.words(child)
        for child in outline.children(block)
        if outline.tags[child] != "a" and not outline.tagged("a", child)
    )
    shown = (outline.own_text(block), *plain)
    numbers = [int(match[1]) for one in shown if (match := NUMBER.fullmatch(one))]
    return numbers[0] if len(numbers) == 1 else 0


def first_page(here: Paged, siblings: list[Link]) -> str:
    """The article's own address: as a link to the first page gives it, else made."""
    linked = [link.to.url for link in siblings if link.to.number is None]
    return min(linked, key=lambda url: (len(url), url), default=here.url)
