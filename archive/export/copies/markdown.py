"""An article with its thread as Markdown: replies are quotes within what they answer."""

from collections.abc import Callable, Iterable, Iterator

from archive.export.citations.plain import plain_citation
from archive.export.pieces import Piece, Reply
from archive.export.wording import byline, head_of, responses
from archive.lib.html import text_to_html
from archive.lib.markdown import escaped, link, of_heading, to_markdown

DEEPEST = 8
"""Levels beyond are not quoted further: each says what it answers."""
Illustrate = Callable[[str], str]
"""Gives stored markup the pictures that are held."""


def markdown(piece: Piece, replies: Iterable[Reply], illustrate: Illustrate) -> Iterator[str]:
    """The text, piece by piece. Streams."""
    cited = piece.cited
    yield f"# {of_heading(escaped(cited.full_title))}\n\n{escaped(byline(piece))}\n"
    if piece.standfirst:
        yield f"\n{escaped(piece.standfirst)}\n"
    if piece.image:
        yield f"\n!{link(escaped(piece.caption), piece.image)}\n"
    body = to_markdown(illustrate(piece.html or text_to_html(piece.text)))
    yield f"\n{body or 'The text is not held.'}\n"
    yield f"\n* * *\n\n## {escaped(responses(piece))}\n"
    for reply in replies:
        yield _reply(reply, illustrate)
    yield f"\n* * *\n\n{escaped(plain_citation(cited))}\n"


def _reply(reply: Reply, illustrate: Illustrate) -> str:
    head = f"**{reply.number}** {escaped(head_of(reply))}"
    if reply.why:
        words = escaped(reply.why)
    else:
        html = illustrate(reply.html or text_to_html(reply.text))
        title = f"{escaped(reply.title)}\n\n" if reply.title else ""
        words = title + to_markdown(html, headings=False)
    quote = "> " * (min(reply.depth, DEEPEST) + 1)
    lines = [head, "", *words.split("\n")] if words else [head]
    return "\n" + "".join(f"{quote}{one}".rstrip() + "\n" for one in lines)
