"""What read an article: the layer and the recogniser, as its parser's name tells them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy


class Layer(TextChoices):
    """The kind of evidence that an article's thread was read by."""

    STRUCTURED = "structured", gettext_lazy("structured data")
    FAMILY = "family", gettext_lazy("platform family")
    GENERAL = "general", gettext_lazy("general miner")
    NONE = "none", gettext_lazy("no thread found")
    OTHER = "other", gettext_lazy("another format")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a parser's name tells; `recogniser` is empty where the layer has but one.

    Names are "html/structured/NAME", "html/family/NAME", "html/general", "html" where a page
    showed no thread, and those of other formats; "html/NAME" alone was once a family's.
    """

    layer: Layer
    recogniser: str = ""

    @property
    def is_of_thread(self) -> bool:
        """Whether it tells how a page's thread was found."""
        return self.layer in (Layer.STRUCTURED, Layer.FAMILY, Layer.GENERAL)

    def __str__(self) -> str:
        layer = str(self.layer.label)
        return f"{layer}: {self.recogniser}" if self.recogniser else layer


_PLAIN: Mapping[str, Layer] = {"html": Layer.NONE, "html/general": Layer.GENERAL}
_NAMED: Mapping[str, Layer] = {"structured": Layer.STRUCTURED, "family": Layer.FAMILY}
MOST_PARSERS = 500

# Each step leaps by the index to the next name: as many reads as there are names, not articles.
_PARSERS = """
WITH RECURSIVE named(parser) AS (
  SELECT MIN(parser) FROM archive_article
  UNION ALL
  SELECT (SELECT MIN(parser) FROM archive_article WHERE parser > named.parser)
  FROM named WHERE named.parser IS NOT NULL
)
SELECT parser FROM named WHERE parser IS NOT NULL LIMIT %s
"""


def evidence_of(parser: str) -> Evidence:
    """What a parser's name tells of how an article was read."""
    if parser in _PLAIN:
        return Evidence(_PLAIN[parser])
    format_name, _, rest = parser.partition("/")
    if format_name != "html" or not rest:
        return Evidence(Layer.OTHER, parser)
    layer, _, name = rest.partition("/")
    return Evidence(_NAMED[layer], name) if layer in _NAMED else Evidence(Layer.FAMILY, rest)


def stored_parsers() -> list[str]:
    """The names of parsers that articles were read by, in order, 500 at most. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_PARSERS, [MOST_PARSERS])
        return [parser for (parser,) in cursor.fetchall()]
