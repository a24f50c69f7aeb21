"""What tokens.css promises of its colours, reckoned as WCAG 2.2 does (relative luminance)."""

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).parent.parent / "static/css"
PAIR = re.compile(r"--([\w-]+):\s*light-dark\((#\w{6}), (#\w{6})\)")
TEXT = ("ink", "ink-2", "ink-3", "lamp", "lamp-strong", "visited", "stamp")
THEMES = [
    pytest.param(("tokens.css",), 7.0, 3.0, id="plain"),
    pytest.param(("tokens.css", "contrast.css"), 12.0, 7.0, id="contrast"),
]


def colours(sheets, theme):
    """The colours by name, later sheets over earlier ones; 0 is light and 1 dark."""
    found = {}
    for sheet in sheets:
        for name, *pair in PAIR.findall((STYLES / sheet).read_text()):
            found[name] = pair[theme]
    return found


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("sheets", "of_text", "of_edges"), THEMES)
def test_colours_are_told_from_the_paper(sheets, of_text, of_edges, theme):
    of = colours(sheets, theme)
    wanted = {
        **{(name, "paper"): of_text for name in TEXT},
        # Texts of the second voice and links stand on panels and washes too.
        **{(name, "paper-sunk"): of_text * 0.9 for name in TEXT},
        **{("lamp", on): of_text * 0.8 for on in ("lamp-wash", "paper-lift")},
        ("ink", "marker-wash"): of_text,
        ("marker-ink", "marker"): 7.0,
        ("rule-2", "paper"): of_edges,
        ("paper", "lamp"): of_text,
    }
    short = {
        pair: round(contrast(of[pair[0]], of[pair[1]]), 2)
        for pair, least in wanted.items()
        if contrast(of[pair[0]], of[pair[1]]) < least
    }
    assert short == {}


def test_the_reckoning_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_high_contrast_gives_every_colour_of_words_and_edges_anew():
    assert colours(("tokens.css",), 0).keys() == colours(("contrast.css",), 0).keys()
