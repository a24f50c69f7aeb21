"""One article: what stands under a key, and all that its page shows beside the thread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from archive.lib.shown_pictures import Shown
from archive.models import Address, Article, ArticleAuthor, ArticleTerm, Capture, Comment, Note
from archive.models.choices import CommentsState, ThreadCaveat, Visibility
from archive.models.visibility import User, is_keeper
from archive.reading.addresses import segment_of
from archive.reading.citations import Citations, citations_of
from archive.reading.history import Summary, summary_of
from archive.reading.listings import count_column
from archive.reading.notes import OF_ARTICLE, notes_on
from archive.reading.pictures import Gallery, lead_of
from archive.reading.thread_looks import Look
from archive.reading.threads import Thread, thread_page
from archive.search.related import related_to
from archive.templatetags.archive_states import marks_of

MOST_CAPTURES = 20
MOST_ADDRESSES = 20
MOST_KNOWN = 100
UNSPACED = ("ja", "zh", "ko", "th", "lo", "km", "my")
"""Languages whose words are not told apart by spaces: their length is not given in words."""

FROM_THE_RIGHT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Languages written from the right (CLDR, characterOrder); their pages are laid out so."""

Standing = Literal["shown", "absent", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of an article shows. `shown_count` is what the user may see of the thread.

    `notes` are the archive's own on the article itself; `is_kept`: a keeper reads it.
    """

    article: Article
    thread: Thread
    authors: list[ArticleAuthor]
    terms: list[ArticleTerm]
    captures: list[Capture]
    capture_count: int
    addresses: list[str]
    shown_count: int
    summary: Summary
    pictures: Gallery
    citations: Citations
    notices: list[str] = field(default_factory=list)
    words: int = 0
    notes: Sequence[Note] = ()
    is_kept: bool = False
    lead: Shown | None = None
    related: Sequence[Article] = ()

    @property
    def is_short(self) -> bool:
        """Whether the source declared more responses than are shown."""
        declared = self.article.declared_comment_count
        return declared is not None and declared > self.shown_count

    @property
    def direction(self) -> str:
        """From which side the article's page is laid out: "rtl" or "ltr"."""
        return direction_of(self.article)

    @property
    def changes_url(self) -> str:
        """Where the changes between captures are shown; empty where there is nothing to compare."""
        has_any = self.capture_count > 1 or self.summary.changes
        return changes_url(self.article) if has_any else ""

    @property
    def cite_url(self) -> str:
        """Where the article can be cited and taken along."""
        return cite_url(self.article)

    @property
    def marks(self) -> str:
        """What only keepers see: why others do not see the article."""
        return marks_of(self.article)


def direction_of(article: Article) -> str:
    """From which side a page of the article's words is laid out: "rtl" or "ltr"."""
    language = article.language.lower().replace("_", "-").partition("-")[0]
    return "rtl" if language in FROM_THE_RIGHT else "ltr"


def changes_url(article: Article) -> str:
    """The address of the page of an article's changes."""
    return reverse("article-changes", args=[article.key, segment_of(article.slug) or "-"])


def cite_url(article: Article) -> str:
    """The address of the page that cites an article."""
    return reverse("article-cite", args=[article.key, segment_of(article.slug) or "-"])


def article_under(key: str) -> Article | None:
    """The article with this key, or the one it was merged into; seen or not. One query."""
    row = (
        Article.objects.select_related("site", "merged_into__site")
        .filter(key=key.replace("\x00", ""))
        .first()
    )
    return (row.merged_into or row) if row else None


def comment_under(key: str) -> Comment | None:
    """The comment with this key, or the one it was merged into, with its article. One query."""
    row = (
        Comment.objects.select_related("article__merged_into", "merged_into__article__merged_into")
        .filter(key=key.replace("\x00", ""))
        .first()
    )
    return (row.merged_into or row) if row else None


def standing_of(user: User, row: Article | Comment) -> Standing:
    """Whether the user may see the row. Withdrawn is said only of what was public before."""
    if is_keeper(user):
        return "shown"
    rows: list[Article | Comment] = [row]
    if isinstance(row, Comment):
        rows += [row.article, row.article.merged_into or row.article]
    shut = {one.visibility for one in rows} - {Visibility.PUBLIC}
    if any(one.state != "published" for one in rows) or shut - {Visibility.WITHDRAWN}:
        return "absent"
    return "withdrawn" if shut else "shown"


def page_of(user: User, article: Article, look: Look) -> Page:
    """Everything that the article's page shows. Ten queries, however long the thread."""
    authors = list(
        article.article_authors.shown()
        .select_related("person__merged_into")
        .order_by("position", "pk")
    )
    people = [author.person.merged_into or author.person for author in authors]
    keys = {person.pk: person.key for person in people}
    summary = summary_of(user, article)
    notes = notes_on(user, article)
    thread = thread_page(user, article, keys, summary.edited, notes, look)
    kept = captures_of(article)
    captures = list(kept[: MOST_CAPTURES + 1])
    is_more = len(captures) > MOST_CAPTURES
    pictures = Gallery(article)
    shown_count = int(getattr(article, count_column(user)))
    terms = terms_of(article)
    known = _addresses(article)
    return Page(
        article=article,
        thread=thread,
        authors=authors,
        terms=terms,
        captures=captures[:MOST_CAPTURES],
        capture_count=kept.count() if is_more else len(captures),
        addresses=_other_urls(article, known),
        shown_count=shown_count,
        summary=summary,
        notices=_notices(article, thread, shown_count),
        words=_words(article),
        notes=notes.get(OF_ARTICLE, ()),
        is_kept=is_keeper(user),
        pictures=pictures,
        citations=(
            citations_of(user, article, [one.lookup for one in known])
            if look.is_first
            else Citations()
        ),
        lead=lead_of(article, pictures),
        related=related_to(article, [row.term.slug for row in terms]),
    )


def captures_of(article: Article) -> QuerySet[Capture]:
    """The captures of an article and of what was merged into it, in the order of their times."""
    return Capture.objects.filter(article__in=_with_merged(article))


def _with_merged(article: Article) -> QuerySet[Article, Any]:
    one = Article.objects.filter(Q(pk=article.pk) | Q(merged_into=article)).order_by()
    return one.values("pk")


def terms_of(article: Article) -> list[ArticleTerm]:
    """An article's categories and tags, each once, by name. One query."""
    rows = article.article_terms.select_related("term").order_by("term__name", "pk")
    return list({row.term_id: row for row in rows}.values())


def _addresses(article: Article) -> list[Address]:
    """Where the article, and what was merged into it, is known. One query."""
    rows = Address.objects.filter(article__in=_with_merged(article), comment__isnull=True)
    return list(rows.order_by("pk")[:MOST_KNOWN])


def _other_urls(article: Article, known: Iterable[Address]) -> list[str]:
    urls = [one.url for one in known if one.article_id == article.pk and not one.fragment]
    return [url for url in dict.fromkeys(urls) if url not in ("", article.source_url)][
        :MOST_ADDRESSES
    ]


def _words(article: Article) -> int:
    if article.language.lower().startswith(UNSPACED):
        return 0
    return len(article.body_text.split())


def _notices(article: Article, thread: Thread, shown_count: int) -> list[str]:
    notices = []
    declared = article.declared_comment_count
    if declared is not None and declared != shown_count and thread.lost:
        words = ngettext(
            "%(n)s place is marked below.", "%(n)s places are marked below.", thread.lost
        )
        notices.append(words % {"n": thread.lost})
    if article.comments_state == CommentsState.CLOSED:
        notices.append(gettext("Comments were closed at the source."))
    if article.thread_caveat == ThreadCaveat.UNATTRIBUTED:
        notices.append(gettext("The dump gives neither authors nor certain boundaries."))
    return notices
