"""Every door of the archive: each address that it answers, and how canaries are asked for there.

The keys are the routes of archive/urls.py, so that one without its entry here fails a test.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlencode

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from archive.lib.digests import sha256_hex
from tests.doors.world import (
    ARTICLE_CANARIES,
    CANARIES,
    COMMENT_CANARIES,
    LANGUAGES,
    PICTURE,
    WORD,
)

PUBLIC_ARTICLES = {"quay": "the-old-quay", "ledger": "ledger", "undated": "-"}
PUBLIC_COMMENTS = ("quayone", "quaytwo", "quaythree", "ledgerone")

ARTICLE_KEYS = {**PUBLIC_ARTICLES, **{f"canary{one.number}a": f"{one.word}-slug"
                                      for one in ARTICLE_CANARIES}}  # fmt: skip
COMMENT_KEYS = [
    *PUBLIC_COMMENTS,
    *(f"canary{one.number}b" for one in ARTICLE_CANARIES),
    *(f"canary{one.number}{suffix}" for one in COMMENT_CANARIES for suffix in "cd"),
]
HOSTS = ["tidewater.example", "ledger.example", *(one.host for one in ARTICLE_CANARIES)]
PEOPLE = ["ann", "bo", *(f"canary{one.number}p" for one in CANARIES)]
TAGS = ["harbour", "weather", *(one.word for one in ARTICLE_CANARIES)]
MONTHS = [(2012, 6), (2014, 3), *((one.at.year, one.at.month) for one in CANARIES)]
CITATIONS = ("citation.txt", "bib", "ris", "csl.json")
COPIES = ("txt", "md", "json", "epub")
SORTS = ("newest", "oldest", "discussed", "latest-comment", "title", "relevance")
ADDRESSES = [
    "https://tidewater.example/quay/", "https://tidewater.example/quay/#comment-1",
    *(one.url for one in CANARIES), *(f"{one.url}#comment-{one.number}" for one in CANARIES),
    *(f"{one.url}#comment-{one.number}c" for one in COMMENT_CANARIES),
]  # fmt: skip


def filters() -> Iterator[str]:
    """What the list of articles is narrowed by: each filter, to what is public and what is not."""
    yield from ("", "page=2", "page=999", "page=-1", "comments=with", "declared=differs")
    yield from ("year=undated", "comments=without", "year=2012", "year=2012&month=6")
    yield from (f"sort={sort}" for sort in SORTS)
    yield from (f"more={name}" for name in ("site", "person", "term", "year", "language"))
    yield from ("cites=quay", "cites=undated", "voice=ann", "voice=bo&year=2012")
    for canary in (ARTICLE_CANARIES[0], ARTICLE_CANARIES[-1]):
        yield f"site={canary.host}"
        yield f"term={canary.word}"
        yield f"person=canary{canary.number}p"
        yield f"language={LANGUAGES[canary.number % len(LANGUAGES)]}"
        yield f"year={canary.at.year}"
        yield f"year={canary.at.year}&month={canary.at.month}"
        yield f"cites=canary{canary.number}a"
        yield f"voice=canary{canary.number}p"


def questions() -> Iterator[str]:
    """Every operator of the query language, on words that are public, that are not, and both."""
    first, last = ARTICLE_CANARIES[0], ARTICLE_CANARIES[-1]
    said = COMMENT_CANARIES[0]
    yield from (WORD, f"{WORD}*", "quay", "storms", "quay OR storms", "stor*", "missing", "alias")
    yield from (f'"{first.word} quay"', f'"{first.word} quay storms"', '"quay storms"', "NOT quay")
    yield from (f"quay -{WORD}*", f"NOT ({first.word} OR {last.word})", "(quay OR storm) -ledger")
    yield from (f"title:{first.word}", "title:quay", f"author:{first.word}", f"title:{WORD}*")
    yield from ("author:ann", "by:alias", "in:articles", "in:comments", "in:comments quay")
    yield from (f"site:{first.host}", "site:tidewater.example", f"tag:{last.word}", "tag:harbour")
    yield from (f"person:canary{first.number}p", f"person:canary{said.number}p", "person:bo")
    yield from (f"lang:{LANGUAGES[first.number % len(LANGUAGES)]}", "lang:de", "lang:en")
    yield from (f"year:{first.at.year}", "year:1900..2013", "before:2000", "after:1930-02")
    yield from (f"by:{first.word}", "by:ann storms", f"reply-to:{said.word}", "reply-to:bo")
    yield from (f"own:{first.word}", "quoted:storms", "kind:comment", "state:draft", "has:image")
    yield from (f"thread:canary{first.number}a", f"thread:{first.url}", "thread:/a/quay/")
    yield from (
        "replies:>0",
        "replies:0 in:comments",
        "comments:>0",
        "comments:0",
        "declared:!=kept",
    )
    yield from ("declared:7", f"link:{first.host}", f"on:{first.at.year}", "after:last-year")
    yield from (f'"{first.word} storms"~5', f"{WORD[:5]}*1?", "kanarienvogel1~", "stroms~ qu?y")
    yield from (f"{WORD[:-2]}le{first.number}", "stroms quya")  # slips
    yield from ("caption", "gist", "heading", "earlier", "nobody:knows", '"', "(((", "*")


def searches() -> Iterator[str]:
    yield ""
    for question in questions():
        yield urlencode({"q": question})
    for sort in SORTS:
        for question in ("quay OR storms OR it", "stor*"):
            yield urlencode({"q": question, "sort": sort})
    yield from (urlencode({"q": "quay", "page": page}) for page in (2, 999))
    flat = ("quay OR storms OR it", "stor*", "", "thread:/a/quay/")
    yield from (urlencode({"q": question, "view": "comments"}) for question in flat)


def beginnings() -> Iterator[str]:
    """What is typed before a question is asked: names that are public, and that are not."""
    last = COMMENT_CANARIES[0]
    named = ("", "title:", "site:", "tag:", "author:", "by:", "person:", "lang:", "kind:", "state:")
    for name in named:
        for value in ("", WORD[:2], WORD, last.word, "qu", "an", "bo", "harb", "ali"):
            yield urlencode({"q": f"{name}{value}"})
    yield from (urlencode({"q": typed}) for typed in ('"old qu', "quay -site:", "a", "x" * 201))


def each(route: str, values: list[str]) -> list[str]:
    return [route.format(quote(value)) for value in values]


def with_queries(path: str, queries: Iterator[str]) -> list[str]:
    return [f"{path}?{query}" if query else path for query in queries]


def of_articles(ending: str) -> list[str]:
    return [f"/a/{key}/{slug}{ending}" for key, slug in ARTICLE_KEYS.items()]


def as_json(feeds: list[str]) -> list[str]:
    """The JSON Feeds of some of these Atom feeds, of which they are made."""
    return [one.replace(".atom", ".feed.json", 1) for one in feeds[::2]]


def of_comments(ending: str) -> list[str]:
    return [f"/c/{key}{ending}" for key in COMMENT_KEYS]


def with_endings(of: Callable[[str], list[str]], endings: tuple[str, ...]) -> list[str]:
    """Each in one of the formats, which are written from the same: all formats take their turn."""
    count = len(endings)
    return [
        address for turn, ending in enumerate(endings) for address in of(f".{ending}")[turn::count]
    ]


def threads() -> list[str]:
    """Every article's page, and a public one in each order, and with each person's words alone."""
    looks = ["order=newest", "order=oldest", "page=all", "page=2", "voices=all"]
    looks += [f"by={key}" for key in PEOPLE]
    return [*of_articles("/"), *(f"/a/quay/the-old-quay/?{look}" for look in looks)]


def collections() -> list[str]:
    """The public collection, those of what is not everyone's, and none at all."""
    own = [f"{one.word}-collection" for one in CANARIES]
    return ["quays", *own, *(f"{one}-c" for one in own), f"{WORD}-for-the-staff", "nonesuch"]


