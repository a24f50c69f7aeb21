"""Comments described in the vocabulary of schema.org: as microdata, or as JSON-LD.

https://schema.org/Comment, UserComments (its forerunner, with commentText, commentTime and
creator), and `comment` of CreativeWork, DiscussionForumPosting and their kin.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from archive.lib import addresses
from archive.lib.html import text_to_html
from archive.parsing.drafts import CommentDraft, Identity, PersonDraft
from archive.parsing.pages import structured, timestamps
from archive.parsing.pages.markup import ancestors, attribute, elements, inner_html, text_of
from archive.parsing.pages.page import Page
from archive.parsing.pages.threads.parts import DELETED, unwrapped
from archive.parsing.pages.threads.thread import Item, Thread, take_apart

COMMENT_TYPE = re.compile(r"schema\.org/(?:Comment|UserComments)/?\s*$", re.I)
TYPES = {"Comment", "UserComments"}
MARKUP = re.compile(r"<(?:p|br|a|b|i|em|strong|ul|ol|blockquote|div|span)\b[^>]*>", re.I)
TEXTS = ("text", "commentText", "articleBody", "description")
TIMES = ("datePublished", "dateCreated", "commentTime", "uploadDate")


def find(page: Page) -> Thread | None:
    """Give the thread that the page's structured data states, the fuller of its two kinds."""
    threads = [thread for thread in (of_microdata(page), of_json_ld(page)) if thread]
    return max(threads, key=lambda thread: thread.evidence, default=None)


def of_microdata(page: Page) -> Thread | None:
    """Give the thread marked by itemtype Comment or UserComments, or by itemprop comment."""
    found = [element for element in elements(page.tree) if is_comment(element)]
    if not found:
        return None
    items = take_apart(found)
    names = names_of(items)
    known = set(names)
    drafts = []
    for rank, item in enumerate(items):
        stated = property_text(item.copy, "parentItem").rpartition("#")[2]
        above = names[item.parent] if item.parent is not None else None
        parent = stated if stated in known and stated != names[rank] else above
        drafts.append(draft_of_item(item, names[rank], rank, parent, page))
    comments = tuple(draft for draft in drafts if draft.body_html)
    return Thread("schema.org", comments, tuple(found)) if comments else None


def is_comment(element: HtmlElement) -> bool:
    """Whether an element is marked as one comment, and not in a template."""
    typed = COMMENT_TYPE.search(attribute(element, "itemtype"))
    is_property = "comment" in attribute(element, "itemprop").split()
    if not typed and not (is_property and element.get("itemscope") is not None):
        return False
    return not any(node.tag == "template" for node in ancestors(element))


def names_of(items: list[Item]) -> list[str]:
    """Give the names by which replies may refer to comments: their ids, else their places.

    A page that lists a comment twice repeats its id; the later one goes by its place.
    """
    names: list[str] = []
    for index, item in enumerate(items):
        own = attribute(item.element, "id")
        names.append(own if own and own not in names else f"#{index + 1}")
    return names


def draft_of_item(item: Item, ref: str, rank: int, parent: str | None, page: Page) -> CommentDraft:
    """Give the draft of one comment marked with microdata."""
    author = property_elements(item.copy, "author", "creator")
    name, address = person_of(author[0]) if author else ("", "")
    said = [node for node in property_elements(item.copy, *TEXTS) if text_of(node)]
    body = inner_html(unwrapped(said[0])) if said else ""
    times = property_elements(item.copy, *TIMES)
    moments = (timestamps.of_element(node, page.setting) for node in times)
    own = attribute(item.element, "itemid") or property_text(item.copy, "url", "@id")
    votes = property_text(item.copy, "upvoteCount")
    return CommentDraft(
        ref=ref,
        rank=rank,
        parent_ref=parent,
        identities=identities(own, page),
        state="deleted" if said and DELETED.fullmatch(text_of(said[0])) else "published",
        author=PersonDraft(name, profile_url=address) if name else None,
        author_url=address,
        posted=next((moment for moment in moments if moment), None),
        title=property_text(item.copy, "headline"),
        body_html=body,
        score=int(votes) if re.fullmatch(r"-?\d{1,9}", votes) else None,
        permalink=own,
        place=f"comment {rank + 1}",
    )


