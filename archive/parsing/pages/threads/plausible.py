"""Whether records alike are a page's thread: what speaks for it, and what against it.

Articles listed with author, date and first words look as posts do. What tells them apart is what
stands about posts and in them: the words for comments and answers in names and headings, buttons
to reply and report, little of the text in links.
"""

import re
from collections.abc import Callable
from itertools import islice

from archive.parsing.pages.count_words import NOUN
from archive.parsing.pages.outline import BREAK, Outline
from archive.parsing.pages.threads.records import Record
from archive.parsing.pages.threads.words import ANSWERING, CONTROL

# Names that builders of pages give to posts and to what holds them.
POST_NAME = re.compile(
    r"comment(?!ary|ator)|coment|koment|kommentar|komment|repl(?:y|ies)\b|respons|respond|answer"
    r"|\bpost[-_]?(?:\d|body|item|container|row|wrap|list|\b)|posts?\b|message|\bmsg|feedback"
    r"|posting|reaction|reactie|reakc|opinion|leser(?:brief|post|kommentar)|guestbook|gaestebuch"
    r"|livredor|cmt|ugc|diskussion|discussion|yorum|otziv|otzyv|pinglun|inlagg|insand|talkback"
    r"|replica|\bjournal\b|changeset|\be?mail[-_](?:body|message|header|item)|remark|\breview\b"
)
THREAD_NAME = re.compile(
    POST_NAME.pattern + r"|thread|forum|topic|disqus|conversation|talkback|debat"
)
# What holds posts, or stands about them, rather than one of them.
HOLDER_NAME = re.compile(
    r"(?:comments|replies|responses|messages|posts|answers|reacties|reaktionen|kommentare"
    r"|comentarios)"
    r"(?:$|[-_])|list$|wrap(?:per)?$|section|area|form|send|header|title|heading|count|layout"
    r"|container$|template|counter|link|button|toggle|login"
    r"|signature|author|avatar|meta|date|time|valid|input|field|reply-?link"
)
ITEM_NAME = re.compile(
    r"(?:comment|coment\w*|koment\w*|komment\w*|reply|response|answer|post(?:ing)?|message|msg"
    r"|reacti\w*|reaktion|reakc\w*|leserbrief|inlagg|beitrag|opinion|yorum|cmt|talkback|otzyv"
    r"|pinglun)s?(?:$|[-_]|#)|item"
)
HEADING = re.compile(
    rf"{NOUN}|discuss|diskussion|discusión|debat|dyskusj|обсужд|opinion|leser\w* schreib|meinung"
    r"|your say|voices|talkback|guestbook|gästebuch|avis des|reaguur|keskustel|tartışma|mielipi"
    r"|insändar|lettori|lectores|leitores|читател|читач|γνώμ|απόψε|議論|讨论|討論|टिप्पण|प्रतिक्रिया"
    r"|thảo luận|ความเห็น",
    re.I,
)
TEASER = re.compile(
    r"(?:^|[\s_-])(?:preview|teaser|card|related|recommend(?:ed|ation)s?|featured|promo|headline"
    r"|excerpt)"
    r"(?=[\s_-]|$)"
)
BOARD = re.compile(
    r"guest\s?-?book|gästebuch|livre d.or|libro de visitas|gastenboek|gästbok|księga gości|гостев"
    r"|\bforum|foro\b|fórum|форум|φόρουμ|(?:message|bulletin|discussion)\s?board|掲示板|留言板"
    r"|留言簿|게시판|방명록|論壇|论坛",
    re.I,
)
LATEST = re.compile(
    r"(?:recent|latest|newest|last|top|neue(?:ste)?|letzte|aktuelle|derniers?"
    r"|nouveaux|[uú]ltim[ao]s|recientes|ultimi|recenti|nieuwste|laatste|senaste|siste|seneste"
    r"|viimeisimm\w+|ostatnie|najnowsze|posledn\w+|nejnovější|последние|новые|останні|最新|最近"
    r"|최근|최신|أحدث|آخر)"
    rf"\W+(?:\w+\W+)?{NOUN}",
    re.I,
)
SAMPLE = 12
NEAR_START = 12
LEVELS = 10
LONGEST_CONTROL = 24
# How much text before a thread is looked through for its heading.
BEFORE = 400
LAST_LINES = 4
LONGEST_HEADING = 80
MOST_LINKED = 0.5
# What a candidate must reach, by its number of records: one or two alike prove little.
FEWEST = {1: 3.0, 2: 2.5}
ENOUGH = 2.0


def plausibility(outline: Outline, found: list[Record]) -> float:
    """Give how much speaks for records being a thread, less what speaks against it."""
    said = sample(found)
    return sum(weight * judge(outline, said) for weight, judge in JUDGES)


def is_plausible(weight: float, count: int) -> bool:
    """Whether that is enough for so many records."""
    return weight >= FEWEST.get(count, ENOUGH)


def is_item(token: str) -> bool:
    """Whether a class name is that of one post, as far as names tell."""
    inner = token.removesuffix("-item").removesuffix("_item").removesuffix("__list")
    return (
        bool(ITEM_NAME.search(token))
        and (inner != token or not HOLDER_NAME.search(token))
        and bool(POST_NAME.search(token))
    )


