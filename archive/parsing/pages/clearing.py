"""What stands in an article's element without being of the article: told by number, then left out.

The page's tree stays as it is: what is to go is gathered first, and only the copy that is given
away is without it.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import islice, takewhile

from lxml.html import HtmlElement

from archive.lib.text import fold
from archive.parsing.pages import timestamps
from archive.parsing.pages.ground import Ground
from archive.parsing.pages.markup import BLOCKS, attribute, drop, elements, inner_html, text_of
from archive.parsing.pages.outline import Outline
from archive.parsing.pages.running import HEADINGS, Lines

# Never part of an article's text, whatever their names.
FURNITURE = (
    *("script", "style", "template", "noscript", "form", "nav", "aside", "button", "input"),
    *("select", "textarea", "iframe", "object", "embed", "footer", "dialog", "menu"),
)
# Names of what stands among an article's paragraphs without being of it.
AROUND = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|shares|social|sharedaddy|addtoany|related|recommend(?:ed"
    r"|ations)?|newsletter|subscribe|subscription|signup|sign-up|promo|advert(?:isement)?|ads?"
    r"|adsense|sponsor(?:ed)?|breadcrumbs?|pagination|pager|navigation|nav|menu|sidebar"
    r"|tags|tag-links|cat-links|post-tags|comments?|comment-?count|respond|disqus|outbrain"
    r"|taboola|most-?read|popular|trending|read-?more|jp-relatedposts|wpcnt|ratings?|votes?"
    r"|cookie|screen-reader-text|sr-only|visually-hidden|actions|donat(?:e|ion)|paywall"
    r"|edit-?(?:link|section)|signature|post-?(?:controls|buttons|number)|poll|quiz"
    r"|about-?(?:the-)?author|author-?(?:box|bio|info|card))(?:$|[\s_-])",
    re.M,
)
# The same where they hold little running text: else they are a layout's names.
WEAKLY_AROUND = re.compile(
    r"(?:^|[\s_-])(?:widget|tag|tools|toolbar|print|feedback|hidden|rss|teaser|copyright"
    r"|licen[sc]e|entry-utility|post-?footer)(?:$|[\s_-])",
    re.M,
)
# Who and when, above or below a text; within it they are of something quoted.
BYLINES = re.compile(
    r"(?:^|[\s_-])(?:post-?meta|entry-?meta|postmetadata|metadata|byline|dateline|user-?info"
    r"|post-?(?:info|date|author|head(?:er)?)|timestamp)(?:$|[\s_-])"
    r"|(?:^|\s)(?:\S*(?:post|entry|article|story|news|content|page|head(?:er)?)[-_]+)?"
    r"(?:author(?:[-_]?name)?|date|time|permalink|profile|published|submitted|meta)(?:$|\s)",
    re.M,
)
PICTURES = ("figure", "img", "picture", "video", "audio", "svg", "figcaption")
BLOCKS_OF_LINKS = ("ul", "ol", "div", "section", "p", "table", "dl", "li", "td", "tr", "center")
MOST_AROUND = 0.3
MOST_WEAKLY = 0.05
MOST_HEADER = 0.5
LONGEST_BYLINE = 160
LONGEST_BUTTON = 14
LONGEST_LIST = 2000
SHORTEST_REPEATED = 50
SHORTEST_LEAD = 40
MOST_LEAD = 0.4
SHARING = re.compile(r"[?&](?:u|url|link|href|text|body|status)=https?(?:%3a|:)", re.I)
FILE_NAME = re.compile(r"^[\w.%()\s-]+\.(?:jpe?g|png|gif|webp|avif|bmp|svg|tiff?)$", re.I)
# What heads the things that follow an article, in the languages of the web's larger part.
ENDING = re.compile(
    r"(?:related(?: (?:articles?|posts?|stories|content|links|topics|news|reading))?\b|(?:read|see)"
    r" (?:more|also|next)\b|more (?:from|on|in|about|stories|articles|news)\b|you (?:may|might)"
    r" (?:also )?(?:like|be interested|enjoy)|recommended(?: for you)?\W*$|about the authors?\b"
    r"|(?:share|tweet|e-?mail|print) (?:this|on|via|it)\b|share\W*$|tags?\s*:|filed under\b"
    r"|(?:most )?popular (?:posts|articles|stories)|trending\b|advertisements?\W*$|sponsored"
    r"|(?:sign up|subscribe) (?:for|to|now)\b|leave a (?:reply|comment|response)|(?:post|add)"
    r" a comment|comments?\W*$|\d+ (?:comments|replies)\W*$|(?:\d+ )?trackbacks?\b|like this:"
    r"|don.t miss\b|our newsletter|newsletter\W*$|follow us\b|continue reading\b"
    r"|(?:das könnte (?:sie|dich|ihnen)|lesen sie (?:auch|mehr)|mehr (?:zum|zu|über"
    r"|aus|von)\b|(?:ähnliche|weitere) (?:artikel|beiträge|themen)"
    r"|verwandte (?:artikel|beiträge|themen)|auch interessant|zum thema\W*$|schlagw(?:ort|örter)"
    r"|stichwort|teilen\W*$|artikel teilen|kommentare?\W*$|anzeige\W*$|über den autor|zur person)"
    r"|(?:à lire (?:aussi|également)|lire (?:aussi|également)|sur le même (?:sujet|thème)"
    r"|voir aussi|articles? (?:similaires?|liés?|connexes)|même rubrique|partager\b|mots[ -]clés"
    r"|commentaires?\W*$|laisser un commentaire|publicité\W*$)"
    r"|(?:(?:artículos|noticias|entradas|temas) relacionad[oa]s|te puede interesar|lee también"
    r"|ver también|más (?:noticias|sobre|en)\b|etiquetas\b|compartir\b|comentarios?\W*$)"
    r"|(?:leia (?:também|mais)|veja (?:também|mais)|saiba mais|(?:notícias|artigos|posts)"
    r" relacionad[oa]s|compartilh\w+|comentários?\W*$|leggi anche|articoli correlati|condividi\b"
    r"|commenti\W*$|potrebbe interessarti)"
    r"|(?:lees ook|lees meer|gerelateerde|meer over|deel (?:dit|op)|reacties?\W*$)"
    r"|(?:läs (?:också|mer|även)|les også|læs også|dela\W*$|del\W*$|lue (?:myös|lisää))"
    r"|(?:читайте (?:также|ещё|еще)|по теме|похожие|ещё по теме|поделиться|комментарии\W*$|теги\b"
    r"|читати також|дивіться також|czytaj (?:także|również|też)|zobacz (?:także|również|też)"
    r"|udostępnij|komentarze\W*$|související|čtěte také|diskuse\W*$|kapcsolódó|benzer haberler"
    r"|ilgili haberler|yorumlar\W*$|etiketler\b)"
    r"|(?:関連記事|関連(?:リンク|ニュース)|あわせて読みたい|おすすめ記事|人気記事|コメント\W*$|タグ\b|シェア"
    r"|相关(?:文章|阅读|新闻|推荐)|相關(?:文章|閱讀|新聞)|延伸閱讀|延伸阅读|推荐阅读|推薦閱讀|標籤|标签|留言\W*$"
    r"|관련\s?기사|많이 본|댓글\W*$|저작권자|무단\s?전재|مواضيع ذات صلة|اقرأ أيضا"
    r"|شاهد أيضا|مطالب مرتبط|اخبار مرتبط|برچسب|קראו גם|עוד בנושא|תגובות\W*$))",
    re.I,
)
LONGEST_ENDING = 60
MOST_LEFT = 0.4
FEW_LEFT = 0.02
PROSE_AFTER = 0.75
LINKS_AFTER = 0.2
CAPTION_LEVELS = 4  # how far above an image its caption is looked for


def unwanted(
    outline: Outline, lines: Lines, core: int, headline: int | None, passed: bytearray
) -> list[int]:
    """Give the elements below `core` that are not of the article, outermost ones, in order."""
    found = {number for number in outline.within(core) if passed[number]}
    for tag in FURNITURE:
        found.update(outline.tagged(tag, core))
    total = prose_in(outline, lines, core)
    for pattern, share in ((AROUND, MOST_AROUND), (WEAKLY_AROUND, MOST_WEAKLY)):
        found.update(
            number
            for number in outline.labelled(pattern, core)
            if prose_in(outline, lines, number) <= share * total
            and not shows_picture(outline, number)
        )
    found.update(bylines(outline, lines, core, headline))
    if headline is not None:
        found.update(same_headings(outline, core, headline))
        if outline.holds(core, headline):
            found.update(before(outline, core, headline))
    found.update(repeated(outline, lines, core))
    return outermost(outline, found)


def bylines(outline: Outline, lines: Lines, core: int, headline: int | None) -> Iterator[int]:
    """Yield what names author and date about the text; not what does so in something quoted."""
    most = MOST_HEADER * prose_in(outline, lines, core)
    for number in outline.labelled(BYLINES, core):
        if prose_in(outline, lines, number) or shows_picture(outline, number):
            continue
        about = takewhile(lambda above: above != core, outline.above(number))
        prose = ((above, prose_in(outline, lines, above)) for above in about)
        holder = next((above for above, held in prose if held > 0), None)
        if (
            holder is None
            or prose_in(outline, lines, holder) > most
            or (headline is not None and outline.holds(holder, headline))
        ):
            yield number


def same_headings(outline: Outline, core: int, headline: int) -> Iterator[int]:
    """Yield the headings in `core` that say what the headline does, itself among them."""
    sought = outline.letters_of(headline)
    if headline in outline.within(core):
        yield headline
    for tag in HEADINGS:
        for number in outline.tagged(tag, core):
            if outline.letters_of(number) == sought:
                yield number


def prose_in(outline: Outline, lines: Lines, number: int) -> int:
    """Give how much running text an element holds."""
    return lines.prose_in(outline.starts[number], outline.stops[number])


def outermost(outline: Outline, found: set[int]) -> list[int]:
    """Give those of the elements that stand in no other of them, in document order."""
    kept: list[int] = []
    end = 0
    for number in sorted(found):
        if number >= end:
            kept.append(number)
            end = outline.ends[number]
    return kept


def shows_picture(outline: Outline, number: int) -> bool:
    """Whether an element is a picture, or one with its caption, and no list of links."""
    if outline.tags[number] in PICTURES:
        return True
    pictures = any(outline.tagged(tag, number) for tag in ("figure", "figcaption"))
    return pictures and len(outline.tagged("a", number)) <= 2


def before(outline: Outline, core: int, headline: int) -> Iterator[int]:
    """Yield what stands in `core` before the headline."""
    inner = headline
    for above in outline.above(headline):
        yield from (child for child in outline.children(above) if child < inner)
        if above == core:
            return
        inner = above


def repeated(outline: Outline, lines: Lines, core: int) -> Iterator[int]:
    """Yield the blocks whose text stood before word for word: one for phones, one for screens."""
    seen: set[str] = set()
    for line in lines.between(outline.starts[core], outline.stops[core]):
        if lines.prose[line] < SHORTEST_REPEATED:
            continue
        text = outline.text[lines.starts[line] : lines.stops[line]].strip()
        if text in seen:
            yield from block_of(outline, lines, line)
        seen.add(text)


def block_of(outline: Outline, lines: Lines, line: int) -> Iterator[int]:
    """Yield the outermost element that holds a line and no other, if there is one."""
    start, stop = lines.starts[line], lines.stops[line]
    found = None
    number = element_at(outline, lines, line)
    while outline.starts[number] >= start - 1 and outline.stops[number] <= stop + 1:
        found = number
        number = outline.parents[number]
    if found is not None:
        yield found


def element_at(outline: Outline, lines: Lines, line: int) -> int:
    """Give the innermost element in which the first character of a line stands."""
    text = outline.text[lines.starts[line] : lines.stops[line]]
    return outline.at(lines.starts[line] + len(text) - len(text.lstrip()))


def ending(outline: Outline, lines: Lines, core: int, gone: bytearray) -> int | None:
    """Give the element from which on nothing in `core` is of the article, or None.

    A short line of words that everywhere head what follows an article ends it, where little
    running text or mostly links come after it.
    """
    span = lines.between(outline.starts[core], outline.stops[core])
    total = lines.prose_before[span.stop] - lines.prose_before[span.start]
    for line in span:
        if lines.sizes[line] > LONGEST_ENDING:
            continue
        left = lines.prose_before[span.stop] - lines.prose_before[line]
        if left > MOST_LEFT * total:
            continue
        text = outline.text[lines.starts[line] : lines.stops[line]]
        if ENDING.match(" ".join(text.split())):
            number = element_at(outline, lines, line)
            if not gone[number] and is_apart(lines, line, span.stop, total):
                return number
    return None


def is_apart(lines: Lines, line: int, stop: int, total: int) -> bool:
    """Whether what follows a line is no running text, or hardly any, or much of it links."""
    size = lines.size_before[stop] - lines.size_before[line]
    prose = lines.prose_before[stop] - lines.prose_before[line]
    linked = sum(lines.linked[line:stop])
    return prose <= max(PROSE_AFTER * size, FEW_LEFT * total) or linked >= LINKS_AFTER * size


def lead(ground: Ground, core: int) -> str:
    """Give the markup of what is told between the headline and an article's element apart."""
    outline, lines, headline = ground.outline, ground.lines, ground.headline
    if headline is None or outline.holds(core, headline) or headline > core:
        return ""
    span = lines.between(outline.stops[headline], outline.starts[core])
    total = prose_in(outline, lines, core)
    told: dict[int, str] = {}
    seen = outline.letters_of(core)
    for line in span:
        if lines.prose[line] < SHORTEST_LEAD or is_about(outline, lines, line):
            continue
        number = element_at(outline, lines, line)
        while outline.tags[number] not in BLOCKS and outline.parents[number] > 0:
            number = outline.parents[number]
        if outline.letters_of(number) not in seen:
            told[number] = inner_html(outline.nodes[number])
            seen += outline.letters_of(number)
    if sum(map(outline.size, told)) > MOST_LEAD * total:
        return ""
    return "".join(f"<p>{markup}</p>" for markup in told.values())


