"""What cleaned markup holds beside its words: quotations, links, pictures.

Reads what `archive.lib.html.clean` gives, in which every element nests and attributes stand in
double quotation marks; of anything else it gives something, and never raises. Linear.
"""

import re
from dataclasses import dataclass

from archive.lib.addresses import host_of
from archive.lib.html import to_text
from archive.lib.markup_rules import IMAGE_CLASS

_TAG = re.compile(r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:[^<>"]++|"[^"]*+")*+)>')
_HREF = re.compile(r'\shref="([^"]*)"')
_IMAGE = re.compile(rf'\sclass="{IMAGE_CLASS}"')


@dataclass(frozen=True, slots=True)
class Contents:
    """`quoted` is the text taken from others and `own` the rest, both empty where none is quoted.

    `link_hosts` are the hosts that its links lead to, links to the pictures in it left out.
    """

    quoted: str = ""
    own: str = ""
    link_hosts: tuple[str, ...] = ()
    has_image: bool = False


def contents_of(markup: str, text: str) -> Contents:
    """What the markup holds; `text` is its plain text, and counts alone where there is no markup.

    Quoted is what stands in `blockquote`, and lines that begin with ">".
    """
    if "<a" not in markup and "<blockquote" not in markup and "<img" not in markup:
        return Contents(*_by_lines(text))
    outside, inside, links, has_image = _taken_apart(markup)
    rest = to_text(outside) if inside else text
    quoted, own = _by_lines(rest)
    if quotation := to_text(inside).strip():
        own = own if quoted else rest
        quoted = "\n\n".join(filter(None, (quotation, quoted)))
    hosts = {host for link in links if (host := host_of(link.replace("&amp;", "&")))}
    return Contents(quoted, own, tuple(sorted(hosts)), has_image)


def _taken_apart(markup: str) -> tuple[str, str, list[str], bool]:
    """The markup outside quotations and inside them, where links lead, and if it has a picture."""
    parts: tuple[list[str], list[str]] = ([], [])
    links: list[str] = []
    depth = at = 0
    has_image = False
    for tag in _TAG.finditer(markup):
        if tag["name"] == "blockquote":
            parts[depth > 0].append(markup[at : tag.start()])
            at = tag.end()
            depth = max(0, depth - 1) if tag["end"] else depth + 1
        elif tag["name"] == "img" or (tag["name"] == "a" and _IMAGE.search(tag["attributes"])):
            has_image = True
        elif tag["name"] == "a":
            links += _HREF.findall(tag["attributes"])
    parts[depth > 0].append(markup[at:])
    # A paragraph of nothing, so that what stood around a quotation does not run together.
    outside, inside = ("<p></p>".join(part) for part in parts)
    return outside, inside, links, has_image


def _by_lines(text: str) -> tuple[str, str]:
    """The lines that are marked as quoted, and the others; both empty where none is."""
    if ">" not in text:
        return "", ""
    lines = text.split("\n")
    quoted = [line for line in lines if line.lstrip().startswith(">")]
    if not quoted:
        return "", ""
    own = (line for line in lines if not line.lstrip().startswith(">"))
    return "\n".join(quoted).strip(), "\n".join(own).strip()
