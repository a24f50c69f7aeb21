"""Text as people typed it into a form, as markup: line breaks and Markdown's links."""

import re
from collections.abc import Iterable, Iterator
from html import escape

# What begins a block of its own: such a paragraph is markup already (Movable Type's "Convert Line
# Breaks" leaves it alone; CommonMark calls it an HTML block).
_BLOCK = re.compile(
    r"\s*</?(?:address|article|aside|blockquote|center|dd|details|div|dl|dt|embed|fieldset|figure"
    r"|form|h[1-6]|hr|iframe|li|object|ol|p|pre|script|section|select|style|table|tbody|td|th|thead"
    r"|tr|ul|video|audio)\b",
    re.I,
)
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|(?P<image>!?)\[(?P<words>[^\[\]\n]{0,1000})\]\(\s*<?(?P<to>(?:https?://|/)[^\s()<>]{0,2000}"
    r"(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,200})?)>?(?:\s+\"[^\"\n]{0,500}\")?\s*\)"
    r"|<(?P<address>https?://[^\s<>]{1,2000})>"
    r"|(?P<markup></?(?:a|abbr|b|br|cite|code|del|em|i|img|ins|kbd|mark|p|q|s|small|span|strike"
    r"|strong|sub|sup|u)(?:\s[^<>]{0,3000})?/?>|&(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|[a-z]\w{1,30});)"
    r"|(?P<sign>[<>&])",
    re.I,
)


def with_breaks(markup: str) -> str:
    """Markup typed with line breaks for paragraphs: each run of lines between blank ones is one.

    What begins with an element that is a block stays as it is, as does what stands in `pre`.
    """
    return "\n".join(
        "\n".join(lines) if is_block else _paragraph(map(str.strip, lines))
        for is_block, lines in _blocks(markup.split("\n"))
    )


def from_markdown(text: str) -> str:
    """Markdown kept as the text it is, with its paragraphs, line breaks, links and code.

    Markup in it stays; signs of emphasis, lists and quotations stay as they were typed.
    """
    parts: list[str] = []
    free: list[str] = []
    code: list[str] | None = None
    for line in text.split("\n"):
        if _FENCE.match(line):
            if code is None:
                parts.append(_marked(free))
                free, code = [], []
            else:
                parts.append(_pre(code))
                code = None
        else:
            (free if code is None else code).append(line)
    parts.append(_marked(free) if code is None else _pre(code))
    return "\n".join(part for part in parts if part)


def _marked(lines: list[str]) -> str:
    return "\n".join(
        "\n".join(block)
        if is_block
        else _paragraph(_INLINE.sub(_inline, line.strip()) for line in block)
        for is_block, block in _blocks(lines)
    )


def _paragraph(lines: Iterable[str]) -> str:
    return f"<p>{'<br>'.join(lines)}</p>"


def _pre(lines: list[str]) -> str:
    code = escape("\n".join(lines), quote=False)
    return f"<pre><code>{code}</code></pre>" if lines else ""


def _inline(found: re.Match[str]) -> str:
    if found["code"] is not None:
        return f"<code>{escape(found['code'], quote=False)}</code>"
    if found["to"]:
        to, words = escape(found["to"]), escape(found["words"])
        return (
            f'<img src="{to}" alt="{words}">' if found["image"] else f'<a href="{to}">{words}</a>'
        )
    if found["address"]:
        return f'<a href="{escape(found["address"])}">{escape(found["address"])}</a>'
    return found["markup"] or escape(found[0], quote=False)


def _blocks(lines: Iterable[str]) -> Iterator[tuple[bool, list[str]]]:
    """Runs of lines between blank ones, and whether each is markup of its own."""
    run: list[str] = []
    open_pre = 0
    for line in lines:
        if not line.strip() and open_pre <= 0:
            if run:
                yield _BLOCK.match(run[0]) is not None, run
            run = []
            continue
        run.append(line)
        lowered = line.lower()
        open_pre = max(0, open_pre + lowered.count("<pre") - lowered.count("</pre"))
    if run:
        yield _BLOCK.match(run[0]) is not None, run
