"""The benchmark itself on two small pages: who reads them, who reads them then, and the tables."""

import logging
import shutil
from pathlib import Path

import pytest

from benchmarks import extraction
from benchmarks import extraction_running as running
from benchmarks.extraction_scoring import figures, total

PAGES = Path(__file__).parents[2] / "fixtures/pages"
NAMES = ("wordpress-genesis", "house-spacer98")


@pytest.fixture
def corpus(tmp_path):
    """A folder with a page of a family and a page of none."""
    for name in NAMES:
        for ending in ("html", "json"):
            shutil.copy(PAGES / f"{name}.{ending}", tmp_path)
    return tmp_path


@pytest.fixture
def loggers():
    """Gives the loggers back the levels they had."""
    levels = {name: logging.getLogger(name).level for name in running.LOUD}
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_a_name_switched_off_is_not_what_reads_a_page(corpus):
    pages = running.gold_pages(corpus)
    with_all = running.read(pages, running.by_us)
    assert with_all["wordpress-genesis"].parts == {"wordpress"}
    assert running.finders(pages[1]) >= {"wordpress"}
    cases = running.switched_off(pages, with_all, thorough=False)
    lost, readings = cases["without wordpress"]
    assert lost == 1
    assert "wordpress" not in readings["wordpress-genesis"].parts
    assert readings["house-spacer98"] is with_all["house-spacer98"]
    for reading in cases["general alone"][1].values():
        assert reading.parts <= {"general"}


def test_pages_read_again_and_pages_not_touched_give_what_reading_all_gives(corpus):
    pages = running.gold_pages(corpus)
    with_all = running.read(pages, running.by_us)
    quick, thorough = (
        running.switched_off(pages, with_all, thorough=thorough) for thorough in (False, True)
    )
    for case, (lost, readings) in quick.items():
        assert lost == thorough[case][0]
        others = thorough[case][1]
        assert figures(total(one.tally for one in readings.values())) == figures(
            total(one.tally for one in others.values())
        )


def test_the_tables_show_every_tool_every_case_and_every_page(corpus, loggers, capsys):
    assert extraction.main(["--rounds", "1", "--pages", str(corpus)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["Afterword", "trafilatura", "readability"]
    started = [line.split(" ")[0] for line in lines]
    assert set(NAMES) <= set(started)
    text = "\n".join(lines)
    for label in ("comments: precision", "ratio, median", "without wordpress", "general alone"):
        assert label in text
    assert max(len(line) for line in lines) < 200


def test_what_is_written_says_nothing_of_single_pages(corpus):
    asked = extraction.options(["--rounds", "0"])
    one = extraction.measured("x", corpus, asked)
    assert set(extraction.as_object(one)) == {"pages", "digest", "figures", "off"}
    assert not [name for name in NAMES if name in str(extraction.as_object(one))]
