"""How a language writes what is known of a day."""

from datetime import date
from functools import lru_cache

from django.utils import dateformat
from django.utils.dates import MONTHS_3
from django.utils.translation import get_language, pgettext_lazy

DAY, SHORT_DAY, MONTH, SHORT_MONTH = "day", "short day", "month", "short month"
DAY_OF_YEAR = "day of the year"

_FORMATS = {  # for django.utils.dateformat
    DAY: pgettext_lazy("date format", "j F Y"),
    SHORT_DAY: pgettext_lazy("date format", "j M Y"),
    MONTH: pgettext_lazy("date format", "F Y"),
    SHORT_MONTH: pgettext_lazy("date format", "M Y"),
    DAY_OF_YEAR: pgettext_lazy("date format", "j F"),
}


_NUMBER = "\ue000"  # a private sign, in place of a day's number


def written(value: date, form: str, language: str | None = None) -> str:
    """A date in one of the forms above, in the words of the page's language.

    `language` is that one, where it is at hand: to look it up takes as long as all else.
    """
    month = _of_month(value.year, value.month, form, language or get_language())
    return month.replace(_NUMBER, str(value.day))


# Django takes some thirty microseconds for a date, and a page has hundreds of them.
@lru_cache(maxsize=8_192)
def _of_month(year: int, month: int, form: str, _language: str | None) -> str:
    """Any day of a month, without its number: all that formats know of a day is "j"."""
    return dateformat.format(date(year, month, 1), str(_FORMATS[form]).replace("j", _NUMBER))


def short_month_name(month: int) -> str:
    """The name of a month, 1 to 12, in three letters, where the language has such."""
    return str(MONTHS_3[month]).capitalize()
