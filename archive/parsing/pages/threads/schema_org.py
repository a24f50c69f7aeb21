"""Comments described in the vocabulary of schema.org: as microdata, or as JSON-LD.

https://schema.org/Comment, Answer, UserComments (its forerunner, with commentText, commentTime
and creator), and `comment` of CreativeWork, DiscussionForumPosting and their kin. The syntax is
that of https://html.spec.whatwg.org/multipage/microdata.html ; JSON-LD has a module of its own.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from lxml.html import HtmlElement

from archive.lib import addresses
from archive.lib.html import strip_tags, text_to_html
from archive.parsing.drafts import CommentDraft, Identity, PersonDraft
from archive.parsing.pages import timestamps
from archive.parsing.pages.markup import ancestors, attribute, elements, inner_html, text_of
from archive.parsing.pages.page import Page
from archive.parsing.pages.threads import json_ld
from archive.parsing.pages.threads.elsewhere import Elsewhere
from archive.parsing.pages.threads.parts import unwrapped
from archive.parsing.pages.threads.thread import Item, Thread, take_apart
from archive.parsing.pages.threads.words import DELETED

COMMENT_TYPE = re.compile(r"schema\.org/(?:Comment|UserComments|Answer)/?\s*$", re.I)
PROPERTIES = {"comment", "suggestedAnswer", "acceptedAnswer"}
TEXTS = ("text", "commentText", "articleBody", "description")
TIMES = ("datePublished", "dateCreated", "commentTime", "uploadDate")


def find(page: Page) -> Thread | None:
    """Give the thread that the page's structured data states, the fuller of its two kinds."""
    stated = identified(json_ld.of_json_ld(page), page)
    threads = [of_microdata(page), Thread("schema.org", stated) if stated else None]
    found = [thread for thread in threads if thread]
    return max(found, key=lambda thread: thread.evidence, default=None)


def of_microdata(page: Page) -> Thread | None:
    """Give the thread marked by itemtype Comment or UserComments, or by itemprop comment."""
    elsewhere = Elsewhere()
    marked = [element for element in elements(page.tree) if is_comment(element)]
    found = [element for element in marked if element not in elsewhere]
    if not found:
        return None
    items = take_apart(found)
    names = names_of(items)
    known = set(names)
    owner = owner_of(page, set(found))
    drafts = []
    for rank, item in enumerate(items):
        stated = property_text(item.copy, "parentItem").rpartition("#")[2]
        above = names[item.parent] if item.parent is not None else None
        parent = stated if stated in known and stated != names[rank] else above
        draft = draft_of_item(item, names[rank], page)
        is_owner = bool(owner) and addresses.resolve(page.base, draft.author_url) == owner
        drafts.append(replace(draft, rank=rank, parent_ref=parent, by_article_author=is_owner))
    comments = identified(drafts, page)
    return Thread("schema.org", comments, tuple(found)) if comments else None


def is_comment(element: HtmlElement) -> bool:
    """Whether an element is marked as one comment or answer."""
    if COMMENT_TYPE.search(attribute(element, "itemtype")):
        return True
    is_property = not PROPERTIES.isdisjoint(attribute(element, "itemprop").split())
    return is_property and element.get("itemscope") is not None


def names_of(items: list[Item]) -> list[str]:
    """Give the names by which replies may refer to comments: their ids, else their places.

    A page that lists a comment twice repeats its id; the later one goes by its place.
    """
    names: dict[str, None] = {}
    for index, item in enumerate(items, 1):
        own = attribute(item.element, "id")
        names[own if own and own not in names else f"#{index}"] = None
    return list(names)


def owner_of(page: Page, found: set[HtmlElement]) -> str:
    """Give the address of the article's author: the first author marked outside the comments."""
    for node in page.tree.iter("*"):
        if "author" in attribute(node, "itemprop").split():
            is_outside = node not in found and found.isdisjoint(ancestors(node))
            return addresses.resolve(page.base, person_of(node)[1]) if is_outside else ""
    return ""


def draft_of_item(item: Item, ref: str, page: Page) -> CommentDraft:
    """Give the draft of one comment marked with microdata, still without its place."""
    author = property_elements(item.copy, "author", "creator")
    name, address = person_of(author[0]) if author else ("", "")
    body = body_of(item)
    times = property_elements(item.copy, *TIMES)
    moments = (timestamps.of_element(node, page.setting) for node in times)
    own = attribute(item.element, "itemid") or property_text(item.copy, "url", "@id")
    votes = property_text(item.copy, "upvoteCount") or likes_of(item.copy)
    return CommentDraft(
        ref=ref,
        rank=0,
        state="deleted" if DELETED.fullmatch(strip_tags(body)) else "published",
        author=PersonDraft(name, profile_url=address) if name else None,
        author_url=address,
        posted=next((moment for moment in moments if moment), None),
        title=property_text(item.copy, "headline"),
        body_html=body,
        score=int(votes) if re.fullmatch(r"[+-]?\d{1,9}", votes) else None,
        permalink=own,
        place=f"comment {ref}",
    )


def body_of(item: Item) -> str:
    """Give the markup of what a comment says, or the text that its meta element holds."""
    for node in property_elements(item.copy, *TEXTS):
        if text_of(node) or node.find(".//img") is not None:
            return inner_html(unwrapped(node))
        if stated := attribute(node, "content").strip():
            return text_to_html(stated)
    return ""


def likes_of(item: HtmlElement) -> str:
    """Give how often a comment was liked, as its interactions state it."""
    for counter in property_elements(item, "interactionStatistic"):
        kind = property_text(counter, "interactionType")
        if kind.endswith("/LikeAction"):
            return property_text(counter, "userInteractionCount")
    return ""


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


def identified(drafts: Iterable[CommentDraft], page: Page) -> tuple[CommentDraft, ...]:
    """Give the comments with text, each with its own address on the page's host as its identity.

    An address that is the page's, or that several comments bear, names none of them.
    """
    kept = [draft for draft in drafts if draft.body_html]
    own = [addresses.resolve(page.base, one.permalink) if one.permalink else "" for one in kept]
    counted = Counter(own)
    here = addresses.resolve(page.base, page.address)
    host = addresses.host_of(page.address) if page.address else ""
    return tuple(
        replace(draft, identities=(Identity("address", address),))
        if address
        and address != here
        and counted[address] == 1
        and (not host or addresses.host_of(address) == host)
        else draft
        for draft, address in zip(kept, own, strict=True)
    )
