"""Archives to take backups of and places to restore them in, on whichever database is tested."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import count
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings

from tests.processes import SAMPLE, Place

_numbers = count(1)


def on_postgresql() -> bool:
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]


def sql(statement: str, database: str = "postgres") -> None:
    """A statement outside transactions, on the server that the tests run on."""
    server = settings.DATABASES["default"]
    with psycopg.connect(
        host=server["HOST"], user=server["USER"], dbname=database, autocommit=True
    ) as connection:
        connection.execute(statement)


@pytest.fixture(scope="session")
def make_place(tmp_path_factory, worker_id):
    """Makes places with nothing in them; on PostgreSQL each has an empty database of its own.

    With the place of an archive as `like` they hold the same.
    """
    made = []

    def make(like: Place | None = None) -> Place:
        number = next(_numbers)
        data = tmp_path_factory.mktemp("place") / "data"
        if like is not None:
            shutil.copytree(like.data, data)
        if not on_postgresql():
            return Place(data)
        name = f"backups_{worker_id}_{number}"
        sql(f"CREATE DATABASE {name}" + (f" TEMPLATE {database_of(like)}" if like else ""))
        made.append(name)
        server = settings.DATABASES["default"]
        return Place(data, f"postgresql://{server['USER']}@{quote(server['HOST'], safe='')}/{name}")

    yield make
    for name in made:
        sql(f"DROP DATABASE {name} WITH (FORCE)")


def database_of(place: Place) -> str:
    return place.url.rpartition("/")[2]


@pytest.fixture(scope="session")
def sample(make_place) -> Place:
    """The sample archive with its index; not to be changed."""
    place = make_place()
    place.manage("migrate", "-v0")
    place.manage("intake", *SAMPLE)
    return place


@pytest.fixture
def place(make_place) -> Place:
    """An empty place."""
    return make_place()


@pytest.fixture
def archive(make_place, sample) -> Place:
    """The sample archive, to be changed at will."""
    return make_place(like=sample)


@pytest.fixture
def folder(tmp_path):
    """An empty folder for backups."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


@pytest.fixture
def tell_database() -> Callable[[Place, str], None]:
    """Runs a statement on a place's database, behind the program's back."""

    def tell(place: Place, statement: str) -> None:
        if place.url:
            sql(statement, database_of(place))
            return
        with closing(sqlite3.connect(place.data / "archive.sqlite3")) as database, database:
            database.execute(statement)

    return tell


@pytest.fixture(scope="session")
def backup(sample, tmp_path_factory):
    """A backup of the sample archive; not to be changed."""
    path = tmp_path_factory.mktemp("backup") / "afterword.tar"
    sample.manage("backup", str(path))
    return path
