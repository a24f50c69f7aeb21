import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.lib.addresses import host_of, is_web, last_segment, normalise, resolve

HOSTILE = [
    "http://[::1",
    "http://[v1.x]/",
    "http://a:99999/",
    "http://a:b/",
    "http://",
    "http:///path",
    "https://?q",
    "//example.org/",
    "http://exa mple.org/",
    "http://a..b/",
    "http://%00/",
    "http://\ud800/",
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://example.org/",
    "mailto:a@example.org",
    "",
    "http://" + "a" * 300 + ".example/",
    "http://example.org/" + "a" * 10_000,
]


@pytest.mark.parametrize("url", HOSTILE)
def test_what_is_no_web_address_gives_nothing(url):
    assert not is_web(url)
    assert host_of(url) == normalise(url) == resolve("", url) == last_segment(url) == ""


@given(st.text(), st.text())
def test_no_text_makes_an_address_function_fail(base, href):
    for url in (href, f"http://{href}", f"https://example.org/{href}"):
        assert is_web(url) == bool(host_of(url)) == bool(normalise(url))
        link = resolve(base, url)
        assert not link or (is_web(link) and resolve("", link) == link)
        last_segment(url)


@given(st.text(alphabet="aZ%2f./?&=#:@é utm_x~[]\\", max_size=30))
def test_normalising_twice_changes_nothing(rest):
    once = normalise(f"http://www.example.org/{rest}")
    assert normalise(once) == once


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://WWW.Example.org:80/x", "example.org"),
        ("https://example.org.:443", "example.org"),
        ("http://example.org:8080/", "example.org:8080"),
        ("http://user:secret@example.org/", "example.org"),
        ("http://bücher.example/", "xn--bcher-kva.example"),
        ("http://[2001:DB8::1]/", "[2001:db8::1]"),
        ("http://www.com/", "www.com"),
        (" http:\\\\example.org\\x ", "example.org"),
    ],
)
def test_hosts_have_one_spelling(url, host):
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("http://www.example.org", "https://example.org/"),
        ("http://example.org/a#comment-3", "https://example.org/a"),
        ("http://example.org/a/?utm_source=x&p=1&fbclid=2", "https://example.org/a/?p=1"),
        ("http://example.org/a?utm_medium=x", "https://example.org/a"),
        ("http://example.org/%7ejoe/%c3%a9t%C3%A9", "https://example.org/~joe/%C3%A9t%C3%A9"),
        ("http://example.org/été", "https://example.org/%C3%A9t%C3%A9"),
        ("http://example.org/a/./b/../c", "https://example.org/a/c"),
        ("http://example.org/a%2Fb", "https://example.org/a%2Fb"),
        ("http://example.org?p=1", "https://example.org/?p=1"),
    ],
)
def test_spellings_of_one_address_become_one(url, same):
    assert normalise(url) == same


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("http://example.org/a", "http://example.org/a/"),
        ("http://example.org/a", "http://example.org/A"),
        ("http://example.org/?p=1", "http://example.org/?p=2"),
        ("http://example.org/?replytocom=1", "http://example.org/"),
        ("http://example.org/?a=1&b=2", "http://example.org/?b=2&a=1"),
        ("http://example.org:8080/", "http://example.org/"),
    ],
)
def test_what_the_server_may_tell_apart_stays_apart(left, right):
    assert normalise(left) != normalise(right)


@pytest.mark.parametrize(
    ("href", "absolute"),
    [
        ("c.html", "https://example.org/a/c.html"),
        ("../d?e#f", "https://example.org/d?e#f"),
        ("//other.example/x", "https://other.example/x"),
        ("/with space", "https://example.org/with%20space"),
        ("/with\u3000space", "https://example.org/with%E3%80%80space"),
        ("//other.example \x1b", "https://other.example"),
        ("\n/wiki/Été ", "https://example.org/wiki/Été"),
        ("#note", "https://example.org/a/b#note"),
        ("java\nscript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("http://[bad", ""),
    ],
)
def test_links_resolve_against_their_page(href, absolute):
    assert resolve("https://example.org/a/b", href) == absolute


def test_relative_links_lead_nowhere_without_a_page():
    assert resolve("", "/a") == ""
    assert resolve("", "https://example.org/a") == "https://example.org/a"


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://example.org/2014/01/my-post/", "my-post"),
        ("https://example.org/My_Post.html?x=1", "my-post"),
        ("https://example.org/%D8%B3%D9%84%D8%A7%D9%85", "سلام"),
        ("https://example.org/", ""),
    ],
)
def test_the_last_segment_makes_a_slug(url, slug):
    assert last_segment(url) == slug
