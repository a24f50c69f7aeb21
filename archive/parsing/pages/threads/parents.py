"""What each post of a thread answers, from whatever of the page's form tells it.

The ways are tried in the order of how surely they tell: an address or id of the parent, records
that stand in records, lists of replies, numbers and widths that behave as levels do. A text that
begins with "@name" tells nothing for certain: people use it in flat threads, where nobody knows
which of somebody's posts is meant.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice, pairwise

from archive.parsing.pages.outline import BREAK, NO_LETTERS, Outline
from archive.parsing.pages.threads.records import Record

Parents = list[int | None]

PARENT_ATTRIBUTE = re.compile(r"parent|reply-?to|in-?reply", re.I)
NO_PARENT = frozenset({"", "0", "-1", "null", "none", "root", "undefined", "false"})
NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Style properties, attributes and class tokens whose number may be a level or grow with it.
WIDTH = re.compile(
    r"(?:margin|padding)(?:-left|-inline-start|-right)?\s*:\s*(\d+(?:\.\d+)?)(?:px|em|rem|%)|--?[\w-]*(?:depth|level|indent)[\w-]*\s*:\s*(\d+)"
)
LEVEL_NAME = re.compile(
    r"(?:depth|level|lvl|indent|nest(?:ed|ing)?|tier|generation|stufe|ebene|niveau|niv|einr\w*)[-_]{0,2}(\d+)\b|(?:^|[\s_-])(?:d|l|c|child|reply)[-_]?(\d{1,2})(?=\s|$)"
)
LEVEL_TEXT = re.compile(r"(?:level|depth|ebene|niveau|nivel|livello|уровень)\s(\d{1,2})", re.I)
REPLY_LIST = re.compile(
    r"child|repl|answer|nested|sub|thread|indent|antwort|respon|réponse|respuesta|resposta|inner|descend"
)
STEM = re.compile(r"([a-z][a-z_-]*?)[-_]?(\d{1,2})")
NEAR_START = 12
MOST_LEVELS = 400
QUOTE = re.compile(r"quot|zitat|citat|citation|cita\b|blockquote|yinyong|parent|цитат|inyong|引用")
FEWEST_QUOTED = 12
FARTHEST_QUOTED = 400
LONGEST_HEAD = 80


def parents_of(outline: Outline, records: list[Record], names: list[set[str]]) -> Parents:
    """Give the place of what each record answers, None at the top.

    `names` are by what each may be referred to: ids and anchors.
    """
    for way in (by_attribute, by_nesting, by_levels, by_links, by_quotes):
        found = way(outline, records, names)
        if found is not None and any(parent is not None for parent in found):
            return found
    return [None] * len(records)


def by_attribute(outline: Outline, records: list[Record], names: list[set[str]]) -> Parents | None:
    """Parents that attributes name: data-parent-id="12"."""
    by_name = places_by_name(names)
    found: Parents = []
    told = 0
    for place, record in enumerate(records):
        parent = None
        for number in islice(record.numbers(), 4):
            for name, value in outline.nodes[number].items():
                if not PARENT_ATTRIBUTE.search(name) or value.lower() in NO_PARENT:
                    continue
                other = by_name.get(value.lstrip("#"))
                if other is not None and other != place:
                    parent, told = other, told + 1
        found.append(parent)
    return found if told else None


def by_nesting(outline: Outline, records: list[Record], names: list[set[str]]) -> Parents | None:
    """Parents as records stand in each other."""
    return [record.outer for record in records]


def by_levels(outline: Outline, records: list[Record], names: list[set[str]]) -> Parents | None:
    """Parents by a number of every record that goes up and down as levels do."""
    for read in LEVELS:
        levels = read(outline, records)
        if levels is not None and are_levels(levels):
            return from_levels(levels)
    return None


def by_links(outline: Outline, records: list[Record], names: list[set[str]]) -> Parents | None:
    """Parents by links in a record's head to the anchor of another: "in reply to", "@name"."""
    by_name = places_by_name(names)
    slots: dict[str, dict[int, int]] = defaultdict(dict)
    for place, record in enumerate(records):
        for number in islice(record.numbers(), 60):
            if outline.tags[number] != "a":
                continue
            fragment = outline.nodes[number].get("href", "").rpartition("#")[2]
            other = by_name.get(fragment)
            if other is None or other == place:
                continue
            slots[link_form(outline, number)].setdefault(place, other)
    best: dict[int, int] = {}
    for form, links in slots.items():
        earlier = sum(other < place for place, other in links.items())
        spread = len(set(links.values()))
        is_step = all(abs(other - place) == 1 for place, other in links.items()) and len(links) > 3
        if form == "reply" or (earlier >= 0.9 * len(links) and spread > 1 and not is_step):
            if len(links) > len(best) or form == "reply":
                best = links
            if form == "reply":
                break
    return [best.get(place) for place in range(len(records))] if best else None


