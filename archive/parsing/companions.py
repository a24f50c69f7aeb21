"""Folders that browsers save beside a page: styles, scripts and pictures, which are no pieces.

A browser that saves a page whole writes `name.html` and a folder of the same name with a suffix in
its user's language.
"""

import re
from pathlib import PurePath
from urllib.parse import unquote

from archive.parsing.sources import Source

PART_OF_PAGE = "a part of the page that was saved beside it"

# "Files" as Windows and browsers write it there (learn.microsoft.com, "Connected files").
_SUFFIX = re.compile(
    r"(?:_files|\.files|_file|-file|-Dateien|_fichiers|_archivos|_arquivos|_ficheiros|_bestanden"
    r"|-filer|_filer|_tiedostot|_pliki|_soubory|_elemei|_dosyalar|_datoteke|_fitxers|_failid"
    r"|_fails|_bylos|_fajlovi|_fitxategiak)\Z",
    re.IGNORECASE,
)
_PAGE_ENDINGS = (".html", ".htm", ".xhtml")
# What begins an address elsewhere, and what no part of a path within the folder may be.
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]", re.IGNORECASE)
_UPWARDS = re.compile(r"\.{1,2}|.*[/\\\0].*", re.DOTALL)
_LONGEST_ADDRESS = 1_000


def is_part_of_page(source: Source, format_name: str | None) -> bool:
    """Whether the file only serves a page saved beside it, given what its content looks like.

    Pages among them are not: a frame may hold the thread.
    """
    if format_name not in (None, "text"):
        return False
    return any(_lies_beside_page(folder, source) for folder in source.place().parents)


def companion(page: Source, address: str) -> Source | None:
    """Give the file that a saved page names by this relative address, as the page wrote it.

    None for what does not lie in the page's own folder: another's files are not the page's to show.
    """
    if len(address) > _LONGEST_ADDRESS or _ELSEWHERE.match(address):
        return None
    parts = [unquote(part) for part in address.split("/") if part not in ("", ".")]
    place = page.place()
    if len(parts) < 2 or any(map(_UPWARDS.fullmatch, parts)):
        return None
    if _stem_of(parts[0]) != place.stem or place.suffix.lower() not in _PAGE_ENDINGS:
        return None
    return page.sibling(place.parent.joinpath(*parts))


def page_named(address: str) -> str:
    """Give the name of a page that would call a file of its folder by this address."""
    return _stem_of(unquote(address).removeprefix("./").partition("/")[0]) + _PAGE_ENDINGS[0]


def _lies_beside_page(folder: PurePath, source: Source) -> bool:
    stem = _stem_of(folder.name)
    return bool(stem) and any(
        source.sibling(folder.with_name(stem + ending)) for ending in _PAGE_ENDINGS
    )


def _stem_of(folder: str) -> str:
    """The name of the page whose folder this would be; empty for any other folder."""
    stem = _SUFFIX.sub("", folder)
    return "" if stem == folder else stem
