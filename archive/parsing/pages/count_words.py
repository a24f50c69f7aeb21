"""The words by which a page counts its comments or closes its thread, in many languages."""

import re

# The word for comments in the languages of the web's larger part; beginnings of words suffice.
NOUN = (
    r"(?:reader\s+|user\s+)?(?:comment|response|repl(?:y|ies)\b|thought|kommentar|antwort"
    r"|leserbrief|"
    r"commentaire|réaction|réponse|comentari|respuesta|comentár|resposta|commenti|comment[oi]\b"
    r"|rispost|reacties?|"
    r"reaktion|vastaus|kommentti|odpowied|komentář|hozzászólás|răspuns|odgovor|tanggapan|balasan|yan\u0131t"
    r"|bình luận|phản hồi|σχόλι|απαντήσ|отзыв|отговор|ความเห็น|ความคิดเห็น|"
    r"комментари|відповід|коментар|komentar|yorum|تعليق|تعليقات|תגובות|תגובה|コメント"
    r"|フィードバック|댓글|评论|評論|留言|回复|回覆|نظر|دیدگاه)"
)
FIGURE = r"(\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d+)"
ONE = r"(?:one|ein|eine|un|une|uno|una|um|uma|один)"
# What counts things in Japanese, Chinese and Korean.
COUNTER = r"(?:件の|[个個条條則则篇]|개의)?"
COUNTED = re.compile(rf"(?<![\dA-Za-z/.,-]){FIGURE}\s*{COUNTER}\s*{NOUN}", re.I)
# What WordPress calls comments in many translations: "2 Gedanken zu …". Articles have such
# headings too, so they count only in or below an element named for comments.
THOUGHT = (
    r"(?:gedank|gedacht|pensier|pensament|pensamiento|pensée|réflexion|idei?as?\b|opinion|tank|ajatu"
    r"|przemyśl|myśl|gând|misli|düşünce|pemikiran|мысл|думк|думок|σκέψ|想法|생각|suy nghĩ)"
)
THOUGHTS = re.compile(rf"(?<![\dA-Za-z/.,-]){FIGURE}\s*{COUNTER}\s*{THOUGHT}", re.I)
LEVELS_NAMED = 3
# What follows such a beginning: the rest of the word. Where words are written without spaces the
# next may be a button's: "回复" (answer) beside "顶(6)" (six like it).
REST = r"(?:[^\W\d\u2e80-\u9fff]*|[数數件列表一覧览覽]{0,2})"
COUNTED_AFTER = re.compile(
    rf"{NOUN}{REST}\s*[(\[:\uff08\uff1a]\s*{FIGURE}\s*(?:[)\]\uff09]|$)", re.I
)
# A line that says nothing else: "9 Σχόλια", "Comentários 6".
COUNTED_ALONE = re.compile(
    rf"\W*(?:(?P<before>{FIGURE})\s*{COUNTER}\s*{NOUN}{REST}|{NOUN}{REST}\W*(?P<after>{FIGURE}))\W*",
    re.I,
)
# Between what a line tells of an article.
PARTED = re.compile(r"\s*[|\u2022\u00b7\u00bb]\s*|\s[-\u2013\u2014]\s")
# What else than a comment a page lets readers write.
UNANSWERING = re.compile(r"report|abuse|flag|reblog|\bbio\b|search|newsletter|contact|profile")
SINGLE = re.compile(rf"^\W*{ONE}\s+{NOUN}", re.I)
NONE_YET = re.compile(
    rf"^\W*(?:no|keine|aucun|sin|nenhum|nessun|нет)\s+{NOUN}\w*(?:\s+(?:yet|so far))?\W*$", re.I
)
ABOUT_THREAD = re.compile(r"comment|respon|repl|disqus|komment|coment|reaction|discussion")
CLOSED = re.compile(
    r"comments?\s+(?:are|is|have been|on this \w+ are|for this \w+ (?:is"
    r"|are))\s+(?:now\s+)?(?:closed|disabled)"
    r"|(?:closed|disabled)\s+(?:to|for)\s+(?:new\s+)?(?:comments|replies)|commenting (?:is|has"
    r" been) (?:now )?(?:closed|disabled)"
    r"|this (?:thread|discussion|topic) is (?:now )?closed|kommentar(?:e|funktion)\s+(?:sind|ist"
    r"|wurden?)\s+(?:\w+\s+){0,2}geschlossen"
    r"|commentaires sont (?:fermés|clos)|(?:los )?comentarios (?:están|estan) cerrados"
    r"|comentários (?:estão )?(?:fechados|encerrados)"
    r"|commenti (?:sono )?chiusi|комментарии закрыты|التعليقات مغلقة|التعليقات مقفلة|סגור"
    r" לתגובות|התגובות סגורות|コメントは受け付けていません|コメントは締め切り",
    re.I,
)
# Of each of these notices a word, to find the few lines worth a closer look.
CLOSING = (
    *("closed", "disabled", "geschlossen", "fermés", "clos", "cerrados", "fechados", "encerrados"),
    *("chiusi", "закрыты", "مغلقة", "مقفلة", "סגור", "受け付けて", "締め切"),
)
LONGEST_NOTICE = 300
ANSWER = re.compile(r"comment|reply|message|komment|coment")
# The same of what stands around a place to write in, where "message" may be one to the editors.
ANSWERS = re.compile(r"comment|repl(?:y|ies)|\brespond\b|komment|coment|disqus|reaction|discussion")
LONGEST_HEADING = 200
LONGEST_LABEL = 80
BARE_COUNT = re.compile(r"comments?[-_]?(?:count|total|number|num|counter)\b")


def count_in(shown: str) -> int | None:
    """Give the number of comments a line states: "25 Responses", "Kommentare (3)"."""
    if any(character.isdecimal() for character in shown):
        for pattern in (COUNTED, COUNTED_AFTER):
            if match := pattern.search(shown):
                return int(re.sub(r"\D", "", match[1]))
    if SINGLE.match(shown):
        return 1
    return 0 if NONE_YET.match(shown) else None


def bare_count_in(shown: str) -> int | None:
    """Give the number of comments that a line states which states nothing else: "Comments 6"."""
    match = COUNTED_ALONE.fullmatch(shown)
    return int(re.sub(r"\D", "", match["before"] or match["after"])) if match else None
