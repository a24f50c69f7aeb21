"""Whatever is asked, the executor finds what stock Whoosh finds, and weighs it alike.

Stock Whoosh walks over the same segments, one leaf of the question at a time and without a limit:
its own AndNot and some And over Or answer wrongly. What it does not know (near, wildcards, weights
of patterns) is reckoned here from the documents themselves.
"""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache, partial
from math import log
from pathlib import Path
from random import Random

import pytest
from rapidfuzz.distance import OSA
from whoosh import query as stock
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from archive.search.engines.executor.collect import by_score, matches, total
from archive.search.engines.executor.nodes import (
    And,
    Begins,
    Best,
    Between,
    Everything,
    Is,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Spellings,
    Term,
)
from archive.search.engines.executor.snapshot import opened
from archive.search.engines.executor.view import View
from archive.search.engines.whoosh_arrays import document_bits
from tests.search.arrays.collection import Made, lived_in, words_of

Scores = dict[str, float]
ALLOWED = 1e-4


@pytest.fixture(autouse=True)
def frequent_terms(monkeypatch):
    """Segments as small as these have frequent terms too."""
    monkeypatch.setattr(document_bits, "_FEWEST", 2)


class LiveBM25F(BM25F):
    """Stock scoring, but what is rare or long is reckoned among the documents that are there."""

    def __init__(self, held: dict[str, Made]) -> None:
        super().__init__()
        self.count = len(held)
        self.holding = {field: Counter() for field in ("title", "body")}
        self.average = {}
        for field, holding in self.holding.items():
            for document in held.values():
                holding.update(set(spellings(document, field)))
            lengths = [len(spellings(document, field)) for document in held.values()]
            self.average[field] = sum(lengths) / len(lengths) or 1

    def idf(self, searcher, fieldname, text):
        word = text.decode() if isinstance(text, bytes) else text
        return log(self.count / (self.holding[fieldname][word] + 1)) + 1


class LiveSearcher(Searcher):
    """Likewise."""

    def avg_field_length(self, fieldname):
        return self.weighting.average[fieldname]


@cache
def spellings(document: Made, field: str) -> tuple[str, ...]:
    return tuple((document.title if field == "title" else document.body).split())


