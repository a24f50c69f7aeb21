"""What the ways in cost on a large archive: front page, lists, people. `make bench-ways`.

Fills an archive in ARCHIVE_DATA, unless one is there, with 20,000 articles of 12 kB and 300,000
comments of 40,000 people, one of whom wrote 14,000; asks for each page as a stranger's browser
would. Shows queries and milliseconds of CPU (the database's too: it runs in the same process), the
median of some rounds; exits 1 where a page takes more than it may. With `plans` it shows how the
database finds what each page asks. A figure, never a test.
"""

import random
import sys
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter, process_time

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- after setup
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from archive.intake.links import keep_links  # noqa: E402
from archive.intake.months import save_months  # noqa: E402
from archive.models import (  # noqa: E402
    Address,
    Article,
    ArticleAuthor,
    ArticleTerm,
    Comment,
    Person,
    Site,
    Term,
)

ARTICLES, COMMENTS_EACH, PEOPLE, OF_ONE = 20_000, 15, 40_000, 14_000
SITES, TERMS, WRITERS, AT_ONCE, ROUNDS = 50, 400, 300, 500, 5
START = datetime(2004, 1, 1, tzinfo=UTC)
TEXT = "The bridge opens for the herring boats, and nobody waits for it. " * 90
MOST_QUERIES = {"/": 12}
"""Elsewhere the bound of lists."""
MOST_QUERIES_OF_A_LIST, MOST_MILLISECONDS = 20, 300


def fill() -> None:
    """Make the archive: half of it of one site, and everybody answering somebody."""
    chance = random.Random(14_000)  # noqa: S311 -- no secret
    sites = [Site.objects.create(host=f"s{n}.example", name=f"Site {n}") for n in range(SITES)]
    people = Person.objects.bulk_create(
        Person(site=sites[n % SITES], key=f"p{n}", name=f"Person {n}") for n in range(PEOPLE)
    )
    terms = Term.objects.bulk_create(Term(slug=f"t{n}", name=f"Tag {n}") for n in range(TERMS))
    one_every = ARTICLES * COMMENTS_EACH // OF_ONE
    number = 0
    for start in range(0, ARTICLES, AT_ONCE):
        articles = Article.objects.bulk_create(
            article_of(start + place, sites, chance) for place in range(AT_ONCE)
        )
        ArticleAuthor.objects.bulk_create(
            ArticleAuthor(article=one, person=people[chance.randrange(WRITERS)]) for one in articles
        )
        ArticleTerm.objects.bulk_create(
            ArticleTerm(article=one, term=terms[at])
            for one in articles
            for at in {int(TERMS * chance.random() ** 3) for _ in range(3)}
        )
        Address.objects.bulk_create(
            Address(article=one, url=one.source_url, lookup=one.source_url) for one in articles
        )
        said: list[Comment] = []
        threads = []
        for one in articles:
            thread: list[Comment] = []
            for place in range(COMMENTS_EACH):
                number += 1
                who = people[0 if number % one_every == 0 else chance.randrange(PEOPLE)]
                above = thread[chance.randrange(place)] if place % 3 else None
                thread.append(comment_of(number, one, who, above))
            said += thread
            threads.append((one, thread))
        Comment.objects.bulk_create(said, batch_size=AT_ONCE)
        save_months(threads)
        keep_links([*articles, *said])


def article_of(number: int, sites: list[Site], chance: random.Random) -> Article:
    """An article of some hour after the first, which links to one before it."""
    at = START + timedelta(hours=9 * number)
    link = f'<a href="https://x.example/{chance.randrange(number + 1)}/">it</a>'
    return Article(
        site=sites[0 if number % 2 else number % SITES],
        key=f"a{number}",
        slug=f"bridge-{number}",
        title=f"A bridge is also a gate, part {number}",
        source_url=f"https://x.example/{number}/",
        language=("en", "en", "en", "de", "ar")[number % 5],
        published_at=at,
        published_on=at.date(),
        published_precision="minute",
        body_html=f"<p>{TEXT}{link}</p>",
        body_text=TEXT,
        declared_comment_count=COMMENTS_EACH + number % 3,
        kept_count=COMMENTS_EACH,
        comment_count=COMMENTS_EACH,
        last_comment_at=at + timedelta(hours=COMMENTS_EACH),
        thread_shape="0" * COMMENTS_EACH,
    )


def comment_of(number: int, article: Article, who: Person, above: Comment | None) -> Comment:
    """A comment some hours after its article; one in twenty links to an article."""
    at = (article.published_at or START) + timedelta(hours=5 * (number % COMMENTS_EACH))
    link = f'<a href="https://x.example/{number % 997}/">that</a>' if number % 20 == 0 else ""
    text = f"I drive over it twice a week, number {number}, and have never seen it open."
    return Comment(
        pk=number,
        article=article,
        key=f"c{number}",
        parent=above,
        position=(number - 1) % COMMENTS_EACH,
        depth=above.depth + 1 if above else 0,
        person=who,
        author_name=who.name,
        body_html=f"<p>{text}{link}</p>",
        body_text=text,
        posted_at=at,
        posted_on=at.date(),
        posted_precision="minute",
    )


def addresses() -> list[str]:
    """The pages that are measured."""
    return [
        "/", "/articles/", "/articles/?site=s0.example", "/articles/?site=s0.example&year=2012",
        "/articles/?term=t0&comments=with&sort=discussed", "/articles/?language=en&page=300",
        "/articles/?declared=differs&sort=latest-comment", "/articles/?sort=title",
        "/articles/?cites=a5", "/articles/?voice=p0", "/articles/?person=p3", "/sites/",
        "/sites/s0.example/", "/tags/", "/tags/t0/", "/timeline/", "/timeline/2012/06/",
        "/people/", "/people/p0/", "/people/p0/?year=2012&to=p5",
        "/people/p0/?page=400", "/people/p77/", "/a/a5/bridge-5/",
    ]  # fmt: skip


def plans_of(told: CaptureQueriesContext) -> None:
    """Print what each query does."""
    for one in told.captured_queries:
        sys.stdout.write(f"    {one['time']} s  {one['sql'][:160]}\n")
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
            sys.stdout.writelines(f"        {row[3]}\n" for row in cursor.fetchall())


def main() -> int:
    """Print the table; 1 where something takes too much."""
    call_command("migrate", verbosity=0, interactive=False)
    if not Article.objects.exists():
        started = perf_counter()
        with transaction.atomic():
            fill()
        sys.stdout.write(f"made in {perf_counter() - started:.0f} s\n")
    client = Client(SERVER_NAME="localhost")
    fits = []
    for address in addresses():
        spent = []
        for _ in range(ROUNDS):
            with CaptureQueriesContext(connection) as told:
                cpu = process_time()
                answer = client.get(address)
                spent.append(1000 * (process_time() - cpu))
            if answer.status_code != 200:
                raise SystemExit(f"{address} answers {answer.status_code}")
        queries, milliseconds = len(told), median(spent)
        most = MOST_QUERIES.get(address, MOST_QUERIES_OF_A_LIST)
        fits.append(queries <= most and milliseconds <= MOST_MILLISECONDS)
        mark = "" if fits[-1] else "  <-- too much"
        sys.stdout.write(f"{address:52}{queries:>4} queries{milliseconds:>8.0f} ms{mark}\n")
        if "plans" in sys.argv:
            plans_of(told)
    return int(not all(fits))


if __name__ == "__main__":
    sys.exit(main())
