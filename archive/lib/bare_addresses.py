"""Text on its way into markup: its bare addresses become links, its & < > wait in disguise."""

import re
from html import escape

from archive.lib import markup_rules as rules
from archive.lib.addresses import resolve

# What stands for & < > in text until `with_entities`: bleach takes quadratic time over a text
# with many entities (18 s for 200,000 ampersands). The last characters for private use, for
# html5lib is as slow over noncharacters; where the input holds them they are dropped.
_STAND_INS = str.maketrans({"&": "\U0010fffb", "<": "\U0010fffc", ">": "\U0010fffd"})
_STOOD_FOR = str.maketrans({"\U0010fffb": "&amp;", "\U0010fffc": "&lt;", "\U0010fffd": "&gt;"})
_DISGUISES = re.compile("[\U0010fffb-\U0010fffd]")

# A bare address: ASCII in its host, then whatever is not white space, a quote or bracket of
# markup, or a letter of the scripts that write on after it without a space.
_BARE_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9_@./:-])(?:https?://|www\.)(?=[A-Za-z0-9])"
    "[^\\s<>\"'`{}|\\\\^\u2018-\u201f\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+",
    re.I,
)
_TRAILING = ".,;:!?*_~\u2026\u00bb"


def without_stand_ins(text: str) -> str:
    """The text, in which the stand-ins are free to be used."""
    return _DISGUISES.sub("", text)


def with_stand_ins(text: str) -> str:
    """The text with a stand-in for each & < and >."""
    return text.translate(_STAND_INS)


def with_entities(markup: str) -> str:
    """The markup with `&amp;`, `&lt;` and `&gt;` for what stood in for them."""
    return markup.translate(_STOOD_FOR)


def link_start(address: str, kind: str = "") -> str:
    """The start tag of a link that leads out."""
    marked = f' class="{kind}"' if kind else ""
    return f'<a{marked} href="{escape(address)}" rel="{rules.LINK_REL}">'


def linked(text: str) -> str:
    """The text with stand-ins, its bare addresses made links."""
    pieces = []
    end = 0
    for found in _BARE_ADDRESS.finditer(text):
        written = _without_trailing(found[0])
        address = resolve("", written if "://" in written else f"http://{written}")
        if not address or "." not in written[:-1]:
            continue
        before = with_stand_ins(text[end : found.start()])
        pieces.append(f"{before}{link_start(address)}{with_stand_ins(written)}</a>")
        end = found.start() + len(written)
    pieces.append(with_stand_ins(text[end:]))
    return "".join(pieces)


def _without_trailing(written: str) -> str:
    """Without the punctuation of the sentence; a bracket stays where its pair is inside."""
    unpaired = {
        closing: written.count(closing) - written.count(opening)
        for opening, closing in ("()", "[]")
    }
    end = len(written)
    while end:
        last = written[end - 1]
        if unpaired.get(last, 0) > 0:
            unpaired[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return written[:end]
