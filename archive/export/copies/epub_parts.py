"""The parts of a book that are ours: its frame, its table of contents, its list of files."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from html import escape

from archive.export.citations.cited import Cited, plain_address
from archive.lib.text import clean_characters

_TYPES = {
    "css": "text/css", "gif": "image/gif", "jpg": "image/jpeg", "png": "image/png",
    "xhtml": "application/xhtml+xml",
}  # fmt: skip
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
CONTAINER = f"""{_HEAD}\
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
_INDENTS = "\n".join(f".d{depth} {{ margin-left: {depth * 0.8:.1f}em; }}" for depth in range(1, 9))
STYLE = f"""h1 {{ line-height: 1.15; }}
.standfirst {{ font-size: 1.1em; }}
.byline, .by {{ font-family: sans-serif; font-size: 0.85em; }}
.why {{ font-style: italic; }}
.reply {{ margin-top: 1.2em; }}
{_INDENTS}
img {{ max-width: 100%; height: auto; }}
pre {{ white-space: pre-wrap; }}
td, th {{ text-align: left; vertical-align: top; padding-right: 1em; }}
"""


def page(title: str, body: str, language: str) -> str:
    """A document of the book; the title is escaped already."""
    return f"""{_HEAD}<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{language}" xml:lang="{language}">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
{body}
</body>
</html>
"""


def navigation(title: str, documents: Mapping[str, str], language: str) -> str:
    """The table of contents."""
    entries = "\n".join(
        f'<li><a href="{name}">{label}</a></li>' for name, label in documents.items()
    )
    return page(title, f'<nav epub:type="toc">\n<ol>\n{entries}\n</ol>\n</nav>', language)


def package(
    cited: Cited,
    language: str,
    modified: datetime,
    documents: Iterable[str],
    pictures: Iterable[str],
) -> str:
    """The list of all files, and what the book is; `documents` in the order of reading."""
    items = {"style.css": "", "nav.xhtml": ' properties="nav"'}
    items |= dict.fromkeys(documents, "") | {f"pictures/{name}": "" for name in pictures}
    manifest = "\n".join(
        f'<item id="i{number}" href="{name}" media-type="{_TYPES[name.rpartition(".")[2]]}"{more}/>'
        for number, (name, more) in enumerate(items.items())
    )
    places = {name: number for number, name in enumerate(items)}
    spine = "\n".join(f'<itemref idref="i{places[name]}"/>' for name in documents)
    creators = "\n".join(f"<dc:creator>{_text(name)}</dc:creator>" for name in cited.authors)
    published = cited.published.day if cited.published else ""
    date = f"<dc:date>{published}</dc:date>\n" if published else ""
    source = plain_address(cited.url)
    of = f"<dc:source>{_text(source)}</dc:source>\n" if source else ""
    return f"""{_HEAD}\
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:x-afterword:article:{cited.key}</dc:identifier>
<dc:title>{_text(cited.full_title)}</dc:title>
<dc:language>{language}</dc:language>
{creators}
<dc:publisher>{_text(cited.site)}</dc:publisher>
{date}{of}<meta property="dcterms:modified">{modified.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</meta>
</metadata>
<manifest>
{manifest}
</manifest>
<spine>
{spine}
</spine>
</package>
"""


def _text(words: str) -> str:
    return escape(clean_characters(words))
