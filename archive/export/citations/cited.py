"""What a citation tells of an article or a comment, before it is written in any format."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

# What may stand in an address as it is (RFC 3986, section 2), and `%`: it is encoded already.
# Square brackets are right in a host alone; the tilde and letters are always left.
_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]"


@dataclass(frozen=True, slots=True)
class When:
    """A time as its source gave it: `machine` by ISO 8601 and no more exact than known ("2012",
    "2012-06", "2012-06-22T08:32+02:00"), `words` for readers."""

    machine: str
    words: str

    @property
    def parts(self) -> tuple[int, ...]:
        """Year, month and day as numbers, as far as they are known."""
        return tuple(int(part) for part in self.day.split("-"))

    @property
    def day(self) -> str:
        """The date without its clock."""
        return self.machine.partition("T")[0]


@dataclass(frozen=True, slots=True)
class Cited:
    """An article or a comment with all that its citation tells; empty where nothing is known.

    Every text stands on one line. `url` is where it was published, `home` its address in this
    archive. Of a comment, `title` is its own and `beneath` what it stands under. `obtained` says
    in words where it was read from, `sha256` is the digest of the bytes it was read from.
    """

    kind: Literal["article", "comment"]
    key: str
    title: str
    authors: tuple[str, ...]
    site: str
    home: str
    url: str = ""
    language: str = ""
    published: When | None = None
    obtained: str = ""
    captured: When | None = None
    sha256: str = ""
    beneath: "Cited | None" = None

    @property
    def id(self) -> str:
        """A name for lists of references that stays the same."""
        return f"afterword-{self.key}"

    @property
    def full_title(self) -> str:
        """The title; of a comment what it is one on."""
        if self.beneath is None:
            return self.title or "Untitled"
        on = f"Comment on “{self.beneath.full_title}”"
        return f"{self.title}. {on}" if self.title else on

    @property
    def address(self) -> str:
        """Where it was published, else where it is kept; no character but what addresses take."""
        return plain_address(self.url or self.home)

    @property
    def provenance(self) -> str:
        """Where it is kept and how it was obtained, in words."""
        kept = [f"Archived at {plain_address(self.home)} (key {self.key})"]
        if self.obtained:
            kept.append(self.obtained)
        if self.captured:
            kept.append(f"captured {self.captured.words}")
        if self.sha256:
            kept.append(f"sha256 {self.sha256}")
        return ", ".join(kept)


def plain_address(url: str) -> str:
    """The address with all that may not stand in one percent-encoded: white space, braces, quotes,
    backslashes and every character beyond ASCII."""
    return quote(url, safe=_IN_ADDRESSES)
