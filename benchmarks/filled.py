"""An archive of any size in ARCHIVE_DATA: the corpus of `make bench-search` as rows and index."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- after setup
from django.db import connection, transaction  # noqa: E402

from archive.intake.months import save_months  # noqa: E402
from archive.models import (  # noqa: E402
    Article,
    ArticleAuthor,
    ArticleTerm,
    Comment,
    Person,
    Site,
    Term,
)
from archive.search.tasks import rebuild  # noqa: E402
from benchmarks.search.corpus import BenchDocument, Corpus  # noqa: E402

ROWS_AT_ONCE = 500
TITLE_WORDS = 7
ANSWERS_EVERY = 3  # one comment in so many is at the top of its thread, or alone
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def filled(corpus: Corpus) -> None:
    """Put the corpus into the archive, unless one is there already; tables and index as well."""
    call_command("migrate", verbosity=0, interactive=False)
    if Article.objects.exists():
        return
    with transaction.atomic():
        maker = _Maker()
        for batch in corpus.batches():
            maker.take(batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rebuild()


class _Maker:
    """Makes rows of documents; sites, people and tags as they are first named."""

    def __init__(self) -> None:
        self.sites: dict[str, Site] = {}
        self.people: dict[tuple[str, str], Person] = {}
        self.terms: dict[str, Term] = {}
        self.comments = 0

    def take(self, documents: Iterable[BenchDocument]) -> None:
        """Make the rows of articles with their comments behind them."""
        threads: list[tuple[BenchDocument, list[BenchDocument]]] = []
        for one in documents:
            if one.kind == "article":
                threads.append((one, []))
            else:
                threads[-1][1].append(one)
        articles = [_article(one, said, self.site(one)) for one, said in threads]
        Article.objects.bulk_create(articles, batch_size=ROWS_AT_ONCE)
        authors, tagged, comments = [], [], []
        spoken = []
        for row, (one, said) in zip(articles, threads, strict=True):
            authors.append(ArticleAuthor(article=row, person=self.person(one), position=0))
            tagged += [ArticleTerm(article=row, term=self.term(tag)) for tag in one.tags]
            spoken.append((row, self.thread(row, said)))
            comments += spoken[-1][1]
        ArticleAuthor.objects.bulk_create(authors)
        ArticleTerm.objects.bulk_create(tagged, batch_size=ROWS_AT_ONCE)
        Comment.objects.bulk_create(comments, batch_size=ROWS_AT_ONCE)
        save_months(spoken)

    def thread(self, article: Article, said: Iterable[BenchDocument]) -> list[Comment]:
        """The comments of an article, each answering the one before it, or nobody."""
        rows: list[Comment] = []
        for place, one in enumerate(said):
            self.comments += 1
            answered = rows[-1] if place % ANSWERS_EVERY else None
            rows.append(_comment(one, article, self.person(one), answered))
            rows[-1].pk, rows[-1].position = self.comments, place
        return rows

    def site(self, one: BenchDocument) -> Site:
        """The site of a document."""
        if one.site not in self.sites:
            name = one.site.partition(".")[0].capitalize()
            self.sites[one.site] = Site.objects.create(host=one.site, name=name)
        return self.sites[one.site]

    def person(self, one: BenchDocument) -> Person:
        """The writer of a document, who is somebody of its site alone."""
        known = (one.site, one.person)
        if known not in self.people:
            key = f"p{len(self.people)}"
            name = f"Person {one.person[1:]}"
            self.people[known] = Person.objects.create(site=self.site(one), key=key, name=name)
        return self.people[known]

    def term(self, tag: str) -> Term:
        """A tag."""
        if tag not in self.terms:
            self.terms[tag] = Term.objects.create(slug=tag, name=tag.capitalize())
        return self.terms[tag]


def _article(one: BenchDocument, said: Sequence[BenchDocument], site: Site) -> Article:
    at = datetime.fromtimestamp(one.posted_at, UTC)
    key = one.key[2:]
    depths = [place % ANSWERS_EVERY for place in range(len(said))]
    return Article(
        site=site,
        key=key,
        title=" ".join(one.text.split()[:TITLE_WORDS]).capitalize(),
        slug=f"article-{key}",
        source_url=f"https://{one.site}/{key}/",
        language=one.language,
        published_at=at,
        published_on=at.date(),
        published_precision="minute",
        body_html=f"<p>{one.text}</p>",
        body_text=one.text,
        declared_comment_count=len(said),
        kept_count=len(said),
        comment_count=len(said),
        last_comment_at=datetime.fromtimestamp(said[-1].posted_at, UTC) if said else None,
        thread_shape="".join(DIGITS[depth] for depth in depths[:190]),
    )


def _comment(
    one: BenchDocument, article: Article, person: Person, answered: Comment | None
) -> Comment:
    at = datetime.fromtimestamp(one.posted_at, UTC)
    return Comment(
        article=article,
        key=one.key[2:],
        parent=answered,
        depth=answered.depth + 1 if answered else 0,
        person=person,
        author_name=person.name,
        body_html=f"<p>{one.text}</p>",
        body_text=one.text,
        posted_at=at,
        posted_on=at.date(),
        posted_precision="minute",
    )
