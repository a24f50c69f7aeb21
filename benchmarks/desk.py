"""What do the desk's pages and actions cost on a large archive? `make bench-desk`.

Fills an archive in ARCHIVE_DATA with 20,000 articles and 300,000 comments (or as many articles as
the first argument says), asks for every page of the desk and does every action, as the keeper's
browser would. Shows queries, milliseconds of CPU (the database's too: it runs in the same process)
and of the clock on the wall, the best of three; exits 1 where a page or an action takes more than
25 queries or 300 ms of CPU, which other work on the machine does not change. A figure, never a
test: a clock is no test.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from time import perf_counter, process_time

import django

django.setup()

from django.contrib import admin  # noqa: E402 -- after setup
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from archive.curation import actions, bulk  # noqa: E402
from archive.lib.dates import moment_from_iso  # noqa: E402
from archive.models import Article, BulkAction, Comment, Person, Site, SourceIdentity  # noqa: E402

ARTICLES, COMMENTS_EACH, LONG_THREAD = 20_000, 15, 2_000
MOST_QUERIES, MOST_MILLISECONDS, ROUNDS = 25, 300, 3
MANY_ROWS = 5_000
START = datetime(2002, 6, 22, tzinfo=UTC)
Cost = tuple[int, float, float]


def fill(count: int) -> None:
    """Make an archive of so many articles with their comments; the first has a long thread."""
    sites = [Site.objects.create(host=f"s{n}.example", name=f"Site {n}") for n in range(50)]
    people = Person.objects.bulk_create(
        Person(site=sites[n % 50], key=f"p{n}", name=f"Person {n}") for n in range(5_000)
    )
    articles = Article.objects.bulk_create(
        (article(n, sites[n % 50]) for n in range(count)), batch_size=500
    )
    for start in range(0, count, 500):
        comments = [
            comment(one, number, people[(one.pk + number) % 5_000])
            for one in articles[start : start + 500]
            for number in range(LONG_THREAD if one is articles[0] else COMMENTS_EACH)
        ]
        Comment.objects.bulk_create(comments, batch_size=500)
        SourceIdentity.objects.bulk_create(map(identity, comments), batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def article(number: int, site: Site) -> Article:
    """One article, an hour after the one before."""
    at = START + timedelta(hours=number)
    text = "The bridge opens for the herring boats. " * 40
    return Article(
        site=site,
        key=f"a{number}",
        title=f"A bridge is also a gate, part {number}",
        slug=f"bridge-{number}",
        published_at=at,
        published_on=at.date(),
        published_precision="minute",
        body_html=f"<p>{text}</p>",
        body_text=text,
        parser=f"html/family/f{number % 40}",
        confidence=(number % 100) / 100,
        declared_comment_count=COMMENTS_EACH + number % 3,
        kept_count=COMMENTS_EACH,
        comment_count=COMMENTS_EACH,
    )


def comment(of: Article, number: int, person: Person) -> Comment:
    """One comment of a flat thread; every fourteenth waits for approval."""
    at = START + timedelta(minutes=number)
    text = f"I drive over it twice a week, number {number}."
    return Comment(
        article=of,
        key=f"{of.key}c{number}",
        position=number,
        source_rank=number,
        person=person,
        author_name=person.name,
        body_html=f"<p>{text}</p>",
        body_text=text,
        text_digest=f"{number}",
        posted_at=at,
        posted_on=at.date(),
        posted_precision="minute",
        state="published" if number % 14 else "pending",
    )


def identity(of: Comment) -> SourceIdentity:
    """The name that the comment's source has for it."""
    return SourceIdentity(
        site_id=of.article.site_id,
        what="comment",
        namespace="wordpress",
        value=of.key,
        article_id=of.article_id,
        comment=of,
    )


def pages() -> Iterator[tuple[str, str]]:
    """Every page of the desk, with what it is called here."""
    yield "the first page", reverse("admin:index")
    for model in admin.site._registry:  # noqa: SLF001 -- there is no public list of them
        if model._meta.app_label != "archive":  # noqa: SLF001
            continue
        name = model._meta.model_name  # noqa: SLF001
        list_url = reverse(f"admin:archive_{name}_changelist")
        yield f"{name}: list", list_url
        yield f"{name}: list, last page", f"{list_url}?p={max(1, model.objects.count() // 50)}"
        yield f"{name}: searched", f"{list_url}?q=1999"
        row = model.objects.first()
        if row is not None:
            yield f"{name}: one", reverse(f"admin:archive_{name}_change", args=[row.pk])
    articles = reverse("admin:archive_article_changelist")
    for query in ("confidence=low", "declared=fewer", "layer=family", "visibility__exact=public"):
        yield f"article: list, {query}", f"{articles}?{query}"
    comments = reverse("admin:archive_comment_changelist")
    first = Article.objects.order_by("pk").first()
    yield "comment: a thread", f"{comments}?article={first.pk}" if first else comments
    for query in ("state__exact=pending", "visibility__exact=hidden"):
        yield f"comment: list, {query}", f"{comments}?{query}"
    autocomplete = reverse("admin:autocomplete")
    asked = "app_label=archive&model_name=article&field_name=site&term=s1"
    yield "choosing a site", f"{autocomplete}?{asked}"


