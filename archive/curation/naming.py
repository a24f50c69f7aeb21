"""Rows as the keeper names them: by their key, or by an address in the archive."""

from typing import Any

from django.utils.translation import gettext

from archive.curation.actions import ActionError
from archive.models import Article, Comment

Row = Any  # Article, Comment or Person


def row_under(model: type[Any], asked: str) -> Row:
    """The row that a key, or an address ending with it, names. Raises ActionError for none.

    An article that an import joined with another, and a comment that is shown as another, are
    that other; what the keeper merged can be named by itself.
    """
    parts = [part for part in asked.strip().replace("#c-", "/").split("/") if part]
    found = {row.key: row for row in model.objects.filter(key__in=parts[-3:])}
    for part in reversed(parts):
        if part in found:
            return _shown(found[part])
    message = gettext("Nothing has the key “%(key)s”: copy it from the address of its page.")
    raise ActionError(message % {"key": asked})


def _shown(row: Row) -> Row:
    is_joined = isinstance(row, Article) and not row.is_keepers_join
    return (row.merged_into or row) if is_joined or isinstance(row, Comment) else row
