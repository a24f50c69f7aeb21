"""What on a page is not its article: the thread, sidebars, teasers of other articles, menus.

All answers are masks over the page's outline: 1 for each element that is passed over.
"""

import re
from collections.abc import Iterable
from itertools import islice

from archive.parsing.pages.outline import Outline
from archive.parsing.pages.running import Lines, prose_in, size_in

BESIDE = re.compile(
    r"sidebar|related|recommend|navigation|\bmenu\b|popular|trending|carousel"
    r"|recent-?(?:posts|comments)|most-?read|cookie|consent|newsletter|breadcrumb|paywall"
    r"|\bmodal\b|\bpopup|\boverlay\b|masthead|site-?(?:header|info)|colophon|\bdonat(?:e|ion)"
)
# The same where hardly any running text stands in it: else it is a layout's name.
WEAKLY_BESIDE = re.compile(r"widget|teaser|(?<!post-)(?<!entry-)(?<!article-)footer")
MENUS = ("nav", "dialog", "menu")
ROLES = frozenset({"navigation", "search", "contentinfo", "complementary", "dialog", "menu"})
SIDES = ("aside", "footer")
NEVER = frozenset(
    {"html", "body", "main", "article", "h1", "h2", "time", "p", "figure", "picture", "img"}
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
SECTION = re.compile(
    r"(?:^|\s)(?:\w+[-_])?(?:comments?|commentlist|responses|replies|respond|discussion|"
    r"kommentare?|commentaires|comentarios|disqus|disqus_thread|dsq-\w+)"
    r"(?:[-_](?:area|section|list|wrap|wrapper|container|content|box|thread|template|block"
    r"|inner))?(?:\s|$)"
)
# Letters that are not of the comments, in a thread's element: with more, it holds more.
MOST_BESIDE = 1200
# The same for an element that is not named as a thread's.
LITTLE_BESIDE = 160
LEVELS = 4
MOST_OF_PAGE = 0.9
# With this share of a page's running text an element is no sidebar, whatever its name.
TOO_MUCH = 0.4
PURE = 0.7
# A teaser is short, and its heading is a link; a list of them has at least so many.
LONGEST_TEASER = 400
FEWEST_TEASERS = 3
TEASER_LEVELS = 4
LINKED_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def thread_mask(outline: Outline, cut: list[int], opening: int | None) -> bytearray:
    """Cover the thread's section: comments, the headings above them and the form beneath."""
    section = section_of(outline, cut) if cut else None
    mask = outline.covered([section] if section is not None else cut)
    if opening is not None and section is not None and outline.holds(section, opening):
        mask = outline.covered(number for number in cut if not outline.holds(number, opening))
    return mask


def named_sections(outline: Outline, headline: int | None) -> list[int]:
    """Give the elements that are named for comments, on a page whose thread nobody found.

    They stand below the headline, and not all of the page is in them.
    """
    first = -1 if headline is None else headline
    return [
        number
        for number in outline.labelled(SECTION)
        if number > first
        and outline.tags[number] not in NEVER
        and "discussion" not in outline.labels[number]  # which forums call the whole
        and outline.size(number) < MOST_OF_PAGE * outline.size(0)
    ]


def section_of(outline: Outline, cut: list[int]) -> int | None:
    """Give the element that holds the comments and little else, or None."""
    holder = lowest_holder(outline, cut)
    said, done = 0, 0
    for number in cut:
        if number >= done:
            said, done = said + outline.size(number), outline.ends[number]
    allowed = MOST_BESIDE if SECTION.search(outline.labels[holder]) else LITTLE_BESIDE
    if outline.tags[holder] in ("body", "html") or outline.size(holder) > said + allowed:
        return None
    for above in islice(outline.above(holder), LEVELS):
        if outline.tags[above] in ("body", "html", "main", "article"):
            break
        if SECTION.search(outline.labels[above]) and outline.size(above) <= said + MOST_BESIDE:
            holder = above
    return holder


def lowest_holder(outline: Outline, numbers: list[int]) -> int:
    """Give the lowest element that holds all of these, in document order; for one, itself."""
    holder, last = numbers[0], max(numbers)
    while not outline.holds(holder, last):
        holder = outline.parents[holder]
    return holder


def beside(outline: Outline, lines: Lines, kept: Iterable[int]) -> tuple[list[int], list[int]]:
    """Give what stands beside the article by its kind, its name or its form, and what may.

    Of the second who and when are sometimes told: a post's own footer, a box at its side. An
    element that holds one of `kept`, or much of the page's running text, is in neither: a
    layout's wrapper often bears the sidebar's name.
    """
    holding = {above for number in kept for above in (number, *outline.above(number))}
    most = TOO_MUCH * lines.prose_before[-1]

    def parted(numbers: Iterable[int]) -> list[int]:
        return [
            number
            for number in set(numbers)
            if number not in holding and prose_in(outline, lines, number) <= most
        ]

    named = (number for number in outline.labelled(BESIDE) if outline.tags[number] not in NEVER)
    menus = [number for tag in MENUS for number in outline.by_tag.get(tag, ())]
    menus += [number for number, role in outline.having("role") if role in ROLES]
    menus += [number for number, name in outline.having("itemprop") if name == "review"]
    weakly = (
        number
        for number in outline.labelled(WEAKLY_BESIDE)
        if outline.tags[number] not in NEVER
        and prose_in(outline, lines, number) <= PURE * size_in(outline, lines, number)
    )
    sides = (number for tag in SIDES for number in outline.by_tag.get(tag, ()))
    surely = parted((*named, *menus, *hidden(outline), *teasers(outline)))
    return surely, parted((*weakly, *sides))


def hidden(outline: Outline) -> list[int]:
    """Give the elements that readers do not see as the page was saved."""
    styled = (number for number, style in outline.having("style") if HIDDEN.search(style))
    return [*(number for number, _ in outline.having("hidden")), *styled]


def teasers(outline: Outline) -> list[int]:
    """Give the elements of lists of teasers: short siblings, each with one linked heading."""
    headings = sorted(
        number
        for tag in LINKED_HEADINGS
        for number in outline.by_tag.get(tag, ())
        if is_link(outline, number)
    )
    if len(headings) < FEWEST_TEASERS:
        return []
    groups: dict[tuple[int, str], list[int]] = {}
    known = set(headings)
    for place, heading in enumerate(headings):
        before = headings[place - 1] if place else -1
        after = headings[place + 1] if place + 1 < len(headings) else len(outline.nodes)
        card = heading
        for above in islice(outline.above(heading), TEASER_LEVELS):
            if above <= before or outline.ends[above] > after:
                break
            card = above
        if card not in known:
            groups.setdefault((outline.parents[card], outline.tags[card]), []).append(card)
    return [
        card
        for cards in groups.values()
        if len(cards) >= FEWEST_TEASERS
        and sum(map(outline.size, cards)) <= LONGEST_TEASER * len(cards)
        for card in cards
    ]


def is_link(outline: Outline, heading: int) -> bool:
    """Whether a heading is all one link, around it or in it."""
    if outline.tags[outline.parents[heading]] == "a":
        return True
    links = outline.tagged("a", heading)
    return bool(links) and outline.size(links[0]) >= 0.9 * outline.size(heading) > 0
