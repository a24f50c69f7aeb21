"""Intake, indexing and reindex end by SIGKILL at any moment, and are run again.

What is kept then, in the store and in the index, has to be what an undisturbed run keeps.
`make test-survival` does it twenty times each.
"""

import random
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from subprocess import TimeoutExpired
from time import monotonic

import pytest

from archive.search.engines.whoosh_arrays.index import ArrayIndex
from archive.search.engines.whoosh_folders import current_folder
from archive.search.engines.whoosh_schema import SCHEMA_VERSION, make_schema
from benchmarks.intake_files import write_disqus, write_wxr
from tests.processes import PATIENCE_SECONDS, SAMPLE, Place
from tests.survival.material import write_export

# The command as manage.py runs it; it tells when everything is loaded and the work begins.
DRIVER = """
import sys, django
django.setup()
from django.core.management import call_command, load_command_class
command = load_command_class("archive", sys.argv[1])
print("ready", flush=True)
call_command(command, *sys.argv[2:])
"""
MOST_TRIES = 8


@dataclass(frozen=True)
class Operation:
    """A command, the archive that it starts from, and how long it takes undisturbed."""

    arguments: tuple[str, ...]
    start: Place
    seconds: float


@dataclass(frozen=True)
class Kept:
    """All that counts: the store's sums, the index's documents and words, the captures' bytes."""

    digest: str
    documents: dict
    words: dict
    captures: dict


