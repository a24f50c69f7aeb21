"""Comments described in the vocabulary of schema.org: in the page's markup, or as JSON-LD.

https://schema.org/Comment, Answer, UserComments (its forerunner, with commentText, commentTime
and creator), and `comment` of CreativeWork, DiscussionForumPosting and their kin. What markup
marks is read by microdata.py, RDFa and microformats as well; JSON-LD has a module of its own.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from archive.lib import addresses
from archive.lib.html import text_to_html
from archive.parsing.drafts import CommentDraft, Identity, PersonDraft
from archive.parsing.pages import timestamps
from archive.parsing.pages.microdata import Microdata, microdata_of
from archive.parsing.pages.outline import Outline
from archive.parsing.pages.page import Page
from archive.parsing.pages.threads import json_ld, records
from archive.parsing.pages.threads.beside import OUTSIDE, beside
from archive.parsing.pages.threads.kinds import state_of
from archive.parsing.pages.threads.opening import has_opening
from archive.parsing.pages.threads.pruning import Cut, markup_within
from archive.parsing.pages.threads.thread import Thread

COMMENT_TYPE = re.compile(r"schema\.org/(?:Comment|UserComments|Answer)/?\s*$", re.I)
PROPERTIES = frozenset({"comment", "suggestedAnswer", "acceptedAnswer"})
TEXTS = ("text", "commentText", "articleBody", "description")
TIMES = ("datePublished", "dateCreated", "commentTime", "uploadDate")
LEVELS = 6  # how far above a name the link to its bearer is looked for


def find(page: Page) -> Thread | None:
    """Give the thread that the page's structured data states, the fuller of its two kinds."""
    stated = identified(json_ld.of_json_ld(page), page)
    threads = [of_microdata(page), Thread("schema.org", stated) if stated else None]
    found = [thread for thread in threads if thread]
    return max(found, key=lambda thread: thread.evidence, default=None)


def of_microdata(page: Page) -> Thread | None:
    """Give the thread of items of the type Comment or UserComments, or marked as `comment`."""
    data, outline = microdata_of(page), page.outline
    marked = [number for number in data.types if is_comment(data, number)]
    mask = beside(outline) if marked else bytearray()
    found = [number for number in marked if mask[number] != OUTSIDE]
    if not found:
        return None
    names = names_of(outline, found)
    owner, known = owner_of(data, page, found), set(names.values())
    drafts = []
    for rank, number in enumerate(found):
        draft = draft_of_item(data, number, names[number], page, found)
        own = draft.author_url and addresses.resolve(page.base, draft.author_url)
        is_owner = bool(owner) and own == owner
        parent = parent_of(data, number, names, known)
        drafts.append(replace(draft, rank=rank, parent_ref=parent, by_article_author=is_owner))
    return thread_of(drafts, page, found)


def thread_of(drafts: list[CommentDraft], page: Page, found: list[int]) -> Thread | None:
    """Give the thread of these drafts; some forums mark the post that others answer as one too."""
    comments, outline = identified(drafts, page), page.outline
    cut = tuple(outline.nodes[number] for number in found)
    if not comments:
        return None
    first, rest = comments[0], comments[1:]
    is_first = first.ref == drafts[0].ref
    if not (is_first and has_opening(page, records.of_elements(outline, found))):
        return Thread("schema.org", comments, cut)
    replies = tuple(
        replace(one, rank=rank, parent_ref=None if one.parent_ref == first.ref else one.parent_ref)
        for rank, one in enumerate(rest)
    )
    return Thread("schema.org", replies, cut[1:], opening=cut[0], opening_draft=first)


def is_comment(data: Microdata, number: int) -> bool:
    """Whether an item is one comment or answer: by its type, or as what it is marked."""
    if COMMENT_TYPE.search(data.types[number]):
        return True
    return not PROPERTIES.isdisjoint(data.properties.get(number, ()))


