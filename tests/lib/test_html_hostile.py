import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from archive.lib import markup_rules
from archive.lib.html import clean, strip_tags, to_text

PAYLOADS = Path(__file__).parents[3] / "shared" / "hostile" / "xss_payloads.jsonl"
SAFE_ADDRESS = re.compile(r"https?://|mailto:|#x-")
BASE = "https://example.org/a/"
OWN_PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)><p>a",
    "<a href='&#106;avascript:alert(1)'>a</a>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<p title=\"<!--\"><img src='--><script>alert(1)</script>'>",
    "<xmp><script>alert(1)</script></xmp><plaintext><img src=x onerror=1>",
    "\U0010fffcscript\U0010fffdalert(1)\U0010fffc/script\U0010fffd",
    "<<script>script>alert(1)<</script>/script>",
    'http://example.org/"onmouseover=alert(1)//<b>',
    "<a href='http://example.org/\" onclick=alert(1)'>a</a>",
    "<abbr title='\"><script>alert(1)</script>'>a</abbr>",
    "<p id='\"><script>alert(1)</script>'>a",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "\ufdd1script\ufdd2alert(1)",
]


def shared_payloads():
    if not PAYLOADS.exists():
        return []
    lines = PAYLOADS.read_text(encoding="utf-8").strip().split("\n")[::14]
    return [json.loads(line)["payload"] for line in lines]


def assert_is_safe(markup):
    allowed = markup_rules.allowed_attributes()
    for element in lxml_html.fragment_fromstring(markup or "-", create_parent="div").iter():
        assert element.tag in markup_rules.KEPT
        assert set(element.attrib) <= allowed["*"] | allowed.get(element.tag, set())
        for name in ("href", "cite"):
            assert name not in element.attrib or SAFE_ADDRESS.match(element.get(name))


@pytest.mark.parametrize("payload", OWN_PAYLOADS)
def test_nothing_that_acts_survives(payload):
    cleaned = clean(payload, BASE)
    assert_is_safe(cleaned)
    assert clean(cleaned, BASE) == cleaned


def test_no_known_attack_survives():
    payloads = shared_payloads()
    if not payloads:
        pytest.skip(f"no list of attacks at {PAYLOADS}")
    for payload in payloads:
        cleaned = clean(payload, BASE)
        assert_is_safe(cleaned)
        assert clean(cleaned, BASE) == cleaned, payload


TAGS = st.sampled_from(
    sorted(markup_rules.KEPT)
    + sorted(markup_rules.RENAMED)
    + ["font", "img", "script", "svg", "form", "body", "select", "nobr", "col", "my-x"]
)
ATTRIBUTES = st.sampled_from(
    [
        *("", " id=a", " id=x-a", " href=#a", " href=http://e.example/?a=1&amp;b", " href=/r"),
        *(" src=y.png alt='pic http://p.example'", " class=image-source", " dir=rtl", " name=a"),
        *(" cite=/c", " colspan=2", " class=language-js", " title='&lt;'", " reversed"),
    ]
)
PIECES = st.one_of(
    st.builds("<{}{}>".format, TAGS, ATTRIBUTES),
    st.builds("</{}>".format, TAGS),
    st.text(max_size=4),
    st.sampled_from(
        ["http:", "//a.example", "www.b.example.", "http://c.example/x)", "&amp;lt;", "\n", "&#13;"]
    ),
)
SOUP = st.lists(PIECES, max_size=16).map("".join)


@settings(max_examples=300, deadline=None)
@given(SOUP, st.sampled_from(["", BASE]))
def test_cleaning_its_own_output_changes_nothing(markup, base):
    cleaned = clean(markup, base)
    assert_is_safe(cleaned)
    assert clean(cleaned, base) == cleaned


@pytest.mark.parametrize(
    "markup",
    [
        "<ul><xmp>a</xmp></ul>b",
        "<a id=b><rt>a<table><caption>b</caption><tr><td>c</table>",
        "<menu><font></font><pre>a</pre></menu>",
        "<tbody><b></rt><font><p>a<dt>b",
        "<h2><font><table><tr><td>a</table></font></h2>",
    ],
)
def test_what_libxml2_ends_of_its_own_is_ended_at_once(markup):
    assert clean(clean(markup)) == clean(markup)


@settings(deadline=None)
@given(SOUP)
def test_text_of_any_markup_can_be_had(markup):
    assert "\n\n\n" not in re.sub(r"<(pre|xmp|listing|plaintext).*", "", to_text(markup))
    assert strip_tags(markup) == " ".join(strip_tags(markup).split())


@pytest.mark.parametrize("unit", ["<div>a", "<b>a", "<blockquote><p>a", "<table><tr><td>a"])
def test_deep_nesting_is_flattened_and_its_text_kept(unit):
    cleaned = clean(unit * 20_000)
    assert cleaned.count("a") - cleaned.count("table") >= 20_000
    depth = deepest = 0
    for closing in re.findall(r"<(/?)\w", cleaned):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    assert 190 <= deepest <= markup_rules.MAX_DEPTH + 3  # a table may need its row and cell
    assert to_text(cleaned).count("a") == 20_000


def test_of_too_much_markup_the_text_is_kept():
    cleaned = clean("<p>a &lt;b</p><script>c</script>" * 70_000)
    assert cleaned.startswith("<p>a &lt;b</p>\n<p>a")
    assert cleaned.count("<p>") == 70_000


def test_no_element_is_looked_for_among_its_siblings():
    """What bleach's own walker does: a page of many small paragraphs then takes minutes."""
    looked_for = []

    def watch(_frame, event, called):
        owner = getattr(called, "__self__", None)
        if event == "c_call" and isinstance(owner, list) and called.__name__ in ("count", "index"):
            looked_for.append(len(owner))

    sys.setprofile(watch)
    try:
        cleaned = clean("<p><b>a</b></p>" * 60)
    finally:
        sys.setprofile(None)
    assert cleaned == "<p><b>a</b></p>" * 60
    assert [length for length in looked_for if length > 30] == []
