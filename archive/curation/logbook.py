"""Who did what and when at the desk: a line for every verb, where the admin keeps its own."""

from collections.abc import Sequence

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import AbstractBaseUser, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from archive.lib.text import truncate
from archive.models import Article, Comment

__all__ = ["ADDITION", "CHANGE", "DELETION", "log", "log_all", "named"]

LONGEST_NAME = 120
LONGEST_CHANGE = 300


def log(user: User, row: Model, flag: int, words: str) -> None:
    """Writes down what the user did to the row: call it before the row is deleted."""
    LogEntry.objects.log_actions(user.pk, [row], flag, words, single_object=True)


def log_all(user: AbstractBaseUser, rows: Sequence[Model], words: str) -> None:
    """Writes down what the user changed of these rows of one model. One query."""
    told = truncate(words, LONGEST_CHANGE)
    LogEntry.objects.bulk_create(
        LogEntry(
            user_id=user.pk,
            content_type=ContentType.objects.get_for_model(row),
            object_id=str(row.pk),
            object_repr=str(row)[:200],
            action_flag=CHANGE,
            change_message=told,
        )
        for row in rows
    )


def named(row: Article | Comment) -> str:
    """The article or comment as the log calls it: what it is, its key and its beginning."""
    kind = "the article" if isinstance(row, Article) else "the comment"
    return f"{kind} {row.key} ({truncate(str(row), LONGEST_NAME)})"
