"""The signs of the query language: how a text falls into items, and the signs after a word."""

import re

JOINERS = frozenset({"AND", "OR", "NOT"})

NAME = r"[^\W\d_]+(?:-[^\W\d_]+)*"
ITEM = re.compile(
    rf"""
    (?P<open>\() | (?P<close>\))
    | (?P<dash>-(?=[^\s)-]))
    | (?:(?P<name>{NAME}):)?"(?P<quoted>[^"]*)"(?P<star>\*?)(?P<tilde>~[0-9]*)?
    | (?P<word>[^\s()"]+)
    | (?P<stray>")
    """,
    re.VERBOSE,
)
NAMED = re.compile(rf"({NAME}):(.*)", re.DOTALL)
# A word with the signs that may follow it. ASCII: other digits are no number for us.
SIGNED = re.compile(r"(?P<core>.*?)(?P<star>\**)(?P<tilde>~[0-9]*)?", re.DOTALL)
# What would be read as a sign at the end of a word that stands without quotation marks.
ENDS_IN_SIGN = re.compile(r"(?:\*|~[0-9]*)\Z")
# Behind a word these are punctuation, a question mark above all.
PUNCTUATION = "?!.,;"

# Replaced before reading: the marks of other keyboards by ours, and what no store can hold.
TRANSLATED = str.maketrans(
    dict.fromkeys("“”„‟«»\uff02「」『』", '"')
    | {
        "\uff08": "(",
        "\uff09": ")",
        "\uff1a": ":",
        "\uff0a": "*",
        "\uff1f": "?",
        "\uff5e": "~",
        "\u301c": "~",
        "\u2212": "-",
        "\uff0d": "-",
        "\x00": " ",
    }
)
SURROGATES = re.compile("[\ud800-\udfff]")
