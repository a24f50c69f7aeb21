"""Numbers in a query: `10`, `>10`, `5..20`, `!=10`, and what is compared with the kept ones."""

import re
from dataclasses import dataclass

_SIGNS = {"": "", "=": "", "==": "", "!=": "!=", "<>": "!=", "≠": "!=", "!": "!="}
_SIGNS |= {">": ">", "<": "<", ">=": ">=", "=>": ">=", "≥": ">=", "<=": "<=", "=<": "<=", "≤": "<="}
_COMPARED = re.compile(r"([=!<>≠≥≤]{0,2}) ?(\d{1,9}|kept)", re.ASCII)
_RANGE = re.compile(r"(\d{0,9})\.\.(\d{0,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which numbers are meant: from `low` to `high`, both inclusive and None where open.

    `is_outside`: all others are meant. `is_difference`: what is compared is by how much a number
    is more than the number of comments that are kept.
    """

    low: int | None = None
    high: int | None = None
    is_outside: bool = False
    is_difference: bool = False

    def hold(self, number: int) -> bool:
        """Whether the number is one of those meant."""
        is_within = (self.low is None or self.low <= number) and (
            self.high is None or number <= self.high
        )
        return is_within != self.is_outside


def normal_count(text: str) -> str | None:
    """`=10` as `10`, `20..5` as `5..20`; None where it is no number, comparison or range."""
    normal = normal_declared(text)
    return None if normal is None or normal.endswith("kept") else normal


def normal_declared(text: str) -> str | None:
    """As `normal_count`, and `!=kept` and the like."""
    text = text.lower()
    if match := _COMPARED.fullmatch(text):
        sign = _SIGNS.get(match[1])
        if sign is None:
            return None
        return sign + (match[2] if match[2] == "kept" else str(int(match[2])))
    match = _RANGE.fullmatch(text)
    ends = [int(end) for end in match.groups() if end] if match else []
    if len(ends) == 2:
        return f"{min(ends)}..{max(ends)}" if ends[0] != ends[1] else str(ends[0])
    if not ends:
        return None
    return f">={ends[0]}" if text.endswith("..") else f"<={ends[0]}"


def bounds_of(value: str) -> Bounds:
    """What the normal form of a count means."""
    low, dots, high = value.partition("..")
    if dots:
        return Bounds(int(low), int(high))
    sign = value.rstrip("kept0123456789")
    operand = value[len(sign) :]
    is_difference = operand == "kept"
    number = 0 if is_difference else int(operand)
    ends: dict[str, tuple[int | None, int | None]] = {
        "": (number, number),
        "!=": (number, number),
        ">": (number + 1, None),
        ">=": (number, None),
        "<": (None, number - 1),
        "<=": (None, number),
    }
    return Bounds(*ends[sign], is_outside=sign == "!=", is_difference=is_difference)
