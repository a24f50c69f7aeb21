"""A small public archive, and canaries to be let into it: rows that not everyone may see.

Every canary carries a word of its own in each column that holds words, and brings a site, a
person, a tag, a language and a month that nothing else has. What it is called is known before it
is let in, so the same addresses can be asked before and after.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.contrib.auth.models import User

from archive.curation import actions
from archive.intake.arranging import count
from archive.intake.months import save_months
from archive.lib.addresses import normalise
from archive.models import (
    Address,
    Article,
    Capture,
    Collection,
    CollectionEntry,
    Comment,
    ImportProblem,
    ImportRun,
    Person,
    SourceIdentity,
)
from archive.models.choices import ArticleState, CommentState, Visibility
from tests.factories import (
    make_article,
    make_collection,
    make_comment,
    make_note,
    make_person,
    make_picture,
    make_revision,
    make_site,
)
from tests.pictures import drawn

WORD = "kanarienvogel"
TO_LEDGER = '<p>See <a href="https://ledger.example/1">the ledger</a>.</p>'
TO_QUAY = '<p>As <a href="https://tidewater.example/quay/">they wrote</a>.</p>'
PICTURE = drawn(size=(39, 40))
SECOND_CAPTURE = datetime(2020, 1, 9, tzinfo=UTC)
FROM_PAGE = ["page", None, None]
ARCHIVED_AT = datetime(2024, 2, 3, 4, 5, 6, tzinfo=UTC)
LANGUAGES = ["eo", "io", "ia", "vo", "jbo", "tlh", "qya", "sjn", "kl", "ie", "la", "cu"]
MERGED = {"merged_into": "quay"}
UNSEEN = [{"visibility": one} for one in Visibility if one != Visibility.PUBLIC]
ARTICLES = [*UNSEEN, *({"state": one} for one in ArticleState if one != "published"), MERGED]
COMMENTS = [*UNSEEN, *({"state": one} for one in CommentState if one != "published"), MERGED]


@dataclass(frozen=True)
class Canary:
    """What one row that not everyone may see is called, and why they may not."""

    number: int
    why: dict[str, str]

    @property
    def word(self) -> str:
        return f"{WORD}{self.number:02}"

    @property
    def name(self) -> str:
        return " ".join(f"{column} {value}" for column, value in self.why.items())

    @property
    def host(self) -> str:
        return f"{self.word}.example"

    @property
    def url(self) -> str:
        return f"https://tidewater.example/canary/{self.number}/"

    @property
    def at(self) -> datetime:
        return datetime(1900 + self.number, 1 + self.number % 12, 5, 6, 7, tzinfo=UTC)

    @property
    def picture(self) -> bytes:
        return drawn(size=(40 + self.number, 40))

    @cached_property
    def is_told_of(self) -> bool:
        """Whether its own address says that something was there: 410, or the way to another."""
        return self.why in ({"visibility": "withdrawn"}, MERGED)


ARTICLE_CANARIES = [Canary(number, why) for number, why in enumerate(ARTICLES, 10)]
COMMENT_CANARIES = [Canary(number, why) for number, why in enumerate(COMMENTS, 40)]
CANARIES = ARTICLE_CANARIES + COMMENT_CANARIES


def make_public() -> None:
    """Three articles of two sites, with all that a page can show, that everyone may see."""
    ann = make_person("Ann Quill", key="ann", profile_url="https://tidewater.example/ann")
    bo = make_person("Bo Marten", key="bo")
    quay = make_article(
        key="quay", title="The old quay", slug="the-old-quay", authors=[ann], standfirst="It held.",
        terms=["harbour"], declared_comment_count=7, source_url="https://tidewater.example/quay/",
        lead_image_url="https://tidewater.example/quay.jpg", lead_image_caption="The quay",
    )  # fmt: skip
    make_address(quay, "https://tidewater.example/quay/")
    make_picture(quay, quay.lead_image_url, PICTURE, alt="The quay")
    first = make_comment(quay, key="quayone", person=bo, body_text="It will stand.")
    make_comment(quay, first, key="quaytwo", person=ann, body_text="It fell, and we wrote so.")
    make_comment(
        quay, key="quaythree", author_name="Cy", body_text="Stones are patient.",
        origins={"body": FROM_PAGE, "state": FROM_PAGE},
    )  # fmt: skip
    make_address(quay, "https://tidewater.example/quay/", comment=first, fragment="comment-1")
    make_revision(quay, "title", "The new quay")
    make_revision(first, "body", "<p>It would stand.</p>")
    make_capture(quay, "a" * 64, 3)
    make_capture(quay, "b" * 64, 9)
    ledger = make_article(
        make_site("ledger.example"), key="ledger", title="A ledger", slug="ledger",
        authors=[bo], terms=["harbour", "weather"], language="de", body_text="Storms, counted.",
        body_html=f"<p>Storms, counted.</p>{TO_QUAY}",
        keeper_title="A ledger of storms", published_at=datetime(2014, 3, 2, 7, 0, tzinfo=UTC),
        source_url="https://ledger.example/1", origins={"title": FROM_PAGE},
    )  # fmt: skip
    make_address(ledger, "https://ledger.example/1")
    make_comment(ledger, key="ledgerone", person=ann, body_text="One storm is missing.")
    make_note(quay, "Compare the ledger.")
    make_note(first, "Bo was right.")
    make_collection("Quays", quay, first, ledger, slug="quays")
    make_article(key="undated", title="Nobody knows when", slug="", published_at=None)
    Article.objects.update(archived_at=ARCHIVED_AT)


def let_in(*, as_public: bool = False) -> None:
    """Every canary; `as_public`: as rows that everyone may see, to be taken out of sight later."""
    for canary in ARTICLE_CANARIES:
        make_article_canary(canary, {} if as_public else why_of(canary))
    for canary in COMMENT_CANARIES:
        make_comment_canary(canary, {} if as_public else why_of(canary))
    make_earlier_words()
    # What counts are kept of a thread is intake's own rule, and the same in every order.
    for article in Article.objects.all():
        recount(article)
    Article.objects.update(archived_at=ARCHIVED_AT)
    run = ImportRun.objects.create(input_name=f"{WORD}.html", format="html", state="done")
    ImportProblem.objects.create(
        run=run, severity="refused", input_name=f"{WORD}.html", place=WORD, message=WORD
    )


def why_of(canary: Canary) -> dict[str, Any]:
    if canary.why != MERGED:
        return canary.why
    if canary in ARTICLE_CANARIES:
        return {"merged_into": Article.objects.get(key="quay")}
    return {"merged_into": Comment.objects.get(key="quayone")}


def make_article_canary(canary: Canary, why: dict[str, Any]) -> None:
    """An article with a comment beneath it, both with the canary's word in all columns."""
    word, number = canary.word, canary.number
    site = make_site(canary.host, name=f"{word} site", home_url=f"https://{canary.host}/")
    author = make_person(f"{word} author", site=site, key=f"canary{number}p")
    article = make_article(
        site, key=f"canary{number}a", title=f"{word} title", slug=f"{word}-slug",
        keeper_title=f"{word} put right", standfirst=f"{word} gist",
        keeper_standfirst=f"{word} gist",
        body_html=f"<p>{word} quay storms</p>{TO_QUAY}",
        body_text=f"{word} quay storms", authors=[author],
        terms=[word, "harbour"], language=LANGUAGES[number % len(LANGUAGES)], source_url=canary.url,
        canonical_url=f"{canary.url}canonical", lead_image_url=f"https://{canary.host}/i.jpg",
        lead_image_caption=f"{word} caption", published_at=canary.at,
        declared_comment_count=9, **why,
    )  # fmt: skip
    make_address(article, canary.url)
    if canary.why != MERGED:  # what was captured of a merged one was captured of the other
        make_capture(article, f"{number:064}", 5)
        make_picture(article, article.lead_image_url, canary.picture, alt=f"{word} shown")
    make_revision(article, "title", f"{word} earlier")
    if canary.why != MERGED:
        make_note(article, f"{word} noted")
        make_collection(f"{word} collection", article)
    ann = Person.objects.get(key="ann")
    beneath = make_comment(
        article, key=f"canary{number}b", person=ann, author_name=f"{word} alias",
        author_url=f"https://{canary.host}/", body_text=f"{word} beneath", posted_at=canary.at,
        body_html=f"<p>{word} beneath</p>{TO_QUAY}",
    )  # fmt: skip
    make_address(article, canary.url, comment=beneath, fragment=f"comment-{number}")
    SourceIdentity.objects.create(
        site=site, what="comment", namespace="wordpress", value=str(number), article=article,
        comment=beneath,
    )  # fmt: skip


