"""Who wrote each post of a thread: found for all of its records together."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from archive.parsing.pages import timestamps
from archive.parsing.pages.outline import BREAK, Outline
from archive.parsing.pages.threads.names import LONGEST_NAME, SPAN, is_name, tidy_name
from archive.parsing.pages.threads.records import Record
from archive.parsing.pages.threads.slots import Slot, Slots
from archive.parsing.pages.threads.whens import When, line_about

# What builders of pages call the element of a name, and what they call things beside it.
NAMED = re.compile(
    r"(?<![a-z])(?:fn|user|nick|author|commenter|commentor|poster|person|cite|member|autor|auteur"
    r"|autore|usuario|usuário|benutzer|hnuser|name|by|who|von)(?![a-z])"
    r"|(?:author|user|nick|display|screen|member|real|full|poster|person|profile)[-_]?(?:name|link|id)\b"
    r"|comment[-_]{0,2}(?:author|user|by|name|nick|writer|poster)|posted[-_]?by|username|nickname"
    r"|\bwriter\b|kullanici|gebruiker|pseudo\b|verfasser|by-?line|tagline"
)
BESIDE_NAME = re.compile(
    r"avatar|photo|picture|image|\bimg|icon|rank|badge|count|fans|level|stats|location|date|time"
    r"|repl|button|title\b|role|flair|score|points|vote|text(?!-)|content|body|message\b|menu|action|tools"
    r"|signature|sig\b|custom|joined|karma"
)
PROFILE = re.compile(
    r"/(?:users?|u|profiles?|profil|perfil|members?|people|authors?|autor|auteur|nutzer|accounts?|@|~)"
    r"[/~@-]?\w|[?&](?:u|uid|user|userid|user_id|author|member|showuser|profile)=|user\?id="
    r"|action=profile|viewprofile|memberlist|(?:profile|member|user|userinfo)\.php|/@\w|/profile/\d",
    re.I,
)
TAGS = {
    "cite": 1.5,
    "em": 0.3,
    "strong": 0.6,
    "b": 0.6,
    "h3": 0.2,
    "h4": 0.2,
    "h5": 0.3,
    "h6": 0.3,
    "dt": 0.6,
}
# What parts the words about a post: "Ada | 3 May 2012 | Reply".
PIECES = re.compile(r"\s[–—/-]\s|[|•·»«]|,\s")
LONGEST = 60
LONGEST_NAMED = 250  # where the element is named for it: some names are jokes
ENOUGH = 2.1
QUOTES = frozenset({"blockquote", "q"})
NEAR_LEVELS = 4
MOST_OF_LINES = 3.2  # no way of reading lines weighs more
SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "؟")
FEW = 2
# What stands before a name: of two lines, or of lines that are all the same, only these are taken
# off, of more any that they share.
INTRODUCING = frozenset(
    {"by", "von", "vom", "por", "par", "de", "di", "da", "door", "av", "af", "od", "от", "από"}
)
INTRODUCED = re.compile(r"\W*(?:by|von|por|par|door|av|af|от|від|od)\s", re.I)
VOUCHED = 1.5  # an element named for names


@dataclass(frozen=True, slots=True)
class Who:
    """A name, and the element that holds it; None where it stands in a line of other words."""

    name: str
    number: int | None = None


def who(
    slots: Slots, moments: list[When | None], repeated: set[Slot], given: dict[int, int]
) -> list[Who | None]:
    """Give the author of each record, None where none is found; `given` are known elements."""
    found = [stated(slots, given, place) for place in range(len(slots.records))]
    if len(given) == len(found):
        return found
    ranked = ranked_slots(slots, moments, repeated)
    best = ranked[0][0] if ranked else 0.0
    from_lines: list[Who | None] = [None] * len(found)
    if best < MOST_OF_LINES:
        weight, from_lines = in_lines(slots, moments)
        if weight > best and (exact := exact_slot(slots, from_lines)):
            ranked = [(weight, exact), *ranked]
        elif weight > best:
            found = [one or line for one, line in zip(found, from_lines, strict=True)]
    missing = [place for place, one in enumerate(found) if one is None and place not in given]
    for place in missing:
        found[place] = in_slots(slots, place, ranked)
    if best >= MOST_OF_LINES and any(found[place] is None for place in missing):
        from_lines = in_lines(slots, moments)[1]
    for place in missing:
        found[place] = found[place] or from_lines[place]
    return found


def stated(slots: Slots, given: dict[int, int], place: int) -> Who | None:
    """Give the name in the element known to hold it."""
    if place not in given:
        return None
    name = tidy_name(slots.outline.words(given[place], LONGEST_NAME))
    return Who(name, given[place]) if name else None


def ranked_slots(
    slots: Slots, moments: list[When | None], repeated: set[Slot]
) -> list[tuple[float, Slot]]:
    """Give the slots that can hold names with what speaks for each, the best first."""
    ranked = []
    for slot, members in slots.found.items():
        if len(members) >= min(2, len(slots.records)):
            weight = weight_of(slots, slot, moments, is_repeated=slot in repeated)
            if weight >= ENOUGH:
                ranked.append((weight, slot))
    return narrowed(slots, sorted(ranked, reverse=True))


def narrowed(slots: Slots, ranked: list[tuple[float, Slot]]) -> list[tuple[float, Slot]]:
    """Put before the best slot one within it that speaks of names as well, and of less else."""
    if not ranked:
        return ranked
    weight, best = ranked[0]
    for other_weight, other in ranked[1:]:
        pairs = [
            (number, slots.found[other][place])
            for place, number in slots.found[best].items()
            if place in slots.found[other]
        ]
        is_within = [slots.outline.holds(outer, inner) for outer, inner in pairs]
        if (
            other_weight > weight - 1.5
            and len(pairs) >= 0.8 * len(slots.found[best])
            and all(is_within)
        ):
            return [(weight, other), *ranked]
    return ranked


def weight_of(slots: Slots, slot: Slot, moments: list[When | None], *, is_repeated: bool) -> float:
    """Give how much speaks for a slot being where the names stand; 0 where it cannot be."""
    outline = slots.outline
    members = list(slots.found[slot].items())
    seen = members[:: -(-len(members) // 24)]
    if sum(bool(name_at(outline, number, LONGEST_NAMED)) for _, number in seen) < 0.6 * len(seen):
        return 0.0
    quoted = sum(is_quoted(outline, slots.records[place], number) for place, number in seen)
    if quoted > 0.5 * len(seen):
        return 0.0
    vocabulary = sum(named(outline, number) for _, number in seen) / len(seen)
    longest = LONGEST_NAMED if vocabulary >= 2 else LONGEST
    if is_repeated and vocabulary < VOUCHED:
        # "Reply" is in every record; so is the name, where one person writes most of them.
        before = sum(is_signature(outline, number, moments[place]) for place, number in seen)
        if before < 0.8 * len(seen):
            return 0.0
        vocabulary += VOUCHED
    names = [name for _, number in seen if (name := name_at(outline, number, longest))]
    if len(names) < 0.6 * len(seen) or sum(map(len, names)) < 1.5 * len(names):
        return 0.0  # too few, or initials in place of pictures
    distinct = len({name.casefold() for name in names}) / len(names)
    if distinct == 1 / len(names) and len(names) > 4 and vocabulary < VOUCHED:
        return 0.0
    words = sum(len(name.split()) for name in names) / len(names)
    handles = sum(name.startswith("@") for name in names) / len(names)
    is_one = distinct == 1 / len(names) and len(names) > FEW
    spoken = sum(name.endswith(SENTENCE_ENDS) for name in names) / len(names)
    early = sum(is_early(slots, place, number) for place, number in seen) / len(seen)
    near = sum(is_near(outline, number, moments[place]) for place, number in seen) / len(seen)
    coverage = len(members) / len(slots.records)
    return (
        vocabulary
        + 1.2 * coverage
        + (0.5 if 1 < len(names) * distinct < len(names) else 0.3)
        + 0.7 * early
        + 0.7 * near
        - 0.25 * max(0.0, words - 3)
        - 0.8 * spoken
        - 0.5 * handles
        - 1.5 * is_one
    )


def named(outline: Outline, number: int) -> float:
    """Give how much an element's kind, name, attributes and address speak of a person."""
    label, node = outline.labels[number], outline.nodes[number]
    weight = TAGS.get(outline.tags[number], 0.0)
    if node.get("itemprop") in ("author", "creator", "name") or node.get("rel") == "author":
        weight += 2.0
    if "nofollow" in (node.get("rel") or ""):
        weight += 0.8  # people's own addresses beside their names
    if NAMED.search(label):
        weight += 0.5 if BESIDE_NAME.search(NAMED.sub("", label)) else 2.0
    elif BESIDE_NAME.search(label):
        weight -= 1.0
    around = outline.parents[number]
    if around >= 0 and outline.size(around) <= 2 * outline.size(number) + 40:
        label = outline.labels[around]
        if NAMED.search(label) and not BESIDE_NAME.search(NAMED.sub("", label)):
            weight += 1.0
    near = [number, *islice(outline.above(number), 1), *outline.tagged("a", number)[:1]]
    hrefs = (outline.nodes[one].get("href") or "" for one in near if outline.tags[one] == "a")
    if any(PROFILE.search(href) for href in hrefs):
        weight += 1.5
    return weight


