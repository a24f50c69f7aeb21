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


def written(value: date, form: str) -> str:
    """A date in one of the forms above, in the words of the page's language."""
    return _written(date(value.year, value.month, value.day), form, get_language())


# Django takes some thirty microseconds for one, and a page of a thread has hundreds of a few days.
@lru_cache(maxsize=8_192)
def _written(day: date, form: str, _language: str | None) -> str:
    return dateformat.format(day, str(_FORMATS[form]))


def short_month_name(month: int) -> str:
    """The name of a month, 1 to 12, in three letters, where the language has such."""
    return str(MONTHS_3[month]).capitalize()
