import pytest

from archive.parsing.pages.paging_words import leads_to_others, without_page


@pytest.mark.parametrize(
    "label",
    [
        "Older comments", "« Newer Comments", "Load 12 more replies", "View all 34 comments",
        "Ältere Kommentare", "Weitere Antworten anzeigen", "Commentaires plus anciens",
        "Comentarios anteriores", "Mais comentários", "Commenti precedenti", "Oudere reacties",
        "Предыдущие комментарии", "Starsze komentarze", "古いコメント", "查看更多评论",
        "댓글 더보기", "التعليقات الأقدم التالية", "תגובות קודמות הקודמות",
    ],
)  # fmt: skip
def test_words_that_lead_to_other_comments_do_so_in_many_languages(label):
    assert leads_to_others(label)


@pytest.mark.parametrize(
    "label",
    ["", "Comments", "12 comments", "Next", "Older posts", "Leave a comment", "Read more",
     "More of what was said about the old harbour in the comments of last year"],
)  # fmt: skip
def test_other_words_do_not(label):
    assert not leads_to_others(label)


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("The quay - Page 2", "The quay"),
        ("The quay | Page 2 of 5 | Harbour Notes", "The quay | Harbour Notes"),
        ("The quay (page 3)", "The quay"),
        ("Page 2 - The quay", "The quay"),
        ("Der Kai \u2013 Seite 12", "Der Kai"),
        ("Le quai, page 2/3", "Le quai"),
        ("El muelle • Página 2", "El muelle"),
        ("Набережная - Страница 2", "Набережная"),
        ("رصيف - صفحة 2", "رصيف"),
        ("码头 - 第2页", "码头"),
        ("波止場 2ページ目", "波止場"),
        ("Catch 22", "Catch 22"),
        ("Page 2", "Page 2"),
        ("The front page", "The front page"),
        ("Page 3 girls are gone", "Page 3 girls are gone"),
        ("x" * 2000 + " - Page 2", "x" * 2000 + " - Page 2"),
    ],
)
def test_titles_lose_what_says_which_page_they_head(title, rest):
    assert without_page(title) == rest
