"""What a page says about its article besides the text: headline, byline, teaser, terms, picture.

The functions take the page as saved, for its structured data and meta elements, and a copy of
its tree without the thread, for what readers see.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from archive.lib import addresses
from archive.lib.html import strip_tags
from archive.lib.text import collapse, fold
from archive.parsing.drafts import PersonDraft, TermDraft
from archive.parsing.pages import structured
from archive.parsing.pages.markup import ancestors, attribute, elements, label, text_of
from archive.parsing.pages.page import Page
from archive.parsing.pages.threads.parts import tidy_name

SEPARATOR = re.compile(r"\s+[|\u2013—·•»«\-:]+\s+|\s*[|»]\s*")
HEADLINE = re.compile(
    r"\b(?:entry|post|article|story|page|asset|content|news)[-_]?(?:title|headline|name|head)\b"
    r"|\bheadline\b"
)
BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|autor|auteur|post-author|entry-author|article-author|"
    r"author-name|posted-by|writer|reporter|signature|\w*user-?name)(?:$|[\s_-])|(?:^|\s)vcard\b"
)
AUTHOR_PAGE = re.compile(r"/(?:author|authors|autor|autoren|auteurs?|contributors?)/[^/?#]+/?$")
ABOUT_POST = re.compile(
    r"post-?meta|entry-?meta|posted-?(?:on|by)|post-?info|article-?(?:meta|info)|submitted"
)
SIGNED = re.compile(
    r"\b(?:posted|written|published|submitted|veröffentlicht|verfasst|publié)\s+(?:by|von|par"
    r"|por)\s+(?P<name>\S.{1,60}?)(?:\s+(?:on|in|at|am|um|le|under|and)\b|\s*[,|•·\u2013—(]|\.?$)",
    re.I,
)
ABOUT_AUTHOR = re.compile(
    r"bio|avatar|photo|image|box|about|related|comment|more-from|description|social"
)
JOINED = re.compile(r"\s*(?:,|;|\s&\s|\s(?:and|und|et|y|e|og|och|en|и)\s)\s*", re.I)
BY = re.compile(
    r"^(?:posted\s+|written\s+|published\s+)?(?:by|von|par|por|di|da|door|av|от|автор"
    r"|text)\b\s*:?\s+",
    re.I,
)
# A link to a site's front page: its name's link, not an article's.
HOME = re.compile(r"^(?:https?://[^/]+)?/?(?:index\.\w+)?$")
SHARE_OF_TITLE = 0.4
LONGEST_TITLE = 300
MAX_NAME = 100
META_AUTHORS = (
    "author",
    "dc.creator",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "citation_author",
)


def title_of(page: Page, tree: HtmlElement) -> str:
    """Give the headline: the visible heading that the page's own titles repeat, else a title."""
    thing = page.article_thing
    claimed = [structured.first(thing.get("headline") or thing.get("name"))]
    claimed += page.meta.get("og:title", [])[:1] + page.meta.get("twitter:title", [])[:1]
    claimed = [collapse(strip_tags(value)) for value in [*claimed, page.window_title] if value]
    sites = {fold(name) for name in site_names(page)}
    shown = [heading_text(node) for node in headings(tree)]
    folded = [fold(title) for title in claimed]
    repeated = [
        heading
        for heading in shown
        if fold(heading) not in sites and any(fold(heading) in title for title in folded)
    ]
    best = max(repeated, key=lambda heading: len(fold(heading)), default="")
    shortest = min((fold(without_site(title, page)) for title in claimed), key=len, default="")
    named = {fold(part) for part in SEPARATOR.split(page.window_title)}
    if best and fold(best) in named:
        return best
    if best and len(fold(best)) >= SHARE_OF_TITLE * len(shortest):
        return best
    if claimed:
        return without_site(claimed[0], page)
    return shown[0] if shown else ""


def headline_element(tree: HtmlElement, title: str) -> HtmlElement | None:
    """Give the heading that shows the title, or None."""
    sought = fold(title)
    return next(
        (node for node in headings(tree) if sought and fold(heading_text(node)) == sought), None
    )


