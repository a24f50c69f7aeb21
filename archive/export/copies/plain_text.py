"""An article with its thread as plain text.

Comments are numbered and say which number they answer; their words stand behind a bar, so that no
words can pass for another comment.
"""

from collections.abc import Iterable, Iterator

from archive.export.citations.plain import plain_citation
from archive.export.pieces import Piece, Reply
from archive.export.wording import byline, head_of, responses

DEEPEST = 8
"""Levels beyond are not indented further."""
RULER = "-" * 72


def plain_text(piece: Piece, replies: Iterable[Reply]) -> Iterator[str]:
    """The text, piece by piece. Streams."""
    yield f"{piece.cited.full_title}\n{byline(piece)}\n"
    for part in (piece.standfirst, piece.text or "The text is not held."):
        yield f"\n{part}\n" if part else ""
    yield f"\n{RULER}\n{responses(piece)}\n"
    for reply in replies:
        yield _reply(reply)
    yield f"\n{RULER}\n{plain_citation(piece.cited)}"


def _reply(reply: Reply) -> str:
    indent = "  " * min(reply.depth, DEEPEST)
    words = reply.why or "\n".join(filter(None, (reply.title, reply.text)))
    lines = [f"[{reply.number}] {head_of(reply)}", *(f"| {one}" for one in words.splitlines())]
    return "\n" + "".join(f"{indent}{one}".rstrip() + "\n" for one in lines)
