"""What templates print by the thousand."""

from dataclasses import dataclass

import pytest
from django.template import Context, Variable, VariableDoesNotExist

from archive.lib.printed import Printed


@dataclass(frozen=True, slots=True)
class Row(Printed):
    name: str
    at: str = ""

    @property
    def whole(self) -> str:
        return f"{self.name}, {self.at}"


@pytest.mark.parametrize(("asked", "found"), [("name", "Ana"), ("at", ""), ("whole", "Ana, ")])
def test_a_template_finds_what_it_asks_at_first(asked, found):
    row = Row("Ana")
    assert row[asked] == found
    assert Variable(f"row.{asked}").resolve(Context({"row": row})) == found


def test_what_is_not_there_is_told_as_ever():
    with pytest.raises(VariableDoesNotExist):
        Variable("row.nobody").resolve(Context({"row": Row("Ana")}))
    with pytest.raises(AttributeError):
        Row("Ana")["nobody"]
