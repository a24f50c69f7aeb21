"""Levels: what of a record's form goes up and down as the levels of a thread do.

Depth classes, indentation, the width of an empty cell's image, wrappers around replies: whatever
it is, its numbers begin with the least and rise by one step at a time. That is asked of every
number that all records have; what passes tells parents.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice, pairwise

from archive.parsing.pages.outline import Outline
from archive.parsing.pages.threads.records import Record

NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Style properties and class tokens whose number may be a level or grow with it.
WIDTH = re.compile(
    r"(?:margin|padding)(?:-left|-inline-start|-right)?\s{0,9}:\s{0,9}(\d{1,6}(?:\.\d{1,6})?)"
    r"(?:px|em|rem|%)"
    r"|--?[\w-]{0,40}(?:depth|level|indent)[\w-]{0,40}\s{0,9}:\s{0,9}(\d{1,6})"
    r"|(?:margin|padding)[\w-]{0,20}\s{0,9}:\s{0,9}calc\([^;*]{1,60}\*\s{0,9}(\d{1,6})\s{0,9}\)"
)
LEVEL_NAME = re.compile(
    r"(?:depth|level|lvl|indent|nest(?:ed|ing)?|tier|generation|stufe|ebene|niveau|niv"
    r"|einr\w{0,20})[-_]{0,2}(\d{1,4})\b"
)
# So short a name may as well count the posts: its numbers are levels only if they fall again.
SHORT_NAME = re.compile(r"(?:^|[\s_-])(?:d|l|c|child|reply)[-_]?(\d{1,2})(?=\s|$)")
LEVEL_TEXT = re.compile(r"(?:level|depth|ebene|niveau|nivel|livello|уровень)\s(\d{1,2})", re.I)
STEM = re.compile(r"([a-z][a-z_-]*?)[-_]?(\d{1,2})")
NEAR_START = 12
MOST_LEVELS = 400


def by_levels(outline: Outline, records: list[Record]) -> list[int | None] | None:
    """Give each record's parent by the first kind of levels there is, None where there is none."""
    for read in LEVELS if len(records) > 1 else ():
        levels = read(outline, records)
        if levels is not None and are_levels(levels):
            return from_levels(levels)
    return None


def are_levels(levels: list[float]) -> bool:
    """Whether numbers behave as levels: from the least on, up by one step at a time."""
    steps = sorted({after - before for before, after in pairwise(sorted(set(levels)))})
    if not steps or levels[0] != min(levels) or len(set(levels)) > MOST_LEVELS:
        return False
    step = steps[0]
    rises = [after - before for before, after in pairwise(levels) if after > before]
    proper = sum(rise <= 1.6 * step for rise in rises)
    return bool(rises) and proper >= 0.9 * len(rises)


def from_levels(levels: list[float]) -> list[int | None]:
    """Give each record's parent: the nearest one before it of a lower level."""
    found: list[int | None] = []
    path: list[tuple[float, int]] = []
    for place, level in enumerate(levels):
        while path and path[-1][0] >= level:
            path.pop()
        found.append(path[-1][1] if path else None)
        path.append((level, place))
    return found


def level_classes(outline: Outline, records: list[Record]) -> list[float] | None:
    """Levels in class names: depth-2, level3, indent_1; a record without one is at the top."""
    return filled([first_number(names_about(outline, one), LEVEL_NAME) for one in records])


def level_letters(outline: Outline, records: list[Record]) -> list[float] | None:
    """Levels in short class names: d2, l-3."""
    levels = filled([first_number(names_about(outline, one), SHORT_NAME) for one in records])
    return levels if levels and fall(levels) else None


def fall(levels: list[float]) -> bool:
    """Whether a level is followed by a lower one."""
    return any(after < before for before, after in pairwise(levels))


def names_about(outline: Outline, record: Record) -> Iterator[str]:
    """Yield the class names of a record's element, of those in its head, and right around it.

    Ids are left out: "c3" is the third comment, not one of the third level.
    """
    around = islice(outline.above(record.start), 0 if record.is_run else 2)
    start = outline.starts[record.start]
    right_around = (above for above in around if outline.starts[above] == start)
    for number in (record.start, *right_around, *islice(record.numbers(), 1, NEAR_START)):
        yield outline.labels[number].partition(" ")[2]


def level_tokens(outline: Outline, records: list[Record]) -> list[float] | None:
    """Levels as the number at the end of whatever class the records share: szint2, stupen-3."""
    by_stem: dict[str, list[float]] = defaultdict(list)
    for record in records:
        for token in outline.labels[record.start].partition(" ")[2].split():
            if match := STEM.fullmatch(token):
                by_stem[match[1]].append(float(match[2]))
    for levels in by_stem.values():
        if len(levels) == len(records) and fall(levels) and are_levels(levels):
            return levels
    return None


