"""Values that templates print by the thousand."""


class Printed:
    """What a template asks of this is found at once.

    For `row.name` Django's templates ask for `row["name"]` first, and only where that raises for
    the attribute: 2.4 µs in place of 1.3, and a tenth of the time of a thread's page.
    """

    __slots__ = ()

    __getitem__ = object.__getattribute__
