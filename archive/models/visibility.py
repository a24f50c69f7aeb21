"""Who may see what: the one rule, for views, feeds, search, export and counts."""

from dataclasses import dataclass
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import Q

from archive.models.choices import ArticleState, CommentState, Visibility


@dataclass(frozen=True, slots=True)
class Shell:
    """Whoever runs a command: no account, but the keeper's eyes or a stranger's."""

    is_staff: bool
    is_active: bool = True


KEEPER, STRANGER = Shell(is_staff=True), Shell(is_staff=False)
User = AbstractBaseUser | AnonymousUser | Shell | None

PUBLIC_ARTICLE = Q(
    state=ArticleState.PUBLISHED, visibility=Visibility.PUBLIC, merged_into__isnull=True
)
PUBLIC_COMMENT_ROW = Q(
    state=CommentState.PUBLISHED, visibility=Visibility.PUBLIC, merged_into__isnull=True
)
"""What makes a comment public, apart from its article's own state."""


_FROM_OPEN_TO_SHUT = (
    Visibility.PUBLIC,
    Visibility.SPAM,
    Visibility.HIDDEN,
    Visibility.WITHDRAWN,
)


def stricter(one: str, other: str) -> str:
    """Of two visibilities the one that shows less: what the keeper shut stays shut in a join."""
    return max(one, other, key=lambda value: _FROM_OPEN_TO_SHUT.index(Visibility(value)))


def is_keeper(user: User) -> bool:
    """Whether the user sees what is not public: active staff do."""
    return bool(user and getattr(user, "is_staff", False) and getattr(user, "is_active", False))


def eyes_of(user: User) -> Shell:
    """Of the two who see differently, the one that the user sees as."""
    return KEEPER if is_keeper(user) else STRANGER


def articles_visible_to(user: User, at: str) -> Q:
    """The rule for articles, asked of those that stand at a relation of other rows."""
    public = {"state": ArticleState.PUBLISHED, "visibility": Visibility.PUBLIC}
    asked = {"merged_into__isnull": True, **({} if is_keeper(user) else public)}
    return Q(**{f"{at}__{name}": value for name, value in asked.items()})


class ArticleQuerySet(models.QuerySet[Any]):
    """Articles, with the rule of visibility."""

    def visible_to(self, user: User) -> Self:
        """The articles that the user may see; merged ones are shown to nobody."""
        if is_keeper(user):
            return self.filter(merged_into__isnull=True)
        return self.filter(PUBLIC_ARTICLE)


class CommentQuerySet(models.QuerySet[Any]):
    """Comments, with the rule of visibility."""

    def visible_to(self, user: User) -> Self:
        """The comments whose words the user may see: public ones of public articles."""
        if is_keeper(user):
            return self.filter(merged_into__isnull=True, article__merged_into__isnull=True)
        return self.filter(
            PUBLIC_COMMENT_ROW,
            article__state=ArticleState.PUBLISHED,
            article__visibility=Visibility.PUBLIC,
            article__merged_into__isnull=True,
        )
