"""How much was written when: by the source's own calendar, as the user may see it."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from archive.models import Article, Comment
from archive.models.visibility import ArticleQuerySet, CommentQuerySet, User
from archive.templatetags.archive_dates import MONTHS
from archive.templatetags.archive_plots import bars_above, bars_below

MOST_COLUMNS = 40
WIDEST = 12
"""Columns side by side on a narrow screen."""

Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Column:
    """A year of a plot: path data above and below the waterline, and where it leads (or "")."""

    year: int
    articles: int
    comments: int
    above: str
    below: str
    url: str

    @property
    def century(self) -> str:
        """The year's digits that are read but not shown."""
        return f"{self.year:04d}"[:2]

    @property
    def short(self) -> str:
        """The year's last two digits."""
        return f"{self.year:04d}"[2:]


@dataclass(frozen=True, slots=True)
class Plot:
    """Years side by side; `across` is how many fit evenly in a row on a narrow screen."""

    columns: list[Column]
    across: int


@dataclass(frozen=True, slots=True)
class MonthSum:
    """A month with what was written in it."""

    year: int
    month: int
    articles: int
    comments: int

    @property
    def name(self) -> str:
        """The month's name."""
        return MONTHS[self.month - 1]


@dataclass(frozen=True, slots=True)
class Months:
    """Articles and comments by year and month; what has no date is in neither."""

    articles: Counter[Month]
    comments: Counter[Month]

    def by_year(self) -> list[tuple[int, list[MonthSum]]]:
        """Years with their months, both latest first; only those with something in them."""
        years: dict[int, list[MonthSum]] = {}
        for year, month in sorted({*self.articles, *self.comments}, reverse=True):
            found = self.articles[year, month], self.comments[year, month]
            years.setdefault(year, []).append(MonthSum(year, month, *found))
        return list(years.items())

    def around(self, at: Month) -> tuple[Month | None, Month | None]:
        """The nearest months before and after in which something was written."""
        months = sorted({*self.articles, *self.comments})
        before = [month for month in months if month < at]
        after = [month for month in months if month > at]
        return (before[-1] if before else None, after[0] if after else None)


def months_of(articles: ArticleQuerySet | None, comments: CommentQuerySet | None) -> Months:
    """The articles and comments given, counted by month. One query each.

    Grouped by day in the database and by month here: SQLite's "month of" is a Python call a row.
    """
    wrote = _days(articles, "shown_published_on") if articles is not None else ()
    said = _days(comments, "posted_on") if comments is not None else ()
    return Months(_by_month(wrote), _by_month(said))


def months_for(user: User) -> Months:
    """The whole archive by month, as the user may see it. Two queries."""
    return months_of(Article.objects.visible_to(user), Comment.objects.visible_to(user))


def plot_of(months: Months, url_of_year: Callable[[int], str]) -> Plot | None:
    """The months as a plot of years, or None where there are less than two years to show.

    Years without anything stand between others while all fit, else they are left out, and the
    oldest with them.
    """
    with_something = sorted({year for year, _ in (*months.articles, *months.comments)})
    if len(with_something) < 2:
        return None
    first, last = with_something[0], with_something[-1]
    fits = last - first < MOST_COLUMNS
    years = list(range(first, last + 1)) if fits else with_something[-MOST_COLUMNS:]
    most = (max(months.articles.values(), default=0), max(months.comments.values(), default=0))
    rows = -(-len(years) // WIDEST)
    across = max(6, -(-len(years) // rows))
    return Plot([_column(months, year, most, url_of_year(year)) for year in years], across)


def _column(months: Months, year: int, most: tuple[int, int], url: str) -> Column:
    articles = [months.articles[year, month] for month in range(1, 13)]
    comments = [months.comments[year, month] for month in range(1, 13)]
    return Column(
        year=year,
        articles=sum(articles),
        comments=sum(comments),
        above=bars_above(articles, most[0]),
        below=bars_below(comments, most[1]),
        url=url,
    )


def _days(rows: ArticleQuerySet | CommentQuerySet, column: str) -> Iterable[tuple[date, int]]:
    dated = rows.filter(**{f"{column}__isnull": False})
    counted: Iterable[tuple[date, int]]
    counted = dated.order_by().values_list(column).annotate(n=Count("pk"))
    return counted


def _by_month(days: Iterable[tuple[date, int]]) -> Counter[Month]:
    months = Counter[Month]()
    for day, n in days:
        months[day.year, day.month] += n
    return months
