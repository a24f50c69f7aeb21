"""Pictures in markup: which it shows, and showing those of cleaned markup that the archive holds.

`lib.html.clean` leaves of every picture a link to where it is. What is put in the link's place is
numbers, an address of our own and escaped words alone; all else stays as it was cleaned.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape

from archive.lib.images import Picture, is_name, picture_of
from archive.lib.markup import IMAGE_WORDS, read_markup
from archive.lib.markup_rules import IMAGE_CLASS
from archive.lib.text import clean_characters

NOT_KEPT = "an image that is not kept here"
_LINK = re.compile(rf'<a class="{IMAGE_CLASS}" href="([^"]*)"[^>]*>{IMAGE_WORDS}</a>')


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that may be shown: its address here, its size in pixels, its words."""

    src: str
    width: int
    height: int
    alt: str = ""

    def as_markup(self) -> str:
        """The element that shows it. Its size keeps its place free while it loads."""
        return (
            f'<img src="{escape(self.src)}" width="{self.width:d}" height="{self.height:d}"'
            f' alt="{escape(self.alt)}" loading="lazy" decoding="async">'
        )


def pictures_in(markup: str) -> list[Picture]:
    """The pictures of markup that is not cleaned, in their order; those that show nothing too."""
    if "<img" not in markup.lower():
        return []
    target = _Pictures()
    read_markup(clean_characters(markup), target)
    return target.found


def sources_in(cleaned: str) -> set[str]:
    """The addresses and names of the pictures that cleaned markup links to."""
    return {unescape(match[1]) for match in _LINK.finditer(cleaned)}


def with_pictures(cleaned: str, find: Callable[[str], Shown | None]) -> str:
    """Cleaned markup with the pictures that `find` knows by their address or name.

    Their words are theirs then, and no longer stand beside. What has no address on the web and is
    not found is said not to be kept; of others the link stays. Linear in the markup.
    """
    out: list[str] = []
    end = 0
    for match in _LINK.finditer(cleaned):
        before = cleaned[end : match.start()]
        end = match.end()
        source = unescape(match[1])
        shown = find(source)
        if shown is not None:
            out += (_without_words(before, shown.alt), shown.as_markup())
        else:
            out += (before, f"<em>{NOT_KEPT}</em>" if is_name(source) else match[0])
    out.append(cleaned[end:])
    return "".join(out)


def _without_words(before: str, alt: str) -> str:
    """What stands before a picture without its words, where it ends in them as `clean` put them."""
    words = escape(alt, quote=False)
    for written in (f"<p>{words}</p>", f" {words}  "):
        if alt and before.endswith(written):
            return before.removesuffix(written) + (" " if written[0] == " " else "")
    return before


class _Pictures:
    """A parser target in the sense of lxml that gathers pictures."""

    def __init__(self) -> None:
        self.found: list[Picture] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "img":
            self.found.append(picture_of(attributes))

    def end(self, tag: str) -> None:
        """Of no interest."""

    def data(self, text: str) -> None:
        """Of no interest."""

    def comment(self, text: str) -> None:
        """Of no interest."""

    def close(self) -> str:
        return ""
