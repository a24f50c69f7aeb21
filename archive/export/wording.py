"""The few words of our own in what is taken along."""

from archive.export.pieces import Piece, Reply

UNNAMED = "Name not kept by the source"


def byline(piece: Piece) -> str:
    """Who wrote it, for which site, when."""
    when = piece.cited.published.words if piece.cited.published else "undated"
    names = ", ".join(writer.name for writer in piece.writers)
    return " · ".join(filter(None, (names, piece.cited.site, when)))


def responses(piece: Piece) -> str:
    """How many responses follow, and how many were declared where that is another number."""
    counted = f"{piece.count:,} response{'' if piece.count == 1 else 's'}"
    if piece.declared is None or piece.declared == piece.count:
        return counted
    return f"{counted}, {piece.declared:,} declared"


def head_of(reply: Reply) -> str:
    """Who said it, when, and what it answers."""
    name = reply.writer.name or ("" if reply.why else UNNAMED)
    when = reply.posted.words if reply.posted else "undated"
    answers = f"answers [{reply.parent_number}]" if reply.parent_number else ""
    if reply.parent_number and reply.parent_name:
        answers += f" {reply.parent_name}"
    return ", ".join(filter(None, (name, when, answers)))