def make_comment_canary(canary: Canary, why: dict[str, Any]) -> None:
    """A comment without replies beneath a public article, by a known and by an unknown person."""
    word, number = canary.word, canary.number
    quay = Article.objects.get(key="quay")
    first = Comment.objects.get(key="quayone")
    person = make_person(f"{word} person", key=f"canary{number}p")
    said = {
        "author_url": f"https://{canary.host}/",
        "title": f"{word} heading",
        "permalink": f"https://{canary.host}/permalink",
        "posted_at": canary.at,
        "body_text": f"{word} quay storms",
        "body_html": f"<p>{word} quay storms</p>{TO_LEDGER}",
        "by_article_author": True,
    }
    for suffix, who, parent in (("c", person, first), ("d", Person.objects.get(key="bo"), None)):
        row = make_comment(
            quay, parent, key=f"canary{number}{suffix}", person=who, author_name=f"{word} alias",
            **{**said, "posted_at": canary.at.replace(minute=ord(suffix) - 90)}, **why,
        )  # fmt: skip
        make_revision(row, "body", f"<p>{word} earlier</p>")
        if canary.why != MERGED:
            make_note(row, f"{word} noted")
            make_collection(f"{word} collection {suffix}", row)
        make_address(quay, canary.url, comment=row, fragment=f"comment-{number}{suffix}")
    Comment.objects.filter(key=f"canary{number}c").update(first_seen_at=SECOND_CAPTURE)


