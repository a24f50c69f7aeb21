"""A made-up search (samples.py): how a question was read, and what it found."""

from datetime import date

from django.contrib.auth.models import AnonymousUser

from archive.lib.paging import Slice, steps
from archive.models import Article
from archive.reading.finding import Results
from archive.reading.found_rows import conversation_rows
from archive.reading.sample_texts import LONG_WORD
from archive.reading.samples import AT, article, main_article
from archive.search.meant import Meant
from archive.search.nothing import Looser, Nothing
from archive.search.query import parse, parts_of, to_text
from archive.search.results import (
    Answer,
    Answered,
    Conversation,
    Facet,
    FacetValue,
    Found,
    Page,
    SearchAnswer,
)
from archive.search.shown import ShownArticle, ShownComment
from archive.search.telling import gettext_noop
from archive.search.timeline import timeline_of

QUESTION = 'bridge "the box" by:ingrid -fog site:'
_DAYS = {20140310 + 10_000 * year + 100 * (year % 3): 3 + 7 * year % 11 for year in range(8)}


def results() -> Results:
    """What a question found: an article with comments, one by itself, and what stands beside."""
    found = _conversations()
    answer, rows = _answer(tuple(found)), conversation_rows(AnonymousUser(), found)
    page = Slice(rows, 2, 12, 231, steps(2, 12))
    return Results(
        answer, page, is_flat=False, nothing=None, nearest=rows[1:], thread=None,
        meant=(Meant("bridges", 12),),
    )  # fmt: skip


def nothing() -> Results:
    """What is said where a question finds nothing."""
    answer = _answer(())
    told = Nothing(missing=("zeppelin",), looser=_LOOSER, words=2)
    page = Slice([], 1, 1, 0, (1,))
    return Results(
        answer, page, is_flat=False, nothing=told, nearest=[], thread=None,
        meant=(Meant("bridge", 40),),
    )  # fmt: skip


_LOOSER = (
    Looser(gettext_noop("without"), "zeppelin", "bridge", 231),
    Looser(gettext_noop("any of the words"), "", "bridge OR zeppelin", 1_204),
)


def _answer(items: tuple[Conversation, ...]) -> SearchAnswer:
    query = parse(QUESTION, today=date(2019, 3, 12))
    values = (("tidewater.example", "Tidewater Notes", 18, True), ("long", LONG_WORD, 3, False))
    years = (("2019", "2019", 12, False), ("2018", "2018", 1_204, False))
    facets = tuple(
        Facet(name, tuple(FacetValue(*value, text="bridge") for value in found), more)
        for name, found, more in (("site", values, 0), ("year", years, 14))
    )
    return Answer(
        query=query,
        text=to_text(query),
        parts=parts_of(query),
        page=Page(items, 2, 20, 231),
        facets=facets,
        total_documents=1_204,
        sort="relevance",
        timeline=timeline_of(query, _DAYS, sum(_DAYS.values())),
        is_expanded=True,
    )


def _conversations() -> list[Conversation]:
    comments = (
        _found("sample1", "Ingrid Halloway", "Is that written down anywhere, in the ", "box", "?"),
        _found("sample2", "", "We put it in the suggestion ", "box", f". {LONG_WORD}"),
        Found(_comment("sample3", "Ingrid Halloway"), (), 1.0),
    )
    title = (("A ", False), ("bridge", True), (" is also a gate", False))
    passage = (("… the bell on the ", False), ("bridge", True), (", which keeps no hours …", False))
    main, within = shown(main_article()), "thread:bridge box"
    whole = Conversation(main, title, passage, comments, 9, 3.2, 2.0, within)
    arabic = shown(article("jisr", "الجسر بابٌ أيضًا", language="ar", comment_count=2))
    alone = Conversation(arabic, (("الجسر", True), (" بابٌ أيضًا", False)), (), (), 0, 1.0, 1.0)
    return [whole, alone]


def _found(key: str, name: str, before: str, match: str, after: str) -> Found:
    answered = Answered("sample0", "Tomasz Wren", "I drive the number 4.") if name else None
    passage = ((before, False), (match, True), (after, False))
    return Found(_comment(key, name), passage, 1.0, answered)


def _comment(key: str, name: str) -> ShownComment:
    return ShownComment(
        key=key, position=0, parent=None, state="published", visibility="public",
        author_name=name, person_name=name or None, person_key=f"{key}-by" if name else None,
        posted_at=AT if name else None, posted_precision="day", posted_offset_minutes=None,
        permalink="", text="", article=shown(main_article()),
    )  # fmt: skip


def shown(row: Article) -> ShownArticle:
    """A made-up article as results tell of it."""
    return ShownArticle(
        pk=row.pk, key=row.key, slug=row.slug, title=row.title, language=row.language,
        state=row.state, visibility=row.visibility, published_at=row.published_at,
        published_precision=row.published_precision, published_offset_minutes=None,
        comment_count=row.comment_count, kept_count=row.kept_count,
        declared_comment_count=row.declared_comment_count, thread_shape=row.thread_shape,
        source_url="", canonical_url="", site_host=row.site.host, site_name=row.site.name,
        site_language="",
    )  # fmt: skip
