"""Adding, changing, deleting and merging: what is in the index is what was put there."""

import re
from collections import Counter
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest
from whoosh.index import LockError

from archive.search.engines.executor import words
from archive.search.engines.executor.collect import by_number, by_score, matches, total
from archive.search.engines.executor.facets import (
    alike_in_groups,
    histogram,
    numbers_of_groups,
    of_documents,
    of_groups,
)
from archive.search.engines.executor.groups import UNKNOWN, gathered, page
from archive.search.engines.executor.nodes import Everything, Is, Phrase, Spellings, Term
from archive.search.engines.executor.snapshot import opened
from archive.search.engines.executor.view import View
from archive.search.engines.whoosh_arrays import merging
from archive.search.engines.whoosh_arrays.codec import ARRAY_CODEC
from archive.search.engines.whoosh_arrays.containers import DamagedFile
from archive.search.engines.whoosh_arrays.index import ArrayIndex, OtherSchema
from archive.search.engines.whoosh_arrays.merging import (
    LARGEST_SEGMENT,
    MOST_WORDS,
    batches,
    to_merge,
)
from archive.search.engines.whoosh_arrays.segments import ArraySegment
from tests.search.arrays.collection import (
    SCHEMA,
    SEPARATOR,
    Made,
    add,
    create,
    lived_in,
    made,
    replace,
)


def keys_of(index: ArrayIndex, node) -> set[str]:
    view = View(opened(index))
    found = matches(view, node)
    numbers = by_score(view, found, total(found)).numbers.tolist()
    return {label(view, number) for number in numbers}


def label(view: View, number: int) -> str:
    segment = view.snapshot.slice_of(number)
    return segment.texts("label")[number - segment.base]


def simple(key: str, body: str, site: str = "a.example") -> Made:
    return Made(key, "", body, site, (), None)


def test_what_was_replaced_or_deleted_is_gone(tmp_path: Path):
    index = create(tmp_path)
    add(index, [simple("one", "old words"), simple("two", "old"), simple("three", "old")])
    replace(index, [simple("one", "new words")], ["two"])
    assert keys_of(index, Term("body", "old")) == {"three"}
    assert keys_of(index, Term("body", "words")) == {"one"}


def test_what_is_gone_is_not_among_the_best_however_many_are_wanted(tmp_path: Path):
    index = create(tmp_path)
    add(index, [simple("one", "old old old"), simple("two", "old"), simple("three", "late")])
    replace(index, [], ["one", "three"])
    view = View(opened(index))
    for word, wanted in (("old", ["two"]), ("late", [])):
        for limit in (0, 1, 10):
            best = by_score(view, matches(view, Term("body", word)), limit)
            keys = [label(view, number) for number in best.numbers.tolist()]
            assert keys == wanted[:limit]
            assert len(best.ranks) == len(keys)


def test_a_snapshot_stays_what_it_was(tmp_path: Path):
    index = create(tmp_path)
    add(index, [simple("one", "old")])
    view = View(opened(index))
    replace(index, [simple("two", "new")], ["one"])
    assert total(matches(view, Term("body", "old"))) == 1
    assert total(matches(view, Term("body", "new"))) == 0


def test_nothing_is_seen_of_what_is_cancelled(tmp_path: Path):
    index = create(tmp_path)
    add(index, [simple("one", "kept")])
    writer = index.writer()
    writer.delete_named("key", ["one"])
    writer.add_document(**simple("two", "never").fields())
    writer.cancel()
    assert keys_of(index, Everything()) == {"one"}
    assert len(list(tmp_path.glob("*.arrays"))) == 1


def test_a_document_that_cannot_be_added_costs_only_itself(tmp_path: Path):
    index = create(tmp_path)
    writer = index.writer()
    writer.add_document(**simple("one", "word").fields())
    with pytest.raises(TypeError):
        writer.add_document(**simple("two", 5).fields())
    with pytest.raises(UnicodeEncodeError):
        writer.add_document(**simple("three \udc00", "word").fields())
    writer.add_document(**simple("four", "word").fields())
    writer.commit()
    assert keys_of(index, Term("body", "word")) == {"one", "four"}


def test_only_one_writes(tmp_path: Path):
    index = create(tmp_path)
    writer = index.writer()
    with pytest.raises(LockError):
        index.writer()
    writer.cancel()
    index.writer().cancel()


def test_an_index_of_another_schema_is_refused(tmp_path: Path):
    create(tmp_path)
    with pytest.raises(OtherSchema, match="other"):
        ArrayIndex(tmp_path, SCHEMA, "other")


def test_phrases_do_not_reach_over_the_gap_between_texts(tmp_path: Path):
    index = create(tmp_path)
    add(index, [simple("one", f"first {SEPARATOR} second"), simple("two", "first second")])
    both = (Term("body", "first"), Term("body", "second"))
    assert keys_of(index, Phrase("body", both, (0, 1))) == {"two"}
    assert keys_of(index, Phrase("body", both, (0, 11))) == {"one"}


