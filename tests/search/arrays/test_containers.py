"""A file that is not what was written is never read as if it were."""

from pathlib import Path

import numpy as np
import pytest

from archive.search.engines.whoosh_arrays import containers
from archive.search.engines.whoosh_arrays.containers import (
    Container,
    ContainerWriter,
    DamagedFile,
)
from archive.search.engines.whoosh_arrays.contents import (
    Contents,
    read_contents,
    write_contents,
)

SECTIONS = {
    "numbers": np.arange(1000, dtype=np.uint32),
    "bytes": np.frombuffer(b"words of all kinds", np.uint8),
    "none": np.zeros(0, np.int64),
    "every other": np.arange(1000, dtype=np.uint16)[::2],
}


@pytest.fixture(params=[1_000_000, 7])
def path(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Written as a whole, and some values at a time."""
    monkeypatch.setattr(containers, "_AT_ONCE", request.param)
    path = tmp_path / "some.arrays"
    writer = ContainerWriter(path)
    for name, values in SECTIONS.items():
        writer.add(name, values)
    writer.note("documents", 3)
    writer.close()
    return path


def test_what_was_written_is_read(path: Path):
    container = Container(path)
    container.verify()
    assert container.facts == {"documents": 3}
    for name, values in SECTIONS.items():
        assert np.array_equal(container.get(name), values)
        assert container.get(name).dtype == values.dtype
    assert "others" not in container


def test_sections_are_aligned_and_of_our_own(path: Path):
    container = Container(path)
    assert container.get("numbers").ctypes.data % 64 == 0
    assert not container.get("numbers").flags.writeable
    assert path.stat().st_mode & 0o777 == 0o600


def test_every_flipped_byte_is_noticed(path: Path):
    whole = path.read_bytes()
    unnoticed = []
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1 :])
        try:
            Container(path).verify()
        except DamagedFile:
            continue
        unnoticed.append(at)
    used = b"".join(values.tobytes() for values in SECTIONS.values() if len(values))
    # What stands between sections is nothing: 0 bytes that nobody reads.
    assert all(whole[at] == 0 for at in unnoticed)
    assert len(unnoticed) <= (len(whole) - len(used)) // 7


@pytest.mark.parametrize("kept", [0, 5, 40, 1000, -1])
def test_a_file_that_was_cut_short_is_damaged(path: Path, kept: int):
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(DamagedFile, match=str(path)):
        Container(path)


def test_a_file_that_is_written_over_is_not_as_it_was_opened(path: Path):
    container = Container(path)
    assert container.is_as_opened()
    path.write_bytes(path.read_bytes())
    assert not container.is_as_opened()


def test_a_removed_file_stays_readable_for_those_who_hold_it(path: Path):
    container = Container(path)
    path.unlink()
    assert container.is_as_opened()
    assert container.get("numbers")[999] == 999


def test_an_abandoned_file_is_removed(tmp_path: Path):
    writer = ContainerWriter(tmp_path / "half.arrays")
    writer.add("numbers", np.arange(3))
    writer.abandon()
    assert not list(tmp_path.glob("*.arrays"))


def test_contents_that_were_changed_are_damaged(tmp_path: Path):
    contents = Contents(3, (["abc", 5, ""],), "v1")
    write_contents(tmp_path, contents)
    assert read_contents(tmp_path) == contents
    path = tmp_path / "contents.json"
    path.write_bytes(path.read_bytes().replace(b"abc", b"abd"))
    with pytest.raises(DamagedFile, match=r"contents\.json"):
        read_contents(tmp_path)