class Oracle:
    """What a question should find, and what each find should be worth."""

    def __init__(self, index, held: dict[str, Made]) -> None:
        self.held = held
        self.searcher = LiveSearcher(index.reader(), weighting=LiveBM25F(held))
        self.keys = {}
        for leaf, offset in self.searcher.reader().leaf_readers():
            for number in leaf.all_doc_ids():
                label = leaf.column_reader("label", translate=False)[number]
                self.keys[offset + number] = label

    def answer(self, node: Node) -> Scores:
        by_kind: dict[type, Callable[..., Scores]] = {
            Term: self.term,
            Phrase: self.phrase,
            Near: self.near,
            Spellings: self.spellings,
            And: self.all_of,
            Or: lambda node: self.any_of(node, lambda scores: sum(scores)),
            Best: lambda node: self.any_of(node, max),
        }
        if isinstance(node, Not):
            found = self.answer(node.child)
            return {key: 0.0 for key in self.held if key not in found}
        if type(node) in by_kind:
            return by_kind[type(node)](node)
        return {key: 0.0 for key in self.held if self.passes(node, key)}

    def stock(self, question: stock.Query) -> Scores:
        hits = self.searcher.search(question, limit=None)
        return {self.keys[hit.docnum]: hit.score for hit in hits}

    def term(self, node: Term) -> Scores:
        found = self.stock(stock.Term(node.field, node.text))
        return {key: score * node.boost for key, score in found.items()}

    def phrase(self, node: Phrase) -> Scores:
        in_a_row = node.offsets == tuple(range(len(node.words)))
        if in_a_row and all(isinstance(word, Term) for word in node.words):
            words = [word.text for word in node.words]
            return self.stock(stock.Phrase(node.field, words))
        return self.together(node, lambda places: self.in_row(places, node.offsets))

    def near(self, node: Near) -> Scores:
        words = Phrase(node.field, tuple(item.words[0] for item in node.items), ())
        return self.together(words, lambda places: self.within(places, node.width))

    def together(self, node: Phrase, fits) -> Scores:
        scored = [self.answer(word) for word in node.words]
        found = set.intersection(*(set(scores) for scores in scored))
        result = {}
        for key in found:
            words = spellings(self.held[key], node.field)
            places = [
                [at for at, held in enumerate(words) if like(word, held)] for word in node.words
            ]
            if fits(places):
                result[key] = sum(scores[key] for scores in scored)
        return result

    @staticmethod
    def in_row(places: list[list[int]], offsets: tuple[int, ...]) -> bool:
        starts = [{at - by for at in ats} for ats, by in zip(places, offsets, strict=True)]
        return bool(set.intersection(*starts))

    @staticmethod
    def within(places: list[list[int]], width: int) -> bool:
        firsts = {at for ats in places for at in ats}
        return any(
            all(any(first <= at < first + width for at in ats) for ats in places)
            for first in firsts
        )

    def spellings(self, node: Spellings) -> Scores:
        counts = {
            key: sum(like(node, word) for word in spellings(document, node.field))
            for key, document in self.held.items()
        }
        counts = {key: count for key, count in counts.items() if count}
        average = self.searcher.weighting.average[node.field]
        rarity = log(len(self.held) / (len(counts) + 1)) + 1
        return {
            key: node.boost
            * rarity
            * count
            * 2.2
            / (count + 1.2 * (0.25 + 0.75 * len(spellings(self.held[key], node.field)) / average))
            for key, count in counts.items()
        }

    def all_of(self, node: And) -> Scores:
        found = [self.answer(child) for child in node.children]
        keys = set.intersection(*map(set, found))
        return {key: sum(scores[key] for scores in found) for key in keys}

    def any_of(self, node: Or | Best, weigh) -> Scores:
        found = [self.answer(child) for child in node.children]
        keys = set().union(*found)
        return {key: weigh([scores[key] for scores in found if key in scores]) for key in keys}

    def passes(self, node: Node, key: str) -> bool:
        document = self.held[key]
        match node:
            case Everything():
                return True
            case Between():
                day = -1 if document.day is None else document.day
                return node.low <= day <= node.high
            case Is():
                values = {document.site} if node.column == "site" else set(document.tags)
                return bool(values & node.values)
            case Begins():
                return any(tag.startswith(node.prefix) for tag in document.tags)
        raise AssertionError(node)


def like(node: Term | Spellings, word: str) -> bool:
    if isinstance(node, Term):
        return word == node.text
    if node.kind == "prefix":
        return word.startswith(node.pattern)
    if node.kind == "wildcard":
        return node.fits(word)
    return word[:1] == node.pattern[:1] and OSA.distance(node.pattern, word) <= node.edits


def is_like(pattern: str, word: str) -> bool:
    return bool(re.fullmatch(pattern.replace("*", ".*").replace("?", "."), word))


def leaf(random: Random) -> Node:
    word = words_of(random, 1)
    field = random.choice(["body", "body", "title"])
    term = Term(field, word, random.choice([1.0, 2.0]))
    kind = random.choice(["prefix", "wildcard", "fuzzy"])
    wild = word[:-1] + random.choice(["*", "?", "*?"]) if kind == "wildcard" else word
    wild = wild[: random.randrange(1, 4)] if kind == "prefix" else wild
    pattern = Spellings(field, wild, kind, 1, fits=partial(is_like, wild))
    others = [Term(field, words_of(random, 1)), random.choice([pattern, Term(field, word)])]
    items = [Phrase(field, (one,), (0,)) for one in others]
    facts = [
        Is("site", frozenset(random.sample([f"{at}.example" for at in range(7)], 2))),
        Is("tags", frozenset(random.sample(["red", "blue", "none"], 1))),
        Begins("tags", "red"),
        Between("day", *sorted(random.sample(range(1000), 2))),
        Everything(),
    ]
    return random.choice(
        [
            term,
            term,
            pattern,
            Phrase(field, (Term(field, word), Term(field, words_of(random, 1))), (0, 1)),
            Phrase(field, tuple(others), (0, random.randrange(1, 3))),
            Near(field, tuple(items), random.randrange(2, 6)),
            random.choice(facts),
        ]
    )


