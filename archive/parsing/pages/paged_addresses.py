"""Which part of an address only says what page of a thread it shows, and the address without it.

Knowledge of how platforms number the pages of their threads, apart from those who use it.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote_plus, urlsplit

from archive.lib.addresses import normalise

# "Page" in addresses and titles; the languages that forums and themes are translated into.
PAGE_WORDS = (
    r"(?:pages?|p[áa]g(?:ina|ină)?s?|seiten?|blz|sid[ae]|sivu|strona|str(?:ana|ánka|anica)?|oldal"
    r"|sayfa|halaman|trang|puslapis|lapa|σελίδα|стр(?:аница)?|сторінка|страна|(?:ال)?صفحة|עמוד|דף)"
)
NUMBERING = r"(?:[-_]?(?:no|nr|num|number|index))?"
COMMENT_WORDS = (
    r"(?:c|co|comm|comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties"
    r"|repl(?:y|ies)|responses?|answers?)"
)
# Parameters that page comments and nothing else: WordPress's cpage, Blogger's commentPage, and
# what frameworks make of the two words.
NAMED = re.compile(rf"{COMMENT_WORDS}[-_.]?(?:{PAGE_WORDS}|pg|start|offset){NUMBERING}", re.I)
# Parameters that page threads on many platforms, and other things on many others.
SHOWN = re.compile(rf"(?:(?:current|cur)[-_]?)?(?:{PAGE_WORDS}|p|pg|pn|paged){NUMBERING}", re.I)
# Likewise, but counting comments: phpBB's start, Invision's st, what frameworks take.
OFFSET = re.compile(r"start|st|offset|skip|startrow|start[-_]?index", re.I)
# Simple Machines writes topic=<number of the topic>.<comments before this page>.
TOPIC = re.compile(r"(topic=\d{1,9})\.(\d{1,6})")

# Paths of WordPress and Movable Type, for comments alone.
NAMED_PATHS = (
    re.compile(r"/comments?-page-(\d{1,6})(?=/|$)"),
    re.compile(r"/comments/page[-/]?(\d{1,6})(?=/|$)"),
)
# As XenForo and Invision write it, then frameworks, Vanilla, MyBB and vBulletin. Only what a page
# shows tells these from other numbers in addresses.
SHOWN_PATHS = (
    re.compile(rf"/{PAGE_WORDS}[-_/]?(\d{{1,6}})(?=/|$)", re.I),
    re.compile(r"/p(\d{1,6})(?=/|$)"),
    re.compile(rf"[-_]{PAGE_WORDS}[-_]?(\d{{1,6}})(?=\.\w{{2,5}}$|/?$)", re.I),
    re.compile(r"[-_](\d{1,4})(?=\.(?:s?html?|php|aspx?)$)", re.I),
)
# Forumotion puts the comments before the page into the topic's number: /t12p25-title.
OFFSET_PATHS = (re.compile(r"(?<=\d)p(\d{1,6})(?=-[^/]*$)"),)
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Paged:
    """An address without the part that pages a thread; `number` is what that part says, or None.

    `is_named` where the part is for comments alone, `is_offset` where it counts comments.
    """

    url: str
    number: int | None = None
    is_named: bool = False
    is_offset: bool = False

    @property
    def thread(self) -> str:
        """The form in which addresses of one thread are the same; a last slash is none.

        XenForo's first page stands at /threads/title.12/, its second at /threads/title.12/page-2.
        """
        path, mark, query = normalise(self.url).partition("?")
        return path.rstrip("/") + mark + query


def paged(url: str) -> Paged:
    """Give an absolute address without its fragment and without its first part that pages."""
    whole = url.partition("#")[0]
    if len(whole) > LONGEST or not any(character.isdecimal() for character in whole):
        return Paged(whole)
    path, _, query = whole.partition("?")
    pairs = [pair for pair in query.split("&") if pair]
    return (
        _by_parameter(path, pairs, NAMED, Paged("", is_named=True))
        or _by_path(path, query, NAMED_PATHS, Paged("", is_named=True))
        or _by_parameter(path, pairs, SHOWN, Paged(""))
        or _by_parameter(path, pairs, OFFSET, Paged("", is_offset=True))
        or _by_topic(path, pairs)
        or _by_path(path, query, OFFSET_PATHS, Paged("", is_offset=True))
        or _by_path(path, query, SHOWN_PATHS, Paged(""))
        or Paged(whole)
    )


def _by_parameter(path: str, pairs: list[str], names: re.Pattern[str], kind: Paged) -> Paged | None:
    for place, pair in enumerate(pairs):
        name, _, value = pair.partition("=")
        if _is_number(value) and names.fullmatch(unquote_plus(name)):
            rest = "&".join(pairs[:place] + pairs[place + 1 :])
            return _made(path, rest, int(value), kind)
    return None


def _by_topic(path: str, pairs: list[str]) -> Paged | None:
    for place, pair in enumerate(pairs):
        if match := TOPIC.fullmatch(pair):
            rest = "&".join([*pairs[:place], f"{match[1]}.0", *pairs[place + 1 :]])
            return _made(path, rest, int(match[2]), Paged("", is_offset=True))
    return None


def _by_path(
    path: str, query: str, forms: tuple[re.Pattern[str], ...], kind: Paged
) -> Paged | None:
    start = len(path) - len(urlsplit(path).path)
    for form in forms:
        if match := form.search(path, start):
            return _made(path[: match.start()] + path[match.end() :], query, int(match[1]), kind)
    return None


def _made(path: str, query: str, number: int, kind: Paged) -> Paged | None:
    """The address put together; None where what is left names no thread, but a site."""
    if not query and urlsplit(path).path.strip("/") in ("", "index.php", "index.html"):
        return None
    url = f"{path}?{query}" if query else path
    return Paged(url, number, kind.is_named, kind.is_offset)


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) <= 6