def make_earlier_words() -> None:
    """Of public rows: what one said while it was pending, and what the keeper put right."""
    pending = Comment.objects.get(key="quaythree")
    make_revision(pending, "state", "pending")
    make_revision(pending, "body", f"<p>{WORD} while it was pending</p>")
    ledger = Article.objects.get(key="ledger")
    make_revision(ledger, "title", f"{WORD} before it was put right")
    make_note(ledger, f"{WORD} for the staff", is_public=False)
    make_collection(f"{WORD} for the staff", ledger, is_public=False)
    seen = Collection.objects.get(slug="quays")
    for place, row in enumerate([*Article.objects.all(), *Comment.objects.all()], 100):
        if row.key.startswith("canary") and row.merged_into_id is None:
            about = {"article": row} if isinstance(row, Article) else {"comment": row}
            remark = f"{WORD} remarked"
            CollectionEntry.objects.create(collection=seen, position=place, remark=remark, **about)


def make_address(
    article: Article, url: str, *, comment: Comment | None = None, fragment: str = ""
) -> None:
    Address.objects.create(
        article=article, comment=comment, url=url, lookup=normalise(url), fragment=fragment
    )


def make_capture(article: Article, sha256: str, day: int) -> None:
    Capture.objects.create(
        article=article, sha256=sha256, url=article.source_url, media_type="text/html",
        captured_at=datetime(2020, 1, day, tzinfo=UTC), size_bytes=1000,
    )  # fmt: skip


def recount(article: Article) -> None:
    """Put a thread in order and count it by intake's own rule."""
    rows = {row.pk: row for row in article.comments.filter(merged_into__isnull=True)}

    def way_to(row: Comment) -> list[tuple[datetime, str]]:
        above = way_to(rows[row.parent_id]) if row.parent_id in rows else []
        return [*above, (row.posted_at, row.key)]

    order = sorted(rows.values(), key=way_to)
    for position, row in enumerate(order):
        row.position = position
    Comment.objects.bulk_update(order, ["position"])
    count(article, order)
    save_months([(article, order)])
    article.save()


def answer_each() -> None:
    """A public reply to every comment canary, which must keep its place beneath it."""
    quay = Article.objects.get(key="quay")
    for canary in COMMENT_CANARIES:
        above = Comment.objects.get(key=f"canary{canary.number}c")
        make_comment(quay, above, key=f"reply{canary.number}", body_text="So I heard.")
    recount(quay)


def set_visibility(canary: Canary, value: str) -> None:
    """As the keeper does, with all that follows from it."""
    by, _ = User.objects.get_or_create(username="hand", is_staff=True)
    for article in Article.objects.filter(key=f"canary{canary.number}a"):
        actions.set_visibility(article, value, by)
    for comment in Comment.objects.filter(key__in=[f"canary{canary.number}{one}" for one in "cd"]):
        actions.set_visibility(comment, value, by)
