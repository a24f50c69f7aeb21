"""Queries that are put together once, and run for one set of keys after another.

To put one together takes Django longer than the database takes to run it: of the three that bring
the rows of a page of results half the time was that, a fifteenth of the whole page.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler


class _Statement(NamedTuple):
    """The text of a query, what it is asked beside keys, and what makes values of what comes.

    `converters` are by place in a row, as the compiler wants them back.
    """

    sql: str
    fixed: Sequence[Any]
    compiler: SQLCompiler
    converters: dict[int, Any]


class Prepared:
    """The rows of a query, which has no order, by one of its columns. Threads may share it."""

    def __init__(self, rows: QuerySet[Any, tuple[Any, ...]], column: str = "pk") -> None:
        """`rows`: a query for values, `column`: that which the keys are of."""
        self._rows = rows
        self._column = column
        self._statements: dict[int, _Statement] = {}  # by how many keys they take

    def of(self, keys: Iterable[int | str | None]) -> list[Sequence[Any]]:
        """The rows with these keys, in no order. One query, or none where there are no keys.

        Raises AssertionError where the query asks for anything behind its keys, as by an order.
        """
        asked = list(dict.fromkeys(key for key in keys if key is not None))
        if not asked:
            return []
        count = 1 << (len(asked) - 1).bit_length()  # so that few different ones are held
        return self._run([*asked, *asked[:1] * (count - len(asked))])

    def all(self) -> list[Sequence[Any]]:
        """All rows, in no order. One query."""
        return self._run([])

    def _run(self, keys: Sequence[int | str]) -> list[Sequence[Any]]:
        statement = self._statements.get(len(keys)) or self._put_together(len(keys))
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, [*statement.fixed, *keys])
            rows = cursor.fetchall()
        return list(statement.compiler.apply_converters(rows, statement.converters))

    def _put_together(self, count: int) -> _Statement:
        """As if it were asked for the first numbers, which every kind of column may hold."""
        keys = range(count)
        rows = self._rows.filter(**{f"{self._column}__in": keys}) if count else self._rows.all()
        compiler = rows.query.get_compiler(connection=connection)  # of whichever thread asks
        sql, asked = compiler.as_sql()
        fixed = asked[: len(asked) - count]
        if [str(each) for each in asked[len(fixed) :]] != [str(key) for key in keys]:
            raise AssertionError(f"Django asks for keys elsewhere than at the end: {sql}")
        columns = [selected[0] for selected in compiler.select]
        converters = compiler.get_converters(columns)
        self._statements[count] = _Statement(sql, fixed, compiler, converters)
        return self._statements[count]
