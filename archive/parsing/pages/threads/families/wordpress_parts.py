"""Who, when and what of WordPress's comments, where core and themes are known to put them.

What is not found here is found as the general miner finds it.
"""

import re
from bisect import bisect_left
from itertools import islice, takewhile

from archive.parsing.pages.outline import Outline
from archive.parsing.pages.threads.names import is_control
from archive.parsing.pages.threads.posts import Hints, besides
from archive.parsing.pages.threads.reading import Reading, within
from archive.parsing.pages.threads.records import Record
from archive.parsing.pages.threads.who import name_at

# Classes of names: "fn" in core's own walker, the block in block themes, then those of Jetpack,
# wpDiscuz, Blocksy and of themes before 2008. The first that a comment has is meant.
NAMES = (
    "fn",
    "comment-author-name",
    "comment-author-link",
    "wp-block-comment-author-name",
    "wpd-comment-author",
    "ct-comment-author",
    "commentauthor",
    "comment_author",
)
# The block about the author in core's walker, and in what of it the name may be.
AUTHOR = "comment-author"
BOLD = ("cite", "strong", "b", "a")
# Classes of texts, likewise. Older themes put all of a comment into "comment-body".
TEXTS = (
    "wp-block-comment-content",
    "wpd-comment-text",
    "ct-comment-content",
    "comment-content",
    "comment_content",
    "commentcontent",
    "comment-text",
    "comment_text",
    "commenttext",
    "comment-entry",
    "comment-message",
    "comment-body",
)
# What holds one of these holds more than the text, whatever its name.
HEAD = re.compile(
    r"\s(?:\S*comment[-_]?(?:author|meta|metadata|info|date|time|head(?:er|ing)?|by)\S*|vcard|fn"
    r"|avatar|says|byline|\S*permalink)(?=\s)"
)
# Classes of dates, where the link to the comment is not all of it.
DATED = re.compile(r"\s(?:wpd-)?comment[-_](?:date|time)(?=\s)")
LONGEST_NAME = 500
LONGEST_DATE = 80
MOST_ELEMENTS = 60
QUOTES = frozenset({"blockquote", "q"})
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
CLOCK = re.compile(r"\d\s?[:.h\u6642\u65f6\uc2dc]\s?\d\d")
DIGIT = re.compile(r"\d")
NEAR = 40


def hints_of(reading: Reading, group: list[Record], numbers: list[str]) -> Hints:
    """Give the elements that are known to say who, when and what of comments so numbered."""
    texts = texts_of(reading, group)
    posted, undated = dates_of(reading, group, numbers, texts)
    return Hints(authors_of(reading, group), posted, texts, undated=undated)


def authors_of(reading: Reading, group: list[Record]) -> dict[int, int]:
    """Give for each record the element that is known to hold a name, where one does."""
    outline, by_class = reading.page.outline, reading.forms.by_class
    ranks = [by_class.get(name, []) for name in NAMES]
    blocks = by_class.get(AUTHOR, [])
    ranks += [sorted({n for one in blocks for n in outline.tagged(tag, one)}) for tag in BOLD]
    cites = outline.by_tag.get("cite", [])
    ranks += [sorted({n for one in cites for n in outline.tagged("a", one)}), cites, blocks]
    found: dict[int, int] = {}
    for candidates in ranks:
        for place, numbers in within(candidates, group).items():
            if place not in found:
                named = (one for one in numbers if holds_name(outline, group[place], one))
                found.update((place, one) for one in islice(named, 1))
        if len(found) == len(group):
            break
    return found


def holds_name(outline: Outline, record: Record, number: int) -> bool:
    """Whether an element named for names holds one, in no quotation."""
    if "avatar" in outline.labels[number] or not name_at(outline, number, LONGEST_NAME):
        return False
    above = takewhile(lambda one: one >= record.start, outline.above(number))
    return not any(outline.tags[one] in QUOTES for one in above)


def texts_of(reading: Reading, group: list[Record]) -> dict[int, int]:
    """Give for each record the element that is known to hold its text and nothing else."""
    outline, found = reading.page.outline, dict[int, int]()
    heads = outline.labelled(HEAD)
    for name in TEXTS:
        for place, numbers in within(reading.forms.by_class.get(name, []), group).items():
            number = numbers[0]
            is_text = bisect_left(heads, number + 1) == bisect_left(heads, outline.ends[number])
            if is_text and not any(outline.holds(number, one.start) for one in group[place].inner):
                found.setdefault(place, number)
    return found


def dates_of(
    reading: Reading, group: list[Record], numbers: list[str], texts: dict[int, int]
) -> tuple[dict[int, int], frozenset[int]]:
    """Give for each record the element that is known to say when; and the records without any.

    Core puts the link to a comment under its date; where no date is, that link still tells where
    it stands: "1 year".
    """
    outline, found, links, undated = reading.page.outline, dict[int, int](), {}, set[int]()
    for place, record in enumerate(group):
        text = texts.get(place)
        date, link = date_of(outline, record, numbers[place], text)
        if date is not None:
            found[place] = date
        elif link is not None:
            links[place] = link
        elif not DIGIT.search(record.text(outline)):
            undated.add(place)
    if len(found) + len(undated) < len(group):
        dated = within([when.number for when in besides(reading, texts)], group)
        found.update((place, link) for place, link in links.items() if place not in dated)
    return found, frozenset(undated)


def date_of(
    outline: Outline, record: Record, number: str, text: int | None
) -> tuple[int | None, int | None]:
    """Give the element of a record that plainly holds its date, and the link to the record."""
    said = outline.within(text) if text is not None else range(0)
    link = None
    for one in islice(record.numbers(), MOST_ELEMENTS):
        if one in said:
            continue
        node, tag = outline.nodes[one], outline.tags[one]
        is_own = tag == "a" and number and node.get("href", "").endswith(f"#comment-{number}")
        if tag == "time" and node.get("datetime"):
            return one, link
        if (is_own or DATED.search(outline.labels[one] + " ")) and is_whole(outline, one):
            return one, link
        if is_own and link is None and outline.size(one) and not is_control(outline.words(one)):
            link = one
    return None, link


def is_whole(outline: Outline, number: int) -> bool:
    """Whether an element holds all of a date: its year, and the time of day, if one is near."""
    shown = outline.words(number, LONGEST_DATE)
    if YEAR.search(outline.nodes[number].get("title", "")):
        return True
    if len(shown) > LONGEST_DATE or not YEAR.search(shown):
        return False
    start, stop = outline.starts[number], outline.stops[number]
    near = outline.text[max(0, start - NEAR) : start], outline.text[stop : stop + NEAR]
    return bool(CLOCK.search(shown)) or not any(map(CLOCK.search, near))
