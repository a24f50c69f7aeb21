"""Which pictures the archive holds of those that an article shows, and who may see one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from html import escape
from operator import or_

from django.db.models import Q

from archive.lib.shown_pictures import Shown, sources_in
from archive.models import Article, ArticlePicture, Comment, Picture
from archive.models.provenance import bounded
from archive.models.visibility import User


@dataclass(frozen=True)
class Gallery:
    """The pictures of an article, asked for when one is first looked for; most texts have none."""

    article: Article

    @cached_property
    def rows(self) -> Mapping[str, ArticlePicture]:
        """By where they are on the web or their names. One query."""
        rows: dict[str, ArticlePicture] = {}
        for row in ArticlePicture.objects.of(self.article):
            rows.setdefault(row.address, row)
        return rows

    def find(self, source: str) -> Shown | None:
        """What shows the picture that a text names so; None where it is not held."""
        row = self.rows.get(bounded(source))
        if row is None:
            return None
        picture = row.picture
        return Shown(picture.get_absolute_url(), picture.width, picture.height, row.alt)


def lead_of(article: Article, gallery: Gallery) -> Shown | None:
    """The article's lead image, where it is held and its text does not show it anyway."""
    lead = gallery.find(article.lead_image_url) if article.lead_image_url else None
    if lead is None:
        return None
    within = map(gallery.find, sources_in(article.body_html))
    return None if any(one and one.src == lead.src for one in within) else lead


def picture_for(user: User, sha256: str, extension: str) -> Picture | None:
    """The picture, if an article or a comment that the user may see shows it now; else None.

    A query or two for each article that it came with, until one shows it: as a rule the first.
    """
    picture = Picture.objects.filter(sha256=sha256, extension=extension).first()
    if picture is None:
        return None
    with_it = ArticlePicture.objects.filter(picture=picture).order_by()
    articles = Article.objects.visible_to(user).filter(
        Q(pk__in=with_it.values("article")) | Q(pk__in=with_it.values("article__merged_into"))
    )
    columns = articles.only("body_html", "lead_image_url").order_by("pk")
    shows = (_shows(user, article, picture) for article in columns.iterator(chunk_size=20))
    return picture if any(shows) else None


def _shows(user: User, article: Article, picture: Picture) -> bool:
    rows = Gallery(article).rows.values()
    addresses = {row.address for row in rows if row.picture_id == picture.pk}
    if addresses & set(map(bounded, {*sources_in(article.body_html), article.lead_image_url})):
        return True
    comments = Comment.objects.visible_to(user).filter(article=article)
    links = (Q(body_html__contains=f'href="{escape(address)}"') for address in addresses)
    return bool(addresses) and comments.filter(reduce(or_, links)).exists()
