"""Formats that are recognised and not read: what is refused is called by its name.

A page and a text can hold anything, so without this a table or a list of records would be taken
for one. To read such a format, write its module (see `formats`); its sureness then comes first.
"""

import re

from archive.lib.text import decode
from archive.parsing.sources import Source

# https://www.iana.org/assignments/media-types and the specifications of each: how files begin.
BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"SQLite format 3\0", "an SQLite database of a kind that is not known"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "gzip of a kind that is not known"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or Outlook file"),
    (b"{\\rtf", "a document in Rich Text Format"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"bplist00", "a Safari web archive or another property list"),
)
JSON = re.compile(r"\s*(?:\{\s*(?:\w{0,40}\"|\})|\[\s*[\"{\[\]])")
JSON_KEY = re.compile(r"\"([\w-]{1,40})\"\s*:")
MOST_KEYS = 5
MAILBOX = re.compile(r"From \S+@?\S* +\w{3} \w{3} +\d+ [\d:]+ \d{4}\s")
FRONT_MATTER = re.compile(r"---\r?\n(?:[\w-]+:[^\n]*\n)+---\r?\n")
# RFC 4180: a line of names, and as many separators in the next; a comma in words has a space.
CELL = r"(?:\"[^\"\n]{0,80}\"|[^\s\"',;\t][^\"\n,;\t]{0,60})"
HEADINGS = re.compile(rf"{CELL}(?:([,;\t]){CELL}(?:\1{CELL})+)\r?\n([^\n]+)")


def kind_of(source: Source) -> str:
    """What the source is, in words; empty for what is not recognised. Raises SourceError."""
    head = source.head()
    for beginning, name in BEGINNINGS:
        if head.startswith(beginning):
            return name
    start = decode(head).text.lstrip("\ufeff")
    if JSON.match(start):
        keys = list(dict.fromkeys(JSON_KEY.findall(start)))[:MOST_KEYS]
        return f"JSON with {', '.join(keys)}" if keys else "JSON"
    if MAILBOX.match(start):
        return "a mailbox"
    if FRONT_MATTER.match(start):
        return "a page with front matter, of a generator of static sites"
    headings = HEADINGS.match(start)
    if headings and headings[2].count(headings[1]) >= headings[0].partition("\n")[0].count(
        headings[1]
    ):
        return f"a table with the columns {headings[0].partition(chr(10))[0].strip()[:120]}"
    return ""
