"""Markup of attackers in every column that has words, through the real intake, before a browser."""

import json
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, urlencode

from django.contrib import admin
from django.db.models import Model
from django.utils import timezone

from archive.intake.runs import Options, take_in
from archive.models import Article, Collection, Comment, ImportRun, Person, Term
from archive.reading.articles import cite_url
from archive.search.tasks import rebuild
from tests.factories import make_collection, make_note

SHARED = Path(__file__).parents[3] / "shared" / "hostile" / "xss_payloads.jsonl"
SAMPLE = 500
A_COLLECTION = 50
A_THREAD = 250
ROWS_A_MODEL = 12
CITING = '<p><a href="https://thread.example/0">A thread</a></p>'
OWN = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "'-alert(1)-'",
    "</title><script>print()</script>",
    "</textarea><iframe srcdoc='<script>parent.alert(1)</script>'>",
    "javascript:alert(1)",
    "java\tscript:alert(1)//https://a.example",
    "data:text/html,<script>alert(1)</script>",
    "<a href='javascript:alert(1)'>a</a><form action=//a.example><input autofocus onfocus=go()>",
    "<meta http-equiv=refresh content='0;url=https://a.example/'>",
    "<link rel=stylesheet href=https://a.example/a.css><style>@import 'https://a.example/b';</style>",
    "<img src=https://a.example/a.png><video poster=//a.example/b.png src=//a.example/c.mp4>",
    "<base href=https://a.example/><object data=//a.example/d></object><embed src=//a.example/e>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "]]><script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>",
    "{{ 7|add:7 }}{% debug %}${alert(1)}<%= alert(1) %>",
    "--><p style='background:url(https://a.example/f)'>a",
    "http://a.example/\"onmouseover=alert(1)//",
]  # fmt: skip


def payloads(*, whole: bool) -> list[str]:
    """Our own and, where they are at hand, the shared ones or a sample that is always the same."""
    if not SHARED.exists():
        return OWN
    lines = SHARED.read_text(encoding="utf-8").strip().split("\n")  # some hold U+2028
    shared = [str(json.loads(line)["payload"]) for line in lines]
    return [*OWN, *(shared if whole else random.Random(7024).sample(shared, SAMPLE))]  # noqa: S311


def bring_in(hostile: list[str], folder: Path) -> None:
    """Every payload as each word of an article and its comment, then all in threads, by intake.

    The file names are payloads as well; those files hold nothing and are refused by their names.
    """
    lines = [{"afterword": 1, "kind": "header"}]
    lines += [article_of(number, one) for number, one in enumerate(hostile)]
    for start in range(0, len(hostile), A_THREAD):
        lines.append(thread_of(start, hostile[start : start + A_THREAD]))
    path = folder / "hostile.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    take_in([str(path)], Options())
    named = folder / "named"
    named.mkdir()
    for number, one in enumerate(hostile):
        name = one.encode("utf-8", "replace")[:200].decode("utf-8", "ignore")
        name = name.replace("/", "\u2215").replace("\0", "")
        (named / f"{number} {name}").write_bytes(b"\x00\x01\x02")
    take_in([str(named)], Options())
    keep_words(hostile)
    rebuild()


