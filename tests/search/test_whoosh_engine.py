"""What is particular to the Whoosh engine: its folder, damage, threads, the shape of segments."""

import json
import random
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest

from archive.search.documents import Document
from archive.search.engines import whoosh_writer
from archive.search.engines.base import Ask, Changes, IndexUnavailable
from archive.search.engines.whoosh_engine import WhooshEngine
from archive.search.query import parse

BRIDGE = Ask(parse("bridge"))


def article(number: int) -> Document:
    return Document(f"a:{number}", "article", f"{number}", is_public=True, body="a bridge")


@pytest.fixture
def root(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def engine(root):
    made = WhooshEngine(root)
    yield made
    made.close()


def builds(root):
    return sorted(root.glob("build-*"))


def test_the_folder_is_ours_alone(engine, root):
    engine.rebuild([article(1)])
    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    assert stat.S_IMODE(builds(root)[0].stat().st_mode) == 0o700


def test_one_build_is_kept_and_no_leftovers(engine, root):
    engine.rebuild([article(1)])
    (root / "build-interrupted").mkdir()
    engine.rebuild([article(1)])
    assert len(builds(root)) == 1


def test_a_rebuild_writes_some_at_a_time_and_leaves_one_segment(engine, root, monkeypatch):
    monkeypatch.setattr(whoosh_writer, "DOCUMENTS_AT_ONCE", 300)
    engine.rebuild([article(number) for number in range(1_000)])
    assert engine.search(BRIDGE).total_documents == 1_000
    assert len(list(builds(root)[0].glob("*.arrays"))) == 1


@pytest.mark.parametrize("name", ["contents.json", "*.arrays"])
def test_a_lost_file_is_told_and_a_rebuild_helps(engine, root, name):
    engine.rebuild([article(1)])
    (lost,) = builds(root)[0].glob(name)
    lost.unlink()
    fresh = WhooshEngine(root)
    with pytest.raises(IndexUnavailable, match="reindex"):
        fresh.search(BRIDGE)
    fresh.rebuild([article(2)])
    assert [group.article_key for group in fresh.search(BRIDGE).groups] == ["2"]
    fresh.close()


@pytest.mark.parametrize("seed", range(8))
def test_damage_is_told_or_changes_nothing(engine, root, seed, damages):
    """Bytes flipped, files cut short or grown: never a wrong answer, and a rebuild helps."""
    chance = random.Random(seed)  # noqa: S311
    documents = [article(number) for number in range(40)]
    engine.rebuild(documents[:30])
    engine.write(Changes(tuple(documents[30:])))
    expected = without_generation(engine.search(BRIDGE))
    told = 0
    for _ in range(damages // 8):
        path = chance.choice(sorted(builds(root)[0].glob("*.*")))
        whole = path.read_bytes()
        path.write_bytes(damaged(chance, whole))
        try:
            assert without_generation(WhooshEngine(root).search(BRIDGE)) == expected
            assert without_generation(engine.search(BRIDGE)) == expected
        except IndexUnavailable:
            told += 1
            assert not engine.is_usable()
            engine.rebuild(documents)
            assert without_generation(engine.search(BRIDGE)) == expected
        else:
            path.write_bytes(whole)
    assert told


def damaged(chance: random.Random, whole: bytes) -> bytes:
    at = chance.randrange(len(whole))
    return chance.choice(
        [
            whole[:at],
            whole + b"more",
            whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :],
            whole[:at] + chance.randbytes(8) + whole[at + 8 :],
            bytes(len(whole)),
        ]
    )


def without_generation(result):
    return replace(result, generation="")


def test_the_whole_build_gone_is_told(engine, root):
    engine.rebuild([article(1)])
    for path in builds(root)[0].iterdir():
        path.unlink()
    builds(root)[0].rmdir()
    with pytest.raises(IndexUnavailable, match="reindex"):
        WhooshEngine(root).search(BRIDGE)
    with pytest.raises(IndexUnavailable, match="reindex"):
        engine.write(Changes((article(2),)))


@pytest.mark.parametrize("pointer", ["", "{}", "[]", '{"folder": "../..", "schema": 0}', "\x00"])
def test_a_strange_pointer_is_told(engine, root, pointer):
    engine.rebuild([article(1)])
    (root / "current.json").write_text(pointer)
    assert not engine.is_usable()
    with pytest.raises(IndexUnavailable, match="reindex"):
        engine.search(BRIDGE)


def test_a_pointer_never_leads_out_of_the_folder(engine, root, tmp_path):
    engine.rebuild([article(1)])
    pointer = json.loads((root / "current.json").read_text())
    (root / "current.json").write_text(json.dumps(pointer | {"folder": f"../{root.name}"}))
    assert not engine.is_usable()


def test_threads_each_see_what_was_written(engine):
    engine.rebuild([article(1)])

    def search(_number):
        try:
            return engine.search(BRIDGE).total_documents
        finally:
            engine.close()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(search, range(20))) == {1}
        engine.write(Changes((article(2),)))
        assert set(pool.map(search, range(20))) == {2}


def test_deleted_documents_do_not_pile_up(engine, root):
    engine.rebuild([article(number) for number in range(2_500)])
    for _ in range(3):
        engine.write(Changes(tuple(article(number) for number in range(300))))
    assert engine.search(BRIDGE).total_documents == 2_500
    assert engine.count() == 2_500


def test_searches_never_fail_while_others_write_and_rebuild(engine, root):
    documents = [article(number) for number in range(20)]
    engine.rebuild(documents)
    is_over = Event()
    seen = []

    def search(_number):
        while not is_over.is_set():
            seen.append(engine.search(BRIDGE).total_documents)
        engine.close()

    with ThreadPoolExecutor(3) as pool:
        searching = [pool.submit(search, number) for number in range(3)]
        try:
            for _ in range(12):
                WhooshEngine(root).rebuild(documents)
                WhooshEngine(root).write(Changes(tuple(documents)))
        finally:
            is_over.set()
        for each in searching:
            each.result()
    assert set(seen) == {20}


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "index").write_text("a file where the folder should be")
    with pytest.raises(IndexUnavailable, match="the right to write"):
        WhooshEngine(tmp_path / "index").rebuild([])


def test_what_strangers_are_told_names_no_path(engine, root):
    root.mkdir()
    (root / "current.json").mkdir()
    with pytest.raises(IndexUnavailable) as told:
        engine.search(BRIDGE)
    assert str(root) not in str(told.value)
