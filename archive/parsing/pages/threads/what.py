"""What each post of a thread says: its markup without who, when and the buttons about it."""

import re
from bisect import bisect_left
from copy import deepcopy
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from archive.parsing.pages.markup import inner_html
from archive.parsing.pages.outline import Outline
from archive.parsing.pages.threads.names import is_control
from archive.parsing.pages.threads.records import Record
from archive.parsing.pages.threads.slots import OWN, Slot, Slots
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
HOLDS = 0.7
COVERS = 0.6
LITTLE = 24
MOST_NOISE = 400


def said_in(
    slots: Slots, about: list[set[int]], repeated: set[Slot], given: dict[int, int]
) -> list[str]:
    """Give the markup of what each record says.

    `about` are for each record the elements of who, when and the like; `given` are elements
    known to hold what is said.
    """
    slot = slot_of_text(slots, about) if len(given) < len(slots.records) else None
    found = []
    for place, record in enumerate(slots.records):
        number = given.get(place, slots.found[slot].get(place) if slot else None)
        holder = record if number is None else None
        dropped = unsaid(slots, place, about[place], repeated, number)
        if number is not None:
            found.append(markup_within(slots.outline, number, dropped))
        elif holder is not None:
            found.append(markup_of(slots.outline, record, dropped))
    return found


def slot_of_text(slots: Slots, about: list[set[int]]) -> Slot | None:
    """Give the slot that holds nearly all that is said in most of the records, if one does."""
    outline, best, most = slots.outline, None, 0.0
    noises = [noise(outline, record) for record in slots.records]
    rest = sum(
        max(
            0,
            record.letters
            - sum(outline.size(number) for number in {*about[place], *noises[place]}),
        )
        for place, record in enumerate(slots.records)
    )
    for slot, members in slots.found.items():
        if len(members) < COVERS * len(slots.records):
            continue
        held, names = 0.0, 0
        for place, number in members.items():
            record = slots.records[place]
            if slot == OWN and not record.is_run:
                break
            if any(outline.holds(number, one) for one in about[place]) or any(
                outline.holds(number, one.start) for one in record.inner
            ):
                continue
            held += outline.size(number) - sum(
                outline.size(one) for one in noises[place] if outline.holds(number, one)
            )
            names += bool(SAID.search(outline.labels[number]))
        weight = held * (1.5 if names > 0.5 * len(members) else 1.0)
        if held >= HOLDS * rest * (0.5 if names > 0.5 * len(members) else 1.0) and weight > most:
            best, most = slot, weight
    return best


def noise(outline: Outline, record: Record) -> list[int]:
    """Give the buttons and counters of a record, the outermost of each."""
    found: list[int] = []
    for number in islice(record.numbers(), MOST_NOISE):
        if found and outline.holds(found[-1], number):
            continue
        tag = outline.tags[number]
        if tag in UNSAID or (tag in ("a", "span", "li") and is_control(outline.words(number, 30))):
            found.append(number)
    return found


def unsaid(
    slots: Slots, place: int, about: set[int], repeated: set[Slot], within: int | None
) -> set[int]:
    """Give the elements of a record that are not what it says; those of `within` alone, if given."""
    outline, record = slots.outline, slots.records[place]
    dropped = {one.start for one in record.inner}
    numbers = record.numbers() if within is None else outline.within(within)
    for number in islice(numbers, 4000):
        tag = outline.tags[number]
        if tag in UNSAID or number in about:
            dropped.add(number)
        elif within is None and is_about(slots, number, repeated):
            dropped.add(number)
        elif (
            within is not None
            and slots.slot_of.get(number) in repeated
            and is_small(outline, number)
        ):
            dropped.add(number)
    return dropped | (connected(slots, record, about) if within is None else set())


