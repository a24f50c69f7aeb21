"""Slots: what plays the same part in several records of a thread.

A slot is an element's form together with that of the element around it. One author's name says
little by itself; that the same slot holds a short text in every record, seldom the same one, says
that it is where the names stand. What every record repeats word for word is furniture.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice, pairwise

from archive.parsing.pages.outline import Outline
from archive.parsing.pages.threads.records import Record
from archive.parsing.pages.threads.signatures import Forms

# Who and when stand near a record's beginning or end; a post of many paragraphs has more elements.
MOST_ELEMENTS = 400
LONGEST_FURNITURE = 60
REPEATED = 0.6
# "88 likes" repeats "3 likes"; "Ada 1" does not repeat "Ada 2".
FIGURE = re.compile(r"(\W*)\d[\d.,]*(\W*[^\W\d]{0,16}\W*)")
RUNNING = re.compile(r"\W{0,3}(\d{1,5})\W{0,3}")

Slot = tuple[str, str]
NO_NUMBERS = range(0)
NONE: Mapping[int, int] = {}
OWN: Slot = ("", "")  # the slot of the records' own elements


@dataclass(slots=True)
class Slots:
    """The slots of a thread: for each, the first element of every record that has it.

    Those in elements known to hold what records say are in `said`, all others in `found`.
    """

    outline: Outline
    records: list[Record]
    found: dict[Slot, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    said: dict[Slot, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    slot_of: dict[int, Slot] = field(default_factory=dict)
    repeating: set[Slot] = field(default_factory=set)  # several neighbours in one record

    def texts(self, slot: Slot) -> list[str]:
        """Give the texts of a slot, one for each record that has it."""
        return [self.outline.words(number, 80) for number in self.found[slot].values()]

    def coverage(self, slot: Slot) -> float:
        """Give the share of records that have a slot."""
        return len(self.found[slot]) / len(self.records)


def slots_of(
    forms: Forms,
    records: list[Record],
    texts: Mapping[int, int] = NONE,
    *,
    only_texts: bool = False,
) -> Slots:
    """Give the slots of these records. The cost is in proportion to their elements.

    `texts` are for some records the elements known to hold what they say, and no name or date;
    with `only_texts`, all else in the records is known as well, and left out.
    """
    outline = forms.outline
    slots = Slots(outline, records)
    for place, record in enumerate(records):
        text = outline.within(texts[place]) if place in texts else NO_NUMBERS
        numbers = text if only_texts else record.numbers()
        for number in islice(numbers, MOST_ELEMENTS):
            if number == record.start:
                slot = OWN  # alike by choice, whatever else they are called
            else:
                slot = (forms.signature(number), forms.signature(outline.parents[number]))
            slots.slot_of[number] = slot
            found = slots.said if number in text else slots.found
            first = found[slot].setdefault(place, number)
            if first != number and outline.parents[first] == outline.parents[number]:
                slots.repeating.add(slot)
    return slots


def furniture(slots: Slots) -> set[Slot]:
    """Give the slots of short texts that most of the records repeat word for word."""
    repeated = set()
    for slot, members in slots.found.items():
        if texts := short_texts(slots, members):
            text, count = Counter(without_figure(text) for text in texts).most_common(1)[0]
            if (text.strip() and count >= REPEATED * len(members)) or are_counted(texts):
                repeated.add(slot)
    return repeated


def without_figure(text: str) -> str:
    """Give a text without its figure if that and one word are all of it: "88 likes"."""
    match = FIGURE.fullmatch(text)
    return match[1] + match[2] if match else text


def counts(slots: Slots) -> set[Slot]:
    """Give the slots in known texts that number the records; what else they repeat is said."""
    return {
        slot
        for slot, members in slots.said.items()
        if (texts := short_texts(slots, members)) and are_counted(texts)
    }


def short_texts(slots: Slots, members: dict[int, int]) -> list[str]:
    """Give the texts of a slot's elements, empty for long ones; none for a slot of few records."""
    outline = slots.outline
    if len(members) < max(3, 0.3 * len(slots.records)):
        return []
    return [
        outline.words(number, LONGEST_FURNITURE)
        if outline.stops[number] - outline.starts[number] <= 4 * LONGEST_FURNITURE
        else ""
        for number in members.values()
    ]


def are_counted(texts: list[str]) -> bool:
    """Whether texts number the records: "#1", "#2", "12.", "13."."""
    different = list(dict.fromkeys(texts))
    numbers = [int(match[1]) for text in different if (match := RUNNING.fullmatch(text))]
    steps = [after - before for before, after in pairwise(numbers)]
    is_running = bool(steps) and (min(steps) > 0 or max(steps) < 0)
    return is_running and len(numbers) >= 0.9 * len(different)