def names_of(outline: Outline, found: list[int]) -> dict[int, str]:
    """Give the names by which replies may refer to comments: their ids, else their places.

    A page that lists a comment twice repeats its id; the later one goes by its place.
    """
    names: dict[str, int] = {}
    for place, number in enumerate(found, 1):
        own = outline.nodes[number].get("id", "")
        names[own if own and own not in names else f"#{place}"] = number
    return {number: name for name, number in names.items()}


def parent_of(data: Microdata, number: int, names: dict[int, str], known: set[str]) -> str | None:
    """Give the name of what a comment answers: as it states, else the one it stands within."""
    stated = data.text(number, "parentItem").rpartition("#")[2]
    if stated in known and stated != names[number]:
        return stated
    outer = data.outer[number]
    while outer is not None and outer not in names:
        outer = data.outer[outer]
    return None if outer is None else names[outer]


def owner_of(data: Microdata, page: Page, found: list[int]) -> str:
    """Give the address of the article's author: the first author marked, if in no comment."""
    first = next((number for number, names in data.properties.items() if "author" in names), None)
    if first is None or any(data.outline.holds(one, first) for one in found):
        return ""
    address = person_of(data, first)[1]
    return address and addresses.resolve(page.base, address)


def draft_of_item(
    data: Microdata, number: int, ref: str, page: Page, found: list[int]
) -> CommentDraft:
    """Give the draft of one of the comments found, still without its place."""
    body_html = body_of(data, number, found)
    author = data.elements(number, "author", "creator")
    name, address = person_of(data, author[0]) if author else ("", "")
    nodes = data.outline.nodes
    times = data.elements(number, *TIMES) or data.anywhere(number, found, *TIMES)
    moments = (timestamps.of_element(nodes[one], page.setting) for one in times)
    votes = data.text(number, "upvoteCount") or likes_of(data, number)
    return CommentDraft(
        ref=ref,
        rank=0,
        state=state_of(body_html, awaits=False),
        author=PersonDraft(name, profile_url=address) if name else None,
        author_url=address,
        posted=next((moment for moment in moments if moment), None),
        title=data.text(number, "headline"),
        body_html=body_html,
        score=int(votes) if re.fullmatch(r"[+-]?\d{1,9}", votes) else None,
        permalink=nodes[number].get("itemid") or data.text(number, "url", "@id"),
        place=f"comment {ref}",
    )


def body_of(data: Microdata, number: int, found: list[int]) -> str:
    """Give the markup of what a comment says, or the text that its meta element holds."""
    outline = data.outline
    texts = data.elements(number, *TEXTS) or data.anywhere(number, found, *TEXTS)
    for place, one in enumerate(texts):
        if outline.words(one, 8) or outline.tagged("img", one):
            said = one
            for other in texts[place + 1 :]:  # some mark a post's frame and its text alike
                said = other if outline.holds(said, other) and outline.words(other, 8) else said
            inner = bisect_right(found, said), bisect_left(found, outline.ends[said])
            return markup_within(outline, said, Cut(found[slice(*inner)]))
        if stated := outline.nodes[one].get("content", "").strip():
            return text_to_html(stated)
    return ""


def likes_of(data: Microdata, number: int) -> str:
    """Give how often a comment was liked, as its interactions state it."""
    for counter in data.elements(number, "interactionStatistic"):
        if data.text(counter, "interactionType").endswith("/LikeAction"):
            return data.text(counter, "userInteractionCount")
    return ""


def person_of(data: Microdata, number: int) -> tuple[str, str]:
    """Give name and address of a person marked with microdata, or only named."""
    outline = data.outline
    named = (data.elements(number, "name", "givenName") or [number])[0]
    name = outline.nodes[named].get("content") or outline.words(named)
    above = (one for one in islice(outline.above(number), LEVELS) if outline.tags[one] == "a")
    links = [*[number][: outline.tags[number] == "a"], *outline.tagged("a", number), *above]
    nodes = (outline.nodes[one] for one in [*data.elements(number, "url"), *links])
    hrefs = (node.get("href") or node.get("content") or "" for node in nodes)
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
