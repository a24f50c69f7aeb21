"""Pages written in a line or two, for tests of what is read from them."""

from archive.parsing.drafts import ArticleDraft
from archive.parsing.pages.article import draft_of
from archive.parsing.pages.ground import Ground, ground_of
from archive.parsing.pages.page import parse_page

PROSE = "".join(
    f"<p>Paragraph {n} tells of the harbour, of the boats that came in late and of those who "
    f"waited on the quay until the lamps were lit again, number {n}.</p>"
    for n in range(1, 7)
)


def markup_of(body: str, head: str = "", lang: str = "en") -> str:
    title = "<title>The quay &#8211; Harbour Notes</title>"
    return f'<!DOCTYPE html><html lang="{lang}"><head>{title}{head}</head><body>{body}</body>'


def draft(body: str, head: str = "", lang: str = "en") -> ArticleDraft:
    content = markup_of(body, head, lang).encode()
    return draft_of(parse_page(content), content)


def ground(body: str, head: str = "", lang: str = "en") -> Ground:
    return ground_of(parse_page(markup_of(body, head, lang).encode()), None)
