"""When an article was published and last changed, as the page states it; never a guess."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice

from lxml.html import HtmlElement

from archive.lib.dates import Moment, find_dates
from archive.parsing.pages import structured, timestamps
from archive.parsing.pages.furniture import BY_LINE
from archive.parsing.pages.ground import Ground
from archive.parsing.pages.markup import attribute
from archive.parsing.pages.page import Page
from archive.parsing.pages.running import pieces_of

PUBLISHED = (
    *("article:published_time", "og:article:published_time", "datepublished"),
    *("og:published_time", "article.published", "publishdate", "publish-date", "pubdate"),
    *("publication_date", "dc.date.issued", "dcterms.issued", "citation_publication_date"),
    *("sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "article:post_date"),
    *("originalpublicationdate", "displaydate"),
)
# What some write there is the day of the page's making.
LESS_SURE = ("dcterms.created", "dc.date", "dc.date.created", "dcterms.date", "date", "datecreated")
MODIFIED = (
    *("article:modified_time", "og:updated_time", "datemodified", "last-modified"),
    "dcterms.modified",
)
DATED = re.compile(
    r"(?:^|[\s_-])(?:date|datum|fecha|data|time|timestamp|published|pubdate|dateline|posted"
    r"|post-?meta|entry-?meta|post-?info|entry-?info|byline|meta|postmetadata|submitted|day"
    r"|datetime|publish|date-?header|created|info|author)(?:$|[\s_-])",
    re.M,
)
# Dates of something else: of the last change, of a member's joining, of a right.
OTHER_DATE = re.compile(
    r"(?:updated?|modified|edited|revised|joined|registered|member since|since|founded|born"
    r"|last (?:visit|edit|seen|activity|post)|aktualisiert|geändert|bearbeitet|editiert|registriert"
    r"|seit|dabei seit|mis(?:e)? à jour|modifié|inscrit|membre depuis|actualizad[oa]|modificad[oa]"
    r"|editad[oa]|atualizad[oa]|registrado|aggiornat[oa]|modificat[oa]|iscritto|bijgewerkt|gewijzigd"
    r"|uppdatera[dt]|opdateret|oppdatert|päivitetty|обновлен\w?|изменен\w?|регистрация"
    r"|aktualizacja|zmieniono|dołączył|güncelle\w*|更新|最終更新|수정|copyright|©|\(c\))\W*"
    r"(?:\b(?:on|at|le|am|um|el|il|em|a|den|op)\W+)?$",
    re.I,
)
ISSUED = re.compile(
    r"(?:\b|^)(?:posted|published|written|submitted|entry|veröffentlicht|eingetragen|verfasst|publié"
    r"|rédigé|posté|publicad[oa]|pubblicat[oa]|inserito|geplaatst|publicerad|опубликован\w?|yay\u0131n\w*"
    r"|انتشار|نشر|النشر|פורסם|发布|發表|公開日|게시)(?:\b|:|$)",
    re.I,
)
# The day a page was made, in its header.
TODAY = re.compile(
    r"today|current|clock|now|head(?:er)?[-_]?date|top[-_]?date|date[-_]?(?:top|head)"
)
OF_CHANGE = re.compile(
    r"(?:^|[\s_-])(?:updated?|modified|lastmod\w*|last-?edit(?:ed)?|edited)(?:$|[\s_-])", re.M
)
OF_ISSUE = re.compile(r"publish|entry-date|posted|created")
# Some calendars of themes show it amid the date: "Dec 28 Sat 2013".
WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)(?:[a-z]{0,6}day)?\b[.,]?\s?", re.I)
IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:[/-]|$)")
NEAR = range(-5, 13)  # lines about the headline, and about the beginning of the text
BEHIND = range(-2, 9)  # lines about its end
LONGEST_LINE = 240
LONGEST_PROSE = 120
LONGEST_NOTE = 400  # what is named for a date and tells more: "This entry was posted on …"
MOST_LABELLED = 60
MOST_MARKED = 500
MOST_WITHIN = 40
LONGEST_TITLE = 40
LONGEST_BESIDE = 15
PARTING = re.compile(r"[|•·»]")
AMID = 0.1
BEFORE = 32  # characters before a date that may say of what it is
FARTHEST_ZONE = timedelta(hours=14)


def published_of(ground: Ground, core: range, told: Moment | None = None) -> Moment | None:
    """Give the moment of publication: structured data, meta elements, marked-up and shown dates.

    `told` is when the opening post says it was written. The visible date is the one nearest to
    the headline or the text; it lends its zone, or its day, to a stated moment that has none. The
    date in the page's own address comes last. `core` are the elements of the text.
    """
    page = ground.page
    shown = told or shown_date(ground, core)
    stated = stated_date(page)
    if stated is None:
        less = (
            timestamps.of_value(v, page.setting) for k in LESS_SURE for v in page.meta.get(k, [])
        )
        found = shown or next((moment for moment in less if moment), None)
        return found or address_date(page)
    return in_zone_of(stated, shown) if shown else stated


def stated_date(page: Page) -> Moment | None:
    """Give the moment that the page's structured data or meta elements state."""
    thing = page.article_thing
    values = [structured.first(thing.get(key)) for key in ("datePublished", "dateCreated")]
    values += [value for key in PUBLISHED for value in page.meta.get(key, [])]
    moments = (timestamps.of_value(value, page.setting) for value in values if value)
    return next((moment for moment in moments if moment), None)


