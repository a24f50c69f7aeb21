"""What each post of a thread says: its markup without who, when and the buttons about it."""

import re
from itertools import islice

from archive.parsing.pages.outline import Outline
from archive.parsing.pages.threads.names import is_control
from archive.parsing.pages.threads.pruning import NO_SPAN, Cut, markup_at, markup_of
from archive.parsing.pages.threads.records import Record
from archive.parsing.pages.threads.slots import OWN, Slot, Slots, counts
from archive.parsing.pages.threads.words import CONNECTING

SAID = re.compile(
    r"comment[-_]{0,2}(?:text|content|body|message|copy|entry)|(?:text|content|body|message|copy|bubble"
    r"|usertext|markdown|cooked|postbody|post_?text|commtext|texto|contenu|inhalt|msg)(?![a-z])"
)
UNSAID = frozenset(
    ["script", "style", "form", "button", "input", "select", "textarea", "template", "svg", "label"]
)
# What stands about a post's text and is not of it.
ABOUT = re.compile(
    r"(?:^|[\s_-])(?:signature|sig|avatar|gravatar|vcard|user-?(?:info|details|panel|pic|extras)|share"
    r"|sharing|social|reply-?link|reply-to|vote|votes|voting|rating|report|flag|toolbar|controls"
    r"|actions?|buttons?|permalink|edited-?by|edited|lastedit|hidden|sr-only|screen-reader-text"
    r"|menu|badge|likes?|attribution|post-?buttons|byline|tools|postfoot|postprofile|author)(?=[\s_-]|$)"
)
# A slot that holds so much of what is left besides who and when holds what was said.
HOLDS = 0.65
NAMED_HOLDS = 0.5  # of that, where the slot is named for it
COVERS = 0.6
NOWHERE = re.compile(r"#|javascript:|[^?]*\?(?:.*&)?reply", re.I)
BESIDE = frozenset({"blockquote", "ul", "ol", "pre"})
LITTLE = 24
OF_FORM = 0.3  # a form with so much of a record's text holds what it says
MOST_NOISE = 400
MOST_WITHIN = 4000
LONGEST_REPEATED = 120


def said_in(
    slots: Slots,
    about: list[set[int]],
    spans: list[tuple[int, int] | None],
    repeated: set[Slot],
    given: dict[int, int],
) -> list[str]:
    """Give the markup of what each record says.

    `about` are for each record the elements of who, when and the like, `spans` the lines that say
    so without one; `given` are elements known to hold what is said.
    """
    slot = slot_of_text(slots, about, repeated) if len(given) < len(slots.records) else None
    numbers = counts(slots)
    found = []
    for place, record in enumerate(slots.records):
        number = given.get(place, slots.found[slot].get(place) if slot else None)
        spoken = about[place]
        if number is None:
            spoken = spoken | connected(slots, record, spoken)
        # Where the text is known, what repeats in it is said: "Code:", "Ada wrote:".
        beside = numbers if place in given else repeated
        dropped = unsaid(slots, place, spoken, beside, number)
        cut = Cut(sorted(dropped), spoken, spans[place] or NO_SPAN)
        if number is None:
            found.append(markup_of(slots.outline, record, cut))
        elif place in given:
            found.append(markup_at(slots.outline, number, cut))
        else:
            parts = with_neighbours(slots, place, number, spoken, repeated)
            found.append("".join(markup_at(slots.outline, part, cut) for part in parts))
    return found


def with_neighbours(
    slots: Slots, place: int, number: int, about: set[int], repeated: set[Slot]
) -> list[int]:
    """Give a paragraph with the lists and quotations beside it, where nothing is around them."""
    outline, record = slots.outline, slots.records[place]
    if outline.tags[number] != "p":
        return [number]
    told = about | {one.start for one in record.inner}
    found = []
    one = max(outline.parents[number] + 1, record.start)
    while one < min(record.end, outline.ends[outline.parents[number]]):
        parts = range(one, outline.ends[one]) if outline.tags[one] in BESIDE else ()
        if parts and not any(n in told or is_about(slots, n, repeated) for n in parts):
            found.append(one)
        one = outline.ends[one]
    return sorted([number, *found])


def slot_of_text(slots: Slots, about: list[set[int]], repeated: set[Slot]) -> Slot | None:
    """Give the slot that holds nearly all that is said in most of the records, if one does.

    One that holds a name or a date as well serves only where none is without.
    """
    outline = slots.outline
    noises = [noise(slots, record, repeated) for record in slots.records]
    rest = sum(
        max(0, record.letters - sum(map(outline.size, {*about[place], *noises[place]})))
        for place, record in enumerate(slots.records)
    )
    likely = [slot for slot in slots.found if can_hold(slots, slot, HOLDS * NAMED_HOLDS * rest)]
    for is_mixed in (False, True):
        best, most = None, 0.0
        for slot in likely:
            members = slots.found[slot]
            held = sum(
                said_within(slots, place, number, about[place], noises[place], is_mixed=is_mixed)
                for place, number in members.items()
            )
            names = sum(bool(SAID.search(outline.labels[number])) for number in members.values())
            is_named = names > 0.5 * len(members)
            weight = held * (1.5 if is_named else 1.0)
            if held >= HOLDS * rest * (NAMED_HOLDS if is_named else 1.0) and weight > most:
                best, most = slot, weight
        if best is not None:
            return best
    return None


