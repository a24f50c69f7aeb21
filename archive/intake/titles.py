"""What each format reads, in words for pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

TITLES: Mapping[str, str | Promise] = {
    "jsonl": gettext_lazy("Afterword's own format"),
    "wxr": gettext_lazy("WordPress export"),
    "disqus": gettext_lazy("Disqus export"),
    "blogger": gettext_lazy("Blogger export"),
    "movabletype": gettext_lazy("Movable Type's export, which TypePad writes too"),
    "isso": gettext_lazy("Isso's comments"),
    "remark42": gettext_lazy("Remark42's backup"),
    "commento": gettext_lazy("Commento's and Comentario's export"),
    "warc": gettext_lazy("Web archives in WARC or ARC files"),
    "wacz": gettext_lazy("Web archives in a WACZ file"),
    "mhtml": gettext_lazy("Saved pages with their parts in one file (MHTML, .mht)"),
    "feed": gettext_lazy("Feed"),
    "html": gettext_lazy("Saved HTML pages"),
    "text": gettext_lazy("Plain-text dumps of pages"),
}
"""By the names of `archive.parsing.formats`, which knows no language but its code's."""
