"""Pages that are no article: front pages, lists of articles or of links, pages without text.

Who saves a page wants it; a crawler takes whatever it meets. So this is asked of crawled pages
alone, and a page is left out only where it plainly lists others: by what its system calls it, by
its structured data, or because what it shows are headings that lead elsewhere.
"""

import re
from itertools import islice, pairwise
from urllib.parse import urlsplit

from archive.lib import addresses, text
from archive.parsing.drafts import ArticleDraft
from archive.parsing.pages import structured
from archive.parsing.pages.markup import attribute, classes
from archive.parsing.pages.page import Page

FRONT = "the front page of a site"
LIST = "a list of articles"
RESULTS = "a list of search results"
LINKS = "a list of links"
NO_TEXT = "a page without text and comments"

# What systems write into the class of a page's body. WordPress: body_class(), whose words are
# common ones and count only where WordPress shows elsewhere; then Blogger, Ghost, Movable Type,
# Drupal, Joomla.
OF_WORDPRESS = {
    RESULTS: {"search", "search-results", "search-no-results"},
    LIST: {"archive", "category", "tag", "author", "date", "paged", "blog"},
}
OF_OTHERS = {
    RESULTS: {"search-view"},
    LIST: {
        *("archive-view", "label-view", "tag-template", "author-template", "archive-template"),
        *("mt-archive-index", "mt-archive-listing", "page-taxonomy", "path-taxonomy"),
        *("view-category", "view-categories", "view-archive"),
    },
    FRONT: {
        *("homepage-view", "home-template", "mt-main-index", "path-frontpage", "view-featured"),
    },
}
OF_ARTICLES = {
    *("single", "singular", "page-template-default", "attachment", "item-view", "post-template"),
    *("mt-entry-archive", "view-article"),
}
WORDPRESS = re.compile(r"/wp-(?:content|includes)/")
MOST_ASKED = 200  # elements that may load something of WordPress

# https://schema.org/CollectionPage and https://schema.org/SearchResultsPage
LIST_TYPES = {"CollectionPage": LIST, "SearchResultsPage": RESULTS}
# Addresses of lists: /tag/boats/, /2014/03/, /page/3. Alone they prove nothing.
LIST_PATH = re.compile(
    r"/(?:tags?|category|categories|kategorie|author|authors|archives?|label|search|topics?)/[^/]+/?$"
    r"|/page/\d+/?$|/(?:19|20)\d\d(?:/\d\d?){0,2}/?$|/(?:tags|categories|archives?|blog)/?$",
    re.I,
)
BESIDE = ("nav", "aside", "footer")
HEADINGS = ("h1", "h2", "h3", "h4")
FEWEST_TEASERS, FEWEST_ON_LISTS = 4, 2
# A page's own text, in letters: less than so much beside a list is the list's introduction.
OWN_TEXT = 700
LEVELS_TO_LINK = 3
MOST_HEADINGS = 500
FEWEST_LINKS = 20


def why_no_article(page: Page, draft: ArticleDraft) -> str:
    """Say why a crawled page is no article; empty where it is one, or may be.

    Comments make any page worth keeping.
    """
    if draft.comments:
        return ""
    known = by_system(page)
    known = by_data(page) if known is None else known
    if known is None:
        known = by_teasers(page) or by_links(page, draft)
    if not known and not draft.body_html:
        return NO_TEXT
    return known


def by_system(page: Page) -> str | None:
    """Give the reason that its system's own words for the page are; empty for an article.

    None where they say nothing.
    """
    body = next(page.tree.iter("body"), None)
    tokens = set(classes(body)) if body is not None else set()
    wordpress = is_of_wordpress(page)
    if wordpress and "home" in tokens and "paged" not in tokens:
        return FRONT  # a page of the keeper's own writing or not, it leads to others
    if tokens & OF_ARTICLES or any(one.startswith(("page-id-", "postid-")) for one in tokens):
        return ""
    for table in [OF_OTHERS, OF_WORDPRESS] if wordpress else [OF_OTHERS]:
        for reason, words in table.items():
            if tokens & words:
                return reason
    return None


