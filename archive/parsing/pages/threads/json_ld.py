"""Comments described in a page's JSON-LD, in the vocabulary of schema.org.

Read are `comment` of articles, postings and their kin, `acceptedAnswer` and `suggestedAnswer` of
questions, and comments that stand by themselves; nested, or referred to by @id; replies by nesting
or by `parentItem`. Shapes as https://schema.org/Comment, /Answer, /DiscussionForumPosting and
/QAPage describe them and as sites write them: a text, an object, or a list of either.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape

from archive.lib import addresses
from archive.lib.html import text_to_html
from archive.parsing.drafts import CommentDraft, PersonDraft
from archive.parsing.pages import structured, timestamps
from archive.parsing.pages.page import Page
from archive.parsing.pages.structured import Thing, Value
from archive.parsing.pages.threads.words import DELETED

TYPES = {"Comment", "UserComments", "Answer", "CorrectionComment"}
REPLIES = ("acceptedAnswer", "suggestedAnswer", "comment")
MARKUP = re.compile(
    r"<(?:p|br|a|b|i|em|strong|ul|ol|blockquote|div|span|pre|code|img)\b[^>]*>", re.I
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos|nbsp);", re.I)
TEXTS = ("text", "commentText", "articleBody", "description")
TIMES = ("datePublished", "dateCreated", "commentTime", "uploadDate")
WHOLE = re.compile(r"[+-]?\d{1,9}")


@dataclass(slots=True)
class Graph:
    """The page's things by the names they refer to each other by."""

    by_id: dict[str, Thing] = field(default_factory=dict)

    def whole(self, value: Value) -> Value:
        """Give what a value refers to, where it only names it by @id; else the value."""
        if isinstance(value, dict) and len(value.keys() - {"@type"}) == 1:
            return self.by_id.get(str(value.get("@id")), value)
        return value

    def listed(self, value: Value) -> Iterator[Value]:
        """Yield the values of a property that holds one or a list of them, in order."""
        for one in value if isinstance(value, list) else [value]:
            yield self.whole(one)


def of_json_ld(page: Page) -> list[CommentDraft]:
    """Give the drafts of the comments in the page's JSON-LD, in its order, replies after theirs."""
    graph = Graph()
    for thing in page.things:
        name = structured.first(thing.get("@id"))
        if name and len(thing) > len(graph.by_id.get(name, ())):
            graph.by_id[name] = thing
    found = list(said_on(page, graph))
    refs: dict[int, str] = {}
    by_name: dict[str, str] = {}
    for place, (thing, _) in enumerate(found, 1):
        own = [name for key in ("@id", "url") if (name := structured.first(thing.get(key)))]
        free = (name for name in own if name not in by_name)
        refs[id(thing)] = next(free, f"#{place}")
        for name in own:
            by_name.setdefault(name, refs[id(thing)])
    owners = set(names_of(graph, page.article_thing.get("author")))
    drafts = []
    for rank, (thing, above) in enumerate(found):
        stated = by_name.get(structured.first(thing.get("parentItem"), "@id", "url"))
        nested = refs.get(id(above)) if above is not None else None
        parent = stated if stated and stated != refs[id(thing)] else nested
        draft = draft_of(thing, refs[id(thing)], rank, graph, page)
        is_owner = not owners.isdisjoint(names_of(graph, author_of(thing)))
        drafts.append(replace(draft, parent_ref=parent, by_article_author=is_owner))
    return drafts


def said_on(page: Page, graph: Graph) -> Iterator[tuple[Thing, Thing | None]]:
    """Yield the comments on the page's article, each once, with the one it is nested in.

    Where the page describes an article, comments on other things, such as a film beside it, are
    not its thread.
    """
    commented = [
        thing
        for thing in page.things
        if not structured.types(thing) & TYPES and next(replies(graph, thing), None) is not None
    ]
    article = page.article_thing
    postings = [thing for thing in commented if structured.is_article(thing)]
    is_own = any(thing is article for thing in postings)
    roots = [article] if is_own else postings or ([] if article else commented)
    seen: set[int] = set()
    for root in [*roots, *loose(page, graph, commented)]:
        waiting: list[tuple[Thing, Thing | None]] = []
        if structured.types(root) & TYPES:
            waiting.append((root, None))
        else:
            waiting += [(one, None) for one in reversed(list(replies(graph, root)))]
        while waiting:
            thing, above = waiting.pop()
            if id(thing) not in seen:
                seen.add(id(thing))
                yield thing, above
                waiting += [(one, thing) for one in reversed(list(replies(graph, thing)))]


