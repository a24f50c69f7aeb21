"""Writing many rows at once without one statement per row."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

Row = TypeVar("Row", bound=models.Model)
Fields = list[models.Field[Any, Any]]

# Of these the database takes what stands in the row.
_PLAIN = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.FloatField,
    models.ForeignKey,
)


def blank(model: type[Row]) -> Row:
    """An unsaved row, as the model makes one of nothing, in a third of the time."""
    values, makers = _defaults(model)
    values = list(values)
    for place, make in makers:
        values[place] = make()
    return model(*values)


@cache
def _defaults(model: type[models.Model]) -> tuple[list[Any], list[tuple[int, Callable[[], Any]]]]:
    """The defaults of its columns in order, and what makes those that no two rows may share."""
    fields = model._meta.concrete_fields  # noqa: SLF001 (documented)
    makers = [
        (place, field.get_default) for place, field in enumerate(fields) if callable(field.default)
    ]
    return [field.get_default() for field in fields], makers


def write_columns(rows: Sequence[models.Model], columns: Iterable[str]) -> None:
    """Write the named columns of stored rows of one model, by primary key.

    One prepared statement run many times: Django's bulk_update builds a CASE over all rows, which
    took 30 times as long for the positions of 14,000 comments.
    """
    if not rows:
        return
    meta = rows[0]._meta  # noqa: SLF001 -- documented API with an underscore
    fields = [cast(models.Field[Any, Any], meta.get_field(name)) for name in columns]
    quote = connection.ops.quote_name
    setters = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    table, key = quote(meta.db_table), quote(str(meta.pk.column))
    values = list(_values(rows, [*fields, meta.pk]))
    with connection.cursor() as cursor:
        # Names come from the models alone, values are bound.
        cursor.executemany(f"UPDATE {table} SET {setters} WHERE {key} = %s", values)  # noqa: S608


def number(rows: Sequence[models.Model]) -> None:
    """Give new rows of one model the primary keys that they will be stored under.

    On SQLite nobody else can take them before the transaction ends, for it is the one writer.
    """
    if not rows:
        return
    table = rows[0]._meta.db_table  # noqa: SLF001 (documented)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            last = found[0] if found else 0
            keys: Iterable[int] = range(last + 1, last + 1 + len(rows))
        else:
            sequence = (
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            )
            cursor.execute(sequence, [table, len(rows)])
            keys = [key for (key,) in cursor.fetchall()]
    for row, key in zip(rows, keys, strict=True):
        row.pk = key


def insert(rows: Sequence[models.Model]) -> None:
    """Store new rows of one model, numbered here where they are not yet; in a transaction.

    As `write_columns` does it: Django's bulk_create makes a statement of each 27 comments, and
    took four times as long.
    """
    if not rows:
        return
    number([row for row in rows if row.pk is None])
    meta = rows[0]._meta  # noqa: SLF001 (documented)
    fields = [field for field in meta.local_concrete_fields if not field.generated]
    insert_values(
        type(rows[0]), [str(field.column) for field in fields], list(_values(rows, fields))
    )
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 (documented)


def insert_values(
    model: type[models.Model], columns: Sequence[str], values: Sequence[Sequence[Any]]
) -> None:
    """Store rows of which nothing else is asked: values as the database takes them, by column."""
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)  # noqa: SLF001 (documented)
    names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608


def _values(rows: Sequence[models.Model], fields: Fields) -> Iterator[list[Any]]:
    read = attrgetter(*(field.attname for field in fields))
    database = connections[DEFAULT_DB_ALIAS]  # itself: its proxy looks for it at every word
    odd = [(place, one) for place, one in enumerate(fields) if not isinstance(one, _PLAIN)]
    for row in rows:
        values = list(read(row))
        for place, field in odd:
            if values[place] is not None or getattr(field, "auto_now_add", False):
                given = field.pre_save(row, row._state.adding)  # noqa: SLF001 (documented)
                values[place] = field.get_db_prep_save(given, database)
        yield values
