"""The words that platforms put about a comment, in many languages: knowledge, not rules.

Taken from what WordPress and its themes, Disqus and forums show readers.
"""

import re

# "Ada says:". In tables of WordPress's own translations: "%s <span class="says">says:</span>".
SAID = (
    r"says?|said|wrote|writes|meint(?:e)?|sagte?|schreibt|schrieb|(?:a\s+)?dit|(?:a\s+)?écrit"
    r"|dice|dijo|escribió|ha\s+dit|disse|diz|escreveu|scrive|ha\s+(?:scritto|detto)|schreef|zegt"
    r"|skriver|skrev|säger|siger|sier|sanoo|kirjoitti|pisze|napisał\w*|napsala?|říká|píše"
    r"|szerint|írta|spune|a\s+spus|dedi\s+ki|diyor\s+ki|пишет|говорит|сказал\w*|коментує|каже"
    r"|каза|λέει|έγραψε|kaže|berkata|nói|viết|พูดว่า|אומר\w*|אמר\w*|הגיב\w*|כתב\w*|يقول|قال|كتب"
    r"|گفته(?:\s+است)?|より|说道|說道|说|說|님의\s+말|댓글"
)
SAYS = re.compile(rf"^\s*(?:{SAID})?\s*[:\uff1a,·|\u2013—-]*\s*", re.I)
# The same in a language not listed: at most three words, then a colon, then nothing more.
SAYS_SOMEHOW = re.compile(r"^\s*(?:[^\W\d_]{1,12}\s+){0,2}[^\W\d_]{1,16}\s*[:\uff1a]\s*$")
# Small letters alone: "Kim Le" and "Jan Op" are names.
SAYS_END = re.compile(r"\s+(?:[Ss]ays?|[Ss]aid|on|at|am|um|le|il|el|em|op|den|dne|kl)\W*$")
# A name with the words of the byline: "Ada says", "Ada wrote:", "by Ada".
AFTER_NAME = re.compile(
    r"\s+(?:(?:says?|said|wrote|meint|sagt|schreibt|dit|dice|diz)\s*:?"
    rf"|(?:{SAID})\s*(?:[:\uff1a\u2026]|\.{{3}}))\s*$",
    re.I,
)
# Without a word before it, "von" or "di" may be part of a name.
BEFORE_NAME = re.compile(
    r"^(?:by|from:|(?:comment|kommentar|commentaire|comentario|comentário|commento|posted|written"
    r"|pingback|trackback)\s+(?:by|from|von|por|par|de|di|da|door|от))\s+(?=\S)",
    re.I,
)
# All that may stand about a date, so that a line of nothing else tells only when.
CONNECTING = re.compile(
    r"(?:\b(?:on|at|am|um|by|the|le|à|el|a|las|il|alle|em|às|op|om|den|kl|klo|o|v|la|saat|\u0432"
    r"|\u043e|\u0443|στις|says?|said|ago|reply|posted|permalink|permanent|this|comment|direct|quote"
    r"|report|uhr|link|edit|vor|il y a|hace|há|wrote|\d{1,4}|[ap]\.?m)\b|[\W_])+",
    re.I,
)
# What WordPress shows the writer of a comment not yet let through, where its class is missing.
AWAITING = re.compile(
    r"\W*(?:your (?:comment|response) is awaiting moderation|dein kommentar (?:wartet auf "
    r"(?:die )?(?:moderation|freischaltung)|muss noch freigegeben werden)|ihr kommentar (?:wartet "
    r"auf (?:die )?(?:moderation|freischaltung)|muss noch freigegeben werden)|(?:votre|ton) "
    r"commentaire est en attente de (?:modération|validation)|(?:tu|su) comentario está (?:"
    r"pendiente|a la espera|esperando)[^.]{0,30}|(?:o )?seu comentário (?:está )?aguard\w+ "
    r"moderação|il tuo commento è in attesa di (?:moderazione|approvazione)|je reactie wacht op "
    r"moderatie|ваш комментарий ожидает (?:проверки|модерации)|twój komentarz oczekuje na "
    r"(?:moderację|akceptację)|din kommentar (?:väntar på|afventer|venter på) \w+"
    r"|コメントは承認待ちです|あなたのコメントは承認待ちです|您的评论正在等待审核"
    r"|تعليقك (?:في|ب)انتظار المراجعة|תגובתך ממתינה לאישור)\b.{0,60}",
    re.I,
)
DELETED = re.compile(
    r"\W*(?:(?:(?:post|message) )?(?:deleted|removed)(?: by (?:\w+ ){0,3}\w+)?"
    r"|(?:deleted|suspended) comment|удал[её]нный комментарий|видалений коментар|comment"
    r" (?:deleted|removed)|(?:this|the|your) comment (?:has been|was|is) "
    r"(?:deleted|removed)|comment (?:deleted|removed) by (?:\w+ ){0,3}\w+|(?:this|the) comment "
    r"(?:has been|was) (?:deleted|removed) by (?:\w+ ){0,3}\w+|(?:dieser )?kommentar (?:wurde )?"
    r"(?:gelöscht|entfernt)|(?:ce )?commentaire (?:a été )?(?:supprimé|effacé)|(?:este"
    r" )?comentario "
    r"(?:ha sido )?(?:eliminado|borrado)|(?:este )?comentário (?:foi )?(?:removido|apagado)"
    r"|(?:questo )?commento (?:è stato )?(?:rimosso|eliminato)|комментарий удал[её]н"
    r"|コメントは削除されました"
    r"|תגובה זו נמחקה|تم حذف (?:هذا )?التعليق)\W*",
    re.I,
)
# A comment that only its writer and the site's owner may read: what stands in its place.
SECRET = re.compile(
    r"\W*(?:비밀\s?(?:댓글|글)(?:입니다)?|悄悄話|悄悄话|(?:この)?コメントは管理人のみ閲覧できます"
    r"|管理人のみ閲覧できます|非公開コメント|(?:this is a )?(?:private|secret) comment)\W*",
    re.I,
)
# What stands where nobody has said anything yet.
EMPTY = re.compile(
    r"\W*(?:be the first|no comments yet|there are no comments|sei(?:en sie)? der erste"
    r"|noch keine kommentare"
    r"|soyez le premier|aucun commentaire|sé el primero|(?:no hay|sin) comentarios|seja o primeiro"
    r"|nenhum comentário|sii il primo|nessun commento|wees de eerste|nog geen reacties"
    r"|bli (?:den )?först|inga kommentarer|vær den første|ole ensimmäinen|bądź pierwszy"
    r"|brak komentarzy|buď(?:te)? první|légy te az első|будьте первым|комментариев (?:пока )?нет"
    r"|будьте першим|ilk yorumu|まだコメント"
    r"|还没有评论|暂无评论|아직 댓글|첫 댓글|كن أول|لا توجد تعليقات|היה הראשון)",
    re.I,
)
# A ping as old themes label it, where no class says so.
PING = re.compile(r"^\W*(pingback|trackback)\s*(?:by|from|von|de|:)", re.I)
PING_LABEL = re.compile(
    r"^\W*(?:pingback|trackback|ping)s?\s*(?:from|von|de|by)?\s*[:\uff1a-]?\s*", re.I
)
# A value that a script of the page would have filled in: {{name}}, <%= name %>, ${name}, %NAME%.
PLACEHOLDER = re.compile(
    r"\s*(?:\{\{.{0,200}\}\}|<%.{0,200}%>|\$\{.{0,200}\}|\[\[\s*\w{1,60}\s*\]\]|%[A-Za-z_]{2,60}%"
    r"|\{[\w.]{1,60}\})\s*",
    re.S,
)
# What the buttons to answer a post say, and those to quote, report, share, rate or edit it.
ANSWERING = re.compile(
    r"\W*(?:repl(?:y|ies)|answer|respond|quote|report|antwort\w*|zitier\w*|melden|répon\w*|citer"
    r"|signaler|responder|respond\w+|denunci\w*|citar|rispon\w+|segnala|reage\w+|beantwoord\w*"
    r"|svara?|anmäl|vastaa|ilmoita|odpow\w+|zgłoś|odpově\w*|nahlásit|válasz\w*|jelent\w*|răspun\w*"
    r"|ответить|пожаловаться|цитир\w*|відпов\w*|поскаржитись|отговор\w*|απάντηση|αναφορά"
    r"|yan\u0131tla|cevapla|şikayet\w*|balas|laporkan|trả lời|báo cáo|ตอบ\w*|รายงาน|返信|返答|通報"
    r"|回复|回覆|举报|檢舉|답글|답변|신고|رد|الرد|إبلاغ|پاسخ|گزارش|הגב\w*|השב|דווח|जवाब\w*"
    r"|उत्तर)(?:\b|\W|$)",
    re.I,
)
CONTROL = re.compile(
    ANSWERING.pattern
    + r"|\W*(?:multi-?quote|flag|like|dislike|up-?vote|vote|share|perma(?:nent )?link|link|edit"
    r"|delete|re[ck]om+[ae]nd\w*|agree|disagree|thanks|top|abuse|collapse|hide|view|show|read more"
    r"|expand|zitat|teilen|gefällt|bewert\w*|empfehl\w*|beitrag melden|kommentieren|löschen"
    r"|bearbeiten|partager|j.aime|alerter|recommander|modifier|supprimer|compart\w*|me gusta|curtir"
    r"|eliminar|cita|condividi|mi piace|citeer|rapporteer|meld|gilla|anmeld|rapporter|cytuj|lubię"
    r"|usuń|citovat|raporteaz\w*|жалоба|поделиться|нравится|цитувати|beğen\w*|al\u0131nt\u0131\w*"
    r"|suka|thích|引用|いいね|赞|讚|推|顶|踩|공감|추천|인용|اقتباس|תגובה(?: ל\w*)?)(?:\b|\W|$)",
    re.I,
)
