"""The account of a run: every record in exactly one line, and sums that are checked."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, get_args

from archive.intake.errors import UnbalancedReceiptError

Line = Literal[
    "created",
    "updated",
    "unchanged",
    "duplicate",
    "tombstone",
    "re-attached",
    "left out",
    "refused",
]
What = Literal["articles", "comments", "others"]
LINES: tuple[Line, ...] = get_args(Line)

MAX_REASONS = 500
OTHER_REASONS = "for other reasons; the problems say which"


@dataclass(slots=True)
class Receipt:
    """What became of every record. `read` is counted where records come in, lines where they end.

    `reasons` counts why records were left out or refused. Repairs and notices are no records.
    """

    read: Counter[str] = field(default_factory=Counter)
    lines: Counter[tuple[str, str]] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    repairs: int = 0

    def saw(self, what: What, count: int = 1) -> None:
        """Count records as they are read."""
        self.read[what] += count

    def add(self, what: What, line: Line, reason: str = "", count: int = 1) -> None:
        """Put records into a line; left-out and refused ones with their reason."""
        self.lines[what, line] += count
        if reason and count:
            is_known = (line, reason) in self.reasons or len(self.reasons) < MAX_REASONS
            self.reasons[line, reason if is_known else OTHER_REASONS] += count

    def join(self, other: "Receipt") -> None:
        """Add another receipt to this one."""
        self.read += other.read
        self.lines += other.lines
        self.reasons += other.reasons
        self.repairs += other.repairs

    def count(self, line: Line) -> int:
        """All records of a line."""
        return sum(number for (_, name), number in self.lines.items() if name == line)

    def check(self) -> None:
        """Raise UnbalancedReceiptError where lines and records do not add up."""
        for what in ("articles", "comments", "others"):
            kept = sum(number for (kind, _), number in self.lines.items() if kind == what)
            if kept != self.read[what]:
                message = (
                    f"The receipt does not balance: {self.read[what]} {what} were read and "
                    f"{kept} accounted for. What was stored is whole; please report this."
                )
                raise UnbalancedReceiptError(message)

    def as_json(self) -> dict[str, object]:
        """The receipt as JSON keeps it: zero lines left out."""
        return {
            "read": dict(self.read),
            "lines": {
                what: {line: self.lines[what, line] for line in LINES if self.lines[what, line]}
                for what in ("articles", "comments", "others")
                if self.read[what]
            },
            "reasons": [
                {"line": line, "reason": reason, "count": count}
                for (line, reason), count in sorted(self.reasons.items())
            ],
            "repairs": self.repairs,
        }