def in_zone_of(stated: Moment, shown: Moment) -> Moment:
    """Give a stated moment as the page shows it to readers, where the two are one moment.

    Machines are told it in UTC, or in no zone at all, where readers are told the time of the
    place. Two that differ by a zone's offset are one.
    """
    apart = shown.at - stated.at
    if stated.offset_minutes or stated.precision in ("year", "month"):
        return stated
    if shown.offset_minutes:
        is_one = abs(apart) < timedelta(minutes=1)
        return replace(stated, offset_minutes=shown.offset_minutes) if is_one else stated
    if "day" in (stated.precision, shown.precision):
        return day_of(stated, shown)
    quarters = round(apart / timedelta(minutes=15))
    rest = abs(apart - quarters * timedelta(minutes=15))
    if abs(apart) > FARTHEST_ZONE or rest >= timedelta(minutes=1):
        return stated
    return shown if stated.offset_minutes is None else replace(stated, offset_minutes=15 * quarters)


def day_of(stated: Moment, shown: Moment) -> Moment:
    """The same where one of the two is a day: the shown one if it is, or may be, the same day."""
    if stated.precision == "day":
        return shown if timedelta() <= shown.at - stated.at < timedelta(days=1) else stated
    day = stated.at.replace(hour=0, minute=0, second=0)
    return shown if abs(shown.at - day) == timedelta(days=1) else stated


def modified_of(page: Page) -> Moment | None:
    """Give the moment of the last change that the page states."""
    values = structured.strings(page.article_thing.get("dateModified"))
    values += [value for key in MODIFIED for value in page.meta.get(key, [])]
    moments = (timestamps.of_value(value, page.setting) for value in values)
    return next((moment for moment in moments if moment), None)


def shown_date(ground: Ground, core: range) -> Moment | None:
    """Give the date shown nearest to the headline or the text, marked-up ones first."""
    found = [*marked_dates(ground, core), *line_dates(ground, core)]
    for _, _, number, text in sorted(found, key=lambda one: (-one[0], one[1])):
        setting = ground.page.setting
        if text is not None:
            moment = timestamps.of_text(text, setting)
        else:
            moment = timestamps.of_element(ground.outline.nodes[number], setting)
        if moment:
            return moment
    return None


Candidate = tuple[float, int, int, str | None]  # weight, place, element, text


def marked_dates(ground: Ground, core: range) -> Iterator[Candidate]:
    """Yield the elements that carry a date for machines; those of publication weigh most."""
    outline = ground.outline
    numbers = {number for tag in ("time", "abbr") for number in outline.by_tag.get(tag, ())}
    for name, marked in ground.properties.items():
        if timestamps.PROPERTIES.match(name) and "odif" not in name:
            numbers.update(marked)
    numbers.update(number for number, _ in outline.having("datetime"))
    titled = ground.shown(n for n, value in outline.having("title") if len(value) <= LONGEST_TITLE)
    numbers.update(n for n in titled[:MOST_MARKED] if find_dates(outline.nodes[n].get("title", "")))
    replies = outline.covered(ground.properties.get("comment", []))
    for number in ground.shown(sorted(numbers))[:MOST_MARKED]:
        node = outline.nodes[number]
        if replies[number] or not is_dated(node):
            continue
        if OTHER_DATE.search(lead_in(ground, outline.starts[number])):
            continue
        if is_of_change(outline.labels[number]):
            continue
        near = ground.nearness(number, core)
        weight = 3 if is_published(ground, number) else 2 if near > 0 else 0.5
        yield weight + near - is_amid(ground, number, core), number, number, None


def is_dated(node: HtmlElement) -> bool:
    """Whether an element carries a date in an attribute, or is one that does."""
    told = attribute(node, "title")
    is_told = len(told) <= LONGEST_TITLE and bool(find_dates(told))
    return "datetime" in node.attrib or is_told or timestamps.machine_readable(node)