def keep_words(hostile: list[str]) -> None:
    """Every payload as a note, and some as names, descriptions and remarks of collections."""
    articles = list(Article.objects.order_by("pk"))
    today = timezone.localdate()
    for years, comment in enumerate(Comment.objects.order_by("-pk")[:40], 4):
        comment.posted_on = today.replace(year=today.year - years // 4 * 4)
        comment.save()
    for article, one in zip(articles, hostile, strict=False):
        make_note(article, one)
    for start in range(0, len(hostile), A_COLLECTION):
        # Payloads may begin alike; names of collections must differ.
        name, about = f"{hostile[start][:100]} {start}", articles[start : start + A_COLLECTION]
        slug = f"collection-{start}"
        collection = make_collection(name, *about, slug=slug, description=hostile[start])
        for entry, one in zip(collection.entries.all(), hostile[start:], strict=False):
            entry.remark = one[:500]
            entry.save()


def article_of(number: int, one: str) -> dict[str, object]:
    origin = {"rank": "page", "captured_at": "2020-01-01T00:00:00+00:00"}
    earlier = [
        {"field": name, "value": f"{one} then", "origin": origin} for name in ("title", "body")
    ]
    address = f"https://a{number}.example/{number}"
    return {
        "kind": "article", "site": {"host": f"a{number % 100}.example", "name": one},
        "identities": [["wordpress", f"{number}"]], "addresses": [address], "url": address,
        "canonical_url": one, "title": one, "slug": one, "standfirst": one, "language": "en",
        "authors": [{"name": one, "profile_url": one}], "lead_image_url": one,
        "body_html": one if number % 9 else f"{CITING}{one}",
        "lead_image_caption": one, "terms": [{"kind": "tag", "name": one, "slug": one}],
        "published": "2012-01-15T10:30", "parser": one, "revisions": earlier,
        "origins": {"title": origin, "body": origin},
        "captures": [{"sha256": f"{number:064}", "url": one, "media_type": one,
                      "captured_at": "2020-01-01T00:00:00+00:00", "thread_namespace": one}],
        "comments": [said(number, one)],
    }  # fmt: skip


def thread_of(start: int, hostile: list[str]) -> dict[str, object]:
    return {
        "kind": "article", "site": {"host": "thread.example"}, "title": f"Thread {start}",
        "identities": [["wordpress", f"t{start}"]], "published": "2013-01-15",
        "authors": [{"name": "Ann Quill"}], "addresses": [f"https://thread.example/{start}"],
        "body_html": f'<p>A <a href="https://a{start}.example/{start}">thread</a>.</p>',
        "terms": [{"kind": "tag", "name": one} for one in hostile[:30]],
        "comments": [
            said(start + place, one, above=start + place - 1 if place % 3 else None)
            for place, one in enumerate(hostile)
        ],
    }  # fmt: skip


def said(number: int, one: str, *, above: int | None = None) -> dict[str, object]:
    return {
        "parent_ref": None if above is None else f"{above}",
        "ref": f"{number}", "identities": [["wordpress", f"{number}"]], "kind": one,
        "author": {"name": one, "profile_url": one}, "author_url": one, "title": one,
        "body_html": one, "permalink": one, "posted": "2012-02-15T10:30",
    }  # fmt: skip


def own_pages(hostile: list[str], *, one_in: int) -> list[str]:
    """The pages that are one payload's own: of its article and of its question all, and of its
    citations, its person, its tag, its filters and its address one in so many."""
    articles = Article.objects.exclude(title__startswith="Thread ").order_by("pk")
    pages = [article.get_absolute_url() for article in articles]
    pages += [f"/search/?{urlencode({'q': one})}" for one in hostile]
    pages += [cite_url(article) for article in articles[::one_in]]
    comments = Comment.objects.filter(article__in=articles).order_by("pk")
    pages += [f"{comment.get_absolute_url()}cite/" for comment in comments[::one_in]]
    people = list(Person.objects.order_by("pk"))[::one_in]
    pages += [
        f"{row.get_absolute_url()}?{urlencode({'to': other.key})}"
        for row, other in pairwise(people)
    ]
    for rows in (Person.objects.order_by("pk"), Term.objects.order_by("pk")):
        pages += [row.get_absolute_url() for row in rows[::one_in]]
    for one in hostile[::one_in]:
        filters = dict.fromkeys(("site", "person", "term", "language", "year", "cites"), one)
        filters["more"] = one
        pages += [f"/articles/?{urlencode(filters)}", f"/from/?{urlencode({'url': one})}"]
        pages.append(f"/search/form?{urlencode({'q': one})}")
    return pages


def shared_pages(hostile: list[str]) -> Iterator[str]:
    """The pages that show many payloads at once, feeds among them, and what is not found."""
    count = len(hostile)
    yield from (
        "/",
        "/timeline/",
        "/timeline/2012/01/",
        "/none/",
        "/search/help",
        "/people/?name=<",
    )
    yield from paged("/articles/?more=person&more=term", count, 30)
    yield from paged("/people/", 2 * count, 100)
    yield from paged("/tags/", count, 100)
    yield from paged("/sites/", 101, 100)
    yield from (f"/sites/a{number}.example/" for number in range(0, 100, 9))
    yield from ("/articles.atom", "/sites/a1.example.atom", "/search.atom?q=alert")
    yield from paged("/search/?q=alert", count // 3, 20)
    yield "/search/?q=alert&view=comments"
    yield "/collections/"
    for collection in Collection.objects.all():
        yield from (f"/collections/{collection.slug}{end}" for end in ("/", ".atom"))
        yield f"/desk/collections/{collection.slug}/"
    yield from (f"/desk/articles/{article.key}/" for article in Article.objects.all()[::40])
    yield from ("/desk/collections/", "/desk/searches/", "/imports/")
    yield from (f"/imports/{run.pk}/" for run in ImportRun.objects.all())
    yield from (f"/imports/{run.pk}/problems/" for run in ImportRun.objects.all())
    for article in Article.objects.filter(title__startswith="Thread "):
        yield article.get_absolute_url()
        yield f"{article.get_absolute_url()}?order=newest&voices=all"
        yield from (f"/a/{article.key}.{end}" for end in ("atom", "txt"))
    for article in Article.objects.filter(revisions__isnull=False).distinct()[::7]:
        yield f"/a/{article.key}/{quote(article.slug.replace('/', '-') or '-')}/changes/"


def desk_lists() -> Iterator[str]:
    """The desk's lists, every page of all of them."""
    yield "/admin/"
    for model, name in desk_models():
        pages = -(-model.objects.count() // 50)
        yield from (f"{name}?p={page}" for page in range(1, pages + 1))


def desk_rows() -> Iterator[str]:
    """The desk's own page of some rows of each model."""
    for model, name in desk_models():
        rows = list(model.objects.order_by("pk").values_list("pk", flat=True))
        yield from (f"{name}{pk}/change/" for pk in rows[:: max(1, len(rows) // ROWS_A_MODEL)])


def desk_models() -> Iterator[tuple[type[Model], str]]:
    for model in admin.site._registry:
        if model._meta.app_label == "archive":
            yield model, f"/admin/archive/{model._meta.model_name}/"


def paged(path: str, rows: int, per_page: int) -> Iterator[str]:
    joint = "&" if "?" in path else "?"
    for page in range(1, -(-rows // per_page) + 1):
        yield f"{path}{joint}page={page}"
