"""Our engine and those it is set beside: they count what a plain look at every document counts."""

from collections import Counter
from importlib.util import find_spec
from shutil import copytree

import pytest

from benchmarks.search import asking, building, changes
from benchmarks.search.corpus import Corpus
from benchmarks.search.peers import (
    ENGINES,
    FTS5,
    HAYSTACK,
    OURS,
    TANTIVY,
    WHOOSH,
    Unsupported,
    engine,
)
from benchmarks.search.queries import CLASSES, questions
from benchmarks.search.specs import (
    FACET_VALUES,
    All,
    Either,
    Fuzzy,
    Phrase,
    Prefix,
    Spec,
    Term,
    Without,
)
from benchmarks.search.workers import Worker, WorkerError

CORPUS = Corpus(700)
# All but haystack; of those that only the benchmark needs, what is installed here.
PEERS = [OURS, FTS5, WHOOSH, *([TANTIVY] if find_spec("tantivy") else [])]
WITHIN_A_PROCESS = [FTS5, *([HAYSTACK] if find_spec("haystack") else [])]
# Whoosh miscounts what is left out, and takes a filter without a hit for none.
MISCOUNTED = {WHOOSH: {"nested", "filters", "filtered_facets"}}


@pytest.fixture(scope="module")
def documents():
    return list(CORPUS)


@pytest.fixture(scope="module")
def specs():
    return questions(CORPUS)


@pytest.fixture(scope="module")
def opened(tmp_path_factory, documents):
    """Gives an engine over an index of the corpus, built once."""
    known = {}

    def found(name):
        if name not in known:
            folder = tmp_path_factory.mktemp(name)
            engine(name).build(documents, folder)
            known[name] = engine(name)
            known[name].open(folder)
        return known[name]

    yield found
    for each in known.values():
        each.close()


def is_hit(tree, words):
    match tree:
        case Term(word):
            return word in words
        case Prefix(start):
            return any(word.startswith(start) for word in words)
        case Phrase(said):
            return f" {' '.join(said)} " in f" {' '.join(words)} "
        case All(parts):
            return all(is_hit(part, words) for part in parts)
        case Either(parts):
            return any(is_hit(part, words) for part in parts)
        case Without(wanted, unwanted):
            return is_hit(wanted, words) and not is_hit(unwanted, words)


def is_near(one, other):
    """Whether a letter put in, left out or replaced makes one word the other."""
    if len(one) > len(other):
        one, other = other, one
    start = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1), None
    )
    if start is None:
        return len(other) - len(one) <= 1
    return other[start + 1 :] in {one[start:], one[start + 1 :]}


def passes(filters, one):
    return (
        filters.site in {None, one.site}
        and filters.kind in {None, one.kind}
        and (filters.first_day or 0) <= one.day <= (filters.last_day or 99_999_999)
    )


def plain_counts(spec, documents):
    """Totals and facets by looking at every document."""
    hits = [
        one
        for one in documents
        if passes(spec.filters, one) and is_hit(spec.tree, one.text.split())
    ]
    facets = tuple(
        tuple(sorted(Counter(getattr(one, name) for one in hits).values())[-FACET_VALUES:])
        for name in spec.facets
    )
    groups = len({one.article_key for one in hits}) if spec.grouping else 0
    return (len(hits), groups, facets)


@pytest.mark.parametrize(
    ("name", "of_class"),
    [
        (name, of_class)
        for name in PEERS
        for of_class in CLASSES
        if of_class not in {"fuzzy", *MISCOUNTED.get(name, ())}
    ],
)
def test_an_engine_counts_as_a_plain_look_at_every_document_does(
    name, of_class, opened, specs, documents
):
    for spec in specs[of_class][:8]:
        answer = opened(name).search(spec)
        assert asking.counts(answer) == plain_counts(spec, documents)
        assert len(answer.keys or answer.groups) == min(
            max((answer.group_total or answer.total) - spec.offset, 0), spec.limit
        )


