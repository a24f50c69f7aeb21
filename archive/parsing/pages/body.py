"""The element of a page that holds its article, found by where the running text is densest.

Of all elements the one is taken whose running text is most and purest: what it gains by holding
more of it outweighs what else it then holds, menus and teasers and dates. Nearness to the headline
counts, and so does a name that says what it holds. After the method of reading many sites' pages
and asking what they have in common; readability and boilerpipe weigh the same signs.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import trafilatura
from lxml import etree, html

from archive.lib.html import strip_tags, text_to_html
from archive.parsing.pages import clearing, structured, text_edges
from archive.parsing.pages.ground import Ground
from archive.parsing.pages.markup import copied, drop_all, inner_html
from archive.parsing.pages.outline import NO_LETTERS, Outline
from archive.parsing.pages.running import Lines, prose_in

logger = logging.getLogger(__name__)

NAMED = re.compile(
    r"(?:entry|post|article|story|page|main|topic|news|blog|text|body)[-_]{0,2}"
    r"(?:content|body|text|copy|main|message|inner|detail)|articlebody|storybody|postbody"
    r"|\be-content\b|\bprose\b|\bbody-?copy\b|(?:^|\s)(?:content|entry|post|article|story)(?:\s|$)",
    re.M,
)
NAMED_MORE = 1.25
ARTICLE_MORE = 1.1
BEFORE_HEADLINE = 0.3
# What an element holds besides weighs as if it held so much more: of two that hold the same
# text, the one with less about it is taken.
SLACK = 40
PURITY = 3
SMALLEST_SHARE = 0.05
SHORTEST_STATED = 120
PROBE = 24
TOPICS = frozenset({"DiscussionForumPosting", "QAPage", "Question"})
FAR_MORE = 1.5
MOST_ASKED = 5_000  # elements; on 20,000 it can take minutes
DEEPEST_ASKED = 100  # levels
MOST_CHARACTERS = 500_000
LAYOUT = frozenset({"html", "body"})


@dataclass(frozen=True, slots=True)
class Core:
    """The element that holds the article, and how much running text it holds."""

    number: int
    prose: int


def core_of(outline: Outline, lines: Lines, headline: int | None) -> Core | None:
    """Give the element that holds the article; None where a page has no running text."""
    total = lines.prose_before[-1]
    if not total:
        return None
    best, best_weight = None, 0.0
    worth = bonuses(outline)
    before = headline_prose(outline, lines, headline)
    least = SMALLEST_SHARE * total
    for number, (first, last) in enumerate(zip(outline.first, outline.last, strict=True)):
        if 3 * (last - first) < least:
            continue
        span = lines.between(outline.starts[number], outline.stops[number])
        prose = lines.prose_before[span.stop] - lines.prose_before[span.start]
        if prose < least:
            continue
        held = lines.size_before[span.stop] - lines.size_before[span.start]
        weight = prose * (prose / (max(held, prose) + SLACK)) ** PURITY * worth.get(number, 1.0)
        if headline is not None and not outline.holds(number, headline):
            gap = lines.prose_before[span.start] - before
            weight *= BEFORE_HEADLINE if gap < 0 else prose / (prose + gap)
        if weight > best_weight:
            best, best_weight = Core(number, prose), weight
    return best


def bonuses(outline: Outline) -> dict[int, float]:
    """Say how much more elements count for their names."""
    found = dict.fromkeys(outline.by_tag.get("article", ()), ARTICLE_MORE)
    found.update(dict.fromkeys(outline.hinted(NAMED), ARTICLE_MORE))
    marked = (number for number, names in outline.having("itemprop") if "articleBody" in names)
    found.update(dict.fromkeys([*outline.labelled(NAMED), *marked], NAMED_MORE))
    return {n: more for n, more in found.items() if outline.tags[n] not in LAYOUT}


def headline_prose(outline: Outline, lines: Lines, headline: int | None) -> int:
    """Give how much running text stands before the headline."""
    if headline is None:
        return 0
    return lines.prose_before[lines.between(0, outline.starts[headline]).stop]


def core_on(ground: Ground, stated: str = "", told: str = "") -> Core | None:
    """Give the element that holds the article's text; None where a page has none.

    `stated` is the text as the page's structured data has it, if it does: where the densest text
    is another, it says what to look for. `told` is the markup of the opening post.
    """
    outline, lines = ground.outline, ground.lines
    if ground.opening is not None:
        first = Core(ground.opening, prose_in(outline, lines, ground.opening))
        is_told = len(strip_tags(told)) >= SHORTEST_STATED
        return first if is_told else beside_opening(ground, first) or first
    core = core_of(outline, lines, ground.headline)
    is_far = is_elsewhere(outline, core, stated)
    if not is_far and not is_question_with_answers(ground, core, stated):
        return core
    found = holder_of(outline, lines, stated)
    is_enough = core is not None and core.prose >= len(stated) / 2
    return core if found is None and is_enough else found


def beside_opening(ground: Ground, opening: Core) -> Core | None:
    """Give the element that holds the text of an opening post apart from who wrote it, if one does.

    It stands between that post's line and the answers, and holds more.
    """
    outline = ground.outline
    apart = ground.lines.without(outline, outline.covered([opening.number]))
    core = core_of(outline, apart, ground.headline)
    if core is None or core.prose < max(SHORTEST_STATED / 2, 2 * opening.prose):
        return None
    answers = ground.said.find(1)
    is_between = outline.ends[opening.number] <= core.number < answers
    return core if is_between else None


def markup_of(ground: Ground, core: Core | None, stated: str, names: Iterable[str]) -> str:
    """Give the markup of the article's text, as the page wrote it; empty where it has none.

    `names` are its authors', which head what is said of them. The headline is not repeated.
    """
    if core is not None:
        lead = "" if core.number == ground.opening else text_edges.lead(ground, core.number)
        return lead + clearing.cleared(ground, core.number, names)
    return text_to_html(stated) if len(stated) >= SHORTEST_STATED else fallback(ground)


def fallback(ground: Ground) -> str:
    """Give trafilatura's reading of a page in which no running text was found.

    It costs three times what the whole of this module does, and is not asked of large pages.
    """
    outline = ground.outline
    is_large = (
        len(outline.nodes) > MOST_ASKED
        or len(outline.text) > MOST_CHARACTERS
        or sum(len(value) for node in outline.nodes for value in node.values()) > MOST_CHARACTERS
        or deepest(outline) > DEEPEST_ASKED
    )
    if is_large or not outline.size(0):
        return ""
    copy, cut = copied(
        ground.page.tree, [outline.nodes[n] for n in outermost(ground.talk, outline)]
    )
    drop_all(cut)
    try:
        found = trafilatura.extract(
            copy, output_format="html", fast=True, include_comments=False, include_links=True
        )
    except (etree.LxmlError, ValueError, RecursionError, AttributeError, TypeError, IndexError):
        # Its rules meet pages nobody foresaw; a page without a body is kept all the same.
        logger.warning("trafilatura failed on a page", exc_info=True)
        return ""
    body = next(html.document_fromstring(found).iter("body"), None) if found else None
    return "" if body is None else inner_html(body)


def deepest(outline: Outline) -> int:
    """Give how many levels a page has."""
    levels = [0]
    for parent in outline.parents[1:]:
        levels.append(levels[parent] + 1)
    return max(levels)


def outermost(mask: bytearray, outline: Outline) -> Iterator[int]:
    """Yield the elements that a mask covers, without those within them."""
    number = mask.find(1)
    while number >= 0:
        yield number
        number = mask.find(1, outline.ends[number])


def probes(stated: str) -> list[str]:
    """Give the letters of a text's beginning, middle and end."""
    letters = NO_LETTERS.sub("", stated.casefold())
    middle = len(letters) // 2
    return [letters[:PROBE], letters[middle : middle + PROBE], letters[-PROBE:]]


