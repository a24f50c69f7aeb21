"""The engines that keep the contract; how much they are asked, how often they are damaged."""

import pytest

from archive.search.engines.whoosh_engine import WhooshEngine


def pytest_addoption(parser):
    parser.addoption("--questions", type=int, help="ask so many at random (200)")
    parser.addoption("--damages", type=int, help="damage the index so often (80)")


# Where the whole suite runs, these options are not known.
@pytest.fixture
def questions(request) -> int:
    return request.config.getoption("--questions", None) or 200


@pytest.fixture
def damages(request) -> int:
    return request.config.getoption("--damages", None) or 80


@pytest.fixture(params=["whoosh"])
def engine(request, tmp_path):
    engines = {"whoosh": lambda: WhooshEngine(tmp_path / "index", wait_seconds=0.05)}
    made = engines[request.param]()
    yield made
    made.close()
