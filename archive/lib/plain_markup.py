"""Markup that is nothing but paragraphs, line breaks and text: most comments are.

It comes out of the long way through parsers as it went in, but for the spelling of a few things,
so it need not go there. Property tests hold the short ways equal to the long ones.
"""

import re

from archive.lib.text import collapse

# Possessive, so that no text takes longer than its length; a bare & leads the long way.
_TEXT = r"(?:[^<>&]++|&(?:amp|lt|gt|quot|#39);|<br ?/?>)++"
_PLAIN = re.compile(rf"(?:<p>{_TEXT}</p>\n*+)++|{_TEXT}")
_BREAK = re.compile("<br ?/?>")


def is_plain(markup: str) -> bool:
    """Whether the markup is of that kind, and every character one that is seen."""
    return _PLAIN.fullmatch(markup) is not None and markup.replace("\n", " ").isprintable()


def cleaned_plain(markup: str) -> str | None:
    """What cleaning makes of plain markup; None where it is not plain, or an address may be in it.

    The allow-list has then nothing to do.
    """
    if not is_plain(markup) or "://" in markup or "www." in markup.lower():
        return None
    if "&" in markup:
        markup = markup.replace("&quot;", '"').replace("&#39;", "'")
    return _BREAK.sub("<br>", markup) if "<br" in markup else markup


def text_of_plain(markup: str) -> str | None:
    """The text of plain markup: a line for each break, a blank line between paragraphs."""
    if not is_plain(markup):
        return None
    paragraphs = (
        "\n".join(filter(None, map(collapse, _BREAK.split(paragraph))))
        for paragraph in markup.replace("<p>", "").split("</p>")
    )
    return _with_signs("\n\n".join(filter(None, paragraphs)))


def _with_signs(text: str) -> str:
    if "&" not in text:
        return text
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'")):
        text = text.replace(entity, sign)
    return text.replace("&amp;", "&")  # last, or what it leaves would be read again
