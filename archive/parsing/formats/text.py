"""Plain-text dumps of pages: a headline, a text, perhaps the comments beneath.

There is no standard: what is read here is how browsers and crawlers write pages as text. The
first line is the headline; a line that is a date, a byline or a note on categories is metadata;
a count of responses or a line in place of a comment service starts the thread.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.lib import text
from archive.lib.dates import Moment
from archive.lib.digests import text_digest
from archive.lib.html import text_to_html
from archive.parsing.drafts import (
    ArticleDraft,
    CaptureDraft,
    Context,
    Identity,
    LeftOut,
    PersonDraft,
    Problem,
    Record,
    TermDraft,
)
from archive.parsing.formats import text_thread
from archive.parsing.language import detect
from archive.parsing.pages import timestamps
from archive.parsing.pages.person_names import names_in
from archive.parsing.sources import Source, SourceError

LONGEST_TITLE = 200
LONGEST_STANDFIRST = 250
LONGEST_CAPTION = 300
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
# The start of what is text to a machine only: XML, JSON, RTF, PDF, WARC, PostScript.
OTHER = re.compile(r"\s*(?:<[?!/a-zA-Z]|[{\[]\s*[\"{\[]|\{\\rtf|%PDF-|%!PS|WARC/\d)")
POSTED_IN = re.compile(
    r"^\W*(?:this (?:entry|post|article) was (?:posted|filed|published)|posted (?:in|under)"
    r"|filed (?:in|under)"
    r"|(?:dieser (?:beitrag|eintrag) wurde )?(?:veröffentlicht )?unter|cette entrée a été"
    r" publiée dans"
    r"|esta entrada fue publicada en|categor(?:y|ies)\s*:|tags?\s*:|tagged\b|kategorien?\s*:"
    r"|schlagw[oö]rter?\s*:)",
    re.I,
)
CATEGORIES = re.compile(
    r"(?:(?:posted|filed|published)(?:\s+(?:in|under)|\s*:)|categor(?:y|ies)\s*:|kategorien?\s*:"
    r"|unter|publiée dans|publicada en)\s+(?P<names>.+?)"
    r"(?=\s+(?:and tagged|und (?:mit|getaggt)|on\s|by\s|veröffentlicht|et marquée|y etiquetada)"
    r"|\s*[|.]|\s*$)",
    re.I,
)
TAGS = re.compile(
    r"(?:tagged(?:\s+with)?|tags?\s*:|schlagw[oö]rter?\s*:|getaggt)\s*(?P<names>.*?)(?=\.\s|\.$"
    r"|\s*\||$)",
    re.I,
)
BEFORE_DATE = re.compile(
    r"\W*(?:(?:first |last )?(?:posted|published|updated|date|veröffentlicht|publié"
    r"|publicado)\s*(?:on|am|le|el)?\s*:?\s*)?(?:[^\W\d]{3,10}\.?,?\s+)?",
    re.I,
)
BEHIND_DATE = re.compile(
    r"(?:\s*[A-Z]{2,5})?(?:[\s,|·\u2013-]+(?:by|von|par|por)\s+(?P<by>.{2,80}))?\W*", re.I
)
BYLINE = re.compile(
    r"^\W*(?:posted |written )?(?:by|von|par|por)\s*:?\s+(?P<by>[^.!?]{2,80})$", re.I
)
BOX = re.compile(
    r"^\W*(?:sign up (?:for|to)\b.*|subscribe (?:to|now|for)\b.*|.*\bnewsletter (?:abonnieren"
    r"|anmelden|sign-?up)|"
    r"(?:get|join) (?:our|the) .*newsletter.*|.*\b(?:our|the) (?:daily |weekly |free"
    r" )*newsletter|share this:?|like this:?|"
    r"like loading\W*|advertisement|anzeige|werbung|publicité|read more:?|related(?: (?:posts"
    r"|articles|stories))?:?|"
    r"click to (?:share|print|email)\b.*|s'inscrire à .*newsletter.*|abonnez-vous\b.*"
    r"|suscríbete\b.*)\W*$",
    re.I,
)
LONGEST_BOX = 140


@dataclass
class Head:
    """What the lines above the text say."""

    title: str = ""
    published: Moment | None = None
    authors: list[str] = field(default_factory=list)
    standfirst: str = ""


def sniff(source: Source) -> float:
    """How sure it is that this is plain text: whether its start reads as text at all."""
    start = source.head()
    if not start.strip() or (
        b"\0" in start[:1024] and not start.startswith((b"\xff\xfe", b"\xfe\xff"))
    ):
        return 0.0
    shown = text.decode(start).text
    if OTHER.match(shown):
        return 0.0
    return 0.1 if len(CONTROL.findall(shown)) <= 0.001 * len(shown) else 0.0


def parse(source: Source, context: Context) -> Iterator[Record]:
    """Yield the dump's ArticleDraft, and LeftOut for what stands behind its thread."""
    try:
        content = source.read()
    except SourceError as error:
        yield Problem(str(error), source.name)
        return
    lines = text.clean_characters(text.decode(content).text).split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    if not lines:
        yield Problem("the file is empty", source.name)
        return
    above, conversation = text_thread.split(lines)
    yield article_of(above, conversation, content)
    if conversation.rest:
        reason = f"{len(conversation.rest)} lines behind the end of the thread"
        yield LeftOut(reason, source.name, text.truncate(conversation.rest[0], 80))


