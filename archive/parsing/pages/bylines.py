"""Who wrote an article: what structured data, the byline and meta elements say, weighed together.

Each source gives the people it names. One is believed for what it is, for standing near the
headline or the text's end, and for naming whom the page also shows; of two that agree the one that
names more people is taken.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from archive.lib.text import fold
from archive.parsing.drafts import PersonDraft
from archive.parsing.pages import structured, timestamps, titles
from archive.parsing.pages.ground import NEAR_LINES, Ground
from archive.parsing.pages.markup import attribute
from archive.parsing.pages.outline import Outline
from archive.parsing.pages.page import Page
from archive.parsing.pages.person_names import (
    LABEL,
    LONGEST_PERSON,
    MAX_NAME,
    is_person,
    names_in,
)
from archive.parsing.pages.running import pieces_of

NAMED = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|autor|autoren|auteur|autore|post-author|entry-author"
    r"|article-author|author-name|posted-by|postedby|writer|writers|reporter|signature|signatur"
    r"|assinatura|firma|podpis|skribent|forfatter|verfasser|redactor|kirjoittaja"
    r"|\w*user-?name|poster|topic-?starter)(?:$|[\s_-])|(?:^|\s)vcard\b",
    re.M,
)
ABOUT_AUTHOR = re.compile(
    r"bio|avatar|photo|image|box|about|related|comment|more-from|description|social|list|archive"
)
# The same of members, whose pages stand in many places.
MEMBER_PAGE = re.compile(
    r"/(?:u|user|users|member|members|profile|profil|people|utilisateur|usuario|benutzer)"
    r"(?:/\d+)?[/-][^/?#]+/?$|/@[\w.-]+/?$|[?&](?:uid|user|username|author)=[\w.%+-]+$"
    r"|(?:user|member|profile|profil)\w*(?:\.\w+)?\?(?:id|u)=[\w.%+-]+$",
    re.I,
)
AUTHOR_PAGE = re.compile(
    r"/(?:author|authors|autor|autore|autori|autoren|auteurs?|contributors?|by|reporters?|writers?"
    r"|people|profil|profile|redakteure?|skribent|avtor)[/-][^/?#]+/?$"
)
ABOUT_POST = re.compile(
    r"post-?meta|entry-?meta|posted-?(?:on|by)|post-?info|article-?(?:meta|info)|submitted|byline"
    r"|meta\b"
)
SIGNED = re.compile(
    r"\b(?:posted|written|published|submitted|veröffentlicht|verfasst|geschrieben|publié|rédigé"
    r"|écrit|publicado|escrito|scritto|pubblicato|geplaatst|geschreven|publicerad|skrivet)\s+(?:by"
    r"|von|par|por|da|door|av)\s+(?P<name>\S.{1,60}?)"
    r"(?:\s+(?:on|in|at|am|um|le|el|il|op|under|and)\b|\s*[,|•·\u2013—(]|\.?$)",
    re.I,
)
BY_LINE = re.compile(
    r"^(?:(?:posted|written|published|reported|veröffentlicht|verfasst|geschrieben|publié|rédigé"
    r"|posté|publicado|escrito|pubblicato|scritto|geplaatst|geschreven|publicerad|skrivet)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|автор:?|autor:|text:|texte?\s*:)\s+(?P<name>[^\W\d_].{1,80})$",
    re.I,
)
# "89 points by Ada on …", "von Ada am …": in a line that tells a date.
BY_SOMEONE = re.compile(
    r"(?:^|\s)(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]a|[Dd]oor|[Aa]v|[Aa]f|[Pp]rzez|\u0432\u0456\u0434|\u043e\u0442)"
    r"\s+(?P<name>[^\W\d_][^\s,|•·:()]{0,30}(?:\s(?![a-z])[^\W\d_][^\s,|•·:()]{0,30}){0,3})"
)
# "作者:Ada" in a line that tells more: after what else, in any language, nobody knows.
WRITER = re.compile(
    r"^(?:author|autor|autore|auteur|verfasser(?:in)?|автор|yazar|penulis|tác giả|συντάκτης|כותב"
    r"|الكاتب|\u4f5c\u8005|\u4f5c\u8005\u540d|\uae00\uc4f4\uc774)\s*[:\uff1a]\s*(?P<name>\S.{0,60})$",
    re.I,
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
PARTS = re.compile(r"\s*(?:[|•·/\u2013—]|\s-\s)\s*|\s{2,}")
# A card that names who edited, or answered.
CHANGED = re.compile(
    r"^\W*(?:edited|modified|updated|answered|replied|last edited|editad[oa]|respondid[oa]"
    r"|modifi[ée]|répondu|bearbeitet|beantwortet|modificat[oa]|rispost|bewerkt|beantwoord|redigerad|besvarad"
    r"|отредактирован|изменен|ответил|edytowan|відредагован|відповів)",
    re.I,
)
LONGEST_CARD = 200
SHORTEST_NAME = 5
NEAR_ENOUGH = 0.6
LONGEST_ADDRESS = 300
HANDLE = re.compile(r"@\w+")
MOST_BETWEEN = 10  # letters between two names of one byline
MOST_PEOPLE = 8
LESS_SURE = 2  # how much less a source is believed that agrees with the best and names more
MOST_MARKED = 500
MOST_BYLINES = 60  # of one kind that are looked at: a page with more lists something else
# Kinds of items that are texts, or hold them, whatever they are called.
TEXTS = re.compile(
    r"(?:Article|Posting|Page|Work|Blog|Report|Review|Question|Answer|Recipe|Site)\b"
)
META = (
    *("author", "dc.creator", "dcterms.creator", "article:author", "article:author_name"),
    *("og:article:author", "parsely-author", "sailthru.author", "byl", "citation_author"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """The people one part of a page names, and how much that part is believed."""

    people: tuple[PersonDraft, ...]
    weight: float


def authors_of(
    ground: Ground, core: range, opening: PersonDraft | None = None
) -> tuple[PersonDraft, ...]:
    """Give the article's authors in the order of their byline; none where the page names none.

    `core` are the numbers of the elements that hold the article's text; `opening` is whom the
    thread's finder took for the writer of the opening post.
    """
    page = ground.page
    sites = {fold(name) for name in titles.site_names(page)}
    sources = [Source(people(structured_authors(page)), 3.5)]
    if opening is not None:
        sources.append(Source((opening,), 3.0))
    sources += byline_sources(ground, core)
    meta = people((name, "") for key in META for name in page.meta.get(key, []))
    sources.append(Source(meta, 2.0))
    stated = [*sources[0].people, *meta]
    weighed = [weigh(source, ground, sites) for source in sources if source.people]
    if not weighed:
        return ()
    best = max(weighed, key=lambda source: source.weight)
    best = max(
        (
            one
            for one in weighed
            if named(best) <= named(one) and one.weight >= best.weight - LESS_SURE
        ),
        key=lambda one: len(one.people),
        default=best,
    )
    known = [person for source in weighed for person in source.people]
    return tuple(with_address(trimmed(person, stated), known) for person in best.people)


def weigh(source: Source, ground: Ground, sites: set[str]) -> Source:
    """Give a source as far as it is believed: less where it names the site, or nobody shown."""
    names = named(source)
    weight = source.weight - (1.5 if names <= sites else 0)
    letters = ground.outline.letters
    shown = sum("".join(name.split()) in letters for name in names)
    return replace(source, weight=weight + shown / len(names))


def named(source: Source) -> set[str]:
    """Give the folded names of the people a source names."""
    return {fold(person.name) for person in source.people}


def trimmed(person: PersonDraft, stated: list[PersonDraft]) -> PersonDraft:
    """Give a person by the shorter name the page states, where this one says more than it."""
    name = fold(person.name)
    within = (one.name for one in stated if SHORTEST_NAME <= len(fold(one.name)) < len(name))
    found = next((one for one in within if name.startswith(fold(one))), person.name)
    return person if " " not in person.name else replace(person, name=found)


def with_address(person: PersonDraft, known: list[PersonDraft]) -> PersonDraft:
    """Give a person with the address that any of the sources has for that name."""
    if person.profile_url:
        return person
    name = fold(person.name)
    same = (one.profile_url for one in known if one.profile_url and fold(one.name) == name)
    return replace(person, profile_url=next(same, ""))


def people(found: Iterable[tuple[str, str]]) -> tuple[PersonDraft, ...]:
    """Give the people in names as written, each once; two that are joined are two."""
    known: dict[str, PersonDraft] = {}
    for written, address in found:
        for name in names_in(written):
            known.setdefault(fold(name), PersonDraft(name, profile_url=address))
    return tuple(known.values())[:MOST_PEOPLE]


def structured_authors(page: Page) -> list[tuple[str, str]]:
    """Give names and addresses of the authors stated in the article's JSON-LD."""
    stated = page.article_thing.get("author") or page.article_thing.get("creator")
    found = []
    for author in stated if isinstance(stated, list) else [stated]:
        if isinstance(author, dict) and "name" not in author and "@id" in author:
            author = next((t for t in page.things if is_same(t, author) and "name" in t), author)
        name = structured.first(author, "name")
        address = structured.first(author.get("url")) if isinstance(author, dict) else ""
        if name:
            found.append((name, address))
    return found


