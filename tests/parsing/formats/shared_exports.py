"""Exports of other projects' tests, with true counts, where they lie beside the checkout."""

import json
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3].parent / "shared" / "imports"


def each_of(start: str) -> list:
    """A parameter for each file whose path starts so: the path and what is known of it."""
    known = SHARED / "EXPECTED.json"
    if not known.is_file():
        absent = pytest.mark.skip(reason="needs ../shared/imports, which is not here")
        return [pytest.param(None, None, marks=absent, id="absent")]
    return [
        pytest.param(SHARED / path, one["expected"], id=Path(path).name)
        for path, one in json.loads(known.read_text()).items()
        if path.startswith(start)
    ]
