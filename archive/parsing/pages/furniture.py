"""The names and words of what stands about an article's text: knowledge, not rules.

Taken from what themes, papers' systems and page builders call such parts, and from the headings
that readers see over them.
"""

import re

# Never part of an article's text, whatever their names.
FURNITURE = (
    *("script", "style", "template", "noscript", "form", "nav", "aside", "button", "input"),
    *("select", "textarea", "iframe", "object", "embed", "footer", "dialog", "menu"),
)
# Names of what stands among an article's paragraphs without being of it.
AROUND = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|shares|social|sharedaddy|addtoany|related|recommend(?:ed"
    r"|ations)?|newsletter|subscribe|subscription|signup|sign-up|promo|advert(?:isement)?|ads?"
    r"|adsense|sponsor(?:ed)?|breadcrumbs?|pagination|pager|navigation|nav|menu|sidebar"
    r"|tags|tag-links|cat-links|post-tags|comments?|comment-?count|respond|disqus|outbrain"
    r"|taboola|most-?read|popular|trending|read-?more|jp-relatedposts|wpcnt|ratings?|votes?"
    r"|cookie|screen-reader-text|sr-only|visually-hidden|element-invisible|actions|donat(?:e|ion)|paywall"
    r"|edit-?(?:link|section)|signature|post-?(?:controls|buttons|number)|poll|quiz"
    r"|about-?(?:the-)?author|author-?(?:box|bio|info|card)|reviews?|testimonials?|ticker"
    r"|newsticker|shop-?widget|shopping|affiliate|cross-?sell)(?:$|[\s_-])",
    re.M,
)
# The same where they hold little running text: else they are a layout's names.
WEAKLY_AROUND = re.compile(
    r"(?:^|[\s_-])(?:widget|tag|tools|toolbar|print|feedback|hidden|rss|teaser|copyright"
    r"|licen[sc]e|entry-utility|post-?footer)(?:$|[\s_-])",
    re.M,
)
# Who and when, above or below a text; within it they are of something quoted.
BYLINES = re.compile(
    r"(?:^|[\s_-])(?:post-?meta|entry-?meta|postmetadata|metadata|byline|dateline|user-?info"
    r"|post-?(?:info|date|author|head(?:er)?)|timestamp)(?:$|[\s_-])"
    r"|(?:^|\s)(?:\S*(?:post|entry|article|story|news|content|page|head(?:er)?)[-_]+)?"
    r"(?:author(?:[-_]?name)?|date|time|permalink|profile|published|submitted|meta)(?:$|\s)",
    re.M,
)
# What heads the things that follow an article, in the languages of the web's larger part.
ENDING = re.compile(
    r"(?:related(?: (?:articles?|posts?|stories|content|links|topics|news|reading))?\b|(?:read|see)"
    r" (?:more|also|next)\b|more (?:from|on|in|about|stories|articles|news)\b|you (?:may|might)"
    r" (?:also )?(?:like|be interested|enjoy)|recommended(?: for you)?\W*$|about the authors?\b"
    r"|(?:share|tweet|e-?mail|print) (?:this|on|via|it)\b|share\W*$|tags?\s*:|filed under\b"
    r"|(?:most )?popular (?:posts|articles|stories)|trending\b|advertisements?\W*$|sponsored"
    r"|(?:sign up|subscribe) (?:for|to|now)\b|leave a (?:reply|comment|response)|(?:post|add)"
    r" a comment|comments?\W*$|\d+ (?:comments|replies)\W*$|(?:\d+ )?trackbacks?\b|like this:"
    r"|(?:previous|next|older|newer)(?: \w+)?\s*[:»«←→]|no comments yet|be the first to"
    r"|your comments|don.t miss\b|our newsletter|newsletter\W*$|follow us\b|continue reading\b"
    r"|(?:das könnte (?:sie|dich|ihnen)|lesen sie (?:auch|mehr)|mehr (?:zum|zu|über"
    r"|aus|von)\b|(?:ähnliche|weitere) (?:artikel|beiträge|themen)"
    r"|verwandte (?:artikel|beiträge|themen)|auch interessant|zum thema\W*$|schlagw(?:ort|örter)"
    r"|stichwort|teilen\W*$|artikel teilen|kommentare?\W*$|anzeige\W*$|über den autor|zur person"
    r"|(?:vorherige[rs]?|nächste[rs]?)\b.{0,12}[:»«←→]|(?:noch )?keine kommentare|leserkommentare)"
    r"|(?:à lire (?:aussi|également)|lire (?:aussi|également)|sur le même (?:sujet|thème)"
    r"|voir aussi|articles? (?:similaires?|liés?|connexes)|même rubrique|partager\b|mots[ -]clés"
    r"|commentaires?\W*$|laisser un commentaire|publicité\W*$|(?:précédent|suivant)e?\b.{0,9}[:»«]"
    r"|vos (?:réactions|commentaires)|aucune? (?:commentaire|réaction))"
    r"|(?:(?:artículos|noticias|entradas|temas) relacionad[oa]s|te puede interesar|lee también"
    r"|ver también|más (?:noticias|sobre|en)\b|etiquetas\b|compartir\b|comentarios?\W*$"
    r"|sin comentarios|(?:anterior|siguiente)\s*[:»«])"
    r"|(?:leia (?:também|mais)|veja (?:também|mais)|saiba mais|(?:notícias|artigos|posts)"
    r" relacionad[oa]s|compartilh\w+|comentários?\W*$|leggi anche|articoli correlati|condividi\b"
    r"|commenti\W*$|potrebbe interessarti)"
    r"|(?:lees ook|lees meer|gerelateerde|meer over|deel (?:dit|op)|reacties?\W*$)"
    r"|(?:läs (?:också|mer|även)|les også|læs også|dela\W*$|del\W*$|lue (?:myös|lisää))"
    r"|(?:читайте (?:также|ещё|еще)|по теме|похожие|ещё по теме|поделиться|комментарии\W*$|теги\b"
    r"|читати також|дивіться також|czytaj (?:także|również|też)|zobacz (?:także|również|też)"
    r"|poprzedni\w?\s*:|następn\w\s*:|udostępnij|brak komentarzy|komentarze\W*$"
    r"|související|čtěte také|diskuse\W*$|kapcsolódó|benzer haberler"
    r"|ilgili haberler|yorumlar\W*$|etiketler\b)"
    r"|(?:関連記事|関連(?:リンク|ニュース)|あわせて読みたい|おすすめ記事|人気記事|コメント\W*$|タグ\b|シェア"
    r"|相关(?:文章|阅读|新闻|推荐)|相關(?:文章|閱讀|新聞)|延伸閱讀|延伸阅读|推荐阅读|推薦閱讀|標籤|标签|留言\W*$"
    r"|관련\s?기사|많이 본|댓글\W*$|저작권자|무단\s?전재|مواضيع ذات صلة|اقرأ أيضا"
    r"|شاهد أيضا|مطالب مرتبط|اخبار مرتبط|برچسب|קראו גם|עוד בנושא|תגובות\W*$))",
    re.I,
)
BY_LINE = re.compile(
    r"^(?:(?:posted|written|published|reported)\s+)?(?:by|von|par|por|di|da|door|av|af|texte?:"
    r"|автор:?|autor:)\s+[^\W\d_]",
    re.I,
)
# Of these the headings that head nothing else.
SURE_ENDING = re.compile(
    r"(?:related (?:articles?|posts?|stories)|about the authors?\b|leave a (?:reply|comment)"
    r"|(?:post|add) a comment|\d* ?(?:comments?|responses|replies|trackbacks?|pings?)\W*$"
    r"|(?:ähnliche|weitere) (?:artikel|beiträge)|kommentare?\W*$|über den autor"
    r"|articles? (?:similaires?|liés?|connexes)|commentaires?\W*$|laisser un commentaire"
    r"|artículos relacionados|comentarios?\W*$|artigos relacionados|comentários?\W*$"
    r"|articoli correlati|commenti\W*$|reacties?\W*$|комментарии\W*$|komentarze\W*$)",
    re.I,
)
# What stands above a text about it: how long it takes to read, that someone posted it.
CREDIT = re.compile(
    r"(?:posted|submitted|written|published) by\b"
    r"|\d+\s*min(?:ute[ns]?)?\b\W*(?:read\w*|de lectur[ae]|lesezeit|lettura|de leitura)?\W*$"
    r"|\d[\d.,\s]*(?:views?|reads?|mal gelesen|aufrufe|vues|lectures|letture|просмотр\w*)\b.{0,9}$",
    re.I,
)