def is_same(thing: structured.Thing, reference: structured.Thing) -> bool:
    """Whether a reference by @id names a thing."""
    return bool(thing.get("@id") == reference["@id"])


def byline_sources(ground: Ground, core: range) -> Iterator[Source]:
    """Yield who the page shows as author: by markup, by name, by where a link leads, by words."""
    outline = ground.outline
    links = outline.by_tag.get("a", [])
    addressed = (n for n in links if AUTHOR_PAGE.search(attribute(outline.nodes[n], "href")))
    labelled = (
        number
        for number in outline.labelled(NAMED)
        if not ABOUT_AUTHOR.search(outline.labels[number])
        and outline.tags[number] not in ("body", "html", "article")
    )
    for numbers, weight in (
        (marked(ground), 3.0),
        (ground.relations.get("author", []), 2.5),
        (addressed, 2.0),
        (labelled, 2.0),
        (members(ground, core), 0.8),
    ):
        yield from in_blocks(ground, ground.shown(numbers), core, weight)
    yield from in_words(ground, core)


def members(ground: Ground, core: range) -> Iterator[int]:
    """Yield the links to members' pages close to the headline or the text."""
    outline = ground.outline
    for link in outline.by_tag.get("a", ()):
        href = attribute(outline.nodes[link], "href")[:LONGEST_ADDRESS]
        if MEMBER_PAGE.search(href) and ground.nearness(link, core) > NEAR_ENOUGH:
            yield link


