"""Imports in words."""

import json

from archive.intake.receipts import LINES
from archive.models import ImportRun
from archive.models.choices import RunState, Severity
from archive.templatetags.archive_imports import (
    files_by_plural,
    how_it_went,
    outcome_word,
    severity_word,
    state_word,
)


def test_every_state_of_a_run_has_its_word():
    for state in RunState:
        run, trial = ImportRun(state=state), ImportRun(state=state, is_dry_run=True)
        assert how_it_went(run) == state_word(run) == state_word(trial) == state.value
        trials_word = "tried" if state == RunState.DONE else f"trial {state.value}"
        assert how_it_went(trial) == trials_word


def test_every_outcome_and_every_severity_has_its_word():
    assert [outcome_word(line) for line in LINES] == list(LINES)
    assert outcome_word("of another release") == "of another release"
    assert [severity_word(one) for one in Severity] == [one.value for one in Severity]


def test_a_script_finds_its_words_for_each_category_of_plurals():
    words = json.loads(files_by_plural())
    assert words["one"] == "{count} file, {size}"
    assert words["few"] == words["other"] == "{count} files, {size}"
    assert set(words) == {"zero", "one", "two", "few", "many", "other"}
