"""Pages of known content in fixtures/pages, and what one family alone makes of a page."""

import json
import re
from datetime import datetime
from pathlib import Path

from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads import NAMES, find_thread

PAGES = Path(__file__).parents[4] / "fixtures" / "pages"


def gold_of(name):
    return json.loads((PAGES / f"{name}.json").read_text("utf-8"))


def page_of(name):
    return parse_page((PAGES / f"{name}.html").read_bytes())


def read_alone(page, name):
    """Give what a family makes of a page with all others switched off."""
    found, thread = find_thread(page, frozenset(NAMES) - {name})
    assert found in ("", f"family/{name}")
    return thread


def letters(shown):
    return re.sub(r"[\W_]+", "", shown.casefold())


def is_moment(moment, written):
    """Whether a moment is what gold says: an instant where both have a zone, else a wall clock."""
    if written is None:
        return True
    told = datetime.fromisoformat(written).replace(second=0, microsecond=0)
    if told.tzinfo is None or moment.offset_minutes is None:
        return moment.isoformat()[: len(written)][:16] == written[:16]
    return moment.at.replace(second=0) == told
