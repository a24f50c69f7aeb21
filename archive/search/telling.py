"""Sentences that are put in English and said in a reader's language where they are shown.

Knows no Django: `archive.templatetags.archive_search` says them.
"""


class Note(str):
    """A sentence or a phrase in English, and what it was made of.

    `message` is what catalogues hold, `values` stand for its placeholders. A value that is itself
    a Note is translated too; a number has its thousands apart.
    """

    message: str
    values: dict[str, object]

    def __new__(cls, message: str, **values: object) -> "Note":
        """The message itself where it has no values: a per cent sign in it is one then."""
        shown = {
            name: f"{value:,}" if isinstance(value, int) else value
            for name, value in values.items()
        }
        note = super().__new__(cls, message % shown if values else message)
        note.message, note.values = message, values
        return note


def gettext_noop(message: str, **values: object) -> Note:
    """A Note; the name is the one by which makemessages finds messages that are said later."""
    return Note(message, **values)


def either(choices: list[str]) -> str:
    """Choices in a row, "a or b or c"; nothing without any."""
    found = choices[0] if choices else ""
    for each in choices[1:]:
        found = gettext_noop("%(some)s or %(last)s", some=found, last=each)
    return found