def numbered(route: str) -> list[str]:
    """Pages of rows by their numbers, of which the first ones are there."""
    return [route.format(number) for number in (1, 2, 3, 999_999)]


def changes() -> list[str]:
    """The page of what changed, and of each comment alone."""
    comments = [f"/a/quay/the-old-quay/changes/?comment={key}" for key in COMMENT_KEYS]
    return [*of_articles("/changes/"), *comments, "/a/quay/the-old-quay/changes/?page=999"]


def talks() -> list[str]:
    """Every person's page; and two with whom they talk, and when."""
    asked = [f"to={key}" for key in PEOPLE] + [f"year={one.at.year}" for one in CANARIES[::5]]
    asked += ["year=2012", "year=undated", "sort=oldest", "page=9"]
    return [*each("/people/{}/", PEOPLE), *(f"/people/{who}/?{one}" for who in ("ann", "bo")
                                             for one in asked)]  # fmt: skip


def of_months(ending: str) -> list[str]:
    return [f"/timeline/{year:04}/{month:02}{ending}" for year, month in MONTHS]


def pictures() -> list[str]:
    """The picture that everyone may see, those of articles that not everyone may, and none."""
    known = [sha256_hex(one) for one in (PICTURE, *(canary.picture for canary in ARTICLE_CANARIES))]
    return [f"/pictures/{known[0]}.svg", *(f"/pictures/{one}.png" for one in [*known, "a" * 64])]


