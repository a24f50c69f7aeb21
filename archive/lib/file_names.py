"""Names of files as others gave them, made fit to be written beneath a folder of ours.

Fit for every common file system: what Windows reserves is avoided as well, since a data folder may
be copied to one (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
"""

import re
import unicodedata
from collections import Counter

MAX_NAME_BYTES = 200  # file systems take 255; a number may have to be added
MAX_DEPTH = 16
_MAX_SUFFIX_BYTES = 20
_SEPARATORS = re.compile(r"[/\\]")
_RESERVED_SIGNS = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def safe_parts(path: str) -> tuple[str, ...]:
    """The folders of a relative path and its name, each safe; never empty, never leading out.

    Of more than MAX_DEPTH parts the last ones. What has no name at all is called "unnamed".
    """
    parts = [safe_name(part) for part in _SEPARATORS.split(path)]
    return tuple([part for part in parts if part][-MAX_DEPTH:]) or ("unnamed",)


def safe_name(name: str) -> str:
    """One part of a path: without controls, bidi marks and reserved signs, bounded in bytes.

    Empty where nothing of it can stay, as of `.` and `..`.
    """
    shown = "".join(
        character
        for character in unicodedata.normalize("NFC", name)
        if not unicodedata.category(character).startswith("C")
    )
    tame = _RESERVED_SIGNS.sub("_", shown).strip().rstrip(". ")
    if _DEVICES.match(tame):
        tame = f"_{tame}"
    return _bounded(tame)


def _bounded(name: str) -> str:
    if len(name.encode()) <= MAX_NAME_BYTES:
        return name
    stem, dot, suffix = name.rpartition(".")
    ending = f"{dot}{suffix}"
    if not stem or len(ending.encode()) > _MAX_SUFFIX_BYTES:
        stem, ending = name, ""
    room = MAX_NAME_BYTES - len(ending.encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ") + ending


class Places:
    """Where the files of one folder tree go: two of one name are told apart by a number.

    Names that differ in case alone count as one, for some file systems hold them for one.
    """

    def __init__(self) -> None:
        """Begin with an empty tree."""
        self._taken: dict[str, str] = {}
        self._numbers: Counter[str] = Counter()

    def place(self, parts: tuple[str, ...]) -> str:
        """A path for the file of these parts, which nothing else has; `/` between its parts."""
        folder = ""
        for part in parts[:-1]:
            folder = self._free(f"{folder}{part}", "folder") + "/"
        return self._free(f"{folder}{parts[-1]}", "file")

    def _free(self, wanted: str, kind: str) -> str:
        path = wanted
        while (there := self._taken.get(path.casefold())) and not there == kind == "folder":
            self._numbers[wanted] += 1
            path = _numbered(wanted, self._numbers[wanted] + 1)
        self._taken[path.casefold()] = kind
        return path


def _numbered(path: str, number: int) -> str:
    folder, slash, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    if not stem:
        stem, dot, suffix = name, "", ""
    return f"{folder}{slash}{stem} ({number}){dot}{suffix}"
