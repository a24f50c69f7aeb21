"""What markup we keep: the tables that cleaning works by, and the checks of attribute values.

Sources: the WHATWG HTML standard for content models and implied end tags; the choice of elements
is DESIGN section 4. A change here raises `lib.html.CLEANER_VERSION`.
"""

import re
from collections.abc import Callable, Mapping

# Gone with all they hold: code, other documents, things to fill in, pictures as markup.
DROPPED = frozenset(
    {
        *("script", "style", "template", "iframe", "noscript", "noembed", "noframes", "frameset"),
        *("form", "input", "button", "select", "option", "optgroup", "textarea", "datalist"),
        *("output", "progress", "meter", "keygen", "isindex", "object", "embed", "applet"),
        *("param", "svg", "math", "title", "meta", "link", "base", "basefont", "frame"),
    }
)
RENAMED = {
    **{"h1": "h2", "strike": "s", "tt": "code", "acronym": "abbr", "dir": "ul", "menu": "ul"},
    **{"xmp": "pre", "listing": "pre", "plaintext": "pre"},
    # Blocks we have no use for as such: a boundary between texts must not get lost.
    **dict.fromkeys(("section", "article", "header", "footer", "main", "aside", "nav"), "div"),
    **dict.fromkeys(("address", "center", "fieldset", "legend", "hgroup", "search"), "div"),
}
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
SECTIONS = frozenset({"thead", "tbody", "tfoot"})
CELLS = frozenset({"td", "th"})
TABLE_PARTS = SECTIONS | CELLS | {"tr", "caption"}
BETWEEN_CELLS = SECTIONS | {"table", "tr"}  # where the standard allows no text
RUBY_PARTS = frozenset({"rb", "rt", "rp"})
ITEM_HOLDERS: Mapping[str, frozenset[str]] = {
    "li": frozenset({"ul", "ol"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "figcaption": frozenset({"figure"}),
    "summary": frozenset({"details"}),
}
# Their start ends an open paragraph.
BLOCKS = frozenset(
    {
        *("p", "blockquote", "ul", "ol", "dl", "pre", "figure", "table", "div", "details", "hr"),
        *(HEADINGS | ITEM_HOLDERS.keys()),
    }
)
# What libxml2 ends, beyond the standard, where the second starts right within the first. We do
# the same where it comes about by our own doing, else a second cleaning would.
ENDED_BY: Mapping[str, frozenset[str]] = {
    **{tag: frozenset({"p"}) for tag in ("b", "i", "s", "u", "small")},
    **{tag: frozenset({"p", "table"}) for tag in HEADINGS},
    "a": frozenset({"table"}),
    "dt": frozenset({"dl"}),
    "pre": frozenset({"dl", "table", "ul"}),
    "ul": frozenset({"pre"}),
}
PHRASES = frozenset(
    {
        *("q", "cite", "code", "kbd", "samp", "var", "em", "i", "strong", "b", "u", "s", "del"),
        *("ins", "mark", "small", "sub", "sup", "abbr", "time", "a", "ruby", "bdi", "bdo", "span"),
    }
)
KEPT = BLOCKS | PHRASES | TABLE_PARTS | RUBY_PARTS | {"br"}
UNLINKED = frozenset({"a", "pre", "code", "kbd", "samp", "var"})  # no address in them is linked

MAX_DEPTH = 200  # elements; html5lib and browsers slow down, or give up, far below 20,000

IMAGE_CLASS = "image-source"
ID_PREFIX = "x-"
LINK_REL = "nofollow ugc noopener"

_Check = Callable[[str], bool]


def _matches(pattern: str) -> _Check:
    compiled = re.compile(pattern, re.I | re.A)
    return lambda value: compiled.fullmatch(value) is not None


_IS_NUMBER = _matches(r"-?\d{1,9}")
_IS_SPAN = _matches(r"[1-9]\d{0,2}")
_IS_SHORT = _matches(r"(?s:.{1,500})")

GLOBAL_ATTRIBUTES: Mapping[str, _Check] = {
    "dir": _matches("ltr|rtl|auto"),
    "lang": _matches("[a-z0-9]{1,8}(?:-[a-z0-9]{1,8}){0,5}"),
}
# href, cite, id and class are built in `lib.markup`: they depend on more than their value.
ATTRIBUTES: Mapping[str, Mapping[str, _Check]] = {
    "abbr": {"title": _IS_SHORT},
    "time": {"datetime": _matches(r"[\w\s:.+-]{1,60}")},
    "del": {"datetime": _matches(r"[\w\s:.+-]{1,60}")},
    "ins": {"datetime": _matches(r"[\w\s:.+-]{1,60}")},
    "ol": {"start": _IS_NUMBER, "reversed": lambda value: True},
    "li": {"value": _IS_NUMBER},
    "td": {"colspan": _IS_SPAN, "rowspan": _IS_SPAN},
    "th": {
        "colspan": _IS_SPAN,
        "rowspan": _IS_SPAN,
        "scope": _matches("row|col|rowgroup|colgroup"),
    },
}
CITING = frozenset({"q", "blockquote", "del", "ins"})
is_code_class = _matches(r"language-[\w+#-]{1,40}")

# The same, for the two cleaners that have the last word.
BUILT_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    **{tag: frozenset({"cite"}) for tag in CITING},
    **{tag: frozenset({"class"}) for tag in ("code", "pre")},
    "a": frozenset({"href", "rel", "class"}),
}


def allowed_attributes() -> dict[str, set[str]]:
    """Every attribute that may stand, by element; `*` holds those of all elements."""
    allowed = {"*": {"id", *GLOBAL_ATTRIBUTES}}
    for table in (ATTRIBUTES, BUILT_ATTRIBUTES):
        for tag, names in table.items():
            allowed.setdefault(tag, set()).update(names)
    return allowed
