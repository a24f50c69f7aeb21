"""What stands in an article's element without being of the article: told by number, then left out.

The page's tree stays as it is: what is to go is gathered first, and only the copy that is given
away is without it.
"""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import islice, takewhile

from lxml.html import HtmlElement

from archive.lib.text import fold
from archive.parsing.pages.furniture import AROUND, BYLINES, FURNITURE, WEAKLY_AROUND
from archive.parsing.pages.ground import Ground
from archive.parsing.pages.markup import attribute, drop, elements, inner_html
from archive.parsing.pages.outline import Outline
from archive.parsing.pages.running import HEADINGS, Lines, block_of, prose_in
from archive.parsing.pages.text_edges import credits_before, ending

PICTURES = ("figure", "img", "picture", "video", "audio", "svg", "figcaption")
MOST_AROUND = 0.3
MOST_WEAKLY = 0.05
MOST_HEADER = 0.5
MOST_CREDITED = 100
SHORTEST_REPEATED = 50
FILE_NAME = re.compile(r"^[\w.%()\s-]+\.(?:jpe?g|png|gif|webp|avif|bmp|svg|tiff?)$", re.I)
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
    found.update(
        number
        for number in outline.hinted(AROUND)
        if number in outline.within(core)
        and prose_in(outline, lines, number) <= MOST_AROUND * total
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
        if prose_in(outline, lines, number) > MOST_CREDITED or shows_picture(outline, number):
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


def cleared(ground: Ground, core: int, names: Iterable[str] = ()) -> str:
    """Give the markup within an article's element, without what is not of the article.

    `names` are the authors'.
    """
    outline, lines, headline = ground.outline, ground.lines, ground.headline
    folded = frozenset(fold(name) for name in names)
    gone = unwanted(outline, lines, core, headline, ground.passed)
    gone += [
        n for line in credits_before(ground, core, folded) for n in block_of(outline, lines, line)
    ]
    gone = outermost(outline, set(gone) - {core})
    last = ending(ground, core, outline.covered(gone), folded)
    copy = deepcopy(outline.nodes[core])
    copy.tail = None
    nodes = list(elements(copy))
    if headline is not None and outline.holds(core, headline):
        begin_after(nodes[headline - core])
    if last is not None and last[0] != core:
        end_at(nodes[last[0] - core], is_kept=last[1])
    for number in gone:
        drop(nodes[number - core])
    for number in outline.tagged("img", core):
        if is_no_description(outline, number):
            nodes[number - core].set("alt", "")
    return inner_html(copy)


def begin_after(headline: HtmlElement) -> None:
    """Take out the text before a headline; the elements there go by number."""
    for above in headline.iterancestors():
        above.text = None
    for node in [headline, *headline.iterancestors()]:
        for sibling in node.itersiblings(preceding=True):
            sibling.tail = None


def end_at(node: HtmlElement, *, is_kept: bool) -> None:
    """Take out all that follows an element, and itself unless it is kept."""
    for one in [node, *node.iterancestors()][:-1]:
        one.tail = None
        for sibling in list(one.itersiblings()):
            sibling.tail = None
            drop(sibling)
    if not is_kept:
        drop(node)


def is_no_description(outline: Outline, image: int) -> bool:
    """Whether an image's alt text is a file's name, or the caption that stands beside it anyway."""
    alt = attribute(outline.nodes[image], "alt").strip()
    if not alt or FILE_NAME.match(alt):
        return bool(alt)
    for above in islice(outline.above(image), CAPTION_LEVELS):
        if outline.size(above):
            return fold(outline.words(above, 2 * len(alt) + 20)) == fold(alt)
    return False
