"""Folders that browsers save beside a page: styles, scripts and pictures, which are no pieces.

A browser that saves a page whole writes `name.html` and a folder of the same name with a suffix in
its user's language.
"""

import re
from functools import lru_cache
from pathlib import Path

PART_OF_PAGE = "a part of the page that was saved beside it"

# "Files" as Windows and browsers write it there (learn.microsoft.com, "Connected files").
_SUFFIX = re.compile(
    r"(?:_files|\.files|_file|-file|-Dateien|_fichiers|_archivos|_arquivos|_ficheiros|_bestanden"
    r"|-filer|_filer|_tiedostot|_pliki|_soubory|_elemei|_dosyalar|_datoteke|_fitxers|_failid"
    r"|_fails|_bylos|_fajlovi|_fitxategiak)\Z",
    re.IGNORECASE,
)
_PAGE_ENDINGS = (".html", ".htm", ".xhtml")
_FOLDERS_REMEMBERED = 256


def is_part_of_page(path: Path, format_name: str | None) -> bool:
    """Whether the file only serves a page saved beside it, given what its content looks like.

    Pages among them are not: a frame may hold the thread.
    """
    if format_name not in (None, "text"):
        return False
    return any(_lies_beside_page(folder) for folder in path.parents)


@lru_cache(maxsize=_FOLDERS_REMEMBERED)
def _lies_beside_page(folder: Path) -> bool:
    stem = _SUFFIX.sub("", folder.name)
    if stem in ("", folder.name):
        return False
    return any(folder.with_name(stem + ending).is_file() for ending in _PAGE_ENDINGS)