@pytest.mark.parametrize("name", PEERS)
def test_the_newest_come_first_and_the_best_have_the_highest_scores(name, opened, specs, documents):
    posted = {one.key: one.posted_at for one in documents}
    found = opened(name).search(specs["newest"][0])
    times = [posted[key] for key in found.keys]
    assert times == sorted(times, reverse=True)
    scores = opened(name).search(specs["common"][0]).scores
    assert list(scores) == sorted(scores, reverse=True)
    groups = opened(name).search(specs["grouping"][0]).groups
    assert len({group.article_key for group in groups}) == len(groups)


@pytest.mark.parametrize("name", [name for name in PEERS if name != FTS5])
def test_a_slip_of_the_pen_finds_the_words_one_letter_away(name, opened, specs, documents):
    for spec in specs["fuzzy"][:8]:
        found = sum(
            any(is_near(spec.tree.word, word) for word in set(one.text.split()))
            for one in documents
        )
        assert opened(name).search(spec).total == found


def test_sqlite_has_no_slips_of_the_pen(opened):
    with pytest.raises(Unsupported):
        opened(FTS5).search(Spec(Fuzzy("bridge")))
    assert asking.ask(opened(FTS5), Spec(Fuzzy("bridge")), None).answer is None


@pytest.mark.parametrize("name", PEERS)
def test_changes_are_seen_by_the_next_search(name, tmp_path, monkeypatch):
    monkeypatch.setattr(changes, "FEW", 2)
    monkeypatch.setattr(changes, "MANY", 2)
    monkeypatch.setattr(changes, "HUNDREDS", 1)
    monkeypatch.setattr(changes, "AT_ONCE", 5)
    small = Corpus(60)
    untouched, copy = tmp_path / "untouched", tmp_path / "copy"
    untouched.mkdir()
    engine(name).build(small, untouched)
    copytree(untouched, copy)
    peer = engine(name)
    found = changes.change(peer, small, copy, [Spec(Term("word"))], untouched)
    peer.close()
    assert found.in_a_row == 6
    assert found.one_cpu.keys() == found.hundred_cpu.keys() == {"add", "change", "remove"}
    # Only ours tells how many segments so many changes left, and what questions cost after them.
    assert (found.segments is None) == (found.slower is None) == (name != OURS)


def test_a_change_that_is_not_seen_is_no_figure():
    with pytest.raises(changes.NotSeenError):
        changes.Log().note("add", lambda: None, lambda: 1)


def test_an_engine_in_a_process_of_its_own_builds_and_answers(tmp_path, specs):
    with Worker(FTS5) as worker:
        built = worker.run(building.build, CORPUS, tmp_path)
        assert (built.documents, built.text_bytes) == (
            CORPUS.size,
            sum(len(one.text) for one in CORPUS),
        )
        assert min(built.cpu_seconds, built.peak_bytes, built.index_bytes) > 0
        assert building.built_before(tmp_path) == built
    with Worker(FTS5) as worker:
        opened = worker.run(building.opened, tmp_path, specs["common"][0])
        assert 0 < opened.cpu < 1_000
    with Worker(FTS5) as worker, pytest.raises(WorkerError, match="unable to open"):
        worker.run(building.opened, tmp_path / "nowhere", specs["common"][0])


@pytest.mark.parametrize("name", WITHIN_A_PROCESS)
def test_an_engine_whatever_settings_it_needs_answers_in_a_process_of_its_own(name, tmp_path):
    with Worker(name) as worker:
        worker.run(building.build, Corpus(40), tmp_path)
        spec = Spec(Term(next(iter(CORPUS)).text.split()[3]))
        worker.run(building.opened, tmp_path, spec)
        asked = worker.run(asking.ask, spec, None)
    assert not asked.has_failed
    assert asked.answer is not None


def test_every_engine_has_a_module_and_a_class():
    assert all(place.count(":") == 1 for place in ENGINES.values())
