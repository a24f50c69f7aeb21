"""From an original address to where it is kept."""

import re
from urllib.parse import unquote

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from archive.lib.addresses import normalise
from archive.models import Address, Article, Comment, SourceIdentity
from archive.models.choices import IdentityOf
from archive.models.provenance import bounded
from archive.models.visibility import User

MAX_URL_LENGTH = 4000
_NUMBER_AT_END = re.compile(r"([0-9]{1,20})\Z")


def kept_at(user: User, url: str) -> Article | Comment | None:
    """What the archive keeps of the address, among what the user may see; None where nothing.

    With a fragment (`#comment-123`): the comment known at that address, else the one that its
    source knew by the number at the fragment's end, else the article. Without: the article, else
    the comment whose own page this was. Where several stand at one address, the first archived.
    Four queries at most.
    """
    asked = url.replace("\x00", "").strip()[:MAX_URL_LENGTH]
    lookup = normalise(asked)
    if not lookup:
        return None
    rows = Address.objects.filter(lookup=bounded(lookup)).order_by("pk")
    fragment = unquote(asked.partition("#")[2]).replace("\x00", "")
    comment = None
    if fragment:
        comment = _comment_at(user, rows, fragment) or _comment_numbered(user, rows, fragment)
    return comment or _article_at(user, rows) or _comment_at(user, rows, "")


def _comment_at(user: User, rows: QuerySet[Address], fragment: str) -> Comment | None:
    found: Comment | None = (
        Comment.objects.visible_to(user)
        .filter(addresses__in=rows.filter(fragment=fragment[:200]).order_by())
        .select_related("article")
        .order_by("pk")
        .first()
    )
    return found


def _comment_numbered(user: User, rows: QuerySet[Address], fragment: str) -> Comment | None:
    number = _NUMBER_AT_END.search(fragment)
    if number is None:
        return None
    articles = rows.order_by().values("article")
    identities = SourceIdentity.objects.filter(
        what=IdentityOf.COMMENT, article__in=articles, value=number[1]
    )
    found: Comment | None = (
        Comment.objects.visible_to(user)
        .filter(identities__in=identities)
        .select_related("article")
        .order_by("pk")
        .first()
    )
    return found


def _article_at(user: User, rows: QuerySet[Address]) -> Article | None:
    at = rows.filter(comment__isnull=True).order_by()
    # What the keeper merged keeps its own addresses; they lead to what it is part of.
    named = Article.objects.filter(addresses__in=at).order_by()
    ids = named.annotate(shown=Coalesce("merged_into", "pk")).values("shown")
    found: Article | None = (
        Article.objects.visible_to(user).filter(pk__in=ids).order_by("pk").first()
    )
    return found
