"""Markdown from cleaned markup, read back by a parser of CommonMark and GitHub's tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from archive.lib.html import clean, text_to_html, to_text
from archive.lib.markdown import escaped, to_markdown

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SIGNS = "\\`*_{}[]()<>#+-.!|~&=:\"'$@^/ \n\tab1"


def shown(markdown):
    """The text that a reader of the Markdown sees."""
    return to_text(READER.render(markdown))


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        ("<p>One</p><p>two<br>three</p>", "One\n\ntwo\\\nthree"),
        ("<p>an <em>old</em> <strong>bridge</strong></p>", "an *old* **bridge**"),
        ("<h2>Toll</h2><p>x</p>", "## Toll\n\nx"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n\n- b\n\n  - c"),
        ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n\n4. b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ('<a href="https://a.example/(x)">a [b]</a>', r"[a \[b\]](<https://a.example/(x)>)"),
        ('<a href="https://a.example/"><b>c</b></a>', "[**c**](<https://a.example/>)"),
        ("<p>the <code>a`b</code></p>", "the ``a`b``"),
        ("<pre>a *b*\n  c```</pre>", "````\na *b*\n  c```\n````"),
        ('<pre><code class="language-py">x = 1</code></pre>', "```py\nx = 1\n```"),
        ("<hr>", "* * *"),
        ("<table><tbody><tr><th>a</th><th>b</th></tr><tr><td>1|2</td></tr></tbody></table>",
         "| a | b |\n| --- | --- |\n| 1\\|2 |  |"),
        ("<p><del>old</del> <q>new</q></p>", "~~old~~ “new”"),
        ("<ruby>橋<rt>はし</rt></ruby>", "橋(はし)"),
        ("<p><img src='https://a.example/b c.png' alt='a *b*'></p>",
         r"![a \*b\*](<https://a.example/b%20c.png>)"),
        ("<p># no</p><p>1. no</p><p>- no</p><p>=</p>", "\\# no\n\n1\\. no\n\n\\- no\n\n\\="),
        ("<h3>In C #</h3><h3>C# ##</h3><h3>C#</h3>", "### In C \\#\n\n### C# \\##\n\n### C#"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\n\n- b"),
    ],
)  # fmt: skip
def test_each_element_has_its_markdown(markup, markdown):
    assert to_markdown(markup) == markdown


@given(st.text(alphabet=SIGNS, max_size=60))
def test_text_is_shown_as_it_was_whatever_its_signs(text):
    html = text_to_html(text)
    assert shown(to_markdown(html)) == to_text(html)
    assert shown(escaped(text)) == " ".join(text.split())


@given(st.text(alphabet=SIGNS, max_size=40), st.sampled_from(
    ["em", "strong", "code", "blockquote", "li", "h3", "td", "a href='https://a.example/'", "pre"]
))  # fmt: skip
def test_no_element_makes_signs_act(text, tag):
    name = tag.split()[0]
    before = {"li": "<ul>", "td": "<table><tr>"}.get(name, "")
    inner = text_to_html(text).replace("<p>", "").replace("</p>", " ").replace("<br>", " ")
    html = clean(f"{before}<{tag}>{inner}</{name}>")
    rendered = READER.render(to_markdown(html))
    assert " ".join(to_text(rendered).split()) == " ".join(to_text(html).split())


@pytest.mark.parametrize("markup", [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))",
    "<a href='javascript:alert(1)'>a</a>", "![a](data:text/html,b)", "&lt;script&gt;", "</p><b",
    "<a href='https://a.example/>)\"onx=1'>a</a>",
])  # fmt: skip
def test_nothing_that_acts_comes_out(markup):
    rendered = READER.render(to_markdown(clean(markup)) + "\n\n" + escaped(markup))
    assert "<script" not in rendered
    assert 'href="javascript' not in rendered
    assert "<img" not in rendered
    assert 'onx="' not in rendered


def test_deep_markup_stays_small_and_takes_no_recursion():
    deep = "<blockquote>" * 5000 + "<p>x</p><p>y</p>" + "</blockquote>" * 5000
    markdown = to_markdown(clean(deep))
    assert len(markdown) < 1000
    assert "x" in markdown
