"""The pages with gold, the tools that read them, and what each costs."""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

import readability
import trafilatura
from lxml import html

from archive.parsing.drafts import Context
from archive.parsing.extracts import extract
from archive.parsing.pages.article import draft_of
from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads import NAMES, threads_of
from benchmarks.extraction_scoring import Object, Tally, score

OURS, THEIRS, THEIR_METADATA = "Afterword", "trafilatura", "trafilatura+metadata"
READABILITY = "readability"
GENERAL = "general"
LOUD = ("trafilatura", "htmldate", "readability", "courlan", "justext")


@dataclass(frozen=True)
class GoldPage:
    """A saved page and what a person found on it."""

    name: str
    path: Path
    content: bytes
    gold: Object


@dataclass(frozen=True)
class Reading:
    """What one tool made of one page; `parts` are the names of what read its thread."""

    tally: Tally
    parser: str = ""

    @property
    def parts(self) -> frozenset[str]:
        """The names under which what read the thread can be switched off."""
        return frozenset(self.parser.split("/")[1:]) & frozenset(NAMES)


Readings = dict[str, Reading]
Reader = Callable[[GoldPage], dict[str, Any]]


class NoGoldError(Exception):
    """A folder holds no pages to measure by; the message says what is missing."""


def gold_pages(folder: Path) -> list[GoldPage]:
    """Read every NAME.json of a folder and its NAME.html, by name. Raises NoGoldError."""
    found = []
    for path in sorted(folder.glob("*.json")):
        page = path.with_name(f"{path.stem}.html")
        if not page.is_file():
            raise NoGoldError(f"{path} has no {page.name} beside it")
        gold = json.loads(path.read_text(encoding="utf-8"))
        found.append(GoldPage(path.stem, page, page.read_bytes(), gold))
    if not found:
        raise NoGoldError(f"{folder} holds no page with gold (NAME.html with NAME.json)")
    return found


def by_us(page: GoldPage, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Read a page as `manage.py extract` does."""
    return extract(str(page.path), "html", Context(without=without))


def by_trafilatura(page: GoldPage) -> dict[str, Any]:
    """Read a page with trafilatura: its comments are one text."""
    found = trafilatura.bare_extraction(page.content, with_metadata=True)
    if not isinstance(found, trafilatura.settings.Document):
        return {"comments": ""}
    article = {
        "title": found.title,
        "author": found.author,
        "published": found.date,
        "body_text": found.text,
    }
    return {"article": article, "comments": found.comments or ""}


def by_readability(page: GoldPage) -> dict[str, Any]:
    """Read a page with readability-lxml, which looks for headline and body alone."""
    document = readability.Document(page.content)
    try:
        body = html.fragment_fromstring(document.summary(html_partial=True), create_parent=True)
        article = {"title": document.short_title(), "body_text": body.text_content()}
    except readability.readability.Unparseable:
        return {}
    return {"article": article}


READERS: dict[str, Reader] = {
    OURS: by_us,
    THEIRS: by_trafilatura,
    READABILITY: by_readability,
}

# Figures of what a tool does not look for.
BLIND_TO = {READABILITY: frozenset({"authors", "published"})}

# What is timed: from bytes in memory to the article with its thread, before cleaning.
WORKS: dict[str, Callable[[bytes], object]] = {
    OURS: lambda content: draft_of(parse_page(content), content),
    THEIRS: trafilatura.bare_extraction,
    THEIR_METADATA: lambda content: trafilatura.bare_extraction(content, with_metadata=True),
    READABILITY: lambda content: readability.Document(content).summary(),
}


def read(pages: Iterable[GoldPage], reader: Reader) -> Readings:
    """Have a tool read the pages, and score what it found."""
    readings = {}
    for page in pages:
        found = reader(page)
        readings[page.name] = Reading(score(found, page.gold), found.get("parser", ""))
    return readings


def timed(pages: Iterable[GoldPage], rounds: int) -> dict[str, list[float]]:
    """Give the CPU seconds that each work takes on each page, the best of so many rounds.

    Every work has a page in its turn before the next round and the next page, so that whatever
    else the machine does falls on all alike. The tools have read the pages before: imports are
    done and what they make once is made.
    """
    found: dict[str, list[float]] = {name: [] for name in WORKS}
    for page in pages:
        best = dict.fromkeys(WORKS, float("inf"))
        for _ in range(rounds):
            for name, work in WORKS.items():
                best[name] = min(best[name], seconds(work, page.content))
        for name, taken in best.items():
            found[name].append(taken)
    return found


def seconds(work: Callable[[bytes], object], content: bytes) -> float:
    """CPU seconds of one run."""
    started = process_time()
    work(content)
    return process_time() - started


def finders(page: GoldPage) -> frozenset[str]:
    """Give the names of all that find a thread on a page, believed or not."""
    found = threads_of(parse_page(page.content), frozenset())
    parts = (name.split("/") for name, thread in found if thread)
    return frozenset(part for both in parts for part in both) & frozenset(NAMES)


def switched_off(
    pages: list[GoldPage], with_all: Readings, *, thorough: bool
) -> dict[str, tuple[int, Readings]]:
    """Read the pages without each name that read one, and with the general one alone.

    Gives for each case how many pages lose what read them, and readings of the whole folder. What
    finds nothing on a page can be missed there, so that only pages on which a name that is off
    finds something are read again; with `thorough` all.
    """
    names = frozenset(NAMES)
    found_by = {page.name: finders(page) for page in pages}
    used = sorted({part for reading in with_all.values() for part in reading.parts})
    cases = {f"without {name}": frozenset({name}) for name in used}
    cases[f"{GENERAL} alone"] = names - {GENERAL}
    found = {}
    for case, off in cases.items():
        touched = [page for page in pages if thorough or found_by[page.name] & off]
        again = read(touched, partial(by_us, without=off))
        lost = sum(bool(reading.parts & off) for reading in with_all.values())
        found[case] = (lost, with_all | again)
    return found


def quiet() -> None:
    """Keep what the tools log of pages they cannot read off the screen."""
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def outcome(readings: Mapping[str, Reading]) -> list[Tally]:
    """Give the tallies alone."""
    return [reading.tally for reading in readings.values()]