REPLY_TO = re.compile(
    r"parent|repl(?:y|ied|ies|ying)\s(?:to|of)|in (?:reply|response|answer) to|respond\w* to|antwort\w* (?:auf|an)|als antwort"
    r"|en réponse|répond|en respuesta|responde a|em resposta|in risposta|risponde|als reactie|reactie op"
    r"|odpowiedź|в ответ|ответ на|у відповідь|svar (?:på|til|till)|vastaus|yanıt|balasan|回复|回覆|に返信|>>|↑|↩",
    re.I,
)


def link_form(outline: Outline, number: int) -> str:
    """Give a link's form: "reply" where its words or those about it speak of a reply."""
    start, stop = outline.starts[number], outline.stops[number]
    words = outline.text[max(0, start - 24) : stop]
    if REPLY_TO.search(words) or REPLY_TO.search(outline.labels[number]):
        return "reply"
    around = outline.parents[number]
    return f"{outline.labels[number]}|{outline.tags[around]} {outline.labels[around]}"


def by_quotes(outline: Outline, records: list[Record], names: list[set[str]]) -> Parents | None:
    """Parents by a quotation at a record's beginning, whole, of what an earlier one says."""
    found: Parents = []
    said = [NO_LETTERS.sub("", record.text(outline).casefold()) for record in records]
    for place, record in enumerate(records):
        quoted = next(quotations(outline, record), "")
        parent = None
        if len(quoted) >= FEWEST_QUOTED:
            earlier = range(place - 1, max(-1, place - FARTHEST_QUOTED), -1)
            parent = next((other for other in earlier if quoted in said[other]), None)
        found.append(parent)
    return found


def quotations(outline: Outline, record: Record) -> Iterator[str]:
    """Yield the letters of the paragraphs of a quotation that names whom it quotes."""
    for number in islice(record.numbers(), 60):
        if not QUOTE.search(f"{outline.tags[number]} {outline.labels[number]}"):
            continue
        lines = outline.text[outline.starts[number] : outline.stops[number]].split(BREAK)
        lines = [line for line in map(str.strip, lines) if line]
        if len(lines) > 1 and len(lines[0]) <= LONGEST_HEAD:
            yield NO_LETTERS.sub("", "".join(lines[1:]).casefold())


def places_by_name(names: list[set[str]]) -> dict[str, int]:
    """Give the record that each name means; a name of several means none."""
    found: dict[str, int] = {}
    doubled: set[str] = set()
    for place, own in enumerate(names):
        for name in own:
            if found.setdefault(name, place) != place:
                doubled.add(name)
    return {name: place for name, place in found.items() if name not in doubled}


def are_levels(levels: list[float]) -> bool:
    """Whether numbers behave as levels: from the least on, up by one step at a time."""
    steps = sorted({after - before for before, after in pairwise(sorted(set(levels)))})
    if not steps or levels[0] != min(levels) or len(set(levels)) > MOST_LEVELS:
        return False
    step = steps[0]
    rises = [after - before for before, after in pairwise(levels) if after > before]
    proper = sum(rise <= 1.6 * step for rise in rises)
    return bool(rises) and proper >= 0.9 * len(rises)


def from_levels(levels: list[float]) -> Parents:
    """Give each record's parent: the nearest one before it of a lower level."""
    found: Parents = []
    path: list[tuple[float, int]] = []
    for place, level in enumerate(levels):
        while path and path[-1][0] >= level:
            path.pop()
        found.append(path[-1][1] if path else None)
        path.append((level, place))
    return found


def level_classes(outline: Outline, records: list[Record]) -> list[float] | None:
    """Levels in class names: depth-2, level3, indent_1; a record without one is at the top."""
    found = [first_number(names_about(outline, record), LEVEL_NAME) for record in records]
    return filled(found)


def names_about(outline: Outline, record: Record) -> Iterator[str]:
    """Yield the class names of a record's element, of those in its head, and right around it."""
    yield outline.labels[record.start]
    for above in islice(outline.above(record.start), 2):
        if not record.is_run and outline.starts[above] == outline.starts[record.start]:
            yield outline.labels[above]
    for number in islice(record.numbers(), 1, NEAR_START):
        yield outline.labels[number]


def level_tokens(outline: Outline, records: list[Record]) -> list[float] | None:
    """Levels as the number at the end of whatever class the records share: szint2, stupen-3."""
    by_stem: dict[str, list[float]] = defaultdict(list)
    for record in records:
        for token in outline.labels[record.start].partition(" ")[2].split():
            if match := STEM.fullmatch(token):
                by_stem[match[1]].append(float(match[2]))
    for levels in by_stem.values():
        falls = any(after < before for before, after in pairwise(levels))
        if len(levels) == len(records) and falls and are_levels(levels):
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
    level_tokens,
    level_texts,
    level_styles,
    level_wrappers,
    level_depths,
)