def name_at(outline: Outline, number: int, longest: int = LONGEST) -> str:
    """Give the name that an element's whole text is, empty where it cannot be one."""
    start, stop = outline.starts[number], outline.stops[number]
    if not 0 < stop - start <= 4 * longest:
        return ""
    shown = outline.text[start:stop].strip()
    if not shown or len(shown) > 2 * longest or BREAK in shown:
        return ""
    name = tidy_name(shown)
    return name if is_name(name, longest) else ""


def is_early(slots: Slots, place: int, number: int) -> bool:
    """Whether an element stands in the first part of its record."""
    outline, record = slots.outline, slots.records[place]
    return outline.first[number] - record.first <= 40


def is_near(outline: Outline, number: int, when: When | None) -> bool:
    """Whether an element stands close to the one that says when."""
    if when is None:
        return False
    if outline.parents[number] == outline.parents[when.number]:
        return True
    distance = min(abs(outline.starts[number] - when.stop), abs(when.start - outline.stops[number]))
    return distance <= 60 or (when.start <= outline.starts[number] <= when.stop)


def is_signature(outline: Outline, number: int, when: When | None) -> bool:
    """Whether an element is a link to another page right before the date, in its line."""
    if when is None or outline.tags[number] != "a":
        return False
    href = outline.nodes[number].get("href", "")
    between = outline.text[outline.stops[number] : max(when.start, outline.stops[number])]
    inside = when.start <= outline.starts[number] and outline.stops[number] < when.stop
    return (
        "#" not in href
        and href[:11] != "javascript:"
        and (
            inside
            or (outline.stops[number] <= when.start and len(between) < 8 and BREAK not in between)
        )
    )


