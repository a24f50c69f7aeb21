"""Threads of made-up comments (samples.py), with every state that one can have."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import count
from typing import Any

from archive.lib.html import to_text
from archive.models import Article, Note, ThreadComment
from archive.models.threads import outlined
from archive.reading.addresses import addresses_on
from archive.reading.articles import Page
from archive.reading.citations import Citations, Citing
from archive.reading.history import Summary
from archive.reading.sample_texts import ARABIC_SAID, JAPANESE_SAID, SAID
from archive.reading.samples import (
    AT,
    SampleGallery,
    capture,
    cleaned,
    main_article,
    note,
    tagged,
)
from archive.reading.thread_looks import Look, Pages
from archive.reading.thread_rows import Above, Writer
from archive.reading.threads import Thread, made

_SAID = {"bridge": SAID, "jisr": ARABIC_SAID, "hashi": JAPANESE_SAID}
_DEEP_FROM = 1_200
_numbers = count(1)


def page_with_thread(row: Article) -> Page:
    """The page of a made-up article with its thread. No query."""
    said = _SAID.get(row.key, SAID[:3])
    comments = list(_comments(said))
    outline, by_rank = outlined(comments)
    edited = {one.id for one, (*_, known) in zip(comments, said, strict=True)
              if "is_edited" in known}  # fmt: skip
    notes: dict[int, Sequence[Note]] = {
        one.id: [note("Compare the ledger: https://ledger.example/log")]
        for one, (*_, known) in zip(comments, said, strict=True)
        if "has_note" in known
    }
    writer = Writer({}, frozenset(edited), notes, is_kept=False, person_at=addresses_on("person"))

    def read(ranks: Sequence[int]) -> dict[int, ThreadComment]:
        return {rank: by_rank[rank] for rank in ranks}

    thread = made(row, outline, read, writer, Look())
    is_main = row.key == "bridge"
    return Page(
        article=row,
        thread=thread,
        authors=list(row.article_authors.all()),
        terms=tagged() if is_main else [],
        captures=[capture(), capture()] if is_main else [],
        capture_count=2 if is_main else 0,
        addresses=["https://tidewater.example/?p=412"] if is_main else [],
        shown_count=row.comment_count,
        summary=Summary(3 if is_main else 0, frozenset(edited)),
        pictures=SampleGallery(row),
        notices=_NOTICES if is_main else [],
        words=len(row.body_text.split()),
        notes=[note("The drawing was made anew from the print of 1911.")] if is_main else (),
        citations=_citations() if is_main else Citations(),
        related=[main_article()],
    )


def _citations() -> Citations:
    said = Citing(main_article(), comment_count=2, first_key="c1", first_name="Bo Larsen")
    return Citations([main_article()], [Citing(main_article(), is_in_text=True), said])


_NOTICES = ["3 places are marked below.", "Comments were closed at the source."]


def part_of_long_thread() -> Thread:
    """The ways of a page in the middle of a long thread, and what its first comment answers."""
    starts = range(0, 14_475, 250)
    names = (
        "Tomasz Wren",
        "Ingrid Halloway",
        "",
        "Bo Larsen",
        "Ann Quill",
        "Cy Abara",
        "Bo Larsen",
    )
    above = [
        Above(level + 1, name, f"#c-above{level}", "We put it in the suggestion box." * (1 + level))
        for level, name in enumerate(names)
    ]
    return Thread(
        look=Look(page="7"), pages=Pages(starts, 7, 14_475), above=above, whole="?page=all"
    )


def _comments(said: Sequence[tuple[int, str, str, dict[str, Any]]]) -> Iterator[ThreadComment]:
    for rank, (depth, name, words, known) in enumerate(said):
        number = next(_numbers)
        is_named = name and known.get("kind") is None
        at = known.get("posted_at", AT + timedelta(hours=7 * rank)) if words else None
        html = cleaned(words)
        yield ThreadComment(
            id=number,
            key=f"sample{rank}",
            kind=known.get("kind", "comment"),
            state="published",
            visibility="public",
            is_placeholder=False,
            position=rank,
            depth=depth,
            posted_at=at,
            posted_precision="minute" if at else "",
            posted_offset_minutes=None,
            gone_at=AT + timedelta(days=1_300) if known.get("is_gone") else None,
            person_id=_DEEP_FROM + sum(map(ord, name)) if is_named else None,
            person_key=f"sample{sum(map(ord, name))}" if is_named else None,
            author_name=name,
            author_url=known.get("author_url", ""),
            by_article_author=bool(known.get("by_article_author")),
            title=known.get("title", ""),
            body_html=html,
            body_text=to_text(html),
            permalink="",
            score=known.get("score"),
            why=known.get("why", ""),
        )