def is_about(outline: Outline, lines: Lines, line: int) -> bool:
    """Whether a line tells who wrote and when, and nothing else."""
    text = outline.text[lines.starts[line] : lines.stops[line]]
    return len(text) <= LONGEST_BYLINE and bool(timestamps.DATE.search(text))


def cleared(ground: Ground, core: int) -> str:
    """Give the markup within an article's element, without what is not of the article."""
    outline, lines, headline = ground.outline, ground.lines, ground.headline
    gone = unwanted(outline, lines, core, headline, ground.passed)
    last = ending(outline, lines, core, outline.covered(gone))
    copy = deepcopy(outline.nodes[core])
    copy.tail = None
    nodes = list(elements(copy))
    if headline is not None and outline.holds(core, headline):
        begin_after(nodes[headline - core])
    if last is not None:
        end_before(nodes[last - core])
    for number in gone:
        drop(nodes[number - core])
    for image in copy.iter("img"):
        alt = attribute(image, "alt").strip()
        # No description: the name of a file, or the caption, which stands beside it anyway.
        if FILE_NAME.match(alt) or (alt and is_said_beside(image, alt)):
            image.set("alt", "")
    return inner_html(copy)


def begin_after(headline: HtmlElement) -> None:
    """Take out the text before a headline; the elements there go by number."""
    for above in headline.iterancestors():
        above.text = None
    for node in [headline, *headline.iterancestors()]:
        for sibling in node.itersiblings(preceding=True):
            sibling.tail = None


def end_before(node: HtmlElement) -> None:
    """Take out an element and all that follows it."""
    line = [node, *node.iterancestors()]
    for one in line[:-1]:
        one.tail = None
        for sibling in list(one.itersiblings()):
            sibling.tail = None
            drop(sibling)
    drop(node)


def is_said_beside(image: HtmlElement, alt: str) -> bool:
    """Whether the nearest words about an image are its alt text once more."""
    for node in islice(image.iterancestors(), CAPTION_LEVELS):
        said = fold(text_of(node, 2 * len(alt) + 20))
        if said:
            return said == fold(alt)
    return False