def loose(page: Page, graph: Graph, commented: list[Thing]) -> list[Thing]:
    """Give the comments that no other thing holds or names as its own."""
    typed = [thing for thing in page.things if structured.types(thing) & TYPES]
    held = {id(one) for thing in [*commented, *typed] for one in replies(graph, thing)}
    return [thing for thing in typed if id(thing) not in held]


def replies(graph: Graph, thing: Thing) -> Iterator[Thing]:
    """Yield the comments and answers a thing holds or refers to."""
    for key in REPLIES:
        for one in graph.listed(thing.get(key)):
            if isinstance(one, dict) and len(one) > 1:
                yield one


def author_of(thing: Thing) -> Value:
    """Give the value that says who wrote a thing."""
    return thing.get("author") or thing.get("creator")


def names_of(graph: Graph, authors: Value) -> Iterator[str]:
    """Yield the @ids and addresses of persons, which tell them apart; names do not."""
    for one in graph.listed(authors):
        if isinstance(one, dict):
            yield from (name for key in ("@id", "url") for name in structured.strings(one.get(key)))


def person_of(graph: Graph, authors: Value) -> tuple[str, str]:
    """Give the names of a comment's authors, joined, and the first address of theirs."""
    names, places = [], []
    for one in graph.listed(authors):
        if isinstance(one, dict):
            parts = (structured.first(one.get(key)) for key in ("givenName", "familyName"))
            names.append(structured.first(one, "name", "alternateName") or " ".join(parts).strip())
            places += [structured.first(one.get(key)) for key in ("url", "@id", "sameAs")]
        elif addresses.is_web(written := structured.first(one)):
            places.append(written)
        else:
            names.append(written)
    address = (place for place in places if addresses.is_web(place) or place.startswith("/"))
    return ", ".join(name for name in names if name), next(address, "")


def draft_of(thing: Thing, ref: str, rank: int, graph: Graph, page: Page) -> CommentDraft:
    """Give the draft of one comment, still without its place in the thread."""
    name, address = person_of(graph, author_of(thing))
    said = next((text for key in TEXTS if (text := structured.first(thing.get(key)))), "")
    when = next((text for key in TIMES if (text := structured.first(thing.get(key)))), "")
    return CommentDraft(
        ref=ref,
        rank=rank,
        state="deleted" if DELETED.fullmatch(said) else "published",
        author=PersonDraft(name, profile_url=address) if name else None,
        author_url=address,
        posted=timestamps.of_value(when, page.setting) if when else None,
        title=structured.first(thing.get("headline")),
        body_html=markup_of(said),
        score=score_of(thing),
        permalink=structured.first(thing.get("url")) or structured.first(thing.get("@id")),
        place=f"comment {rank + 1}",
    )


def markup_of(said: str) -> str:
    """Give a text as markup: many sites put markup, or its escapes, where plain text belongs."""
    if MARKUP.search(said):
        return said
    return text_to_html(unescape(said) if ENTITY.search(said) else said)


def score_of(thing: Thing) -> int | None:
    """Give the votes for a comment, less those against it, or how many liked it."""
    up, down = (structured.first(thing.get(key)) for key in ("upvoteCount", "downvoteCount"))
    if WHOLE.fullmatch(up):
        return int(up) - (int(down) if WHOLE.fullmatch(down) else 0)
    counters = thing.get("interactionStatistic")
    for one in counters if isinstance(counters, list) else [counters]:
        if not isinstance(one, dict):
            continue
        kind = structured.first(one.get("interactionType"), "@type", "@id")
        if kind.endswith("LikeAction") and not kind.endswith("DislikeAction"):
            shown = structured.first(one.get("userInteractionCount"))
            return int(shown) if WHOLE.fullmatch(shown) else None
    return None