def exact_slot(slots: Slots, from_lines: list[Who | None]) -> Slot | None:
    """Give a slot whose texts are the names that lines tell, or their beginnings."""
    lines = {place: who.name for place, who in enumerate(from_lines) if who}
    for slot, members in slots.found.items():
        if len(members) < 0.8 * max(2, len(slots.records)) or not lines:
            continue
        names = {place: name_at(slots.outline, number) for place, number in members.items()}
        begun = sum(
            bool(name) and lines.get(place, "").startswith(name) for place, name in names.items()
        )
        if begun >= 0.8 * len(members):
            return slot
    return None


def in_slots(slots: Slots, place: int, ranked: list[tuple[float, Slot]]) -> Who | None:
    """Give the name in the first of these slots that a record has one in."""
    for _, slot in ranked:
        number = slots.found[slot].get(place)
        if number is not None and not is_quoted(slots.outline, slots.records[place], number):
            longest = LONGEST_NAMED if named(slots.outline, number) >= 2 else LONGEST
            if name := name_at(slots.outline, number, longest):
                return Who(name, number)
    return None


def is_quoted(outline: Outline, record: Record, number: int) -> bool:
    """Whether an element stands in a quotation within its record: it names whom that quotes."""
    above = (number, *islice(outline.above(number), NEAR_LEVELS))
    first = record.start + (not record.is_run)
    return any(outline.tags[one] in QUOTES and one >= first for one in above)


