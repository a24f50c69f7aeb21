"""What narrows a list of articles: read from an address, written back into one, one value each."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy

SORTS = {
    "newest": gettext_lazy("Newest"),
    "oldest": gettext_lazy("Oldest"),
    "discussed": gettext_lazy("Most discussed"),
    "latest-comment": gettext_lazy("Latest comment"),
    "title": gettext_lazy("Title"),
}
UNDATED = "undated"
MAX_VALUE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Filters:
    """Every field is text and empty where nothing was chosen; what cannot be is dropped.

    `year` is four digits or "undated", `month` 1 to 12 and only with a year, `comments` "with" or
    "without", `declared` "differs", `cites` the key of an article that the listed ones link
    to, `voice` that of a person who says something beneath them.
    """

    site: str = ""
    person: str = ""
    term: str = ""
    year: str = ""
    month: str = ""
    language: str = ""
    comments: str = ""
    declared: str = ""
    cites: str = ""
    voice: str = ""
    sort: str = "newest"

    @classmethod
    def read(cls, params: Mapping[str, str]) -> "Filters":
        """From the parameters of an address; never raises."""
        values = {field.name: tidied(params.get(field.name, "")) for field in fields(cls)}
        values["year"] = _year(values["year"])
        has_month = values["year"].isdigit() and _is_number(values["month"], 1, 12)
        values["month"] = str(int(values["month"])) if has_month else ""
        values["comments"] = values["comments"] if values["comments"] in _COMMENTS else ""
        values["declared"] = "differs" if values["declared"] == "differs" else ""
        values["sort"] = values["sort"] if values["sort"] in SORTS else "newest"
        return cls(**values)

    def changed(self, **values: str) -> "Filters":
        """The same with other values; a month goes with its year."""
        if "year" in values and "month" not in values:
            values["month"] = ""
        return replace(self, **values)

    def query(self) -> str:
        """As the query part of an address, without "?"; empty where nothing is chosen."""
        chosen = [(name, value) for name, value in self.chosen() if value]
        if self.sort != "newest":
            chosen.append(("sort", self.sort))
        return urlencode(chosen)

    def chosen(self) -> list[tuple[str, str]]:
        """Name and value of each filter that narrows the list."""
        pairs = [(field.name, str(getattr(self, field.name))) for field in fields(self)]
        return [(name, value) for name, value in pairs if value and name != "sort"]

    def span(self) -> tuple[date, date] | None:
        """The first and the last day of the year or month chosen."""
        if not self.year.isdigit():
            return None
        year = int(self.year)
        first = date(year, int(self.month or 1), 1)
        return first, last_day(year, int(self.month or 12))


_COMMENTS = frozenset({"with", "without"})


def tidied(value: str) -> str:
    """A value of an address without what no row holds: NUL (PostgreSQL refuses it) and excess."""
    return value.replace("\x00", "").strip()[:MAX_VALUE_LENGTH]


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    if month == 12:
        return date(year, 12, 31)
    return date.fromordinal(date(year, month + 1, 1).toordinal() - 1)


def _year(value: str) -> str:
    if value == UNDATED:
        return UNDATED
    return f"{int(value):04d}" if _is_number(value, 1, 9999) else ""


def _is_number(value: str, least: int, most: int) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 4 and least <= int(value) <= most
