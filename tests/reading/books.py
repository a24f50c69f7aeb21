"""Books as their own checkers see them."""

import io
import shutil
import subprocess
from zipfile import ZIP_STORED, ZipFile

import pytest
from lxml import etree

# Debian's is a jar, which a machine without binfmt does not start by itself.
JAVA, EPUBCHECK = shutil.which("java"), shutil.which("epubcheck")
XHTML = "{http://www.w3.org/1999/xhtml}"
needs_epubcheck = pytest.mark.skipif(not (JAVA and EPUBCHECK), reason="epubcheck is not installed")


def documents(content):
    """Every document of a book, parsed, by its name."""
    with ZipFile(io.BytesIO(content)) as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert book.read("mimetype") == b"application/epub+zip"
        assert book.testzip() is None
        names = [name for name in book.namelist() if name.endswith((".xhtml", ".opf", ".xml"))]
        return {name.removeprefix("EPUB/"): etree.fromstring(book.read(name)) for name in names}


def faults(content, folder):
    """What epubcheck says against a book; empty where it is right."""
    path = folder / "book.epub"
    path.write_bytes(content)
    told = subprocess.run(
        [JAVA, "-jar", EPUBCHECK, str(path)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return "" if told.returncode == 0 else told.stdout + told.stderr
