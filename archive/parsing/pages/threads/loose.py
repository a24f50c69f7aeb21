"""Lines that say who and when among the words of a post, without an element of their own."""

from archive.parsing.pages import timestamps
from archive.parsing.pages.outline import BREAK, NO_LETTERS, Outline
from archive.parsing.pages.threads.records import Record
from archive.parsing.pages.threads.whens import When, line_about
from archive.parsing.pages.threads.who import Who

# Besides a name and a date, a line about a post says no more than that: "From Marsa, 12 points".
MOST_BESIDE = 40
EDGES = f" \t\n\r\xa0{BREAK}"
JOINING = f"{EDGES}:,;.|)]»\u2013\u2014-"


def span_of(
    outline: Outline, record: Record, who: Who | None, when: When | None
) -> tuple[int, int] | None:
    """Give the part of a record's text that says when, and who, where that is no whole element.

    None where it is one. Where all that a record says stands in that line, the part ends behind
    the date; where a text goes before it, it is the post's.
    """
    if when is None:
        return None
    first, last = outline.starts[when.number], outline.stops[when.number]
    start, stop = line_about(outline.text, when.start)
    start, stop = max(start, first, record.text_start), min(stop, last, record.text_stop)
    name = letters(who.name) if who else ""
    line = outline.text[start:stop]
    before, after = timestamps.around(line)
    beside = len(letters(before + after)) - len(name)
    if beside <= MOST_BESIDE and len(letters(line)) < record.letters:
        is_whole = not letters(outline.text[first:start] + outline.text[stop:last])
        return None if is_whole else (with_name(outline, record, start, name), stop)
    if len(letters(before)) - len(name) > MOST_BESIDE or (name and name in letters(after)):
        return None
    return start, stop - len(after.lstrip(JOINING))


def with_name(outline: Outline, record: Record, start: int, name: str) -> int:
    """Give where the line before this one begins, if it is nothing but that name."""
    before = outline.text[record.text_start : start].rstrip(EDGES)
    place = record.text_start + before.rfind(BREAK) + 1
    return place if name and letters(outline.text[place:start]) == name else start


def letters(text: str) -> str:
    """Give the letters and digits of a text, case-folded."""
    return NO_LETTERS.sub("", text.casefold())