def is_of_wordpress(page: Page) -> bool:
    """Whether WordPress made a page: it says so, or loads its files."""
    if any("wordpress" in one.lower() for one in page.meta.get("generator", [])):
        return True
    asked = [*page.tree.iter("link", "script")][:MOST_ASKED]
    return any(WORDPRESS.search(one.get("href") or one.get("src") or "") for one in asked)


def by_data(page: Page) -> str | None:
    """Give the reason that the structured data are; empty where they describe an article."""
    articles = [thing for thing in page.things if structured.is_article(thing)]
    shown = text.fold(page.window_title)
    headlines = [text.fold(structured.first(one.get("headline"))) for one in articles]
    if len(articles) == 1 or any(one and one in shown for one in headlines):
        return ""
    declared = [name for thing in page.things for name in structured.types(thing)]
    reason = next((LIST_TYPES[name] for name in declared if name in LIST_TYPES), None)
    if reason is None and "article" in (one.lower() for one in page.meta.get("og:type", [])):
        return ""
    return reason


def by_teasers(page: Page) -> str:
    """Give the reason where headings that lead to other pages of the site make up the page."""
    outline, url = page.outline, page.address
    itself = {addresses.normalise(one) for one in (page.url, page.canonical_url) if one}
    found = sorted(number for tag in HEADINGS for number in outline.by_tag.get(tag, ()))
    beside = outline.covered(one for tag in BESIDE for one in outline.by_tag.get(tag, ()))
    found = [number for number in found if not beside[number]]
    leads: set[str] = set()
    own = teased = 0
    level = 9  # of the teaser that the text belongs to; 9 where it belongs to none
    for number, following in pairwise([*found, len(outline.nodes)][: MOST_HEADINGS + 1]):
        rank = int(outline.tags[number][1])
        target = target_of(page, number, itself)
        if target:
            leads.add(target)
        if target or rank <= level:
            level = rank if target else 9
        size = letters_between(page, number, following)
        own, teased = (own, teased + size) if level < 9 else (own + size, teased)
    path = urlsplit(url).path
    fewest = FEWEST_ON_LISTS if LIST_PATH.search(path) or path in ("", "/") else FEWEST_TEASERS
    if len(leads) < fewest or own > max(teased, OWN_TEXT):
        return ""
    return FRONT if path in ("", "/") and url else LIST


def target_of(page: Page, number: int, itself: set[str]) -> str:
    """Give the address that a heading leads to, another page of this site; else nothing.

    `itself` are the page's own addresses.
    """
    outline = page.outline
    links = [*outline.tagged("a", number)]
    near = islice(outline.above(number), LEVELS_TO_LINK)
    links += [one for one in near if outline.tags[one] == "a"]
    for link in links[:1]:
        target = addresses.resolve(page.base, attribute(outline.nodes[link], "href"))
        is_other = addresses.normalise(target) not in itself
        is_root = urlsplit(target).path in ("", "/")
        is_here = addresses.host_of(target) == addresses.host_of(page.address)
        return target if target and is_other and is_here and not is_root else ""
    return ""


def letters_between(page: Page, heading: int, following: int) -> int:
    """Give how many letters stand between two headings, without those of links."""
    outline = page.outline
    after = outline.ends[heading]
    end = outline.first[following] if following < len(outline.nodes) else outline.last[0]
    links = sum(outline.size(one) for one in outline.tagged_in("a", after, following))
    return max(end - outline.last[heading] - links, 0)


def by_links(page: Page, draft: ArticleDraft) -> str:
    """Give the reason where next to all that a page says are its links.

    A picture with its headline looks so too: what has a date, an author or a picture is none.
    """
    if draft.published or draft.authors or draft.lead_image_url:
        return ""
    outline = page.outline
    links = outline.by_tag.get("a", [])
    linked = sum(outline.size(one) for one in links)
    own = outline.size(0) - linked
    is_list = len(links) >= FEWEST_LINKS and own < min(linked, OWN_TEXT)
    return LINKS if is_list else ""
