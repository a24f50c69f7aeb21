"""What a search tells, in the words of a language; the messages here are in Django's catalogues."""

import pytest
from django.utils.translation import override

from archive.search.query.values import PROPERTIES
from archive.search.telling import Note
from archive.templatetags.archive_search import alternatives, leave_out, of_operator, phrased, told

CHOICE = "Select a valid choice. %(value)s is not one of the available choices."


def test_a_note_is_told_in_the_language_of_the_page():
    note = Note(CHOICE, value=Note("Monday"))
    assert told(note) == "Select a valid choice. Monday is not one of the available choices."
    with override("de"):
        assert told(note).endswith("Montag ist keine gültige Auswahl.")
        assert told(Note("Monday")) == "Montag"
        assert told(Note(CHOICE, value=4_000)).endswith(" 4.000 ist keine gültige Auswahl.")
        assert told(Note(CHOICE, value="50 %(a)s")).count("50 %(a)s") == 1


@pytest.mark.parametrize("text", ["Monday", "", "100 %"])
def test_the_words_of_others_are_told_as_they_are(text):
    with override("de"):
        assert told(text) == text


def test_numbers_stand_in_their_phrases():
    assert phrased(1_204, "and more") == "and 1,204 more"
    assert phrased(1, "more in this thread") == "1 more in this thread"
    assert phrased(40, "of declared") == "of 40"
    assert leave_out("50 %s") == "Leave out 50 %s"


def test_values_have_names_and_words():
    assert of_operator("comments", "in") == "Comments"
    assert of_operator("comments", "tag") == "comments"
    assert of_operator("ja", "lang") == "Japanese"
    with override("de"):
        assert of_operator("ja", "lang") == "Japanisch"
        assert of_operator("hidden", "state") == "verborgen"
        assert [of_operator(value, "has") for value in PROPERTIES] == ["Bild", "Link", "Zitat"]


@pytest.mark.parametrize(
    ("words", "row"),
    [
        (["a"], "a"),
        (["a", "b"], "a or b"),
        (["a", "{b}", "<c>", "d"], "a, {b}, &lt;c&gt; or d"),
    ],
)
def test_words_stand_in_a_row_and_are_escaped(words, row):
    shown = alternatives(words).replace('<b class="asked"><bdi>', "").replace("</bdi></b>", "")
    assert shown == row
