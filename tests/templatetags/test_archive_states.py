"""How an article or a comment stands, in words."""

from archive.models import Article, Comment
from archive.models.choices import ArticleState, CommentsState, CommentState, Visibility
from archive.templatetags.archive_states import _WORDS, in_a_row, marks_of, standing, state_word


def test_every_state_and_visibility_has_its_word_which_is_its_own_in_english():
    values = [*ArticleState, *CommentState, *CommentsState, *Visibility]
    assert {value.value for value in values} == _WORDS.keys()
    assert [state_word(value) for value in values] == [value.value for value in values]


def test_what_is_no_state_stays_as_it_is():
    assert state_word("<of another release>") == "<of another release>"


def test_a_row_tells_both_and_keepers_only_what_keeps_it_from_others():
    draft = Article(state="draft", visibility="public")
    spam = Comment(state="published", visibility="spam")
    assert standing(draft) == "draft, public"
    assert marks_of(draft) == "draft"
    assert marks_of(draft, spam) == "draft, spam"
    assert marks_of(Article(state="published", visibility="public")) == ""
    assert in_a_row([]) == ""
