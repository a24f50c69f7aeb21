"""How far what was found on a page agrees with its gold: figures for a page, and for many.

What each figure means stands in docs/extraction.md, "How it is measured". A page is scored into a
Tally; tallies add up, and `figures` turns the sum into shares. Nothing here knows the archive's
code: what is measured does not measure itself.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from benchmarks.extraction_matching import (
    ALIKE,
    Said,
    aligned,
    in_any_order,
    jaccard,
    likeness,
    squeezed,
    words,
)

EDGE = 40  # squeezed characters of the body's first and last words that are looked for,
MARGIN = 300  # and how far from the ends they may stand
MORE_WORDS = 8  # a byline may say so much beside the name ("By …, staff writer")

Object = Mapping[str, Any]
Figures = dict[str, float | None]

# Of these a smaller figure is the better one.
LOWER_IS_BETTER = frozenset(
    {"posted_unstated", "false_pages", "false_comments", "words_false_pages", "must_not"}
)


@dataclass
class Tally:
    """Hits, and chances of a hit, by the figure they count for; `f1_of_pages` has one a page."""

    hits: Counter[str] = field(default_factory=Counter)
    chances: Counter[str] = field(default_factory=Counter)
    f1_of_pages: list[float] = field(default_factory=list)

    def mark(self, figure: str, hit: int, chances: int = 1) -> None:
        """Count a hit (or as many as `hit` says), and the chances it had."""
        self.hits[figure] += hit
        self.chances[figure] += chances

    def add(self, other: "Tally") -> None:
        """Take in what was counted on another page."""
        self.hits.update(other.hits)
        self.chances.update(other.chances)
        self.f1_of_pages += other.f1_of_pages

    def share(self, figure: str) -> float | None:
        """Hits among chances; None where there was no chance."""
        chances = self.chances[figure]
        return self.hits[figure] / chances if chances else None


def moment(text: str | None) -> datetime | None:
    """Give the moment that an ISO date or datetime names, None for all else."""
    try:
        return datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None


def is_same_day(found: str | None, gold: str | None) -> bool:
    """Whether both name one calendar day; with two offsets, seen from the gold's."""
    one, other = moment(found), moment(gold)
    if one is None or other is None:
        return False
    if one.tzinfo is not None and other.tzinfo is not None:
        one = one.astimezone(other.tzinfo)
    return one.date() == other.date()


def score_comments(found: list[Object], gold: Object) -> Tally:
    """Score a list of comments; the cost grows with its length times that of the gold's."""
    asked: list[Object] = gold["comments"]
    wanted = [gold_forms(comment) for comment in asked]
    given = [Said.of([one.get("text")] if has_text(one) else [one.get("author")]) for one in found]
    alike = {
        (row, column): score
        for row, said in enumerate(given)
        for column, want in enumerate(wanted)
        if (score := likeness(said, want)) >= ALIKE
    }
    pairs, loose = aligned(alike, len(given), len(wanted)), in_any_order(alike)
    pings = {row for row, column in loose if wanted[column].is_ping}
    real = [(row, at) for row, at in pairs if not wanted[at].is_ping and row not in pings]
    many, predicted = sum(not want.is_ping for want in wanted), len(found) - len(pings)
    tally = Tally()
    tally.mark("matched", len(real), many)
    tally.mark("predicted", predicted, 0)
    tally.mark("any_order", sum(not wanted[at].is_ping for _, at in loose), many)
    tally.mark("exact_count", predicted == many)
    if many:
        tally.f1_of_pages.append(harmonic(len(real), predicted, many)[2])
    else:
        tally.mark("false_pages", predicted > 0)
        tally.mark("false_comments", predicted)
    known = {column + 1: row + 1 for row, column in pairs}
    for row, column in real:
        score_fields(tally, found[row], asked[column])
        if gold.get("parents_known", True):
            score_parent(tally, found[row], asked[column], known)
    return tally


def has_text(comment: Object) -> bool:
    """Whether a comment says anything."""
    return bool((comment.get("text") or "").strip())


def gold_forms(comment: Object) -> Said:
    """Give the forms of a gold comment; a pingback is known by its title as well."""
    is_ping = comment["kind"] != "comment"
    texts = [comment["text"], *comment.get("text_alt", []), *([comment["author"]] * is_ping)]
    return Said.of(texts, is_ping=is_ping)


def score_fields(tally: Tally, found: Object, gold: Object) -> None:
    """Score author and time of a comment that is found."""
    tally.mark("author", words(found.get("author")) == words(gold["author"]))
    if gold["posted"]:
        tally.mark("posted", is_same_day(found.get("posted"), gold["posted"]))
    else:
        tally.mark("posted_unstated", bool(found.get("posted")))