def sample(found: list[Record]) -> list[Record]:
    """Give a few records from all over the thread."""
    return found[:: -(-len(found) // SAMPLE)]


def are_named(outline: Outline, found: list[Record]) -> float:
    """The share of records whose own element is named as a post is; or one in its head, nearly."""
    own = share(found, lambda one: bool(POST_NAME.search(outline.labels[one.start])))
    inner = share(
        found,
        lambda one: any(
            POST_NAME.search(outline.labels[number])
            for number in islice(one.numbers(), NEAR_START)
            if outline.labels[number] != " "
        ),
    )
    return max(own, 0.75 * inner)


def stand_in_thread(outline: Outline, found: list[Record]) -> float:
    """Whether an element not far above is named as a thread is, the page's own body apart."""
    above = islice(outline.above(found[0].start), LEVELS)
    return float(
        any(
            THREAD_NAME.search(outline.labels[number])
            for number in above
            if outline.tags[number] not in ("body", "html")
        )
    )


def are_headed(outline: Outline, found: list[Record]) -> float:
    """How plainly what precedes the first record speaks of comments; 1 for a line of its own."""
    stop = found[0].text_start
    before = outline.text[max(0, stop - BEFORE) : stop]
    lines = [line.strip() for line in before.split(BREAK) if line.strip()]
    if any(len(line) <= LONGEST_HEADING and HEADING.search(line) for line in lines[-LAST_LINES:]):
        return 1.0
    return 0.4 if HEADING.search(before) else 0.0


def take_replies(outline: Outline, found: list[Record]) -> float:
    """The share of records with a short link or button to reply, quote or report; or, less, to
    vote or share, which articles have as well."""
    answering = share(found, lambda one: has_control(outline, one, ANSWERING))
    return max(answering, 0.4 * share(found, lambda one: has_control(outline, one, CONTROL)))


def has_control(outline: Outline, record: Record, words: re.Pattern[str]) -> bool:
    """Whether a record has a link or button that does what such words say."""
    return any(is_control_of(outline, number, words) for number in record.numbers())


def is_control_of(outline: Outline, number: int, words: re.Pattern[str]) -> bool:
    """Whether an element is a link or button that does what such words say."""
    if outline.tags[number] not in ("a", "button", "span", "input", "li"):
        return False
    shown = outline.text[outline.starts[number] : outline.stops[number]].strip()
    shown = (
        shown or outline.nodes[number].get("title", "") or outline.nodes[number].get("value", "")
    )
    if not shown and outline.tags[number] == "a":
        images = (outline.nodes[image] for image in outline.tagged("img", number)[:1])
        shown = next((image.get("alt") or image.get("title") or "" for image in images), "")
    return 0 < len(shown) <= LONGEST_CONTROL and bool(words.match(shown))


def are_linked(outline: Outline, found: list[Record]) -> float:
    """Whether most of the text stands in links, as in lists of articles."""
    linked = sum(
        outline.size(number)
        for one in found
        for number in one.numbers()
        if outline.tags[number] == "a"
    )
    return float(linked > MOST_LINKED * sum(one.letters for one in found))


def are_titled(outline: Outline, found: list[Record]) -> float:
    """The share of records that are headed by a long link to another page, as teasers are."""
    return share(found, lambda one: any(is_title(outline, number) for number in one.numbers()))


def is_title(outline: Outline, number: int) -> bool:
    """Whether an element is a heading that is one long link to another page."""
    if outline.tags[number] not in ("h1", "h2", "h3", "h4") or outline.size(number) < 18:
        return False
    links = outline.tagged("a", number)
    links += [above for above in islice(outline.above(number), 2) if outline.tags[above] == "a"]
    return any(
        outline.size(link) >= 0.8 * outline.size(number)
        and not outline.nodes[link].get("href", "").startswith(("#", "javascript:"))
        and "#" not in outline.nodes[link].get("href", "")
        for link in links
    )


def are_teasers(outline: Outline, found: list[Record]) -> float:
    """The share of records whose own element is named as what announces an article."""
    return share(found, lambda one: bool(TEASER.search(outline.labels[one.start])))


def have_pictures(outline: Outline, found: list[Record]) -> float:
    """The share of records with an image: an avatar."""
    return share(found, lambda one: any(outline.tags[n] == "img" for n in one.numbers()))


def share(found: list[Record], holds: Callable[[Record], bool]) -> float:
    """Give the share of records of which something holds."""
    return sum(map(holds, found)) / len(found)


def are_of_others(outline: Outline, found: list[Record]) -> float:
    """Whether the heading says that these are the latest comments, which are on other articles."""
    before = outline.text[max(0, found[0].text_start - BEFORE) : found[0].text_start]
    lines = [line.strip() for line in before.split(BREAK) if line.strip()]
    near = (line for line in lines[-2:] if len(line) <= LONGEST_HEADING)
    return float(any(LATEST.search(line) for line in near))


def stand_on_board(outline: Outline, found: list[Record]) -> float:
    """Whether the page's title or headline calls it a forum, a board or a guest book."""
    titles = [*outline.tagged("title")[:1], *outline.tagged("h1")[:2], *outline.tagged("h2")[:1]]
    shown = (outline.nodes[number].text_content()[:200] for number in titles)
    return float(any(BOARD.search(text) for text in shown))


JUDGES: tuple[tuple[float, Callable[[Outline, list[Record]], float]], ...] = (
    (2.0, are_named),
    (1.5, stand_in_thread),
    (2.0, are_headed),
    (2.0, take_replies),
    (0.5, have_pictures),
    (-3.0, are_linked),
    (-3.0, are_titled),
    (-3.0, are_teasers),
    (1.5, stand_on_board),
    (-4.0, are_of_others),
)
