"""Imports in words: how a run went, what became of records, how bad a problem is."""

import json
from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import ngettext, pgettext_lazy

from archive.models import ImportRun

register = template.Library()

Words = Mapping[str, str | Promise]

_RUNS: Words = {
    "waiting": pgettext_lazy("import", "waiting"),
    "running": pgettext_lazy("import", "running"),
    "paused": pgettext_lazy("import", "paused"),
    "done": pgettext_lazy("import", "done"),
    "failed": pgettext_lazy("import", "failed"),
    "cancelled": pgettext_lazy("import", "cancelled"),
}
_TRIALS: Words = {
    "waiting": pgettext_lazy("import", "trial waiting"),
    "running": pgettext_lazy("import", "trial running"),
    "paused": pgettext_lazy("import", "trial paused"),
    "done": pgettext_lazy("import", "tried"),
    "failed": pgettext_lazy("import", "trial failed"),
    "cancelled": pgettext_lazy("import", "trial cancelled"),
}
_OUTCOMES: Words = {
    "created": pgettext_lazy("record", "created"),
    "updated": pgettext_lazy("record", "updated"),
    "unchanged": pgettext_lazy("record", "unchanged"),
    "duplicate": pgettext_lazy("record", "duplicate"),
    "tombstone": pgettext_lazy("record", "tombstone"),
    "re-attached": pgettext_lazy("record", "re-attached"),
    "left out": pgettext_lazy("record", "left out"),
    "refused": pgettext_lazy("record", "refused"),
}
_SEVERITIES: Words = {
    "refused": pgettext_lazy("problem", "refused"),
    "repaired": pgettext_lazy("problem", "repaired"),
    "noticed": pgettext_lazy("problem", "noticed"),
}
# A number for each of CLDR's plural categories, as Arabic has them all; English and German name
# "one" and "other" alone.
_PLURALS = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


@register.filter
def state_word(run: ImportRun) -> str:
    """Where a run stands, as the desk tells it."""
    return str(_RUNS[run.state])


@register.filter
def how_it_went(run: ImportRun) -> str:
    """The same; of a trial that it is one."""
    return str(_TRIALS[run.state]) if run.is_dry_run else state_word(run)


@register.filter
def outcome_word(outcome: str) -> str:
    """What became of records; what a receipt of another release says as it stands there."""
    return str(_OUTCOMES.get(outcome, outcome))


@register.filter
def severity_word(severity: str) -> str:
    """How bad a problem is."""
    return str(_SEVERITIES[severity])


@register.simple_tag
def files_by_plural() -> str:
    """What a script says of chosen files, as JSON: by the category that Intl.PluralRules names."""
    return json.dumps(
        {
            name: ngettext("{count} file, {size}", "{count} files, {size}", number)
            for name, number in _PLURALS.items()
        },
        ensure_ascii=False,
    )