def score_parent(tally: Tally, found: Object, gold: Object, known: Mapping[int, int]) -> None:
    """Score what a found comment answers, where the gold's parent was found as well."""
    parent = gold["parent"]
    if parent is not None and parent not in known:
        return
    is_right = (found.get("parent") or None) == (None if parent is None else known[parent])
    tally.mark("parent", is_right)
    if parent is not None:
        tally.mark("threaded", is_right)


def score_words(found: list[Object] | str, gold: Object) -> Tally:
    """Score a thread as one text, as tools give it that know no comments: words, each counted."""
    text = found if isinstance(found, str) else "\n".join(one.get("text") or "" for one in found)
    given = Counter(words(text))
    wanted: Counter[str] = Counter()
    for comment in gold["comments"]:
        if comment["kind"] == "comment":
            wanted.update(words(comment["text"]))
    tally = Tally()
    tally.mark("words_matched", (given & wanted).total(), wanted.total())
    tally.mark("words_predicted", given.total(), 0)
    if not gold["comments"]:
        tally.mark("words_false_pages", bool(given))
    return tally


def score_article(found: Object, gold: Object) -> Tally:
    """Score an article's fields, each where the gold states it."""
    tally = Tally()
    if gold["title"]:
        given = frozenset(words(found.get("title")))
        titles = [gold["title"], *gold.get("title_alt", [])]
        likest = max(jaccard(given, frozenset(words(title))) for title in titles)
        tally.mark("title", likest >= ALIKE)
    if gold["author"]:
        stated = [word for word in words(gold["author"]) if word != "and"]
        given_words = words(found.get("author"))
        is_named = set(stated) <= set(given_words)
        tally.mark("authors", is_named and len(given_words) <= len(stated) + MORE_WORDS)
    if gold["published"]:
        tally.mark("published", is_same_day(found.get("published"), gold["published"]))
    score_body(tally, squeezed(found.get("body_text")), gold)
    return tally


def score_body(tally: Tally, body: str, gold: Object) -> None:
    """Score where a squeezed body begins and ends, and what it must and must not hold."""
    if gold["body_start"]:
        start, end = squeezed(gold["body_start"])[:EDGE], squeezed(gold["body_end"])[-EDGE:]
        tally.mark("start", 0 <= body.find(start) <= MARGIN)
        at = body.rfind(end)
        tally.mark("end", at >= 0 and len(body) - at - len(end) <= MARGIN)
    for snippet in gold["body_must_have"]:
        tally.mark("must", squeezed(snippet) in body)
    for snippet in gold["body_must_not_have"]:
        tally.mark("must_not", squeezed(snippet) in body)


def harmonic(matched: int, predicted: int, wanted: int) -> tuple[float, float, float]:
    """Give precision, recall and F1; nothing found where nothing was wanted is all right."""
    precision = matched / predicted if predicted else float(not wanted)
    recall = matched / wanted if wanted else 1.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def figures(tally: Tally) -> Figures:
    """Give every figure of a tally by its name; None where nothing was asked or given."""
    hits, chances = tally.hits, tally.chances
    found: Figures = {}
    if "matched" in chances:
        found |= named("", harmonic(hits["matched"], hits["predicted"], chances["matched"]))
        found["f1_page"] = mean(tally.f1_of_pages)
        for name in ("any_order", "author", "posted", "parent", "threaded", "exact_count"):
            found[name] = tally.share(name)
        for name in ("posted_unstated", "false_pages", "false_comments"):
            found[name] = hits[name]
    if "words_matched" in chances:
        known = hits["words_matched"], hits["words_predicted"], chances["words_matched"]
        found |= named("words_", harmonic(*known))
        found["words_false_pages"] = hits["words_false_pages"]
    for name in ("title", "authors", "published", "start", "end", "must", "must_not"):
        found[name] = tally.share(name)
    return found


def named(prefix: str, three: tuple[float, float, float]) -> Figures:
    """Give precision, recall and F1 their names."""
    return {f"{prefix}{name}": one for name, one in zip(("p", "r", "f1"), three, strict=True)}


def mean(values: list[float]) -> float | None:
    """Give the mean; None of nothing."""
    return sum(values) / len(values) if values else None


def score(found: Object, gold: Object) -> Tally:
    """Score all that was found on one page.

    `found["comments"]` is a list of comments, one text, or None of a tool that reads none.
    """
    tally, comments = Tally(), found.get("comments")
    if comments is not None:
        tally.add(score_words(comments, gold))
    if isinstance(comments, list):
        tally.add(score_comments(comments, gold))
    tally.add(score_article(found.get("article") or {}, gold["article"]))
    return tally


def total(tallies: Iterable[Tally]) -> Tally:
    """Give the sum of the tallies."""
    summed = Tally()
    for tally in tallies:
        summed.add(tally)
    return summed
