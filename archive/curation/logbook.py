"""Who did what and when at the desk: a line for every verb, where the admin keeps its own."""

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import User
from django.db.models import Model

from archive.lib.text import truncate
from archive.models import Article, Comment

__all__ = ["ADDITION", "CHANGE", "DELETION", "log", "named"]

LONGEST_NAME = 120


def log(user: User, row: Model, flag: int, words: str) -> None:
    """Writes down what the user did to the row: call it before the row is deleted."""
    LogEntry.objects.log_actions(user.pk, [row], flag, words, single_object=True)


def named(row: Article | Comment) -> str:
    """The article or comment as the log calls it: what it is, its key and its beginning."""
    kind = "the article" if isinstance(row, Article) else "the comment"
    return f"{kind} {row.key} ({truncate(str(row), LONGEST_NAME)})"
