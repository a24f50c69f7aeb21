"""One pass over each folder of gold pages, however many tests and workers ask for it."""

import json

import pytest
from filelock import FileLock

from benchmarks.extraction_running import by_us, gold_pages


def read_all(folder):
    return {page.name: by_us(page) for page in gold_pages(folder)}


@pytest.fixture(scope="session")
def found_on(tmp_path_factory, worker_id):
    """Gives what we find on the pages of a folder, by name."""
    known = {}
    # The workers of one run have folders beside each other; alone, that place is every run's.
    shared = None if worker_id == "master" else tmp_path_factory.getbasetemp().parent

    def found(folder):
        folder = folder.resolve()
        if folder not in known and shared is None:
            known[folder] = read_all(folder)
        elif folder not in known:
            file = shared / f"found-{folder.parent.name}-{folder.name}.json"
            with FileLock(f"{file}.lock"):
                if not file.exists():
                    file.write_text(json.dumps(read_all(folder)))
            known[folder] = json.loads(file.read_text())
        return known[folder]

    return found