def marked(ground: Ground) -> list[int]:
    """Give the elements marked as naming the author, but those of a comment, or of other things."""
    outline = ground.outline
    replies = outline.covered(ground.properties.get("comment", []))
    found = [number for number in ground.properties.get("author", []) if not replies[number]]
    kinds = dict(outline.having("itemtype"))
    others = set(others_named(ground, kinds))
    return [n for n in found[:MOST_MARKED] if item_of(outline, n, kinds) not in others]


def others_named(ground: Ground, kinds: dict[int, str]) -> Iterator[int]:
    """Yield the items that are no texts and bear another name than the page's headline.

    A page about a video is called as the video is; one about a program's fault is not. `kinds`
    are what the page's items are, by their elements.
    """
    outline, title = ground.outline, fold(ground.title)
    for number in ground.properties.get("name", [])[:MOST_MARKED]:
        item = item_of(outline, number, kinds)
        if item is not None and not TEXTS.search(kinds[item]):
            node = outline.nodes[number]
            name = fold(attribute(node, "content") or outline.words(number, MAX_NAME))
            if name not in title and title not in name:
                yield item


def item_of(outline: Outline, number: int, kinds: dict[int, str]) -> int | None:
    """Give the item that a property is of; None for one of the page itself."""
    return next((one for one in outline.above(number) if one in kinds), None)