@pytest.fixture(scope="session")
def exports(tmp_path_factory, moments) -> list[str]:
    """Afterword's own export, one whose comments come apart, and one whose stand in its posts."""
    folder = tmp_path_factory.mktemp("material")
    own = write_export(folder / "many-hands.jsonl", articles=moments, comments=60)
    write_disqus(folder / "forum.disqus.xml", 40 * moments)
    write_wxr(folder / "forum.wordpress.xml", 40 * moments)
    return [str(own), str(folder / "forum.disqus.xml"), str(folder / "forum.wordpress.xml")]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, exports) -> tuple[dict[str, Operation], Kept]:
    """The three operations, each from its own start, and what they leave when undisturbed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    empty, filled, indexed, again = (Place(folder / name) for name in "abcd")
    inputs = (*SAMPLE, *exports)
    empty.manage("migrate", "-v0")
    copy(empty, filled)
    filled.manage("intake", "--no-index", *inputs)
    copy(filled, indexed)
    steps = {
        "intake": (("intake", *inputs), empty),
        "index": (("index",), filled),
        "reindex": (("reindex",), indexed),
    }
    indexed.manage("index")
    assert "0 marks waiting" in indexed.manage("check_index")
    operations = {}
    for name, (arguments, start) in steps.items():
        shutil.rmtree(again.data, ignore_errors=True)
        copy(start, again)
        operations[name] = Operation(arguments, start, seconds_of(again, arguments))
    return operations, kept_in(indexed)


@pytest.mark.parametrize("name", ["intake", "index", "reindex"])
def test_what_was_killed_and_is_run_again_ends_as_if_undisturbed(
    prepared, tmp_path, moments, name, moment
):
    operations, undisturbed = prepared
    operation = operations[name]
    after = operation.seconds * (moment + random.random()) / moments  # noqa: S311 (no secret)
    place = killed(operation, tmp_path, after)
    check_database(place)
    before = place.run("search", "tide", "--limit", "3")
    assert "Traceback" not in before.stderr
    place.manage(*operation.arguments)
    again = kept_in(place)
    assert again.digest == undisturbed.digest
    assert again.captures == undisturbed.captures
    assert again.documents == undisturbed.documents
    assert again.words == undisturbed.words
    assert waiting_in(place) == 0
    assert len(list((place.data / "index").glob("build-*"))) == 1


def test_an_index_that_says_other_things_is_seen(prepared, tmp_path):
    """The comparison above can fail: a word that the index does not know is missed."""
    operations, undisturbed = prepared
    place = Place(tmp_path / "other")
    copy(operations["reindex"].start, place)
    with closing(sqlite3.connect(place.data / "archive.sqlite3")) as database, database:
        database.execute("UPDATE archive_comment SET body_text = 'zephyr' WHERE id = 1")
    place.manage("reindex")
    assert kept_in(place).words != undisturbed.words


def copy(one: Place, other: Place) -> None:
    shutil.copytree(one.data, other.data)


def seconds_of(place: Place, arguments: tuple[str, ...]) -> float:
    """How long the work takes from its beginning to the end of the process."""
    with place.start("-c", DRIVER, *arguments) as process:
        assert process.stdout.readline() == "ready\n"
        begun = monotonic()
        _out, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, err[-3_000:]
    return monotonic() - begun


def killed(operation: Operation, folder: Path, after: float) -> Place:
    """Where the operation was killed so many seconds into its work; sooner where it was faster."""
    for number in range(MOST_TRIES):
        place = Place(folder / f"try{number}")
        copy(operation.start, place)
        with place.start("-c", DRIVER, *operation.arguments) as process:
            assert process.stdout.readline() == "ready\n"
            try:
                process.communicate(timeout=after)
            except TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.communicate()
        if process.returncode == -signal.SIGKILL:
            print(f"{operation.arguments[0]} killed after {after:.3f} s")  # noqa: T201 (-rP shows it)
            return place
        assert process.returncode == 0
        after *= 0.7
    raise AssertionError("it always ended before it could be killed")


def check_database(place: Place) -> None:
    """The database is whole, whatever was being written."""
    with closing(sqlite3.connect(place.data / "archive.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        names = database.execute("SELECT stored_as FROM archive_capture WHERE stored_as <> ''")
        assert all((place.data / "captures" / name).exists() for (name,) in names)


def waiting_in(place: Place) -> int:
    """How many changes the index still has to learn."""
    with closing(sqlite3.connect(place.data / "archive.sqlite3")) as database:
        return database.execute("SELECT COUNT(*) FROM archive_staledocument").fetchone()[0]


def kept_in(place: Place) -> Kept:
    captures = {one.name: one.read_bytes() for one in (place.data / "captures").rglob("*.gz")}
    return Kept(place.digest(), *index_of(place.data / "index"), captures)


def facts_in(reader, schema) -> Iterator[tuple[int, dict]]:
    """By number of document, what it has in each column; what is the same as nothing is left out.

    A segment at a time: a reader of several miscounts where one of them lacks a column.
    """
    columns = {name: schema[name].column_type for name in schema.names()}
    nothing = {name: getattr(column, "missing", "") for name, column in columns.items() if column}
    for leaf, offset in reader.leaf_readers():
        held = [name for name in nothing if leaf.has_column(name)]
        read = {name: leaf.column_reader(name, translate=False) for name in held}
        for number in leaf.all_doc_ids():
            facts = {name: column[number] for name, column in read.items()}
            yield (
                offset + number,
                {
                    name: fact
                    for name, fact in facts.items()
                    if fact not in (nothing[name], (), ("",))
                },
            )


def index_of(root: Path) -> tuple[dict, dict]:
    """Columns by document key; and for each word of each field, which documents have it."""
    schema = make_schema()
    with closing(ArrayIndex(current_folder(root), schema, str(SCHEMA_VERSION)).reader()) as reader:
        facts = dict(facts_in(reader, schema))
        keys = {number: of_document["label"] for number, of_document in facts.items()}
        words = {}
        for field, word in reader.all_terms():
            found = {}
            matcher = reader.postings(field, word)
            while matcher.is_active():
                found[keys[matcher.id()]] = matcher.weight()
                matcher.next()
            if found:
                words[field, word] = found
    return {keys[number]: of_document for number, of_document in facts.items()}, words