def is_elsewhere(outline: Outline, core: Core | None, stated: str) -> bool:
    """Whether the article's text as stated is for the most part not in the element found."""
    if len(stated) < SHORTEST_STATED:
        return False
    held = "" if core is None else outline.letters_of(core.number)
    return sum(probe in held for probe in probes(stated)) < 2


def is_question_with_answers(ground: Ground, core: Core | None, stated: str) -> bool:
    """Whether a topic's own text is stated, and the element found holds far more than that."""
    is_topic = structured.types(ground.page.article_thing) & TOPICS
    is_long = len(stated) >= SHORTEST_STATED
    return bool(is_topic and is_long and core and core.prose > FAR_MORE * len(stated))


def holder_of(outline: Outline, lines: Lines, stated: str) -> Core | None:
    """Give the lowest element that holds the beginning and the end of a text."""
    first, _, last = probes(stated)
    start = outline.letters.find(first)
    stop = outline.letters.find(last, max(start, 0))
    if start < 0 or stop < 0:
        return None
    number = 0
    while True:
        below = next(
            (
                child
                for child in outline.children(number)
                if outline.first[child] <= start and outline.last[child] >= stop + len(last)
            ),
            None,
        )
        if below is None:
            return Core(number, prose_in(outline, lines, number))
        number = below