def is_about(slots: Slots, number: int, repeated: set[Slot]) -> bool:
    """Whether an element stands about a post's text: a repeated word, a button, a signature."""
    outline = slots.outline
    if slots.slot_of.get(number) in repeated and is_small(outline, number):
        return True
    label = outline.labels[number]
    if label != " " and ABOUT.search(label) and not outline.tagged("p", number):
        return True
    return outline.tags[number] in ("a", "span", "li") and is_control(outline.words(number, 30))


def is_small(outline: Outline, number: int) -> bool:
    """Whether an element holds a few words alone."""
    return outline.stops[number] - outline.starts[number] <= 120


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


def markup_within(outline: Outline, number: int, dropped: set[int]) -> str:
    """Give an element's inner markup without the elements dropped."""
    if not dropped:
        return inner_html(unwrapped(outline.nodes[number]))
    return inner_html(unwrapped(pruned(outline, number, sorted(dropped))))


def markup_of(outline: Outline, record: Record, dropped: set[int]) -> str:
    """Give a record's markup without the elements dropped."""
    ordered = sorted(dropped)
    if not record.is_run:
        return inner_html(unwrapped(pruned(outline, record.start, ordered)))
    whole = etree.Element("div")
    number = record.start
    while number < record.end:
        if number in dropped:
            add_text(whole, outline.nodes[number].tail)
        else:
            piece = pruned(outline, number, ordered)
            piece.tail = outline.nodes[number].tail
            whole.append(piece)
        number = outline.ends[number]
    return inner_html(whole)


def pruned(outline: Outline, number: int, dropped: list[int]) -> HtmlElement:
    """Copy an element without those in it that are dropped, and what is empty without them.

    Parts that lose nothing go whole.
    """
    if not stands_in(outline, number, dropped):
        copy = deepcopy(outline.nodes[number])
        copy.tail = None
        return copy
    root = shallow(outline.nodes[number])
    waiting, made = [(root, number)], []
    while waiting:
        target, source = waiting.pop()
        for node in outline.nodes[source]:
            child = outline.numbers.get(node)
            if child is None or is_dropped(dropped, child):
                add_text(target, node.tail)
            elif stands_in(outline, child, dropped):
                copy = shallow(node)
                copy.tail = node.tail
                target.append(copy)
                made.append(copy)
                waiting.append((copy, child))
            else:
                target.append(deepcopy(node))
    for copy in reversed(made):
        if last_child(copy) is None and not (copy.text or "").strip():
            take_out(copy)
    return root


def stands_in(outline: Outline, number: int, dropped: list[int]) -> bool:
    """Whether one of these elements stands in an element."""
    return bisect_left(dropped, number + 1) < bisect_left(dropped, outline.ends[number])


def is_dropped(dropped: list[int], number: int) -> bool:
    """Whether an element is one of these."""
    place = bisect_left(dropped, number)
    return place < len(dropped) and dropped[place] == number


def shallow(node: HtmlElement) -> HtmlElement:
    """Copy an element with its own text, without children and tail."""
    copy: HtmlElement = etree.Element(node.tag, dict(node.attrib))
    copy.text = node.text
    return copy


def add_text(target: HtmlElement, text: str | None) -> None:
    """Put a text at the end of an element."""
    last = last_child(target)
    if text and last is not None:
        last.tail = (last.tail or "") + text
    elif text:
        target.text = (target.text or "") + text


def last_child(element: HtmlElement) -> HtmlElement | None:
    """Give an element's last child; lxml would count them all to tell whether there is one."""
    return next(element.iterchildren(reversed=True), None)


def take_out(element: HtmlElement) -> None:
    """Take an element out of its parent; the text behind it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def unwrapped(element: HtmlElement) -> HtmlElement:
    """Step into wrappers that hold nothing but one other block."""
    while (
        len(element) == 1
        and element[0].tag in ("div", "section", "article", "td", "tr", "tbody")
        and not (element.text or "").strip()
        and not (element[0].tail or "").strip()
    ):
        element = element[0]
    return element
