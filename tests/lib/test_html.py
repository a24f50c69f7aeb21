import pytest

from archive.lib.html import clean, strip_tags, text_to_html, to_text

PAGE = "https://example.org/2014/post"
REL = 'rel="nofollow ugc noopener"'


def source_of(address):
    return f'<a class="image-source" href="{address}" {REL}>image at the source</a>'


@pytest.mark.parametrize(
    "kept",
    [
        '<p dir="rtl" lang="ar">نص</p>',
        '<h2 id="x-a">A</h2><h6>B</h6>',
        "<p>a<br>b</p><hr>",
        "<p><strong>a</strong><em>b</em><del>c</del><mark>d</mark><sub>e</sub><kbd>f</kbd></p>",
        '<ol reversed="" start="3"><li value="7">a<ul><li>b</li></ul></li></ol>',
        "<dl><dt>a</dt><dd>b</dd></dl>",
        '<pre><code class="language-python">if a &lt; b:\n    pass</code></pre>',
        '<table><caption>c</caption><thead><tr><th scope="col">a</th></tr></thead>'
        '<tbody><tr><td colspan="2">b</td></tr></tbody></table>',
        "<figure><p>alt</p><figcaption>a caption</figcaption></figure>",
        "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>",
        '<p><abbr title="as well">aw</abbr> <time datetime="2014-01-15">then</time></p>',
        f'<blockquote cite="{PAGE}">q</blockquote>',
        "<details><summary>a</summary>b</details>",
        "<p>1 &lt; 2 &amp;amp; 3&nbsp;&gt; 2</p>",
        '<p><bdo dir="ltr">a</bdo><bdi>b</bdi></p>',
    ],
)
def test_what_readers_need_is_kept_as_it_is(kept):
    assert sorted(clean(kept)) == sorted(kept)  # the order of attributes may change
    assert to_text(clean(kept)) == to_text(kept)


@pytest.mark.parametrize(
    ("markup", "cleaned"),
    [
        ("a<script>b</script><style>c</style><template>d</template>e", "ae"),
        ("a<iframe>b</iframe><noscript>c</noscript><object>d</object>e", "ae"),
        ("a<form><p>b</p>c</form><button>c</button><select><option>d</select>e", "ae"),
        ("a<textarea><b>c</textarea><svg><text>d</text></svg><math><mi>x</mi></math>e", "ae"),
        ("<title>a</title><meta charset=utf-16><link rel=x><base href=/x>é", "é"),
        ("a<!-- b --><?php c ?><![CDATA[d]]>e", "ae"),
        ("<font color=red>a</font><my-thing>b</my-thing>", "ab"),
        ("<p style='color:red' onclick=x class=y data-z=1>a</p>", "<p>a</p>"),
        ("<html><head></head><body><p>a</p></body></html>b", "<p>a</p>b"),
        ("<h1>a</h1><section>b</section><center>c</center>", "<h2>a</h2><div>b</div><div>c</div>"),
        ("<strike>a</strike><tt>b</tt><acronym title=c>d</acronym>", None),
        ("<p></p><b></b><div><span></span></div>a", "a"),
    ],
)
def test_what_acts_loads_or_only_decorates_goes(markup, cleaned):
    expected = '<s>a</s><code>b</code><abbr title="c">d</abbr>' if cleaned is None else cleaned
    assert clean(markup) == expected


@pytest.mark.parametrize(
    ("markup", "cleaned"),
    [
        ("<p>a<p>b<ul><li>c<li>d</ul>", "<p>a</p><p>b</p><ul><li>c</li><li>d</li></ul>"),
        ("<p><b>a<div>b</div>c</b></p>", "<p><b>a</b></p><div>b</div>c"),
        ("<li>a</li><dd>b</dd><td>c</td>", "<div>a</div><div>b</div><div>c</div>"),
        (
            "<table>a<tr><td>b<td>c</table>",
            "<table><tbody><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>",
        ),
        ("<a href=/x>a<a href=/y>b</a>", None),
        ("<pre>\n\n\n\n\n a\n  b</pre>", "<pre> a\n  b</pre>"),
    ],
)
def test_broken_nesting_is_mended(markup, cleaned):
    links = "".join(
        f'<a href="https://example.org/{end}" {REL}>{text}</a>' for end, text in ("xa", "yb")
    )
    expected = links if cleaned is None else cleaned
    assert clean(markup, PAGE) == expected


@pytest.mark.parametrize(
    ("href", "link"),
    [
        ("/a?b=1&amp;c=2", f'<a href="https://example.org/a?b=1&amp;c=2" {REL}>t</a>'),
        ("mailto:keeper@example.org", '<a href="mailto:keeper@example.org">t</a>'),
        ("javascript:alert(1)", "t"),
        ("data:text/html,x", "t"),
        (" java\tscript:x", "t"),
        ("http://[bad", "t"),
    ],
)
def test_links_become_absolute_or_go(href, link):
    assert clean(f'<a href="{href}" target=_blank>t</a>', PAGE) == link


def test_a_link_within_a_link_is_only_text():
    nested = "<a href=http://a.example/><b>a<a href=http://b.example/>b</a></b></a>"
    assert clean(nested) == f'<a href="http://a.example/" {REL}><b>ab</b></a>'


@pytest.mark.parametrize(
    ("text", "linked", "after"),
    [
        ("see http://example.org/a.", "http://example.org/a", "."),
        ("(https://example.org/a_(b)), yes", "https://example.org/a_(b)", "), yes"),
        ("see http://example.org/?a=1&amp;b=2!", "http://example.org/?a=1&amp;b=2", "!"),
        ("はhttp://example.org/xをみて", "http://example.org/x", "をみて"),
    ],
)
def test_bare_addresses_become_links(text, linked, after):
    before = text.partition("http")[0]
    assert clean(text) == f'{before}<a href="{linked}" {REL}>{linked}</a>{after}'


