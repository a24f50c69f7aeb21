"""How long and how often: little in the suite, all of it by `make test-survival`."""

import pytest


def pytest_addoption(parser):
    parser.addoption("--moments", type=int, help="kill each operation so often (3)")
    parser.addoption("--minutes", type=float, help="let all write at once for so long (0.25)")


def pytest_generate_tests(metafunc):
    if "moment" in metafunc.fixturenames:
        metafunc.parametrize("moment", range(moments_of(metafunc.config)))


def moments_of(config) -> int:
    # Where the whole suite runs, these options are not known.
    return config.getoption("--moments", None) or 3


@pytest.fixture(scope="session")
def moments(request) -> int:
    return moments_of(request.config)


@pytest.fixture
def seconds(request) -> float:
    return 60 * (request.config.getoption("--minutes", None) or 0.25)