def question(random: Random, depth: int = 3) -> Node:
    if depth == 0 or random.random() < 0.3:
        return leaf(random)
    kind = random.choice([And, And, Or, Or, Best, Not])
    if kind is Not:
        return Not(question(random, depth - 1))
    return kind(tuple(question(random, depth - 1) for _ in range(random.randrange(2, 4))))


def answered(index, node: Node) -> Scores:
    view = View(opened(index))
    found = matches(view, node)
    best = by_score(view, found, limit=total(found))
    scores = {}
    for number, score in zip(best.numbers.tolist(), best.ranks.tolist(), strict=True):
        segment = view.snapshot.slice_of(number)
        scores[segment.texts("label")[number - segment.base]] = score
    assert len(scores) == total(found)
    return scores


@pytest.mark.parametrize("seed", range(8))
def test_random_questions_find_what_stock_whoosh_finds(seed: int, tmp_path: Path, questions):
    random_questions(tmp_path, seed, documents=700, asked=questions // 8)


def test_random_questions_of_more_documents_than_sixteen_bits_number(tmp_path: Path, questions):
    """Each takes stock Whoosh and the rest of the oracle some two seconds."""
    random_questions(tmp_path, 8, documents=66_200, asked=questions // 25)


def random_questions(folder: Path, seed: int, documents: int, asked: int) -> None:
    random = Random(seed)  # noqa: S311 -- no secret
    index, held = lived_in(folder, random, documents)
    oracle = Oracle(index, held)
    assert len(oracle.keys) == len(held)
    for _ in range(asked):
        node = question(random)
        expected = oracle.answer(node)
        found = answered(index, node)
        assert found.keys() == expected.keys(), node
        assert found == pytest.approx(expected, abs=ALLOWED, rel=ALLOWED), node


def out_of(random: Random, document: Made) -> Phrase:
    """A phrase of three words or more that a document holds, or nearly so."""
    words = document.body.split()
    first = random.randrange(len(words) - 2)
    taken = words[first : first + random.randrange(3, 6)]
    chosen: list[Term | Spellings] = [Term("body", word) for word in taken]
    offsets = list(range(len(chosen)))
    at = random.randrange(len(chosen))
    change = random.choice(["", "", "begun", "other", "moved", "left out"])
    if change == "begun":
        chosen[at] = Spellings("body", taken[at][:2], "prefix", 1)
    elif change == "other":
        chosen[at] = Term("body", words_of(random, 1))
    elif change == "moved":
        offsets[-1] += 1
    elif change == "left out" and at:
        del chosen[at], offsets[at]
    return Phrase("body", tuple(chosen), tuple(offsets))


@pytest.mark.parametrize("seed", range(4))
def test_long_phrases_find_what_stock_whoosh_finds(seed: int, tmp_path: Path, questions):
    random = Random(seed)  # noqa: S311 -- no secret
    index, held = lived_in(tmp_path, random, 700)
    oracle = Oracle(index, held)
    long = [held[key] for key in sorted(held) if len(held[key].body.split()) > 2]
    for _ in range(questions // 8):
        node = out_of(random, random.choice(long))
        assert answered(index, node) == pytest.approx(
            oracle.answer(node), abs=ALLOWED, rel=ALLOWED
        ), node
