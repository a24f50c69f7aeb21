"""What each post of a thread answers, from whatever of the page's form tells it.

The ways are tried in the order of how surely they tell: the id of the parent in an attribute,
records that stand in records, numbers and widths that behave as levels do; a link that says it
leads to what is answered goes before all of them. Only where nothing of this is found, links to
other records and quotations of them tell. A text that begins with "@name" tells nothing for
certain: people use it in flat threads, where nobody knows which of somebody's posts is meant.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from archive.parsing.pages.outline import BREAK, NO_LETTERS, Outline
from archive.parsing.pages.threads.levels import by_levels
from archive.parsing.pages.threads.records import Record

Parents = list[int | None]

PARENT_ATTRIBUTE = re.compile(r"parent|reply-?to|in-?reply", re.I)
NO_PARENT = frozenset({"", "0", "-1", "null", "none", "root", "undefined", "false"})
QUOTE = re.compile(r"quot|zitat|citat|citation|cita\b|blockquote|yinyong|parent|цитат|inyong|引用")
FEWEST_QUOTED = 12
FARTHEST_QUOTED = 400
LONGEST_HEAD = 80


def parents_of(outline: Outline, records: list[Record], names: list[set[str]]) -> Parents:
    """Give the place of what each record answers, None at the top.

    `names` are by what each may be referred to: ids and anchors.
    """
    base = first_telling(
        (
            lambda: by_attribute(outline, records, names),
            lambda: by_nesting(records),
            lambda: by_levels(outline, records),
        )
    )
    stated, others = by_links(outline, records, names)
    if base is None and not stated:
        base = first_telling((lambda: others, lambda: by_quotes(outline, records)))
    found = base or [None] * len(records)
    return without_cycles([stated.get(place, above) for place, above in enumerate(found)])


def first_telling(ways: Iterable[Callable[[], Parents | None]]) -> Parents | None:
    """Give what the first way finds that tells any parent."""
    for way in ways:
        found = way()
        if found is not None and any(parent is not None for parent in found):
            return found
    return None


def without_cycles(found: Parents) -> Parents:
    """Cut what answers itself by a way around: its last record is taken to answer nothing.

    Each record is passed once, whatever the length of the chains.
    """
    kept = list(found)
    done: set[int] = set()
    for place in range(len(found)):
        line: dict[int, None] = {}
        above: int | None = place
        while above is not None and above not in done and above not in line:
            line[above] = None
            above = kept[above]
        if above is not None and above in line:
            passed = list(line)
            kept[max(passed[passed.index(above) :])] = None
        done.update(line)
    return kept


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


def by_nesting(records: list[Record]) -> Parents:
    """Parents as records stand in each other."""
    return [record.outer for record in records]


def by_links(
    outline: Outline, records: list[Record], names: list[set[str]]
) -> tuple[dict[int, int], Parents | None]:
    """Give parents by links in a record's head to the anchor of another.

    First those whose words say that it is answered ("in reply to"), which hold whatever else
    the page's form says; then those of the form that most records have a link of, to earlier
    records, and not just to their neighbours: the names of whom they answer.
    """
    by_name = places_by_name(names)
    forms: dict[str, dict[int, int]] = defaultdict(dict)
    for place, record in enumerate(records):
        for number in outline.tagged_in("a", record.start, record.end)[:MOST_LINKS]:
            if any(one.start <= number < one.end for one in record.inner):
                continue
            other = by_name.get(outline.nodes[number].get("href", "").rpartition("#")[2])
            if other is not None and other != place:
                forms[link_form(outline, number)].setdefault(place, other)
    stated = {place: other for place, other in forms.pop(REPLY, {}).items() if other < place}
    telling = [links for links in forms.values() if are_answers(links)]
    best = max(telling, key=len, default=None)
    return stated, None if best is None else [best.get(place) for place in range(len(records))]


def are_answers(links: dict[int, int]) -> bool:
    """Whether links lead to earlier records, to several of them, and not just to the one before."""
    earlier = sum(other < place for place, other in links.items())
    is_step = len(links) > 3 and all(abs(other - place) == 1 for place, other in links.items())
    return earlier >= 0.9 * len(links) and len(set(links.values())) > 1 and not is_step


REPLY = "reply"
MOST_LINKS = 60
REPLY_TO = re.compile(
    r"parent|repl(?:y|ied|ies|ying)\s(?:to|of)|in (?:reply|response|answer) to|respond\w* to"
    r"|antwort\w* (?:auf|an)|als antwort|en réponse|répond|en respuesta|responde a|em resposta"
    r"|in risposta|risponde|als reactie|reactie op|odpowiedź|в ответ|ответ на|у відповідь"
    r"|svar (?:på|til|till)|vastaus|yan\u0131t|balasan|回复|回覆|に返信|>>|↑|↩",
    re.I,
)


def link_form(outline: Outline, number: int) -> str:
    """Give a link's form: REPLY where its words or those about it speak of a reply."""
    start, stop = outline.starts[number], outline.stops[number]
    words = outline.text[max(0, start - 24) : stop]
    if REPLY_TO.search(words) or REPLY_TO.search(outline.labels[number]):
        return REPLY
    around = outline.parents[number]
    own, above = (outline.labels[one].partition(" ")[2] for one in (number, around))
    return f"{own}|{outline.tags[around]} {above}"


def by_quotes(outline: Outline, records: list[Record]) -> Parents:
    """Parents by a quotation in a record, whole, of what one earlier record says and no other."""
    said = [NO_LETTERS.sub("", record.text(outline).casefold()) for record in records]
    return [quoted_by(outline, records, said, place) for place in range(len(records))]


def quoted_by(outline: Outline, records: list[Record], said: list[str], place: int) -> int | None:
    """Give the nearest record before this one that says what this one first quotes."""
    for quoted in quotations(outline, records[place]):
        if len(quoted) >= FEWEST_QUOTED:
            earlier = range(place - 1, max(-1, place - FARTHEST_QUOTED), -1)
            return next((other for other in earlier if quoted in said[other]), None)
    return None


def quotations(outline: Outline, record: Record) -> Iterator[str]:
    """Yield the letters of a record's quotations, without the line that names whom they quote."""
    for number in islice(record.numbers(), 60):
        if not QUOTE.search(f"{outline.tags[number]} {outline.labels[number]}"):
            continue
        lines = outline.text[outline.starts[number] : outline.stops[number]].split(BREAK)
        lines = [line for line in map(str.strip, lines) if line]
        if len(lines) > 1 and len(lines[0]) <= LONGEST_HEAD:
            lines = lines[1:]
        yield NO_LETTERS.sub("", "".join(lines).casefold())


def places_by_name(names: list[set[str]]) -> dict[str, int]:
    """Give the record that each name means; a name of several means none."""
    found: dict[str, int] = {}
    doubled: set[str] = set()
    for place, own in enumerate(names):
        for name in own:
            if found.setdefault(name, place) != place:
                doubled.add(name)
    return {name: place for name, place in found.items() if name not in doubled}