def level_styles(outline: Outline, records: list[Record]) -> list[float] | None:
    """Levels as the width of a margin or padding, or a custom property, in a style attribute."""
    return filled([first_number(styles_about(outline, record), WIDTH) for record in records])


def styles_about(outline: Outline, record: Record) -> Iterator[str]:
    """Yield the style attributes of a record's element and of those in its head."""
    parent = outline.parents[record.start]
    if parent >= 0 and next(outline.children(parent)) == record.start:
        yield outline.nodes[parent].get("style", "")
    for number in islice(record.numbers(), NEAR_START):
        yield outline.nodes[number].get("style", "")


def level_attributes(outline: Outline, records: list[Record]) -> list[float] | None:
    """Levels as attributes: data-depth, aria-level, indent, the width of an empty cell's image."""
    for tag, name in attribute_names(outline, records):
        levels = filled([attribute_number(outline, record, tag, name) for record in records])
        if levels is not None and are_levels(levels):
            return levels
    return None


LEVEL_ATTRIBUTE = re.compile(r"depth|level|indent|nest|colspan|width|lvl|padding|tier", re.I)


def attribute_names(outline: Outline, records: list[Record]) -> list[tuple[str, str]]:
    """Give the attributes that may tell a level, with the kind of element; surer ones first."""
    names: dict[tuple[str, str], None] = {}
    for record in records[:: -(-len(records) // 20)]:
        for number in islice(record.numbers(), NEAR_START):
            for name in outline.nodes[number].attrib:
                if LEVEL_ATTRIBUTE.search(name):
                    names[outline.tags[number], name] = None
    return sorted(names, key=lambda pair: pair[1] in ("width", "colspan"))


def attribute_number(outline: Outline, record: Record, tag: str, name: str) -> float | None:
    """Give the number in that attribute of a record's first element of that kind with one."""
    for number in islice(record.numbers(), NEAR_START):
        value = outline.nodes[number].get(name) if outline.tags[number] == tag else None
        if value is not None and (match := NUMBER.fullmatch(value.strip().rstrip("px%"))):
            return float(match[0])
    return None


def level_texts(outline: Outline, records: list[Record]) -> list[float] | None:
    """Levels in words for those who hear the page: "level 2"."""
    found: list[float | None] = []
    for record in records:
        text = outline.text[record.text_start : min(record.text_start + 120, record.text_stop)]
        match = LEVEL_TEXT.search(text)
        found.append(float(match[1]) if match else None)
    return filled(found)


def level_wrappers(outline: Outline, records: list[Record]) -> list[float] | None:
    """Levels as the number of lists, and of wrappers named for replies, around a record."""
    return counted(outline, records, is_wrapper)


def level_depths(outline: Outline, records: list[Record]) -> list[float] | None:
    """Levels as the number of elements around a record, whatever they are."""
    return counted(outline, records, lambda outline, number: True)


INDENTED = re.compile(
    r"(?:^|\s)(?:\S*indent\S*|(?:comment-?)?(?:children|replies|answers|responses)\S*|sub-?comments?\S*"
    r"|\S*-(?:children|replies))(?=\s|$)"
)
LISTS = frozenset({"ul", "ol", "dl", "blockquote"})


def is_wrapper(outline: Outline, number: int) -> bool:
    """Whether an element holds a list of replies, by its kind or name."""
    return outline.tags[number] in LISTS or bool(INDENTED.search(outline.labels[number]))


def counted(
    outline: Outline, records: list[Record], holds: Callable[[Outline, int], bool]
) -> list[float] | None:
    """Count for each record the elements around it of which something holds."""
    memory: dict[int, int] = {-1: 0}
    counts = []
    for record in records:
        line, number = [], outline.parents[record.start]
        while number not in memory:
            line.append(number)
            number = outline.parents[number]
        for one in reversed(line):
            memory[one] = memory[outline.parents[one]] + holds(outline, one)
        counts.append(float(memory[outline.parents[record.start]]))
    return counts if len(set(counts)) > 1 else None


def first_number(names: Iterator[str], pattern: re.Pattern[str]) -> float | None:
    """Give the first number that a pattern finds in these texts."""
    for name in names:
        if name and (match := pattern.search(name)):
            return float(next(group for group in match.groups() if group))
    return None


def filled(found: list[float | None]) -> list[float] | None:
    """Give levels with the least of them, or less, for records that show none."""
    known = [level for level in found if level is not None]
    if not known or len(set(found)) < 2:
        return None
    least = min(known)
    missing = least if len(known) == len(found) else min(0.0, least - 1)
    return [missing if level is None else level for level in found]


LEVELS: tuple[Callable[[Outline, list[Record]], list[float] | None], ...] = (
    level_attributes,
    level_classes,
    level_letters,
    level_tokens,
    level_texts,
    level_styles,
    level_wrappers,
    level_depths,
)