def is_of_change(label: str) -> bool:
    """Whether an element's names say that it dates a change, and only that."""
    return bool(OF_CHANGE.search(label)) and not OF_ISSUE.search(label)


def is_published(ground: Ground, number: int) -> bool:
    """Whether an element is marked as holding the date of publication."""
    node = ground.outline.nodes[number]
    return "datePublished" in attribute(node, "itemprop") or (
        node.get("pubdate") is not None or "published" in attribute(node, "class")
    )


def line_dates(ground: Ground, core: range) -> Iterator[Candidate]:
    """Yield the dates in lines about the headline and the text, and in those named for dates."""
    outline, lines = ground.outline, ground.about
    labelled = ground.shown(outline.labelled(DATED))[:MOST_LABELLED]
    named = {
        line
        for number in labelled
        if outline.size(number) <= LONGEST_NOTE
        for line in lines_in(ground, number)
    }
    *starts, end = ground.edges(core)
    near = {start + step for start in starts for step in NEAR} | {end + step for step in BEHIND}
    changes = {n for n in outline.labelled(OF_CHANGE) if is_of_change(outline.labels[n])}
    for line in sorted(near | named):
        if not 0 <= line < len(lines.starts):
            continue
        written = " ".join(pieces_of(outline, lines, line, changes))[:LONGEST_LINE]
        if lines.prose[line] > LONGEST_PROSE and not (line in named and ISSUED.search(written)):
            continue
        shown = date_in(written, ground.page.setting)
        if shown is None or (line < starts[0] and line not in named and tells_more(written)):
            continue
        number = outline.at(lines.starts[line])
        nearness = ground.nearness(number, core)
        amid = is_amid(ground, number, core)
        if (nearness > 0 or line in named) and not (amid and not ISSUED.search(written)):
            weight = 1.5 * (line in named) + 2 * nearness - amid
            weight += 0.75 * bool(ISSUED.search(written)) - bool(
                TODAY.search(outline.labels[number])
            )
            yield weight, line, number, shown


def lines_in(ground: Ground, number: int) -> Iterator[int]:
    """Yield the lines that begin in an element, and the one amid which its own date stands.

    Where that is told machines as well, the element that tells them knows more than the line.
    """
    outline, lines = ground.outline, ground.about
    within = lines.between(outline.starts[number], outline.stops[number])
    yield from within
    before = within.start - 1
    if before < 0 or lines.stops[before] <= outline.starts[number]:
        return
    near = (number, *outline.within(number)[:MOST_WITHIN], *islice(outline.above(number), 1))
    if find_dates(outline.words(number, LONGEST_LINE)) and not any(
        is_dated(outline.nodes[one]) for one in near
    ):
        yield before


def tells_more(line: str) -> bool:
    """Whether a line is more than a date, perhaps with a name, or among others of its kind."""
    is_meta = BY_LINE.match(line) or PARTING.search(line)
    rest = "".join(timestamps.without_dates(line).split())
    return not is_meta and len(rest) > LONGEST_BESIDE


def is_amid(ground: Ground, number: int, core: range) -> bool:
    """Whether an element stands among the text's paragraphs, so that a date there is told of."""
    outline, lines = ground.outline, ground.lines
    if number not in core:
        return False
    first, last = outline.starts[core.start], outline.stops[core.start]
    if ground.headline in core:
        first = outline.stops[ground.headline or 0]
    least = AMID * lines.prose_in(first, last)
    place = outline.starts[number]
    return lines.prose_in(first, place) > least and lines.prose_in(place, last) > least


def date_in(line: str, setting: timestamps.Setting) -> str | None:
    """Give the part of a line that tells its date, but of a change or a joining; or None."""
    done = 0
    for start, stop in find_dates(line):
        if not OTHER_DATE.search(line[max(done, start - BEFORE) : start]):
            return line[done:]
        done = stop
    is_short = len(line) <= timestamps.LONGEST_DATE
    if not done and is_short and find_dates(plain := WEEKDAY.sub("", line)):
        return plain
    return line if setting.captured_at and not done and is_short else None


def lead_in(ground: Ground, place: int) -> str:
    """Give the characters before a place in the page's text, of the same line."""
    before = ground.outline.text[max(0, place - BEFORE) : place]
    return before.rpartition("\x1e")[2] or before.rstrip("\x1e \n\t").rpartition("\x1e")[2]


def address_date(page: Page) -> Moment | None:
    """Give the day in the page's own address, as blogs and newspapers write it."""
    if match := IN_ADDRESS.search(page.address):
        return timestamps.of_value("{}-{:0>2}-{:0>2}".format(*match.groups()), page.setting)
    return None
