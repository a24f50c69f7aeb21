"""What a page says about its thread as a whole: how many comments, and whether it is open."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal

from lxml.html import HtmlElement

from archive.parsing.pages import structured
from archive.parsing.pages.markup import ancestors, attribute, elements, label, text_of
from archive.parsing.pages.page import Page

# The word for comments in the languages of the web's larger part; beginnings of words suffice.
NOUN = (
    r"(?:reader\s+|user\s+)?(?:comment|response|repl(?:y|ies)\b|thought|kommentar|antwort"
    r"|leserbrief|"
    r"commentaire|réaction|réponse|comentari|respuesta|comentár|resposta|commenti|comment[oi]\b"
    r"|rispost|reacties?|"
    r"reaktion|vastaus|kommentti|odpowied|komentář|hozzászólás|răspuns|odgovor|tanggapan|balasan|yan\u0131t"
    r"|bình luận|phản hồi|σχόλι|απαντήσ|отзыв|отговор|ความเห็น|ความคิดเห็น|"
    r"комментари|відповід|коментар|komentar|yorum|تعليق|تعليقات|תגובות|תגובה|コメント"
    r"|フィードバック|댓글|评论|評論|留言|回复|回覆|نظر|دیدگاه)"
)
FIGURE = r"(\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d+)"
ONE = r"(?:one|ein|eine|un|une|uno|una|um|uma|один)"
# What counts things in Japanese, Chinese and Korean.
COUNTER = r"(?:件の|[个個条條則则篇]|개의)?"
COUNTED = re.compile(rf"(?<![\dA-Za-z/.,-]){FIGURE}\s*{COUNTER}\s*{NOUN}", re.I)
# What WordPress calls comments in many translations: "2 Gedanken zu …". Articles have such
# headings too, so they count only in or below an element named for comments.
THOUGHT = (
    r"(?:gedank|gedacht|pensier|pensament|pensamiento|pensée|réflexion|idei?as?\b|opinion|tank|ajatu"
    r"|przemyśl|myśl|gând|misli|düşünce|pemikiran|мысл|думк|думок|σκέψ|想法|생각|suy nghĩ)"
)
THOUGHTS = re.compile(rf"(?<![\dA-Za-z/.,-]){FIGURE}\s*{COUNTER}\s*{THOUGHT}", re.I)
LEVELS_NAMED = 3
COUNTED_AFTER = re.compile(rf"{NOUN}[^\W\d]*\s*[(\[:\uff1a]\s*{FIGURE}\s*(?:[)\]]|$)", re.I)
SINGLE = re.compile(rf"^\W*{ONE}\s+{NOUN}", re.I)
NONE_YET = re.compile(
    rf"^\W*(?:no|keine|aucun|sin|nenhum|nessun|нет)\s+{NOUN}\w*(?:\s+(?:yet|so far))?\W*$", re.I
)
ABOUT_THREAD = re.compile(r"comment|respon|repl|disqus|komment|coment|reaction|discussion")
CLOSED = re.compile(
    r"comments?\s+(?:are|is|have been|on this \w+ are|for this \w+ (?:is"
    r"|are))\s+(?:now\s+)?(?:closed|disabled)"
    r"|(?:closed|disabled)\s+(?:to|for)\s+(?:new\s+)?(?:comments|replies)|commenting (?:is|has"
    r" been) (?:now )?(?:closed|disabled)"
    r"|this (?:thread|discussion|topic) is (?:now )?closed|kommentar(?:e|funktion)\s+(?:sind|ist"
    r"|wurden?)\s+(?:\w+\s+){0,2}geschlossen"
    r"|commentaires sont (?:fermés|clos)|(?:los )?comentarios (?:están|estan) cerrados"
    r"|comentários (?:estão )?(?:fechados|encerrados)"
    r"|commenti (?:sono )?chiusi|комментарии закрыты|التعليقات مغلقة|التعليقات مقفلة|סגור"
    r" לתגובות|התגובות סגורות|コメントは受け付けていません|コメントは締め切り",
    re.I,
)
ANSWER = re.compile(r"comment|reply|message|komment|coment")
LONGEST_HEADING = 200
LONGEST_LABEL = 80
BARE_COUNT = re.compile(r"comments?[-_]?(?:count|total|number|num|counter)\b")


def declared_count(page: Page, tree: HtmlElement) -> int | None:
    """Give how many comments the page says there are; None where it does not say.

    What readers see above the thread goes before structured data, and that before links.
    """
    shown = list(shown_counts(tree))
    if shown:
        return shown[0]
    stated = structured_count(page)
    if stated is not None:
        return stated
    return next(linked_counts(tree, page), None)


def shown_counts(tree: HtmlElement) -> Iterator[int]:
    """Yield the counts in headings and in elements named for comments, in page order."""
    for node in elements(tree):
        is_heading = node.tag in ("h2", "h3", "h4", "h5")
        is_named = bool(ABOUT_THREAD.search(label(node))) and node.tag not in ("a", "body", "html")
        if not (is_heading or is_named):
            continue
        shown = text_of(node, LONGEST_HEADING)
        is_line = 0 < len(shown) <= (LONGEST_HEADING if is_heading else LONGEST_LABEL)
        if is_line and BARE_COUNT.search(label(node)) and re.fullmatch(r"\d{1,6}", shown):
            yield int(shown)
        elif is_line and (count := count_in(shown)) is not None:
            yield count
        elif is_line and (match := THOUGHTS.search(shown)) and is_of_thread(node):
            yield int(re.sub(r"\D", "", match[1]))


def is_of_thread(node: HtmlElement) -> bool:
    """Whether an element, or one closely around it, is named for comments."""
    near = (node, *islice(ancestors(node), LEVELS_NAMED))
    return any(ABOUT_THREAD.search(label(one)) for one in near if one.tag not in ("body", "html"))


def count_in(shown: str) -> int | None:
    """Give the number of comments a line states: "25 Responses", "Kommentare (3)"."""
    for pattern in (COUNTED, COUNTED_AFTER):
        if match := pattern.search(shown):
            return int(re.sub(r"\D", "", match[1]))
    if SINGLE.match(shown):
        return 1
    return 0 if NONE_YET.match(shown) else None


def structured_count(page: Page) -> int | None:
    """Give the count in JSON-LD or microdata: commentCount, or interactions that are comments."""
    thing = page.article_thing
    values = structured.strings(thing.get("commentCount"))
    statistics = thing.get("interactionStatistic")
    for one in statistics if isinstance(statistics, list) else [statistics]:
        if isinstance(one, dict) and "Comment" in str(one.get("interactionType")):
            values += structured.strings(one.get("userInteractionCount"))
    for node in elements(page.tree):
        name = attribute(node, "itemprop")
        value = (
            attribute(node, "content") or text_of(node)
            if name in ("commentCount", "interactionCount")
            else ""
        )
        if name == "commentCount" or (name == "interactionCount" and "UserComments" in value):
            values.append(value.removeprefix("UserComments:"))
    numbers = (value.strip() for value in values)
    return next((int(number) for number in numbers if re.fullmatch(r"\d{1,7}", number)), None)


def linked_counts(tree: HtmlElement, page: Page) -> Iterator[int]:
    """Yield counts in links to this page's own thread, not to that of another article."""
    own = page.address.split("#")[0].rstrip("/")
    for link in tree.iter("a"):
        place, mark, fragment = attribute(link, "href").partition("#")
        is_here = place == "" or (own and place.rstrip("/") == own)
        if mark and is_here and ANSWER.search(fragment.lower()):
            shown = text_of(link)
            count = count_in(shown)
            if count is None and re.fullmatch(r"\d{1,6}", shown):
                count = int(shown)
            if count is not None:
                yield count


def comments_state(tree: HtmlElement) -> Literal["open", "closed", "unknown"]:
    """Say whether the thread takes replies: by the notice that it does not, or by its form."""
    for node in elements(tree):
        own = " ".join(part for part in (node.text, *(child.tail for child in node)) if part)
        if len(own) <= 500 and node.tag not in ("script", "style") and CLOSED.search(own):
            return "closed"
    for form in tree.iter("form"):
        is_named = ANSWER.search(label(form)) or ANSWER.search(attribute(form, "action").lower())
        if is_named and next(form.iter("textarea"), None) is not None:
            return "open"
    return "unknown"
