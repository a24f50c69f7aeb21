"""Values that templates print by the thousand."""


class Printed:
    """What a template asks of this is found at once.

    For `row.name` Django's templates ask for `row["name"]` first, and only where that raises for
    the attribute. On a page of a thousand comments the exceptions took a fifth of its time.
    """

    __slots__ = ()

    __getitem__ = object.__getattribute__
