"""Which crawled pages are no articles; every page here is written by us."""

from dataclasses import replace
from pathlib import Path

import pytest

from archive.parsing.drafts import ArticleDraft, Context, LeftOut
from archive.parsing.formats import html
from archive.parsing.pages import listings
from archive.parsing.pages.page import parse_page

SHARED = Path(__file__).parents[4] / "shared" / "pages"
HOST = "https://tidewater.example"
TEXT = (
    "The bell on the swing bridge rings four times before it opens, and nobody on the quay knows"
    " why it is four. Some say that the first keeper had four daughters; the log of 1911 says that"
    " it was cheaper than a horn, and that the council would not pay for a fifth stroke. "
)
WORDPRESS = "<link rel=stylesheet href=/wp-content/themes/t/style.css>"
NAVIGATION = "<nav>" + "".join(f"<a href=/{n}/>Section {n}</a>" for n in range(8)) + "</nav>"


def teasers(count, text=TEXT[:150], level=2):
    return "".join(
        f"<div class=entry><h{level}><a href='/2019/piece-{n}/'>What happened at mooring {n}</a>"
        f"</h{level}><p>{text}</p></div>"
        for n in range(count)
    )


def read(content, place, context, why_not):
    page = parse_page(content, context)
    return html.records_of(page, content, place, context, why_not=why_not)


def reason(body, path="/2019/the-bell/", head="", body_class=""):
    markup = (
        f"<!doctype html><html lang=en><head><title>Tidewater</title>{head}</head>"
        f"<body class='{body_class}'>{NAVIGATION}<main>{body}</main></body></html>"
    )
    context = Context(url=HOST + path)
    (record,) = read(markup.encode(), "page", context, listings.why_no_article)
    return record.reason if isinstance(record, LeftOut) else ""


ARTICLE = f"<article><h1>The bell</h1><p>{TEXT}</p><p>{TEXT[::-1]}</p></article>"
LD = "<script type=application/ld+json>{}</script>".format


@pytest.mark.parametrize(
    ("body", "path", "head", "body_class", "expected"),
    [
        (teasers(6), "/", "", "", listings.FRONT),
        (teasers(3), "/", "", "", listings.FRONT),
        (teasers(6), "/boats/", "", "", listings.LIST),
        (teasers(2), "/tag/boats/", "", "", listings.LIST),
        (teasers(2), "/2014/03/", "", "", listings.LIST),
        (teasers(2), "/notes/page/3", "", "", listings.LIST),
        (
            "<h1>Boats</h1><p>All on boats.</p>" + teasers(6, level=3),
            "/boats",
            "",
            "",
            listings.LIST,
        ),
        (teasers(6, TEXT * 4), "/news/", "", "", listings.LIST),
        (teasers(2), "/x/", WORDPRESS, "archive category", listings.LIST),
        (ARTICLE, "/x/", WORDPRESS, "blog paged", listings.LIST),
        (ARTICLE, "/", WORDPRESS, "home page page-id-7", listings.FRONT),
        (teasers(2), "/?s=x", WORDPRESS, "search search-results", listings.RESULTS),
        (teasers(1), "/tag/x/", "", "tag-template tag-x", listings.LIST),
        (teasers(1), "/x", "", "label-view", listings.LIST),
        (ARTICLE, "/x", LD('{"@type": "CollectionPage"}'), "", listings.LIST),
        (ARTICLE, "/x", LD('{"@type": ["WebPage", "SearchResultsPage"]}'), "", listings.RESULTS),
        (
            "<ul>" + "".join(f"<li><a href=/r/{n}>Registry {n}</a>" for n in range(90)) + "</ul>",
            "/all",
            "",
            "",
            listings.LINKS,
        ),
    ],
)
def test_lists_are_left_out(body, path, head, body_class, expected):
    assert reason(body, path, head, body_class) == expected


@pytest.mark.parametrize(
    ("body", "path", "head", "body_class"),
    [
        (ARTICLE, "/2019/the-bell/", "", ""),
        (ARTICLE, "/", "", ""),
        (ARTICLE, "/tag/the-bell/", "", ""),
        (ARTICLE, "/x/", "", "archive home blog"),  # another system's words
        (ARTICLE, "/x/", WORDPRESS, "single postid-7 category-boats"),
        (ARTICLE + "<h2>More</h2>" + teasers(3, level=3), "/2019/the-bell/", "", ""),
        (ARTICLE * 2 + teasers(8, TEXT[:60]), "/2019/the-bell/", "", ""),
        (ARTICLE + teasers(8), "/x/", "<meta property=og:type content=article>", ""),
        (ARTICLE + teasers(8), "/x/", LD('{"@type": "NewsArticle", "headline": "The bell"}'), ""),
        (ARTICLE.replace("The bell", "<a href=/x/>The bell</a>") + teasers(3), "/x/", "", ""),
        (ARTICLE + f"<aside>{teasers(9)}</aside>", "/x/", "", ""),
        (f"<h1>A note</h1><p>{TEXT}</p>", "/x/", "", ""),
        (
            NAVIGATION * 3 + "<h1>A picture</h1><img src=/a.jpg alt=x>",
            "/x/",
            "<meta property=og:image content=/a.jpg>",
            "",
        ),
    ],
)
def test_articles_stay(body, path, head, body_class):
    assert reason(body, path, head, body_class) == ""


def test_comments_make_any_page_worth_keeping():
    thread = (
        "<ol class=commentlist><li class='comment depth-1' id=comment-11><div class=comment-author>"
        "<cite class=fn>Ana</cite></div><div class=comment-meta><a href='#comment-11'>June 22, 2012"
        " at 8:32 am</a></div><p>It was five in my day, and louder.</p></li></ol>"
    )
    assert reason(teasers(6) + thread, "/boats/", WORDPRESS, "single") == ""


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is absent")
def test_no_real_article_is_taken_for_a_list():
    """Even if nobody had commented on any."""

    def why(page, draft):
        return listings.why_no_article(page, replace(draft, comments=()))

    for path in sorted(SHARED.glob("*.html")):
        records = list(read(path.read_bytes(), path.name, Context(), why))
        assert [type(one) for one in records][-1] is ArticleDraft, records