def test_phrases_are_not_looked_for_before_the_first_word_of_a_text(tmp_path: Path):
    index = create(tmp_path)
    before = [simple("zero", "red boat"), simple("one", "the red boat"), simple("x", "boat red")]
    others = [simple(f"k{number}", "the the") for number in range(200)]
    add(index, [*before, *others, simple("two", "the the red boat")])
    words = tuple(Term("body", word) for word in ("the", "red", "boat"))
    assert keys_of(index, Phrase("body", words, (0, 1, 2))) == {"one", "two"}


def test_a_spelling_of_several_terms_takes_several_places(tmp_path: Path):
    index = create(tmp_path)
    add(index, [simple("one", "say don't stop"), simple("two", "' quiet")])
    words = tuple(Term("body", word) for word in ("don", "t", "stop"))
    assert keys_of(index, Phrase("body", words, (0, 1, 2))) == {"one"}
    assert keys_of(index, Term("body", "quiet")) == {"two"}


def test_a_thousand_single_additions_leave_few_segments(tmp_path: Path):
    index = create(tmp_path)
    for number in range(1000):
        add(index, [simple(f"k{number}", f"word{number % 7} each")])
    assert len(index.segments()[1]) <= 4
    assert len(keys_of(index, Term("body", "each"))) == 1000


def test_more_documents_than_sixteen_bits_number(tmp_path: Path):
    """In one commit, in several, and merged; numbers must not run over."""
    index = create(tmp_path)
    count = 2 * 65_536 + 3_000
    random = Random(5)  # noqa: S311 -- no secret
    documents = [simple(f"k{at}", f"all w{at % 1000}", f"{at % 3}.example") for at in range(count)]
    for some in (documents[:50_000], documents[50_000:]):
        add(index, some, merge=False)
    assert total(matches(View(opened(index)), Term("body", "all"))) == count
    gone = [f"k{at}" for at in random.sample(range(count), 9_000)]
    replace(index, [], gone)
    left = {document.key for document in documents} - set(gone)
    expected = {key for key in left if int(key[1:]) % 1000 == 7}
    assert keys_of(index, Term("body", "w7")) == expected
    index.compact()
    (segment,) = index.segments()[1]
    assert segment.doc_count_all() == len(left)
    assert keys_of(index, Term("body", "w7")) == expected
    sites = of_documents(View(opened(index)), matches(View(opened(index)), Everything()), "site")
    assert sites == Counter(f"{int(key[1:]) % 3}.example" for key in left)


def test_what_is_merged_in_many_parts_is_whole(tmp_path: Path, monkeypatch):
    """More parts than terms, fewer, and of terms of which nothing is left."""
    monkeypatch.setattr(merging, "_LONGEST_PART", 40)
    index, held = lived_in(tmp_path, Random(21), 300)  # noqa: S311 -- no secret
    replace(index, [], [key for key, each in held.items() if "io" in each.body.split()])
    index.compact()
    left = {key: each.body.split() for key, each in held.items() if "io" not in each.body.split()}
    assert [segment.doc_count_all() for segment in index.segments()[1]] == [len(left)]
    for word in {word for each in held.values() for word in each.body.split()}:
        expected = {key for key, words in left.items() if word in words}
        assert keys_of(index, Term("body", word)) == expected
        assert keys_of(index, Term("bare", word)) == expected
    for said in [each for each in left.values() if len(each) > 1][:40]:
        pair = tuple(Term("body", word) for word in said[:2])
        expected = {key for key, each in left.items() if tuple(said[:2]) in pairwise(each)}
        assert keys_of(index, Phrase("body", pair, (0, 1))) == expected


@pytest.mark.parametrize(("pattern", "kind"), [("e", "prefix"), ("*o*", "wildcard")])
def test_postings_of_a_pattern_are_counted_in_parts(tmp_path: Path, monkeypatch, pattern, kind):
    index, _held = lived_in(tmp_path, Random(22), 300)  # noqa: S311 -- no secret
    view = View(opened(index))
    node = Spellings("body", pattern, kind, fits=re.compile(".*o.*").fullmatch)
    whole = by_score(view, matches(view, node), 500)
    monkeypatch.setattr(words, "_AT_ONCE", 20)
    parts = by_score(view, matches(view, node), 500)
    assert len(whole.numbers) > 50
    assert parts.numbers.tolist() == whole.numbers.tolist()
    assert parts.ranks.tolist() == whole.ranks.tolist()