def in_blocks(ground: Ground, numbers: list[int], core: range, weight: float) -> Iterator[Source]:
    """Yield the people in elements of one kind, those of one byline together, in page order."""
    outline = ground.outline
    asked = numbers[:MOST_BYLINES]
    holders = {one for one, after in pairwise(asked) if outline.holds(one, after)}
    runs: list[list[int]] = []
    for number in (one for one in asked if one not in holders):
        if is_of_change(outline, number):
            continue
        if runs and is_joined(outline, runs[-1][-1], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        found = [one for number in run for one in written_in(ground, number)]
        if found:
            yield Source(people(found), weight + ground.nearness(run[0], core))


def is_joined(outline: Outline, one: int, other: int) -> bool:
    """Whether two names are of one byline: in one block, and hardly anything between them."""
    if block_of(outline, one) != block_of(outline, other):
        return False
    between = HANDLE.sub("", outline.text[outline.stops[one] : outline.starts[other]])
    return len(fold(between[:LONGEST_CARD])) <= MOST_BETWEEN


def block_of(outline: Outline, number: int) -> int:
    """Give the block a byline's name stands in; further names there are of the same byline."""
    above = [one for one, _ in zip(outline.above(number), range(2), strict=False)]
    block = above[-1] if above else number
    return number if outline.tags[block] in ("body", "html", "main", "article") else block


def is_of_change(outline: Outline, number: int) -> bool:
    """Whether what stands about a name says that this person changed or answered something."""
    return any(
        outline.size(one) <= LONGEST_CARD and CHANGED.search(outline.words(one))
        for one in (number, block_of(outline, number))
    )


def in_words(ground: Ground, core: range) -> Iterator[Source]:
    """Yield whom lines about the headline or the text name: in words, or beside a date."""
    outline, about = ground.outline, ground.about
    for number in ground.shown(outline.labelled(ABOUT_POST)):
        if match := SIGNED.search(outline.words(number, 300)):
            yield Source(people([(match["name"], "")]), 1.5 + ground.nearness(number, core))
            break
    *starts, end = ground.edges(core)
    lines = [*range(max(0, starts[0] - 3), starts[0] + NEAR_LINES)]
    if ground.said.find(1) < 0 or core.stop <= ground.said.find(1):
        lines += range(end - 2, end + 3)
    texts = {
        line: " ".join(outline.text[about.starts[line] : about.stops[line]].split())
        for line in lines
        if 0 <= line < len(about.starts) and about.sizes[line] <= LONGEST_CARD
    }
    yield from signed(texts.values())
    for line, text in texts.items():
        if timestamps.tells_date(text) or (len(text) <= LONGEST_PERSON and YEAR.search(text)):
            if match := BY_SOMEONE.search(" ".join(pieces_of(outline, about, line))):
                yield Source(people([(match["name"], "")]), 1.4)
            told = PARTS.split(timestamps.without_dates(text, " | "))[:1]
            told += [
                *pieces_of(outline, about, line),
                texts.get(line - 1, ""),
                texts.get(line + 1, ""),
            ]
            told = [LABEL.sub("", name.strip(" ,")) for name in told]
            found = [name for name in told if is_person(name)]
            if found:
                yield Source(people([(found[0], "")]), 0.7)


def signed(texts: Collection[str]) -> Iterator[Source]:
    """Yield whom lines name in words: "By Ada", or "作者:Ada" among other things they tell."""
    whole = (BY_LINE.match(text) for text in texts)
    parts = (WRITER.match(part) for text in texts for part in PARTS.split(text))
    for found in (whole, parts):
        if match := next(filter(None, found), None):
            yield Source(people([(match["name"], "")]), 1.5)


def written_in(ground: Ground, number: int) -> list[tuple[str, str]]:
    """Give the names an element of a byline holds, as written, and where they link to."""
    outline = ground.outline
    inner = [one for one in ground.properties.get("name", []) if outline.holds(number, one)]
    full = [
        one
        for one in outline.within(number)
        if "fn" in attribute(outline.nodes[one], "class").split()
    ]
    links = [number] if outline.tags[number] == "a" else outline.tagged("a", number)
    links = [link for link in links if outline.size(link)]
    at = next(iter([*inner, *full]), links[0] if len(links) == 1 else number)
    name = attribute(outline.nodes[at], "content") or outline.words(at, 2 * MAX_NAME)
    address = attribute(outline.nodes[links[0]], "href") if links else ""
    return [(name, address)] if names_in(name) else []
