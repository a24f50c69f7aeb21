"""An article with its thread, ready to be written in any format: plain values, no rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.export.citations.cited import Cited, When


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote something, and the address of their page here; empty where they have none."""

    name: str
    url: str = ""


NOBODY = Writer("")


@dataclass(frozen=True, slots=True)
class Piece:
    """An article. `html` is the stored, cleaned markup; `image` the address of its lead picture
    here; `site_url` that of its site's page. `count` is how many responses the reader may see,
    `declared` how many the source said there are. All addresses are whole.
    """

    cited: Cited
    writers: Sequence[Writer] = ()
    site_url: str = ""
    standfirst: str = ""
    html: str = ""
    text: str = ""
    keywords: Sequence[str] = ()
    modified: When | None = None
    image: str = ""
    caption: str = ""
    count: int = 0
    declared: int | None = None
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """One row of a thread. `number` is its place in it, from 1; `home` its permanent address.

    Where `why` is not empty it is a tombstone: it says why, and there are neither words nor name.
    `parent_number` is 0 where nothing that is shown is answered.
    """

    key: str
    depth: int
    home: str
    number: int = 0
    writer: Writer = NOBODY
    posted: When | None = None
    title: str = ""
    html: str = ""
    text: str = ""
    why: str = ""
    parent_number: int = 0
    parent_home: str = ""
    parent_name: str = ""