def can_hold(slots: Slots, slot: Slot, least: float) -> bool:
    """Whether a slot is in enough records, and large enough there, to hold what they say."""
    members = slots.found[slot]
    if len(members) < COVERS * len(slots.records):
        return False
    if slot in slots.repeating or (slot == OWN and not slots.records[0].is_run):
        return False  # the first of its paragraphs is not what a post says
    return sum(map(slots.outline.size, members.values())) >= least


def said_within(
    slots: Slots, place: int, number: int, about: set[int], noises: list[int], *, is_mixed: bool
) -> float:
    """Give how many letters of what a record says an element holds, 0 where it holds other things.

    Other things are replies, and who and when; one of these is allowed where `is_mixed`.
    """
    outline, record = slots.outline, slots.records[place]
    if any(outline.holds(number, one.start) for one in record.inner):
        return 0.0
    within = [one for one in about if outline.holds(number, one)]
    if len(within) > is_mixed or number in within:
        return 0.0
    if any(outline.holds(one, number) and outline.tags[one] not in UNSAID for one in noises):
        return 0.0  # some sites put a whole post into a form; a button's words stay a button's
    beside = [one for one in (*noises, *within) if outline.holds(number, one)]
    return float(outline.size(number) - sum(map(outline.size, beside)))


def noise(slots: Slots, record: Record, repeated: set[Slot]) -> list[int]:
    """Give the buttons and repeated words of a record, the outermost of each."""
    outline, found = slots.outline, list[int]()
    for number in islice(record.numbers(), MOST_NOISE):
        if found and outline.holds(found[-1], number):
            continue
        is_beside = is_button(outline, number) or is_repeated(slots, number, repeated)
        if is_unsaid(outline, number, record) or is_beside:
            found.append(number)
    return found


def is_unsaid(outline: Outline, number: int, record: Record) -> bool:
    """Whether an element is of a kind that says nothing; in some systems forms hold the posts."""
    tag = outline.tags[number]
    return tag in UNSAID and (tag != "form" or outline.size(number) < OF_FORM * record.letters)


def unsaid(
    slots: Slots, place: int, about: set[int], repeated: set[Slot], within: int | None
) -> set[int]:
    """Give the elements of a record that are not what it says; of `within` alone, if given."""
    outline, record = slots.outline, slots.records[place]
    is_beside = is_about if within is None else is_between
    numbers = record.numbers() if within is None else outline.within(within)
    return {one.start for one in record.inner} | {
        number
        for number in islice(numbers, MOST_WITHIN)
        if is_unsaid(outline, number, record)
        or number in about
        or is_beside(slots, number, repeated)
    }


def is_about(slots: Slots, number: int, repeated: set[Slot]) -> bool:
    """Whether an element stands about a post's text: a repeated word, a button, a signature."""
    outline = slots.outline
    if is_repeated(slots, number, repeated):
        return True
    label = outline.labels[number]
    if label != " " and ABOUT.search(label) and not outline.tagged("p", number):
        return True
    return is_button(outline, number)


def is_between(slots: Slots, number: int, repeated: set[Slot]) -> bool:
    """Whether an element of a text is not of it: a repeated word, a button that leads nowhere."""
    outline = slots.outline
    if is_repeated(slots, number, repeated):
        return True
    if not is_button(outline, number):
        return False
    href = outline.nodes[number].get("href", "")
    return not href or bool(ABOUT.search(outline.labels[number]) or NOWHERE.match(href))


def is_button(outline: Outline, number: int) -> bool:
    """Whether an element says what a button about a post says, and nothing more."""
    return outline.tags[number] in ("a", "span", "li") and is_control(outline.words(number, 30))


def is_repeated(slots: Slots, number: int, repeated: set[Slot]) -> bool:
    """Whether an element holds a few words that most records repeat."""
    size = slots.outline.stops[number] - slots.outline.starts[number]
    return slots.slot_of.get(number) in repeated and size <= LONGEST_REPEATED


def connected(slots: Slots, record: Record, about: set[int]) -> set[int]:
    """Give the elements that hold who and when with the words about them, and nothing more."""
    outline, found = slots.outline, set()
    known = sum(outline.size(number) for number in about)
    for number in about:
        for above in outline.above(number):
            if above < record.start or (above == record.start and not record.is_run):
                break
            inner = [one for one in about if outline.holds(above, one)]
            rest = outline.size(above) - sum(outline.size(one) for one in inner)
            if rest > LITTLE or (outline.tagged("p", above) and rest > 0):
                break
            if rest and known and not is_joining(outline, above, inner):
                break
            found.add(above)
    return found


def is_joining(outline: Outline, number: int, inner: list[int]) -> bool:
    """Whether the words of an element besides these parts only join them."""
    pieces, place = [], outline.starts[number]
    for one in sorted(inner):
        if outline.starts[one] >= place:
            pieces.append(outline.text[place : outline.starts[one]])
            place = outline.stops[one]
    rest = " ".join([*pieces, outline.text[place : outline.stops[number]]]).strip()
    return len(rest) <= LITTLE or bool(CONNECTING.fullmatch(rest))