def verbs() -> Iterator[tuple[str, Callable[[], None]]]:
    """Every action, on the tenth article and its thread."""
    by = get_user_model().objects.get()
    one, other = Article.objects.order_by("pk")[9:11]
    long = Article.objects.order_by("pk")[0]
    said = list(one.comments.order_by("position"))
    person, namesake = Person.objects.order_by("pk")[:2]
    site = Site.objects.order_by("-pk")[0]
    yield "hide an article", lambda: actions.hide(one, by)
    yield "show an article", lambda: actions.show(one, by)
    yield "hide a comment", lambda: actions.hide(said[0], by)
    yield "withdraw a comment", lambda: actions.withdraw(said[1], by)
    yield "mark a comment as spam", lambda: actions.mark_spam(said[2], by)
    yield "tag", lambda: actions.tag(one, "harbour", by)
    yield "untag", lambda: actions.untag(one, "harbour", by)
    yield "title", lambda: actions.set_title(one, "Another", by)
    yield "standfirst", lambda: actions.set_standfirst(one, "In short.", by)
    yield "date", lambda: actions.set_date(one, moment_from_iso("2011-05"), by)
    yield "authors", lambda: actions.set_authors(one, ["Person 3", "Ada"], by)
    yield "move", lambda: actions.move(one, site, by)
    yield "hang a comment elsewhere", lambda: actions.hang(said[3], said[4], by)
    yield "hang it back", lambda: actions.unhang(said[3], by)
    yield "merge articles", lambda: actions.merge_articles(other, one, by)
    yield "undo it", lambda: actions.part_article(other, by)
    yield "merge people", lambda: actions.merge_people(person, namesake, by)
    yield "undo it, people", lambda: actions.part_person(person, by)
    in_long = long.comments.order_by("position")[1]
    yield f"hide one of {LONG_THREAD:,} comments", lambda: actions.hide(in_long, by)
    yield (
        f"hang one of {LONG_THREAD:,} comments",
        lambda: actions.hang(in_long, long.comments.order_by("position")[5], by),
    )


def cost_of(work: Callable[[], object], *, rounds: int = ROUNDS) -> Cost:
    """Queries, milliseconds of CPU and of the clock, the best of some rounds."""
    found = []
    for _ in range(rounds):
        with CaptureQueriesContext(connection) as told:
            wall, cpu = perf_counter(), process_time()
            work()
            wall, cpu = perf_counter() - wall, process_time() - cpu
        found.append((len(told), 1000 * cpu, 1000 * wall))
    return min(found, key=lambda cost: cost[1])


def shown(name: str, cost: Cost) -> bool:
    """Print a line of the table; whether it is within the bounds."""
    queries, milliseconds, wall = cost
    is_within = queries <= MOST_QUERIES and milliseconds <= MOST_MILLISECONDS
    mark = "" if is_within else "  <-- too much"
    sys.stdout.write(f"{name:44}{queries:>8}{milliseconds:>9.0f} ms{wall:>9.0f} ms{mark}\n")
    sys.stdout.flush()
    return is_within


def in_bulk() -> None:
    """Hide many comments as the worker does, and say how long that took."""
    by = get_user_model().objects.get()
    ids = list(Comment.objects.order_by("pk").values_list("pk", flat=True)[:MANY_ROWS])
    chosen = Comment.objects.filter(pk__in=ids)
    started = perf_counter()
    job = bulk.ask("comment", "hide", chosen, by)
    asked = perf_counter() - started
    bulk.begin(job, "")
    started = perf_counter()
    bulk.run(job.pk)
    job.refresh_from_db()
    sys.stdout.write(
        f"hide {job.done_count:,} comments: asked in {1000 * asked:.0f} ms, "
        f"done in {perf_counter() - started:.1f} s, {job.state}\n"
    )


def main() -> int:
    """Print the table; 1 where something takes too much."""
    call_command("migrate", verbosity=0, interactive=False)
    started = perf_counter()
    with transaction.atomic():
        fill(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES)
    keeper = get_user_model().objects.create_superuser("keeper", password=None)
    sys.stdout.write(
        f"{Article.objects.count():,} articles, {Comment.objects.count():,} comments, "
        f"made in {perf_counter() - started:.0f} s\n{'':44}{'queries':>8}{'CPU':>12}{'wall':>12}\n"
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(keeper)
    BulkAction.objects.create(model="article", verb="hide", asked_by=keeper)
    fits = [shown(name, cost_of(lambda url=url: client.get(url))) for name, url in pages()]
    fits += [shown(name, cost_of(do, rounds=1)) for name, do in verbs()]
    in_bulk()
    return int(not all(fits))


if __name__ == "__main__":
    sys.exit(main())
