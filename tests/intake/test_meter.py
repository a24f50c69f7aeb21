"""How far a run is: within a file, not by the file."""

import pytest

from archive.intake import arrivals
from archive.intake.meter import Meter, Pace, pace_of
from archive.intake.runs import Options, take_in
from benchmarks.intake_files import write_disqus, write_wxr


@pytest.fixture
def moments(monkeypatch):
    """The bytes that were through with, each time something was stored."""
    seen, store = [], arrivals.store_arrivals

    def stored(entry, run):
        seen.append(run.progress().bytes)
        store(entry, run)

    monkeypatch.setattr("archive.intake.runs.store_arrivals", stored)
    monkeypatch.setattr(arrivals, "store_arrivals", stored)
    return seen


@pytest.mark.django_db
@pytest.mark.parametrize("write", [write_disqus, write_wxr])
def test_bytes_move_within_a_file_and_end_with_its_size(tmp_path, moments, write):
    path = tmp_path / "export.xml"
    write(path, 3_000)
    size = path.stat().st_size
    run = take_in([str(path)], Options())
    assert (run.progress().bytes, run.bytes_total, run.progress().files) == (size, size, 1)
    assert run.row.bytes_total == run.row.bytes_done == size
    assert max(moments) <= size
    assert len({moment // (size // 10) for moment in moments}) >= 3
    assert moments == sorted(moments)


@pytest.mark.django_db
def test_every_file_of_a_folder_counts_and_what_is_not_there_does_not(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(3):
        (inbox / f"{number}.txt").write_text(f"The bell {number}\n\nIt rings.")
    size = sum(path.stat().st_size for path in inbox.iterdir())
    run = take_in([str(inbox), str(tmp_path / "nowhere")], Options(dry_run=True))
    assert (run.bytes_total, run.progress().bytes, run.progress().files) == (size, size, 3)


def test_what_waits_in_the_spool_counts_a_fifth():
    meter = Meter(before=1_000, read=500, apart=400, waiting=40)
    assert meter.bytes_done == 1_000 + 500 - 320
    meter.stored = 20
    assert meter.bytes_done == 1_000 + 500 - 160
    meter.stored = 40
    assert meter.bytes_done == 1_500


@pytest.mark.parametrize(
    ("told", "pace"),
    [
        ((10.0, 500, 2_000, 40), Pace(50.0, 4.0, 30.0)),
        ((10.0, 500, None, 40), Pace(50.0, 4.0, None)),
        ((10.0, 500, 400, 40), Pace(50.0, 4.0, 0.0)),
        ((0.5, 500, 2_000, 40), Pace()),
        ((10.0, 0, 2_000, 0), Pace()),
    ],
)
def test_the_pace_is_told_once_it_is_known(told, pace):
    assert pace_of(*told) == pace
