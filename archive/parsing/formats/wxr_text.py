"""What WordPress makes of a stored text before it shows it: paragraphs, line breaks, captions.

WordPress keeps posts and comments as they were typed; blank lines become paragraphs only on the
page (developer.wordpress.org/reference/functions/wpautop). Read without that, an export is one
run of words. Texts of the block editor are marked up already and stay as they are.
"""

import re

_BLOCKS = (
    "address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|footer"
    "|form|h[1-6]|header|hr|iframe|li|main|nav|object|ol|p|pre|section|summary|table|tbody|td|tfoot"
    "|th|thead|tr|ul|video|audio"
)
_PART = re.compile(
    rf"(?P<kept><(?P<name>pre|figure|script|style|textarea)\b.*?(?:</(?P=name)\s*>|\Z))"
    rf"|(?P<tag><(?P<end>/?)(?P<block>{_BLOCKS})\b[^<>]*>)"
    r"|(?P<remark><!--.*?-->)",
    re.DOTALL | re.IGNORECASE,
)
_OF_WORDS = frozenset({"p", "li", "td", "th", "dt", "dd", "summary"}) | {
    f"h{level}" for level in range(1, 7)
}
_EMPTY = frozenset({"hr", "iframe"})
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_BREAK_BEFORE_LINE = re.compile(r"(<br\s*/?>)?[ \t]*\n")
_CAPTION = re.compile(
    r"\[(?:wp_)?caption\b([^\]]*)\](.*?)\[/(?:wp_)?caption\]", re.DOTALL | re.IGNORECASE
)
_CAPTION_WORDS = re.compile(r"\bcaption=(?:\"([^\"]*)\"|'([^']*)')")
_CAPTION_PICTURE = re.compile(r"\s*(<a\b[^>]*>\s*)?<img\b[^>]*>(\s*</a>)?", re.IGNORECASE)
BLOCK_EDITOR = "<!-- wp:"


def shown(stored: str) -> str:
    """The markup that WordPress shows for a stored text. Linear in its length."""
    text = stored.replace("\r\n", "\n").replace("\r", "\n")
    if BLOCK_EDITOR in text:
        return text
    if "[" in text:
        text = _CAPTION.sub(_figure, text)
    if "<" not in text:
        return _paragraphs(text)
    return _with_breaks(text)


def _figure(caption: re.Match[str]) -> str:
    picture = _CAPTION_PICTURE.match(caption[2])
    if picture is None:
        return caption[0]
    named = _CAPTION_WORDS.search(caption[1])
    words = caption[2][picture.end() :].strip() or (named and (named[1] or named[2])) or ""
    told = f"<figcaption>{words}</figcaption>" if words else ""
    return f"\n\n<figure>{picture[0].strip()}{told}</figure>\n\n"


def _with_breaks(text: str) -> str:
    given: list[str] = []
    open_blocks: list[str] = []
    words: list[str] = []
    place = 0

    def end_words() -> None:
        run = "".join(words)
        words.clear()
        is_inside = bool(open_blocks) and open_blocks[-1] in _OF_WORDS
        given.append(_lines(run.strip("\n")) if is_inside else _paragraphs(run))

    for part in _PART.finditer(text):
        words.append(text[place : part.start()])
        place = part.end()
        if part["remark"]:
            continue
        end_words()
        given.append(part[0])
        block = (part["block"] or "").lower()
        if part["end"]:
            if block in open_blocks:
                del open_blocks[len(open_blocks) - 1 - open_blocks[::-1].index(block) :]
        elif block and block not in _EMPTY:
            open_blocks.append(block)
            del open_blocks[:-_MOST_OPEN]
    words.append(text[place:])
    end_words()
    return "".join(given)


_MOST_OPEN = 200  # deeper markup is flattened by the cleaner anyway


def _paragraphs(run: str) -> str:
    pieces = (piece.strip() for piece in _BLANK.split(run))
    return "\n".join(f"<p>{_lines(piece)}</p>" for piece in pieces if piece)


def _lines(run: str) -> str:
    return _BREAK_BEFORE_LINE.sub("<br>\n", run) if "\n" in run else run
