"""Floors beneath the figures of extraction: what may change them, and that they hold."""

import shutil
from argparse import Namespace
from pathlib import Path

import pytest

from benchmarks import extraction
from benchmarks.extraction_floors import (
    FloorError,
    Floors,
    Wish,
    complaints,
    corpus_digest,
    load,
    raised,
    save,
)
from benchmarks.extraction_running import NoGoldError, gold_pages

ROOT = Path(__file__).parents[2]
FOLDERS = [
    pytest.param(
        name,
        marks=pytest.mark.skipif(not (ROOT / name).is_dir(), reason=f"{name} is absent"),
    )
    for name in extraction.FOLDERS
]
FLOORS = Floors("a", {"f1": 0.9, "must_not": 0.1})
PAGE = ROOT / "fixtures/pages/phpbb3-prosilver.html"


@pytest.mark.parametrize("name", FOLDERS)
def test_every_figure_stands_on_its_floor(name, found_on):
    path = ROOT / name
    found = found_on(path)
    one = extraction.scored(name, path, lambda page: found[page.name])
    figures = one.figures[extraction.running.OURS]
    assert complaints(name, load().get(name), one.now.digest, figures) == []


def test_a_figure_may_lie_beneath_its_floor_by_rounding_alone():
    assert complaints("x", FLOORS, "a", {"f1": 0.8996, "must_not": 0.1004}) == []
    assert len(complaints("x", FLOORS, "a", {"f1": 0.8994, "must_not": 0.1006})) == 2
    assert len(complaints("x", FLOORS, "a", {"f1": None})) == 2


def test_floors_belong_to_their_pages():
    assert "--new-corpus" in complaints("x", FLOORS, "b", {"f1": 1.0, "must_not": 0.0})[0]
    assert "--new-corpus" in complaints("x", None, "b", {})[0]


def test_floors_rise_and_do_not_fall():
    better = raised("x", FLOORS, Floors("a", {"f1": 0.95, "must_not": 0.1004, "p": 1}), Wish())
    assert better.figures == {"f1": 0.95, "must_not": 0.1, "p": 1}
    with pytest.raises(FloorError, match=r"f1 is 0\.8000, its floor 0\.9000"):
        raised("x", FLOORS, Floors("a", {"f1": 0.8, "must_not": 0.0}), Wish(new_corpus=True))
    worse = Floors("a", {"f1": 0.8, "must_not": 0.0})
    assert raised("x", FLOORS, worse, Wish(regression=True)) == worse


def test_other_pages_are_pinned_only_where_that_is_wished():
    other = Floors("b", {"f1": 0.5})
    for floors in (FLOORS, None):
        with pytest.raises(FloorError, match="--new-corpus"):
            raised("x", floors, other, Wish(regression=True))
        assert raised("x", floors, other, Wish(new_corpus=True)) == other


def test_floors_come_back_as_they_were_written(tmp_path):
    file = tmp_path / "floors.json"
    assert load(file) == {}
    save({"x": FLOORS}, file)
    assert load(file) == {"x": FLOORS}


def test_a_digest_tells_names_and_bytes(tmp_path):
    (tmp_path / "a.html").write_text("bc")
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "notes.txt").write_text("no page")
    before = corpus_digest(tmp_path)
    (tmp_path / "notes.txt").unlink()
    assert corpus_digest(tmp_path) == before
    (tmp_path / "a.html").rename(tmp_path / "b.html")
    assert corpus_digest(tmp_path) != before


@pytest.fixture
def corpus(tmp_path):
    """A folder with one page of our own."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for path in (PAGE, PAGE.with_suffix(".json")):
        shutil.copy(path, folder)
    return folder


def asked(folder, **more):
    wishes = {"update": False, "new_corpus": False, "allow_regression": False} | more
    return Namespace(folders=[str(folder)], **wishes)


def test_the_command_checks_and_updates(corpus, tmp_path, capsys):
    file = tmp_path / "floors.json"
    assert extraction.hold(asked(corpus), file) == 1
    assert extraction.hold(asked(corpus, update=True), file) == 1
    assert not file.exists()
    assert extraction.hold(asked(corpus, update=True, new_corpus=True), file) == 0
    assert extraction.hold(asked(corpus), file) == 0
    floors = load(file)
    (one,) = floors.values()
    save({str(corpus): Floors(one.digest, {**one.figures, "title": 2.0})}, file)
    capsys.readouterr()
    assert extraction.hold(asked(corpus), file) == 1
    assert "title" in capsys.readouterr().out
    assert extraction.hold(asked(corpus, update=True, allow_regression=True), file) == 0
    assert load(file) == floors


def test_a_folder_without_gold_says_so(tmp_path):
    with pytest.raises(NoGoldError, match="no page with gold"):
        gold_pages(tmp_path)
    (tmp_path / "a.json").write_text("{}")
    with pytest.raises(NoGoldError, match=r"a\.html"):
        gold_pages(tmp_path)