def test_addresses_without_a_scheme_are_linked_from_www_only():
    assert clean("www.example.org") == f'<a href="http://www.example.org" {REL}>www.example.org</a>'
    untouched = "example.org README.md node.js a@example.org http:// www. xhttp://a.example"
    assert clean(untouched) == untouched


@pytest.mark.parametrize("tag", ["pre", "code", "kbd", "samp"])
def test_no_address_in_code_is_linked(tag):
    assert clean(f"<{tag}>http://example.org/</{tag}>") == f"<{tag}>http://example.org/</{tag}>"


def test_escaped_markup_stays_text():
    markup = "<p>write &amp;lt;b&amp;gt; for &lt;b&gt; http://example.org/?a&amp;lt;b</p>"
    assert "write &amp;lt;b&amp;gt; for &lt;b&gt;" in clean(markup)
    assert to_text(clean(markup)) == "write &lt;b&gt; for <b> http://example.org/?a&lt;b"


def test_footnotes_work_within_the_page():
    markup = f'a<a href="#n1" id="r1">1</a><ol><li id=n1>b <a href="{PAGE}#r1">up</a></li></ol>'
    cleaned = clean(markup, PAGE)
    assert 'id="x-r1"' in cleaned
    assert 'href="#x-n1"' in cleaned
    assert '<li id="x-n1">b <a href="#x-r1">up</a></li>' in cleaned


def test_old_anchors_are_targets_too():
    cleaned = clean('<a name="été"></a>a <a href="#%C3%A9t%C3%A9">b</a>', PAGE)
    assert cleaned == '<a id="x-été"></a>a <a href="#x-été">b</a>'


def test_a_fragment_kept_elsewhere_leads_to_the_source():
    assert clean('<a href="#c9">a</a>', PAGE) == f'<a href="{PAGE}#c9" {REL}>a</a>'
    assert clean('<a href="#c9">a</a>') == '<a href="#x-c9">a</a>'


def test_no_id_stands_twice():
    assert (
        clean("<p id=a>b</p><p id=a>c</p><p id='d e'>f</p>") == '<p id="x-a">b</p><p>c</p><p>f</p>'
    )


@pytest.mark.parametrize(
    ("markup", "cleaned"),
    [
        ("<img src=a.png>", f" {source_of('https://example.org/2014/a.png')}"),
        ("<p>x<img src=a.png alt=Cat></p>", "<p>x Cat  {}</p>"),
        ("<figure><img src=a.png alt=Cat></figure>", "<figure><p>Cat</p>{}</figure>"),
        ("<img src='data:image/gif;base64,R0' data-src=a.png>", " {}"),
        ("<img srcset='a.png 1x, b.png 2x'>", " {}"),
        ("<img src='data:image/gif;base64,R0' alt=Cat>", " Cat "),
        ("<img src=a.png width=1 height=1 alt=Cat>b", "b"),
        ("<img>b", "b"),
        ("<img class=emoji src=a.png alt=😀>b", "😀b"),
        ("<a href='javascript:x'><img src=a.png></a>", " {}"),
    ],
)
def test_images_become_words_and_a_link(markup, cleaned):
    link = source_of("https://example.org/2014/a.png")
    assert clean(markup, PAGE) == cleaned.format(link)


def test_the_link_around_an_image_stays_beside_that_to_the_image():
    cleaned = clean("<figure><a href=big.png><img src=a.png alt=Cat></a></figure>", PAGE)
    around = f'<a href="https://example.org/2014/big.png" {REL}>Cat</a>'
    assert cleaned == f"<figure>{around}{source_of('https://example.org/2014/a.png')}</figure>"


def test_text_has_a_blank_line_between_paragraphs_and_lines_for_items():
    markup = (
        "<h2>Title</h2><p>One<br>two <b>th</b>ree</p><ul><li>a<ul><li>b</li></ul></li><li>c</li>"
        "</ul><table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table><p>End"
    )
    expected = "Title\n\nOne\ntwo three\n\na\nb\nc\n\n1\t2\n3\t4\n\nEnd"
    assert to_text(clean(markup)) == expected


def test_text_leaves_out_image_links_and_readings_and_keeps_code_lines():
    markup = "<p>A <img src=/a alt=Cat></p><p><ruby>漢<rt>かん</rt></ruby></p><pre>if a:\n  b</pre>"
    assert to_text(clean(markup, PAGE)) == "A Cat\n\n漢\n\nif a:\n  b"


def test_only_our_own_words_are_left_out():
    hidden = '<a class="image-source" href="http://example.org/">secret</a>'
    assert to_text(clean(hidden)) == "secret"


def test_strip_tags_gives_one_line():
    assert strip_tags("A &amp; <b>B</b><br>C<script>d</script>\n e") == "A & B C e"
    assert strip_tags(" plain \n text ") == "plain text"


def test_plain_text_becomes_paragraphs_and_comes_back():
    text = "a <b> & c\nd\r\n\r\n \n\ne"
    assert text_to_html(text) == "<p>a &lt;b&gt; &amp; c<br>d</p>\n<p>e</p>"
    assert to_text(clean(text_to_html(text))) == "a <b> & c\nd\n\ne"
    assert text_to_html(" \n") == ""


def test_soft_hyphens_are_no_part_of_the_text():
    assert to_text("<p>Influ\u00adencer und Post&shy;ings</p>") == "Influencer und Postings"
