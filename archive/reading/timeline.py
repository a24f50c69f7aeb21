"""How much was written when: by the source's own calendar, as the user may see it."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum
from django.urls import reverse

from archive.days import short_month_name
from archive.models import Article, ThreadMonth
from archive.models.articles import PUBLISHED_ON
from archive.models.visibility import ArticleQuerySet, User
from archive.reading.listings import count_column
from archive.templatetags.archive_dates import month_name
from archive.templatetags.archive_plots import (
    BELOW_ROOM,
    WATERLINE,
    across,
    bars_above,
    bars_below,
)
from archive.templatetags.archive_states import in_a_row
from archive.templatetags.archive_words import counted

MOST_COLUMNS = 40

Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Column:
    """A year or month of a plot: path data above and below the waterline, and where it leads.

    Of its name ("2012", "March") `hidden` is read but not shown, `label` is shown. `url` may be "".
    """

    hidden: str
    label: str
    articles: int
    comments: int
    above: str
    below: str
    url: str
    is_current: bool = False

    @property
    def name(self) -> str:
        """What it is called."""
        return self.hidden + self.label

    @property
    def sums(self) -> str:
        """What it holds, in words."""
        return in_a_row((counted(self.articles, "article"), counted(self.comments, "comment")))


@dataclass(frozen=True, slots=True)
class Plot:
    """Columns side by side; `across` is how many fit evenly in a row on a narrow screen.

    `span` is what they are of: "" for years, else the year whose months they are. `top` and
    `height` are of the part of the drawing that has anything in it.
    """

    columns: list[Column]
    across: int
    span: str = ""

    @property
    def has_articles(self) -> bool:
        """Whether anything stands above the waterline."""
        return any(column.articles for column in self.columns)

    @property
    def has_comments(self) -> bool:
        """Whether anything hangs beneath it."""
        return any(column.comments for column in self.columns)

    @property
    def top(self) -> int:
        """Where the drawing begins; whole, for a fraction is written by the page's language."""
        return 0 if self.has_articles else round(WATERLINE) - 2

    @property
    def height(self) -> int:
        """How much of it is drawn; whole, as `top` is."""
        below = BELOW_ROOM if self.has_comments else 0
        return round(WATERLINE + below) + 4 - self.top


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
        return month_name(self.month)

    @property
    def sums(self) -> str:
        """What it holds, in words."""
        sums = ((self.articles, "article"), (self.comments, "comment"))
        return in_a_row(counted(number, noun) for number, noun in sums if number)


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


def months_of(user: User, articles: ArticleQuerySet) -> Months:
    """These articles, and what was said beneath them, by month. Two queries.

    `articles` are such as the user may see. What was said is added up as it is kept with each
    thread, month by month, so that no comment is read.
    """
    column = count_column(user)
    rows = ThreadMonth.objects.filter(article__in=articles.order_by().values("pk"))
    said = rows.filter(**{f"{column}__gt": 0}).values_list("month").annotate(n=Sum(column))
    return Months(by_month(days_of(articles).items()), by_month(said.order_by()))


def months_for(user: User) -> Months:
    """The whole archive by month, as the user may see it. Two queries."""
    return months_of(user, Article.objects.visible_to(user))


def plot_of(months: Months, url_of_year: Callable[[int], str], current: str = "") -> Plot | None:
    """The months as a plot of years, or None where there are less than two years to show.

    `current` is the year that what stands below is narrowed to.

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
    columns = [
        _column(months, year, most, url_of_year(year), is_current=current == f"{year:04d}")
        for year in years
    ]
    return Plot(columns, across(len(columns)))


def plot_of_year(months: Months, year: int, current: int = 0) -> Plot | None:
    """The months of a year as a plot, each a way to its own page; None where only one has any.

    `current` is the month whose page it stands on.
    """
    found = [(months.articles[year, at], months.comments[year, at]) for at in range(1, 13)]
    if sum(1 for one in found if any(one)) < 2:
        return None
    most = max(one[0] for one in found), max(one[1] for one in found)
    columns = [
        Column(
            hidden="",
            label=short_month_name(place + 1),
            articles=wrote,
            comments=said,
            above=bars_above([wrote], most[0]),
            below=bars_below([said], most[1]),
            url=reverse("timeline-month", args=[year, place + 1]) if wrote or said else "",
            is_current=place + 1 == current,
        )
        for place, (wrote, said) in enumerate(found)
    ]
    return Plot(columns, across(len(columns)), f"{year}")


def _column(
    months: Months, year: int, most: tuple[int, int], url: str, *, is_current: bool
) -> Column:
    articles = [months.articles[year, month] for month in range(1, 13)]
    comments = [months.comments[year, month] for month in range(1, 13)]
    digits = f"{year:04d}"
    return Column(
        hidden=digits[:2],
        label=digits[2:],
        articles=sum(articles),
        comments=sum(comments),
        above=bars_above(articles, most[0]),
        below=bars_below(comments, most[1]),
        url=url if any(articles) or any(comments) else "",
        is_current=is_current,
    )


def days_of(articles: ArticleQuerySet) -> dict[date | None, int]:
    """How many of these articles were published on each day, by the source's calendar. One query.

    Grouped by day in the database and by month here: SQLite's "month of" is a Python call a row.
    """
    return dict(articles.order_by().values_list(PUBLISHED_ON).annotate(n=Count("pk")))


def by_month(days: Iterable[tuple[date | None, int]]) -> Counter[Month]:
    """The counts of days by month; those of no day left out."""
    months = Counter[Month]()
    for day, n in days:
        if day is not None:
            months[day.year, day.month] += n
    return months