def test_facets_groups_and_orders_are_those_of_the_documents(tmp_path: Path):
    random = Random(11)  # noqa: S311 -- no secret
    index, held = lived_in(tmp_path, random, 400)
    view = View(opened(index))
    found = matches(view, Term("body", "ea"))
    mine = [document for document in held.values() if "ea" in document.body.split()]
    assert total(found) == len(mine) > 10
    assert of_documents(view, found, "site") == Counter(document.site for document in mine)
    tags = Counter(tag for document in mine for tag in document.tags)
    assert of_documents(view, found, "tags") == tags
    by_site = gathered(view, found, "site")
    pairs = {(document.site, tag) for document in mine for tag in document.tags}
    assert of_groups(by_site, "tags") == Counter(tag for _site, tag in pairs)
    assert alike_in_groups(by_site, "site") == {document.site: 1 for document in mine}
    days = Counter(document.day for document in mine if document.day is not None)
    assert histogram(view, found, "day") == days
    hundreds = {(document.site, document.day // 100) for document in mine if document.day}
    assert numbers_of_groups(by_site, "day", 100) == Counter(each for _site, each in hundreds)
    newest = by_number(view, found, "day", limit=10, offset=5)
    known = sorted((-1 if each.day is None else each.day for each in mine), reverse=True)
    assert newest.ranks.tolist() == known[5:15]


def test_groups_come_in_the_order_that_is_asked_for(tmp_path: Path):
    index, held = lived_in(tmp_path, Random(12), 300)  # noqa: S311 -- no secret
    view = View(opened(index))
    found = matches(view, Is("tags", frozenset(["red"])))
    mine = [document for document in held.values() if "red" in document.tags]
    by_site = gathered(view, found, "site")
    names = view.snapshot.numbering("site").values
    days = {
        site: [d.day for d in mine if d.site == site and d.day is not None]
        for site in {document.site for document in mine}
    }
    newest = sorted(days, key=lambda site: (-max(days[site], default=-1), site))
    keys = [by_site.highest("day")]
    shown = page(by_site.present(), keys, names, 1, 4)
    assert [names[number].decode() for number in shown] == newest[1:4]
    equal = np.zeros(by_site.size, np.int64)
    later = page(by_site.present(), [equal, partial(by_site.highest, "day")], names, 1, 4)
    assert later == shown
    some = by_site.present()[1::2]
    of_some = by_site.highest("day", some)
    assert of_some[some].tolist() == keys[0][some].tolist()
    assert set(np.delete(of_some, some).tolist()) == {UNKNOWN}
    oldest = {site: min(held, default=None) for site, held in days.items()}
    lowest = by_site.lowest("day")
    for number in by_site.present().tolist():
        expected = oldest[names[number].decode()]
        assert lowest[number] == (np.iinfo(np.int64).min if expected is None else expected)
    chosen = by_site.present()[::-2].tolist()
    members = by_site.members(chosen)
    of_each = np.split(members.documents, members.counts.cumsum()[:-1])
    for number, numbers in zip(chosen, of_each, strict=True):
        site = names[number].decode()
        held = [label(view, number) for number in numbers]
        assert sorted(held) == sorted(d.key for d in mine if d.site == site)


def test_equal_groups_are_sorted_by_name(tmp_path: Path):
    index = create(tmp_path)
    documents = [made(Random(3), f"k{at}") for at in range(200)]  # noqa: S311 -- no secret
    add(index, documents)
    view = View(opened(index))
    by_label = gathered(view, matches(view, Everything()), "site")
    names = view.snapshot.numbering("site").values
    keys = [np.zeros(by_label.size, np.int64)]
    shown = page(by_label.present(), keys, names, 0, 100)
    assert [names[number] for number in shown] == sorted(names)


def of_size(documents: int, words: int, deleted: int = 0) -> ArraySegment:
    segment = ArraySegment(ARRAY_CODEC, "MAIN")
    segment.set_doc_count(documents)
    segment.largest_field = words
    segment.delete_documents(np.arange(deleted))
    return segment


def test_what_is_merged_at_once_fits_into_memory():
    whole = of_size(LARGEST_SEGMENT, 6_000_000)
    wordy = of_size(20_000, MOST_WORDS - 1_000)
    small = [of_size(100, 9_000), of_size(300, 20_000)]
    assert to_merge([whole, *small], 40) == small
    assert wordy not in to_merge([wordy, of_size(10_000, 2_000)], 9_000)
    assert to_merge([whole, of_size(10_000, 10, deleted=1_000)], 0) == []
    sparse = of_size(10_000, 10, deleted=3_000)
    assert to_merge([whole, sparse], 0) == [sparse]
    groups = batches([whole, wordy, *small])
    assert all(sum(one.largest_field for one in group) <= MOST_WORDS for group in groups)
    assert sorted(len(group) for group in groups) == [1, 1, 2]


def test_what_is_deleted_is_read_as_it_was_written():
    stated = of_size(20, 100, deleted=3).state()
    one, other = (ArraySegment.from_state(ARRAY_CODEC, "MAIN", stated) for _ in range(2))
    assert one.state() == stated
    assert one.live is not None
    assert one.live.tolist() == [False] * 3 + [True] * 17
    one.delete_document(5)
    one.delete_document(0, delete=False)
    assert (one.deleted_count(), other.deleted_count()) == (3, 3)
    assert (list(one.deleted_docs()), list(other.deleted_docs())) == ([1, 2, 5], [0, 1, 2])
    again = ArraySegment.from_state(ARRAY_CODEC, "MAIN", one.state())
    assert list(again.deleted_docs()) == [1, 2, 5]
    with pytest.raises(DamagedFile, match="of 200 documents"):
        ArraySegment.from_state(ARRAY_CODEC, "MAIN", [stated[0], 200, *stated[2:]])
