"""Words are looked for once a page, and again for the next."""

from archive.search.remembering import remembered, remembering


def test_the_same_question_of_the_same_object_is_answered_once():
    asked = []

    def look_for(of, word):
        asked.append((id(of), word))
        return len(asked)

    def find(of, word):
        return remembered(of, word, look_for)

    first, second = [], []
    with remembering():
        assert [find(first, "a"), find(first, "a"), find(second, "a"), find(first, "b")] == [
            1, 1, 2, 3,
        ]  # fmt: skip
    assert [find(first, "a"), find(first, "a")] == [4, 5]
    with remembering():
        assert find(first, "a") == 6