def headings(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield likely headlines, the likeliest kind first; not those that name the site."""
    marked = [node for node in elements(tree) if "headline" in attribute(node, "itemprop").split()]
    named = [node for node in elements(tree) if HEADLINE.search(label(node))]
    for node in [*marked, *tree.iter("h1"), *named, *tree.iter("h2"), *tree.iter("h3")]:
        links = [link.get("href") or "" for link in node.iter("a")]
        is_home = any(HOME.match(href) for href in links)
        if 0 < len(heading_text(node)) <= LONGEST_TITLE and not is_home:
            yield node


def heading_text(node: HtmlElement) -> str:
    """Give a heading's text; where broken markup put another heading into it, what is before."""
    within = any(child.tag in ("h1", "h2", "h3", "h4", "p") for child in node)
    return collapse(node.text or "") if within and (node.text or "").strip() else text_of(node)


def without_site(title: str, page: Page) -> str:
    """Take the site's name from the end, or the start, of a window's title."""
    names = [fold(name) for name in site_names(page)]
    parts = SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    if fold(parts[-1]) in names:
        return title[: title.rindex(parts[-1])].rstrip(" |\u2013—·•»«-:")
    if fold(parts[0]) in names:
        return title[len(parts[0]) :].lstrip(" |\u2013—·•»«-:")
    is_tail = title == page.window_title and len(parts[-1]) < 0.5 * len(title)
    return title[: title.rindex(parts[-1])].rstrip(" |\u2013—·•»«-:") if is_tail else title


def site_names(page: Page) -> list[str]:
    """Give the names by which the page calls its site."""
    names = page.meta.get("og:site_name", []) + page.meta.get("application-name", [])
    for thing in page.things:
        if structured.types(thing) & {"WebSite", "Organization", "NewsMediaOrganization", "Blog"}:
            names += structured.strings(thing.get("name"))
        names += structured.strings(thing.get("publisher"), "name")
    host = addresses.host_of(page.address) if page.address else ""
    return [name for name in [*names, host, host.removeprefix("www.")] if name]


def authors_of(page: Page, tree: HtmlElement) -> tuple[PersonDraft, ...]:
    """Give the article's authors: from structured data, else the byline, else meta elements."""
    meta = [(name, "") for key in META_AUTHORS for name in page.meta.get(key, [])]
    sites = {fold(name) for name in site_names(page)}
    named_as_site: tuple[PersonDraft, ...] = ()
    for found in (structured_authors(page), byline_authors(tree), meta):
        people: dict[str, PersonDraft] = {}
        for written, address in found:
            for name in names_in(written):
                people.setdefault(fold(name), PersonDraft(name, profile_url=address))
        if set(people) - sites:
            return tuple(people.values())
        named_as_site = named_as_site or tuple(people.values())
    return named_as_site


def structured_authors(page: Page) -> list[tuple[str, str]]:
    """Give names and addresses of the authors stated in the article's JSON-LD."""
    stated = page.article_thing.get("author")
    found = []
    for author in stated if isinstance(stated, list) else [stated]:
        name = structured.first(author, "name")
        address = structured.first(author, "url") if isinstance(author, dict) else ""
        if name:
            found.append((name, address))
    return found


def byline_authors(tree: HtmlElement) -> list[tuple[str, str]]:
    """Give names and addresses in the page's first byline."""
    marked = [n for n in elements(tree) if "author" in attribute(n, "itemprop").split()]
    linked = [n for n in tree.iter("a") if "author" in attribute(n, "rel").lower().split()]
    named = [
        n
        for n in elements(tree)
        if BYLINE.search(label(n))
        and not ABOUT_AUTHOR.search(label(n))
        and n.tag not in ("body", "html", "article")
    ]
    addressed = [n for n in tree.iter("a") if AUTHOR_PAGE.search(attribute(n, "href"))]
    for group in (marked, linked, addressed, named):
        if group:
            block = block_of(group[0])
            found = [
                one
                for node in group
                if block in (node, *ancestors(node))
                for one in written_in(node)
            ]
            if found:
                return found[:6] if group is not named else found[:1]
    return [(name, "") for name in signed_in_text(tree)]


def signed_in_text(tree: HtmlElement) -> list[str]:
    """Give the name in a line of metadata such as "This entry was posted by Name on …"."""
    for node in elements(tree):
        if ABOUT_POST.search(label(node)) and (match := SIGNED.search(text_of(node)[:300])):
            return [match["name"]]
    return []


def block_of(node: HtmlElement) -> HtmlElement:
    """Give the block a byline's first name stands in; further names there are of the byline."""
    above = list(ancestors(node))[:2]
    return above[-1] if above and above[-1].tag not in ("body", "html", "main") else node


def written_in(node: HtmlElement) -> list[tuple[str, str]]:
    """Give the names an element of a byline holds, as written, and where they link to."""
    inner = [one for one in elements(node) if "name" in attribute(one, "itemprop").split()]
    full = [one for one in elements(node) if "fn" in attribute(one, "class").split()]
    link = next((one for one in [node, *node.iter("a")] if one.tag == "a" and text_of(one)), None)
    at = next(iter([*inner, *full]), node if link is None else link)
    name = at.get("content") or text_of(at)
    return [(name, "" if link is None else attribute(link, "href"))] if names_in(name) else []


def names_in(written: str) -> list[str]:
    """Give the names in a byline; none where it is an address or a sentence."""
    line = re.split(r"\s+[-\u2013—|•·»]\s+", BY.sub("", collapse(written)))[0]
    if not line or re.match(r"https?:|www\.|@|/", line) or len(line) > 2 * MAX_NAME:
        return []
    names = [tidy_name(BY.sub("", part)) for part in JOINED.split(line)]
    return [
        n
        for n in names
        if n and len(n) <= MAX_NAME and re.search(r"[^\W\d_]", n) and len(n.split()) <= 7
    ]


def stated_body(page: Page, tree: HtmlElement) -> str:
    """Give the article's text as structured data states it, as plain text; often there is none."""
    thing = page.article_thing
    stated = structured.first(thing.get("articleBody")) or structured.first(thing.get("text"))
    if stated:
        return strip_tags(stated)
    for node in elements(tree):
        if {"articleBody", "text"} & set(attribute(node, "itemprop").split()):
            return node.get("content") or text_of(node)
    return ""


def standfirst_of(page: Page) -> str:
    """Give the teaser the page states of itself."""
    stated = page.meta.get("og:description", []) + page.meta.get("description", [])
    return (
        collapse(stated[0]) if stated else structured.first(page.article_thing.get("description"))
    )


def lead_image_of(page: Page) -> str:
    """Give the address of the page's picture, relative as stated."""
    stated = page.meta.get("og:image", []) + page.meta.get("twitter:image", [])
    if stated:
        return stated[0]
    return structured.first(page.article_thing.get("image"), "url", "contentUrl")


def terms_of(page: Page, tree: HtmlElement) -> tuple[TermDraft, ...]:
    """Give categories, then tags: from meta elements, JSON-LD, and rel=tag links."""
    thing = page.article_thing
    found: dict[tuple[str, str], TermDraft] = {}
    sections = page.meta.get("article:section", []) + structured.strings(
        thing.get("articleSection")
    )
    tags = page.meta.get("article:tag", []) + split_keywords(
        structured.strings(thing.get("keywords"))
    )
    links = [n for n in tree.iter("a") if "tag" in attribute(n, "rel").split()]
    for link in links:
        is_section = "category" in attribute(link, "rel") or "/category/" in attribute(link, "href")
        (sections if is_section else tags).append(text_of(link))
    for name in sections:
        found.setdefault(("category", fold(name)), TermDraft(collapse(name), "category"))
    for name in tags:
        found.setdefault(("tag", fold(name)), TermDraft(collapse(name), "tag"))
    return tuple(term for term in found.values() if term.name and len(term.name) <= MAX_NAME)


def split_keywords(values: list[str]) -> list[str]:
    """Part keywords written in one text with commas."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]
