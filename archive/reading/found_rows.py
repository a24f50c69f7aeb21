"""What a search found, with every string that its page shows."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext

from archive.models.sites import shown_name
from archive.models.visibility import User
from archive.reading.addresses import addresses_on, article_addresses
from archive.reading.listings import count_column
from archive.reading.thread_rows import UNNAMED
from archive.search.results import Conversation, Found
from archive.search.shown import ShownArticle, ShownComment
from archive.templatetags.archive_dates import day
from archive.templatetags.archive_html import with_marks
from archive.templatetags.archive_plots import Shape, shape_of
from archive.templatetags.archive_search import phrased
from archive.templatetags.archive_states import standing
from archive.templatetags.archive_words import counted, in_query

UNTITLED = gettext_lazy("Untitled")


class FoundRow(NamedTuple):
    """A found comment as the template prints it; empty strings where there is nothing to say.

    `at` is its permanent address, `person_at` where its writer's name leads. `answered_at`,
    `answered_name` and `answered_words` tell of what it answers, `beneath`, `article_at` and
    `article_title` of the article it stands beneath. `marks` are what only keepers see.
    """

    at: str
    name: str
    person_at: str
    day: str
    passage: SafeString
    answered_at: str
    answered_name: str
    answered_words: str
    beneath: str
    article_at: str
    article_title: str
    marks: str


class ConversationRow(NamedTuple):
    """An article with what was found in it and beneath it, as the template prints them.

    `responses` is how many of the thread the user may see, `declared` how many there should be,
    where those are more. `more` tells of further comments that answer, which the question `within`
    finds, as it stands in an address.
    """

    at: str
    language: str
    title: SafeString
    site_at: str
    site_name: str
    day: str
    responses: str
    declared: str
    marks: str
    passage: SafeString
    shape: Shape | None
    comments: tuple[FoundRow, ...]
    more: str
    within: str


class Thread(NamedTuple):
    """An article beneath which all stand that were found: its address and its title."""

    at: str
    title: str


def thread_of(article: ShownArticle) -> Thread:
    """Where comments stand that are of one article."""
    return Thread(article_addresses()(article), article.title or str(UNTITLED))


def conversation_rows(user: User, found: Iterable[Conversation]) -> list[ConversationRow]:
    """Articles, each with what was found beneath it."""
    found = list(found)
    if not found:  # as what comes nearest mostly is: where things are takes four routes
        return []
    places, column = _Places(), count_column(user)
    return [_conversation(one, int(getattr(one.article, column)), places) for one in found]


def comment_rows(found: Iterable[Found], *, is_of_one_thread: bool) -> list[FoundRow]:
    """Comments by themselves, each with the article it stands beneath where there are several."""
    places = _Places()
    return [_comment(one, places, names_article=not is_of_one_thread) for one in found]


class _Places:
    """Where comments, people and sites are, and the language that tells of them."""

    def __init__(self) -> None:
        self.language = get_language()
        self.article = article_addresses()
        self.comment = addresses_on("comment")
        self.person = addresses_on("person")
        self.site = addresses_on("site")


def _conversation(one: Conversation, shown: int, places: _Places) -> ConversationRow:
    article, declared = one.article, one.article.declared_comment_count or 0
    return ConversationRow(
        at=places.article(article),
        language=article.language,
        title=with_marks(one.title) or escape(UNTITLED),
        site_at=places.site(article.site_host),
        site_name=shown_name(article.site_host, article.site_name),
        day=day(
            article.published_at,
            article.published_precision,
            article.published_offset_minutes,
            language=places.language,
        ),
        responses=counted(shown, "response", places.language) if shown else gettext("no responses"),
        declared=phrased(declared, "of declared") if declared > shown else "",
        marks=_marks(article),
        passage=with_marks(one.passage),
        shape=shape_of(article.thread_shape),
        comments=tuple(_comment(each, places, names_article=False) for each in one.comments),
        more=phrased(one.more, "more in this thread") if one.more > 0 else "",
        within=in_query(one.within),
    )


def _comment(one: Found, places: _Places, *, names_article: bool) -> FoundRow:
    said, answered = one.comment, one.answered
    return FoundRow(
        at=places.comment(said.key),
        name=said.name or str(UNNAMED),
        person_at=places.person(said.person_key or ""),
        day=day(
            said.posted_at,
            said.posted_precision,
            said.posted_offset_minutes,
            language=places.language,
        ),
        passage=with_marks(one.passage),
        answered_at=places.comment(answered.key if answered else ""),
        answered_name=answered.name or str(UNNAMED) if answered else "",
        answered_words=answered.words if answered else "",
        beneath=pgettext("a comment on an article", "on") if names_article else "",
        article_at=places.article(said.article) if names_article else "",
        article_title=said.article.title or str(UNTITLED) if names_article else "",
        marks=_marks(said),
    )


def _marks(row: ShownArticle | ShownComment) -> str:
    """What only keepers see; nothing where everyone sees the row."""
    is_for_all = row.state == "published" and row.visibility == "public"
    return "" if is_for_all else standing(row)
