"""What every test stands on: no network, folders of its own, and the known cast."""

import copy
import ipaddress
import socket
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from archive.templatetags import archive_once

# How long one example takes is the machine's affair: a busy one must not fail a test. All else
# stays as hypothesis has it, here and in CI.
hypothesis_settings.register_profile("unhurried", hypothesis_settings(), deadline=None)
hypothesis_settings.load_profile("unhurried")

# Where single tests take half a minute and more.
LONG = (
    *("tests/browser/test_hostile.py", "tests/browser/test_axe.py", "tests/curation/backups/"),
    *("tests/doors/", "tests/intake/test_takeover.py", "tests/survival/"),
)

PASSWORD = "open sesame, said thrice"  # noqa: S105 (of accounts that live as long as a test)


def pytest_addoption(parser):
    parser.addoption(
        "--no-skips", action="store_true", help="count a skipped test as a failed one (CI)"
    )
    parser.addoption(
        "--all-payloads", action="store_true", help="try every known attack, not only a sample"
    )
    parser.addoption(
        "--keep-looks", action="store_true", help="keep pictures of the pages as they look now"
    )


@pytest.hookimpl(trylast=True)  # after pytest-randomly, whose order all others keep
def pytest_collection_modifyitems(items):
    """Begins with what takes a minute: begun last, it would leave the other core idle."""
    items.sort(key=lambda item: not any(place in item.path.as_posix() for place in LONG))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    is_skip = report.skipped and not hasattr(report, "wasxfail")
    if is_skip and item.config.getoption("--no-skips"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, which --no-skips does not allow: {report.longrepr}"
    return report


def is_local(address: Any) -> bool:
    """Whether a socket's address is a path on this machine or a loopback address."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    if host in {"localhost", "", None}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def nothing_printed_yet():
    """The parts of pages that are printed once, for all, are printed by each test."""
    archive_once.HELD.clear()


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Refuses every connection and name look-up that would leave this machine."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self, address):
        if not is_local(address):
            raise AssertionError(f"A test reached for the network: {address}")
        return connect(self, address)

    def guarded_look_up(host, *args, **kwargs):
        if not is_local((host,)):
            raise AssertionError(f"A test looked up {host} in the network")
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture(autouse=True, scope="session")
def own_static_files():
    """Lets test servers serve styles and scripts as any server of ours does, by its middleware."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "_should_handle", lambda _self, _path: False)
        yield


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """Gives each test an index and captures of its own."""
    settings.ARCHIVE_DATA = tmp_path / "data"
    settings.ARCHIVE_DATA.mkdir(mode=0o700)
    settings.SEARCH_INDEX_DIR = settings.ARCHIVE_DATA / "index"
    storages = copy.deepcopy(settings.STORAGES)
    storages["captures"]["OPTIONS"]["location"] = settings.ARCHIVE_DATA / "captures"
    settings.STORAGES = storages


@pytest.fixture(autouse=True)
def own_language():
    """Ends the language that a page was asked for in: Django leaves it to the next request."""
    yield
    translation.deactivate()


@pytest.fixture
def keeper(db):
    """Who keeps the archive: staff, and may do everything."""
    return get_user_model().objects.create_superuser("keeper", password=PASSWORD)


@pytest.fixture
def reader(db):
    """Who has an account, and nothing beyond reading."""
    return get_user_model().objects.create_user("reader", password=PASSWORD)


@pytest.fixture
def keeper_client(keeper) -> Client:
    client = Client()
    client.force_login(keeper)
    return client


@pytest.fixture
def reader_client(reader) -> Client:
    client = Client()
    client.force_login(reader)
    return client


@pytest.fixture
def stranger_client(db) -> Client:
    """Who is not signed in."""
    return Client()