def in_lines(slots: Slots, moments: list[When | None]) -> tuple[float, list[Who | None]]:
    """Give the names that stand as plain words beside the dates, else in a line of their own.

    Where the words stand is the same for all records: the way that serves most of them. With
    them, how much speaks for that way.
    """
    weight, best = 0.0, [""] * len(slots.records)
    for base, way in LINES:
        found = without_common(
            [
                way(slots.outline, record, when)
                for record, when in zip(slots.records, moments, strict=True)
            ]
        )
        kept = [name if is_name(name, LONGEST) else "" for name in map(tidy_name, found)]
        given = [name for name in kept if name]
        if given and are_various(kept) and sum(map(len, given)) >= 2 * len(given):
            words = sum(len(name.split()) for name in given) / len(given)
            own = base + 1.7 * len(given) / len(kept) - 0.3 * max(0.0, words - 2.5)
            if own > weight:
                weight, best = own, kept
    return weight, [Who(name) if name else None for name in best]


def are_various(names: list[str]) -> bool:
    """Whether names are not all one, which would be a heading."""
    given = [name for name in names if name]
    return len(given) < 4 or len(set(given)) > 1


def beside_date(outline: Outline, record: Record, when: When | None) -> str:
    """Give the words in the line of a date without the date."""
    if when is None:
        return ""
    start, stop = line_about(outline.text, when.start)
    start, stop = max(start, record.text_start), min(stop, record.text_stop)
    line = outline.text[start:stop]
    around = timestamps.around(line)
    if SPAN.fullmatch(outline.text, when.start, when.stop):
        around = outline.text[start : when.start], outline.text[when.stop : stop]
    pieces = [piece for part in around for piece in PIECES.split(part)]
    pieces.sort(key=lambda piece: not INTRODUCED.match(piece))
    return next((piece for piece in pieces if is_name(tidy_name(piece), LONGEST)), "")


def before_date(outline: Outline, record: Record, when: When | None) -> str:
    """Give the line right before that of a date, within its record."""
    if when is None:
        return ""
    before = outline.text[record.text_start : when.start]
    lines = [line for line in before.split(BREAK) if line.strip()]
    return lines[-1].strip() if lines else ""


def first_line(outline: Outline, record: Record, when: When | None) -> str:
    """Give the first line of a record, which is no quotation."""
    text = outline.text[record.text_start : min(record.text_stop, record.text_start + 400)]
    lines = [line for line in text.split(BREAK) if line.strip()]
    if len(lines) < FEW:
        return ""
    number = outline.at(record.text_start + text.index(lines[0]))
    return "" if is_quoted(outline, record, number) else lines[0].strip()


def without_common(lines: list[str]) -> list[str]:
    """Take from lines the words that most of them begin with: "written by", "Von"."""
    split = [line.split() for line in lines]
    given = [words for words in split if words]
    is_one = len(set(map(tuple, given))) == 1  # who wrote all of them, first name and last
    while len(given) > 1:
        word, count = Counter(words[0].casefold() for words in given if words).most_common(1)[0]
        if (is_one or len(given) == FEW) and word not in INTRODUCING:
            break
        if count < 0.8 * len(given) or not all(len(words) > 1 for words in given):
            break
        for words in split:
            if words and words[0].casefold() == word:
                del words[0]
        given = [words for words in split if words]
    return [" ".join(words) for words in split]


LINES = ((1.5, beside_date), (0.9, before_date), (0.5, first_line))