DOORS: dict[str, Callable[[], list[str]]] = {
    "": lambda: ["/"],
    "a/<str:key>/": lambda: each("/a/{}/", [*ARTICLE_KEYS]),
    "a/<str:key>.atom": lambda: each("/a/{}.atom", [*ARTICLE_KEYS]),
    "a/<str:key>.feed.json": lambda: as_json(each("/a/{}.atom", [*ARTICLE_KEYS])),
    "a/<str:key>/<own_slug:slug>/": threads,
    "a/<str:key>/<own_slug:slug>.atom": lambda: of_articles(".atom"),
    "a/<str:key>/<own_slug:slug>.feed.json": lambda: as_json(of_articles(".atom")),
    "a/<str:key>/<own_slug:slug>/changes/": changes,
    "a/<str:key>/<own_slug:slug>/cite/": lambda: of_articles("/cite/"),
    "a/<str:key>.<citation:ending>": lambda: each("/a/{}.ris", [*ARTICLE_KEYS]),
    "a/<str:key>/<own_slug:slug>.<citation:ending>": lambda: with_endings(of_articles, CITATIONS),
    "a/<str:key>.<copy:ending>": lambda: each("/a/{}.md", [*ARTICLE_KEYS]),
    "a/<str:key>/<own_slug:slug>.<copy:ending>": lambda: [
        address for ending in COPIES for address in of_articles(f".{ending}")
    ],
    "pictures/<sha256:sha256>.<str:extension>": pictures,
    "c/<str:key>/": lambda: each("/c/{}/", COMMENT_KEYS),
    "c/<str:key>/cite/": lambda: each("/c/{}/cite/", COMMENT_KEYS),
    "c/<str:key>.<citation:ending>": lambda: with_endings(of_comments, CITATIONS),
    "articles/": lambda: with_queries("/articles/", filters()),
    # A feed is its page's own list: some of each kind of question are enough for it.
    "articles.atom": lambda: with_queries("/articles.atom", filters())[::3],
    "articles.feed.json": lambda: as_json(with_queries("/articles.atom", filters())[::3]),
    "sites/": lambda: ["/sites/", "/sites/?page=999"],
    "sites/<str:host>/": lambda: [*each("/sites/{}/", HOSTS), "/sites/tidewater.example/?page=9"],
    "sites/<str:host>.atom": lambda: each("/sites/{}.atom", HOSTS),
    "sites/<str:host>.feed.json": lambda: as_json(each("/sites/{}.atom", HOSTS)),
    "people/": lambda: ["/people/", f"/people/?name={WORD}", "/people/?name=a&page=999"],
    "people/<str:key>/": talks,
    "people/<str:key>.atom": lambda: each("/people/{}.atom", PEOPLE),
    "people/<str:key>.feed.json": lambda: as_json(each("/people/{}.atom", PEOPLE)),
    "tags/": lambda: ["/tags/", "/tags/?page=999"],
    "tags/<str:slug>/": lambda: each("/tags/{}/", TAGS),
    "tags/<str:slug>.atom": lambda: each("/tags/{}.atom", TAGS),
    "tags/<str:slug>.feed.json": lambda: as_json(each("/tags/{}.atom", TAGS)),
    "timeline/": lambda: ["/timeline/"],
    "timeline/<year:year>/<month:month>/": lambda: of_months("/"),
    "timeline/<year:year>/<month:month>.atom": lambda: of_months(".atom"),
    "timeline/<year:year>/<month:month>.feed.json": lambda: as_json(of_months(".atom")),
    "search/": lambda: with_queries("/search/", searches()),
    # It shows what is asked and nothing of the archive.
    "search/form": lambda: with_queries("/search/form", searches())[::8],
    "search/help": lambda: ["/search/help"],
    "search/suggest": lambda: with_queries("/search/suggest", beginnings()),
    "search.atom": lambda: with_queries("/search.atom", searches())[::4],
    # As its page, hit by hit.
    "search.json": lambda: with_queries("/search.json", searches())[::3],
    "search.csv": lambda: with_queries("/search.csv", searches())[1::4],
    "search.feed.json": lambda: as_json(with_queries("/search.atom", searches())[::4]),
    "from/": lambda: ["/from/", *(f"/from/?{urlencode({'url': url})}" for url in ADDRESSES)],
    "collections/": lambda: ["/collections/", "/collections/?page=999"],
    "collections/<str:slug>/": lambda: each("/collections/{}/", collections()),
    "collections/<str:slug>.atom": lambda: each("/collections/{}.atom", collections()),
    "collections/<str:slug>.feed.json": lambda: as_json(
        each("/collections/{}.atom", collections())
    ),
    "desk/articles/<str:key>/": lambda: each("/desk/articles/{}/", [*ARTICLE_KEYS]),
    "desk/comments/<str:key>/": lambda: each("/desk/comments/{}/", COMMENT_KEYS),
    "desk/notes/<int:pk>/": lambda: numbered("/desk/notes/{}/"),
    "desk/collections/": lambda: ["/desk/collections/"],
    "desk/collections/<str:slug>/": lambda: each("/desk/collections/{}/", collections()),
    "desk/entries/<int:pk>/": lambda: numbered("/desk/entries/{}/"),
    "desk/searches/": lambda: ["/desk/searches/"],
    "desk/searches/<int:pk>/": lambda: numbered("/desk/searches/{}/"),
    "imports/": lambda: ["/imports/", "/imports/?page=999"],
    "imports/<run:run_id>/": lambda: numbered("/imports/{}/"),
    "imports/<run:run_id>/pause/": lambda: numbered("/imports/{}/pause/"),
    "imports/<run:run_id>/resume/": lambda: numbered("/imports/{}/resume/"),
    "imports/<run:run_id>/cancel/": lambda: numbered("/imports/{}/cancel/"),
    "imports/<run:run_id>/problems/": lambda: numbered("/imports/{}/problems/"),
    "imports/<run:run_id>/receipt.json": lambda: numbered("/imports/{}/receipt.json"),
    "imports/<run:run_id>/receipt.csv": lambda: numbered("/imports/{}/receipt.csv"),
    "imports/uploads/<upload_key:key>/": lambda: [f"/imports/uploads/{'a' * 16}/"],
    # Words and names of its own alone.
    "about/style/": lambda: ["/about/style/"],
    "about/style/<str:name>/": lambda: each("/about/style/{}/", ["arabic", "textless", WORD]),
    "opensearch.xml": lambda: ["/opensearch.xml"],
    "theme/": lambda: ["/theme/"],
    "language/": lambda: ["/language/"],
    "healthz": lambda: ["/healthz"],
    "robots.txt": lambda: ["/robots.txt"],
    "sitemap.xml": lambda: ["/sitemap.xml"],
    "sitemap-<int:number>.xml": lambda: ["/sitemap-1.xml", "/sitemap-2.xml"],
    "favicon.ico": lambda: ["/favicon.ico"],
    "sign-in/": lambda: ["/sign-in/", "/sign-in/?next=/a/canary10a/"],
    "sign-out/": lambda: ["/sign-out/"],
}
NO_ROUTES = [
    f"/static/{WORD}.css",
    "/static/css/base.css",
    f"/{WORD}/",
    "/captures/",
    "/c/",
    "/articles",
    "/a/",
]
"""What no route answers: static files, and addresses that do not exist."""


def all_addresses() -> list[str]:
    """Every address to ask at all doors but the desk's, each once."""
    found = [address for addresses in DOORS.values() for address in addresses()]
    return list(dict.fromkeys([*found, *NO_ROUTES]))


def routes(under: str = "") -> Iterator[str]:
    """The route of every address that archive/urls.py answers."""
    yield from _routes(get_resolver().url_patterns, under)


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def desk_addresses() -> list[str]:
    """Every address of the desk, with the numbers of all rows there are."""
    found = []
    for route in routes():
        if route.startswith("admin/") and not route.endswith("$"):
            found += _filled(f"/{route}")
    return list(dict.fromkeys([*found, "/admin/none/", "/admin/archive/none/1/"]))


def _filled(route: str) -> list[str]:
    """A route of the desk with each row's number in it, as far as it asks for one."""
    model = route.split("/")[3] if route.count("/") > 4 else ""
    if "<" not in route:
        return [route]
    known = {one._meta.model_name: one for one in apps.get_models()}
    rows = known[model].objects.values_list("pk", flat=True)[:20] if model in known else [1]
    return [re.sub(r"<[^>]+>", str(pk), route) for pk in [*rows, 999_999]]