def article_of(
    lines: list[str], conversation: text_thread.Conversation, content: bytes
) -> ArticleDraft:
    """Give the draft of a dump that was parted into article and conversation."""
    head, blocks = head_of(lines)
    terms: list[TermDraft] = []
    body = list(body_of(blocks, terms))
    said = " ".join(re.sub(r"<[^>]+>", " ", part) for part in body)
    declared, kept = conversation.declared, len(conversation.comments)
    return ArticleDraft(
        rank="dump",
        parser="text",
        title=head.title,
        identities=(Identity("digest", text_digest(said if said.strip() else head.title)),),
        standfirst=head.standfirst,
        language=detect(f"{head.title} {said}"),
        authors=tuple(PersonDraft(name) for name in head.authors),
        published=head.published,
        body_html="\n".join(body),
        terms=tuple(dict.fromkeys(terms)),
        comments_state=conversation.state,
        declared_comment_count=declared,
        thread_caveat="" if conversation.is_attributed else "unattributed",
        confidence=1.0 if conversation.is_attributed else 0.5,
        comments=conversation.comments,
        capture=CaptureDraft(
            content=content,
            media_type="text/plain",
            thread_is_complete=declared is not None and declared <= kept,
        ),
    )


def head_of(lines: list[str]) -> tuple[Head, list[str]]:
    """Give what the head says, and the paragraphs below it."""
    first = text.collapse(lines[0])
    if len(first) > LONGEST_TITLE:
        return Head(title=text.truncate(first, 120)), list(text_thread.paragraphs(lines))
    head = Head(title=first)
    blocks = list(text_thread.paragraphs(lines[1:]))
    while blocks and read_dateline(blocks[0], head):
        del blocks[0]
    has_dateline = head.published is not None or bool(head.authors)
    if has_dateline and len(blocks) > 1 and is_standfirst(blocks[0], blocks[1]):
        head.standfirst = text.collapse(blocks.pop(0))
    while blocks and read_dateline(blocks[0], head):
        del blocks[0]
    return head, blocks


def read_dateline(block: str, head: Head) -> bool:
    """Take date and author from a block that is nothing else; say whether it was one."""
    shown = text.collapse(block)
    if head.published is None and len(shown) <= 160 and timestamps.tells_date(shown):
        before, behind = timestamps.around(shown)
        match = BEFORE_DATE.fullmatch(before) and BEHIND_DATE.fullmatch(behind)
        moment = timestamps.of_text(shown, timestamps.Setting())
        if moment is not None and match:
            head.published = moment
            head.authors += names_in(match["by"] or "")
            return True
    if not head.authors and len(shown) <= 100 and (match := BYLINE.match(shown)):
        head.authors = names_in(match["by"])
        return bool(head.authors)
    return False


def is_standfirst(block: str, following: str) -> bool:
    """Whether a block below the date is a teaser: short, no full sentence, before a longer one."""
    shown = text.collapse(block)
    is_short = len(shown) <= LONGEST_STANDFIRST and len(shown) < len(following)
    return is_short and not shown.endswith((".", ":", "!", "?", "…", "”", '"', "。"))


def body_of(blocks: list[str], terms: list[TermDraft]) -> Iterator[str]:
    """Yield the markup of each paragraph of the text; terms found on the way join `terms`."""
    place = 0
    while place < len(blocks):
        block = blocks[place]
        shown = text.collapse(block)
        following = text.collapse(blocks[place + 1]) if place + 1 < len(blocks) else ""
        place += 1
        if POSTED_IN.match(shown) and (named := terms_in(shown)):
            terms.extend(named)
        elif len(shown) <= LONGEST_BOX and BOX.match(shown):
            continue
        elif shown == following and len(shown) <= LONGEST_CAPTION:
            # A picture's alternative text and its caption: the same line twice.
            yield f"<figure><figcaption>{inner(shown)}</figcaption></figure>"
            place += 1
        else:
            yield text_to_html(block)


def inner(shown: str) -> str:
    """Give a line's markup without the paragraph about it."""
    return re.sub(r"^<p>|</p>$", "", text_to_html(shown).strip())


def terms_in(shown: str) -> list[TermDraft]:
    """Give categories and tags named in a note such as "posted in X and tagged Y, Z."."""
    found: list[TermDraft] = []
    if match := CATEGORIES.search(shown):
        found += [TermDraft(name, "category") for name in parts_of(match["names"])]
    if match := TAGS.search(shown):
        found += [TermDraft(name, "tag") for name in parts_of(match["names"])]
    return found


def parts_of(names: str) -> list[str]:
    """Part names joined with commas; emptied ones, left behind by links, do not count."""
    parts = (part.strip(" .") for part in names.split(","))
    return [part for part in parts if part and len(part) <= 100]
