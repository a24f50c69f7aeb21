"""When each post of a thread was written: found for all of its records together."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice, pairwise

from archive.lib.dates import Moment
from archive.lib.relative_times import find_relative
from archive.parsing.pages import timestamps
from archive.parsing.pages.outline import BREAK, Outline
from archive.parsing.pages.threads.slots import Slot, Slots
from archive.parsing.pages.threads.whens import TIMED, TIPS, When, says_when
from archive.parsing.pages.timestamps import Setting

# Dates about a post or its author that are not the post's own.
OTHER_DATE = re.compile(
    r"edit|modif|update|join|regist|member|since|last|birth|signature|\bsig\b|quote|bbcode|expire"
)
OTHER_WORDS = re.compile(
    r"\b(?:edited|modified|updated|joined|registered|registriert|member since|mitglied seit"
    r"|beigetreten|bearbeitet|geändert|dabei seit|inscrit|inscription|modifié|édité|membre depuis"
    r"|registrado|editado|miembro desde|desde|cadastr\w+|entrou|registrato|modificato|iscritto"
    r"|lid sinds|bewerkt|geregistreerd|dołączył|rejestracja|edytowan\w+|зарегистрирован\w*"
    r"|регистрация|изменено|отредактир\w+|founded|birthday|posts)\b",
    re.I,
)
CLOCK = re.compile(r"\d[:.]\d\d(?![.\d])")
QUOTES = frozenset({"blockquote", "q", "cite"})
TRIED = 4
# Of "Yesterday, 9:41 pm": how many elements may stand in it, and how long their words may be.
FEW_PARTS, LONGEST_PART = 4, 40
FEWEST_ORDERED = 0.8


@dataclass(frozen=True, slots=True)
class Dated:
    """Where a record says when, and what that is; None for what cannot be told."""

    when: When | None = None
    moment: Moment | None = None


def dated(slots: Slots, found: list[When], setting: Setting, given: dict[int, int]) -> list[Dated]:
    """Give when each record was written; `given` are elements known to say it.

    Of several dates in a record, the one in the slot that most records have is meant, that reads
    as a date, and whose dates stand in some order: the day somebody joined a forum does not.
    """
    by_slot = {} if len(given) == len(slots.records) else dates_by_slot(slots, found)
    ranked = sorted(by_slot, key=lambda slot: weight_of(slots, slot, by_slot[slot]), reverse=True)
    tried = [(read(slots.outline, by_slot[slot], setting), slot) for slot in ranked[:TRIED]]
    tried.sort(key=lambda pair: worth(pair[0], slots), reverse=True)
    best: dict[int, Dated] = {}
    for moments, _ in tried:
        for place, one in moments.items():
            if place not in best or (best[place].moment is None and one.moment):
                best[place] = one
    for place, number in given.items():
        outline = slots.outline
        when = When(number, outline.starts[number], outline.stops[number])
        best[place] = Dated(when, moment_of(outline, when, setting))
    return [best.get(place, Dated()) for place in range(len(slots.records))]


def dates_by_slot(slots: Slots, found: list[When]) -> dict[Slot, dict[int, When]]:
    """Give the places of dates by slot and record, the first of each."""
    starts = [when.number for when in found]
    by_slot: dict[Slot, dict[int, When]] = {}
    for place, record in enumerate(slots.records):
        for start, end in record.spans():
            for when in found[bisect_left(starts, start) : bisect_left(starts, end)]:
                slot = slots.slot_of.get(when.number, ("", ""))
                by_slot.setdefault(slot, {}).setdefault(place, when)
    return by_slot


def weight_of(slots: Slots, slot: Slot, members: dict[int, When]) -> float:
    """Give how much speaks for a slot being where the dates of posts stand."""
    outline = slots.outline
    some = list(members.items())[:20]
    share = len(members) / len(slots.records)
    other = sum(is_other(outline, when) for _, when in some) / len(some)
    machine = sum(timestamps.machine_readable(outline.nodes[when.number]) for _, when in some)
    return 2 * share - 1.5 * other + 0.3 * machine / len(some)


def is_other(outline: Outline, when: When) -> bool:
    """Whether a date is by its names or words that of something else than the post."""
    around = outline.parents[when.number]
    labels = outline.labels[when.number] + " " + (outline.labels[around] if around >= 0 else "")
    if OTHER_DATE.search(labels):
        return True
    if any(outline.tags[above] in QUOTES for above in islice(outline.above(when.number), 4)):
        return True
    line = outline.text[max(when.start - 24, 0) : when.stop].split(BREAK)[-1]
    return bool(OTHER_WORDS.search(line))


def read(outline: Outline, members: dict[int, When], setting: Setting) -> dict[int, Dated]:
    """Read the dates of one slot."""
    return {
        place: Dated(when, moment_of(outline, when, setting)) for place, when in members.items()
    }


def moment_of(outline: Outline, when: When, setting: Setting) -> Moment | None:
    """Give the moment that one place states."""
    node = outline.nodes[when.number]
    if timestamps.machine_readable(node) or node.get("title"):
        moment = timestamps.of_element(node, setting)
        if moment:
            return moment
    for name, value in node.items():
        if name in TIPS and says_when(value) and (moment := timestamps.of_text(value, setting)):
            return moment
        if TIMED.search(name) and (moment := timestamps.of_number(value)):
            return moment
    shown = with_tip(outline, when)
    if setting.captured_at is None and find_relative(shown) and not timestamps.tells_date(shown):
        return None
    return timestamps.of_text(shown, setting)


def with_tip(outline: Outline, when: When) -> str:
    """Give the words that say when, in place of a "yesterday" among them the date in its tip."""
    shown = outline.text[when.start : when.stop].strip()
    for number in islice(outline.within(when.number), FEW_PARTS):
        tip = outline.nodes[number].get("title", "")
        if says_when(tip) and not CLOCK.search(tip):
            part = outline.words(number, LONGEST_PART)
            return shown.replace(part, tip, 1) if find_relative(part) == (0, len(part)) else shown
    return shown


def worth(members: dict[int, Dated], slots: Slots) -> float:
    """Give how well the dates of a slot serve: how many are read, and whether in an order."""
    at = [one.moment.at for _, one in sorted(members.items()) if one.moment]
    if not at:
        return 0.1 * len(members) / len(slots.records)
    pairs = list(pairwise(at))
    rising = sum(before <= after for before, after in pairs)
    falling = sum(before >= after for before, after in pairs)
    order = max(rising, falling) / len(pairs) if pairs else 1.0
    places = [when for one in members.values() if (when := one.when)]
    other = sum(is_other(slots.outline, when) for when in places) / len(places)
    fine = sum(
        one.moment.precision in ("minute", "second") for one in members.values() if one.moment
    )
    return 2 * len(at) / len(slots.records) + order + 0.5 * fine / len(at) - 1.5 * other
