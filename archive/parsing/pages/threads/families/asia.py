"""Platforms of blogs in Japan, Korea and China: how each writes the comments below a post."""

from archive.parsing.pages.threads.family import Family

FAMILIES: tuple[Family, ...] = (
    # Hatena Blog: the same list in all its themes.
    Family(
        "hatena",
        items="li.entry-comment[id^='comment-']",
        author=".comment-nickname",
        posted=".comment-metadata time",
        text=".comment-content",
        number=r"comment-(\d+)$",
        owner=".comment-user-name--owner",
    ),
    # Tistory since 2021, when a script began to write the list for all skins.
    Family(
        "tistory",
        items=".tt-item-reply[id^='comment']",
        author=".tt-link-user",
        posted=".tt_date",
        text=".tt_desc",
        number=r"comment(\d+)$",
        owner=".tt-item-reply.rp_admin",
    ),
    # Tistory, Textcube and Tattertools before: what a skin writes stands in this element and has
    # these ids; the names within are those of the sample skins.
    Family(
        "tistory",
        items="[id^='entry'] li[id^='comment']:not(.tt-item-reply)",
        signs="[id^='entry'][id$='Comment']",
        author=".name, .nickname",
        posted=".date",
        number=r"comment(\d+)$",
        is_numbered=True,
    ),
    # FC2, its default template: the name is plain words in a list below the text, before the
    # writer's address; "-" where there is none. The blog's answer stands within, unsigned.
    Family(
        "fc2",
        items=".sub_content[id^='comment']",
        signs="#cm .sub_footer",
        byline=".sub_content > .sub_footer > li:nth-child(2)",
        signed=r"^(.*?)\s*(?:https?://\S*)?$",
        posted=".sub_content > .sub_footer > li:first-child",
        text=".sub_body",
        number=r"comment(\d+)$",
        also=Family(
            "fc2",
            items=".sub_content[id^='comment'] > div[style]",
            byline=".sub_content > div[style] > .sub_footer",
            signed=r"^()",
            posted=".sub_content > div[style] > .sub_footer > li:first-child",
            text=".sub_content > div[style]",
            unsaid=".sub_content > div[style] > .sub_footer",
            owner=".sub_content > div[style]",
        ),
    ),
    # Typecho: what its own function writes for themes that do not write their own.
    Family(
        "typecho",
        items="li.comment-body",
        signs=".comment-list .comment-meta",
        author=".comment-author .fn",
        posted=".comment-meta time",
        text=".comment-content",
        number=r"(?:comment|pingback|trackback)-(\d+)$",
        owner=".comment-by-author",
        ping="li.comment-body[id^='pingback-'], li.comment-body[id^='trackback-']",
        is_numbered=True,
    ),
    # Z-Blog, its default theme: answers in a list within the text's item.
    Family(
        "zblog",
        items="ul.msg[id^='cmt']",
        author=".msgname .commentname",
        posted=".msgname small",
        text=".msgarticle",
        number=r"cmt(\d+)$",
    ),
    # Its other themes: ids of this form and the label before the list are what its script asks of
    # all of them. "HTML5CSS3" and "Zit" write who in a cite and what in a q.
    Family(
        "zblog",
        items="[id^='cmt']:not(.msg)",
        signs="label#AjaxCommentBegin",
        author="cite > b",
        posted="cite > time, cite > small",
        text="q",
        unsaid=".revertcomment",
        number=r"^cmt(\d+)$",
        is_numbered=True,
    ),
    # Emlog, its default template (module.php): answers within the item, after their parent's own
    # part. Emlog pro calls that part otherwise, by whether it shows an avatar, and its later
    # releases leave the word out of the ids.
    Family(
        "emlog",
        items="div.comment[id]",
        signs=".comment-info .comment-time, .comment-infos .comment-time,"
        " .comment-infos-unGravatar .comment-time",
        author=".comment-info > b, .comment-infos > b, .comment-infos-unGravatar > b",
        posted=".comment-time",
        text=".comment-content",
        number=r"^(?:comment-)?(\d+)$",
        is_numbered=True,
    ),
)