def property_elements(item: HtmlElement, *names: str) -> list[HtmlElement]:
    """Give the elements of an item's properties, in the order of `names`, then of the page."""
    found = [
        (names.index(name), node)
        for node in elements(item)
        for name in attribute(node, "itemprop").split()
        if name in names and node is not item
    ]
    return [node for _, node in sorted(found, key=lambda pair: pair[0])]


def property_text(item: HtmlElement, *names: str) -> str:
    """Give the first value of an item's own properties, not of a person's within."""
    for node in property_elements(item, *names):
        scopes = (above for above in ancestors(node) if above.get("itemscope") is not None)
        if "Person" in attribute(next(scopes, item), "itemtype"):
            continue
        value = node.get("content") or node.get("href") or text_of(node)
        if value:
            return value.strip()
    return ""


def person_of(element: HtmlElement) -> tuple[str, str]:
    """Give name and address of a person marked with microdata, or only named."""
    names = property_elements(element, "name", "givenName")
    named = names[0] if names else element
    name = named.get("content") or text_of(named)
    places = [
        *property_elements(element, "url"),
        *element.iter("a"),
        *list(element.iterancestors("a"))[:1],
    ]
    hrefs = (node.get("href") or node.get("content") or "" for node in places)
    return name.strip(), next((href for href in hrefs if href), "")


def of_json_ld(page: Page) -> Thread | None:
    """Give the thread in the page's JSON-LD: `comment` properties, nested ones as replies."""
    drafts: list[CommentDraft] = []
    seen: set[int] = set()
    for thing in page.things:
        if structured.types(thing) & TYPES:
            continue
        for reply, parent in replies(thing):
            if id(reply) not in seen:
                seen.add(id(reply))
                drafts.append(draft_of_thing(reply, len(drafts), parent, page))
    comments = tuple(draft for draft in drafts if draft.body_html)
    return Thread("schema.org", comments) if comments else None


def replies(thing: structured.Thing) -> Iterator[tuple[structured.Thing, str | None]]:
    """Yield the comments on a thing and the replies to them, each with its parent's name."""
    waiting: list[tuple[Any, str | None]] = [(thing.get("comment"), None)]
    while waiting:
        value, parent = waiting.pop()
        if isinstance(value, list):
            waiting.extend((one, parent) for one in reversed(value))
        elif isinstance(value, dict):
            yield value, parent
            waiting.append((value.get("comment"), name_of_thing(value)))


def name_of_thing(thing: structured.Thing) -> str:
    """Give the name by which replies refer to a comment of JSON-LD."""
    return (
        structured.first(thing.get("@id")) or structured.first(thing.get("url")) or f"@{id(thing)}"
    )


def draft_of_thing(
    thing: structured.Thing, rank: int, parent: str | None, page: Page
) -> CommentDraft:
    """Give the draft of one comment of JSON-LD."""
    author = thing.get("author") or thing.get("creator")
    name = structured.first(author, "name", "alternateName")
    address = structured.first(author, "url", "@id") if isinstance(author, dict) else ""
    said = next((text for key in TEXTS if (text := structured.first(thing.get(key)))), "")
    when = next((text for key in TIMES if (text := structured.first(thing.get(key)))), "")
    own = structured.first(thing.get("@id")) or structured.first(thing.get("url"))
    votes = structured.first(thing.get("upvoteCount"))
    return CommentDraft(
        ref=name_of_thing(thing),
        rank=rank,
        parent_ref=parent,
        identities=identities(own, page),
        state="deleted" if DELETED.fullmatch(said) else "published",
        author=PersonDraft(name, profile_url=address) if name else None,
        author_url=address,
        posted=timestamps.of_value(when, page.setting) if when else None,
        title=structured.first(thing.get("headline")),
        body_html=said if MARKUP.search(said) else text_to_html(said),
        score=int(votes) if re.fullmatch(r"-?\d{1,9}", votes) else None,
        permalink=structured.first(thing.get("url")),
        place=f"comment {rank + 1}",
    )


def identities(own: str, page: Page) -> tuple[Identity, ...]:
    """Give the identity that a comment's own address is, made absolute; none without one."""
    address = addresses.resolve(page.base, own) if own else ""
    return (Identity("address", address),) if address else ()
