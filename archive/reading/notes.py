"""The archive's own notes on an article and its thread, as the user may see them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from archive.models import Article, Note
from archive.models.visibility import User

NotesByComment = Mapping[int, Sequence[Note]]
OF_ARTICLE = 0


def notes_on(user: User, article: Article) -> NotesByComment:
    """Notes by the row number of their comment, in order of time; the article's own at 0.

    What was noted on a merged row stands at the one it was merged into. One query.
    """
    notes: dict[int, list[Note]] = defaultdict(list)
    for note in Note.objects.visible_to(user).at_thread_of(article).with_places():
        notes[note.comment_at or OF_ARTICLE].append(note)
    return notes
