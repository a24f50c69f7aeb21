"""The words that lead from one page of a thread to another, in many languages: knowledge alone."""

import re

from archive.parsing.pages.paged_addresses import PAGE_WORDS

# Beginnings of the words for comments and replies.
COMMENTS = (
    *("comment", "repl", "response", "answer", "kommentar", "antwort", "beiträge", "réponse"),
    *("coment", "respuesta", "resposta", "risposte", "reactie", "svar", "odpowied", "odpověd"),
    *("komentár", "komentar", "komentář", "hozzászól", "yorum", "σχόλι", "коммент", "комент"),
    *("отзыв", "ответ", "відповід", "відгук", "comentari", "تعليق", "التعليق", "نظر", "תגוב"),
)
# Beginnings of the words for those that are not shown here.
OTHERS = (
    *("older", "newer", "earlier", "later", "previous", "next", "more", "remaining", "all"),
    *("älter", "neuer", "vorherig", "nächst", "weiter", "mehr", "früher", "später", "alle"),
    *("précédent", "suivant", "plus", "ancien", "récent", "autres", "anterior", "siguiente"),
    *("más", "antigu", "reciente", "próxim", "mais", "antig", "seguinte", "precedent", "successiv"),
    *("altri", "vecchi", "ouder", "vorige", "volgende", "meer", "äldre", "nyare", "fler", "eldre"),
    *("ældre", "nyere", "starsz", "nowsz", "więcej", "poprzedni", "następn", "starší", "novější"),
    *("další", "старые", "новые", "предыдущ", "следующ", "ещё", "еще", "больше", "старіш", "новіш"),
    *("попередн", "наступн", "önceki", "sonraki", "daha", "régebbi", "újabb", "további"),
    *("παλαιότερα", "νεότερα", "περισσότερα", "הקודמ", "ישנות", "הבאות", "עוד", "السابق", "التالي"),
    *("المزيد", "أقدم", "أحدث", "بیشتر", "قدیمی", "جدید"),
)
# Languages that part no words: the two stand somewhere in the label.
UNSPACED = re.compile(
    r"(?:コメント|评论|評論|留言|댓글).*(?:古い|新しい|以前|次|もっと|更多|较早|较新|上一|下一|이전|다음|더)"
    r"|(?:古い|新しい|以前|次の|もっと|更多|较早|较新|更早|舊|上一页|下一页|이전|다음).*(?:コメント|评论|評論|留言|댓글)"
)
MOST_WORDS = 7

# "… - Page 2", "… | Seite 3 von 12", "… (page 2)", "第2页 …": between two marks, or at an end.
MARKS = r"-\u2013\u2014|·•:,»"
TITLE_PAGE = re.compile(
    rf"(?:^|[{MARKS}(\[/]|\s)\s?"
    rf"(?:{PAGE_WORDS}\.?\s?#?\d{{1,5}}|第\s?\d{{1,5}}\s?[页頁]|\d{{1,5}}\s?(?:ページ目?|페이지))"
    rf"(?:\s?(?:/|\w{{1,4}})\s?\d{{1,5}})?\s?[)\]]?\s?(?=$|[{MARKS}])",
    re.I,
)
LONGEST_TITLE = 1000


def leads_to_others(label: str) -> bool:
    """Whether a link's words promise comments that the page does not show."""
    words = label.casefold().split()
    if not 0 < len(words) <= MOST_WORDS:
        return False
    if any(word.startswith(COMMENTS) for word in words):
        return any(word.startswith(OTHERS) for word in words)
    return bool(UNSPACED.search(label))


def without_page(title: str) -> str:
    """The title without what says which page it heads; itself where nothing else is in it."""
    if len(title) > LONGEST_TITLE:
        return title
    rest = TITLE_PAGE.sub("", title).strip(" \u00a0-\u2013\u2014|·•:,»")
    return rest or title
