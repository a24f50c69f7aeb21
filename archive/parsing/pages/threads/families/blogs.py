"""Platforms of blogs: how each writes the comments below a post."""

from dataclasses import replace

from archive.parsing.pages.threads.family import Family

# The trackbacks of both: the id of each is that of the empty anchor before it.
TRACKBACKS = Family(
    "typepad",
    items=".trackbacks-content > .trackback",
    author=".trackback-header > a",
    posted=".trackback-footer a",
    text=".trackback-content",
    unsaid=".trackback-content a:last-child",  # "[Read More]"
    number=r"(trackback-\w+)$",
    is_numbered=True,
)
# Movable Type 3.2 and TypePad have one ancestor: the text first, below it in .comment-footer the
# name, as a link or as plain words after "Posted by:", and the date as a link to the comment.
FOOTED = Family(
    "typepad",
    # TypePad's ids are hexadecimal and begin with its own sign.
    items=".comment[id^='comment-6a0']",
    signs=".comment-footer, .trackback-footer",
    author=".comment-footer > a:not([href*='#comment-'])",
    byline=".comment-footer",
    signed=r"^[^:|]*:\s*(.*?)\s*\|?\s*$",
    posted=".comment-footer a[href*='#comment-']",
    text=".comment-content",
    number=r"comment-(6a\w+)$",
    owner=".comment-author-owner",
    also=TRACKBACKS,
)

# Publify's trackbacks, of its own template and of its themes, which write "d" for "id". They show
# no moment.
PUBLIFY_TRACKBACKS = Family(
    "publify",
    items="#trackbackList > li, ol.trackbacks > li",
    author=".author cite, .trackback-list > li > strong",
    text=".trackbacks > li > .content",
    number=r"(trackback-\d+)$",
    number_in="id d",
    ping="#trackbackList > li, ol.trackbacks > li",
)

# "Ada said...", "Ada hat gesagt…": one word of any language or two, and an ellipsis.
SAID_OF = (
    r"^(.+?)(?=\s*(?:さん|님의|提到|說|说)[^.…]*(?:\.{3}|…)$"
    r"|\s+(?:(?:hat?|a)\s+)?[^\s.…さ님提說说]+\s?(?:\.{3}|…)$|$)"
)

FAMILIES: tuple[Family, ...] = (
    # Blogger before 2011 and in many templates since: dt and dd in turns in one list, who, what
    # and when. A name is plain words where its owner gave no address: "Ada said...".
    Family(
        "blogger",
        items="dl#comments-block > dt, .comments > dl > dt.comment-author",
        author="dt.comment-author > a[href], dt.comment-author > span, dt.comment-poster > a[href]",
        byline="dl#comments-block > dt, dt.comment-author",
        signed=SAID_OF,
        posted=".comment-timestamp a, .comment-timestamp",
        text="dd.comment-body",
        number=r"c(\d+)$",
        owner="dt.blog-author",
        removed=".deleted-comment",
        is_run=True,
    ),
    # Blogger with replies, written by the server or by a script since 2012: li.comment, and in it
    # .comment-block beside the replies. Of scripts' ids only that of the block is the comment's.
    Family(
        "blogger",
        items=".comment-thread li.comment",
        signs=".comment-block .comment-header",
        author=".comment-header cite.user",
        posted=".comment-header .datetime",
        text=".comment-content",
        number=r"c(\d+)$",
        anchor=".comment-block[id^='c']",
        owner=".comment-header .blog-author",
        removed=".deleted-comment",
    ),
    # Movable Type 4 to 7, its themes classic, pico, eigerwand and rainier: .comment with the id; a
    # reply links to what it answers beside its author's name. Where comments are closed, only the
    # names within tell it from others.
    Family(
        "movabletype",
        items=".comment[id^='comment-']",
        signs=".comment-header .asset-meta, .comment-footer > .byline, .entry-author-comment,"
        " .trackback-header .asset-meta,"
        " [onclick*='mtReplyCommentOnClick'], form[action*='mt-comments']",
        author=".comment .vcard.author, .comment > header > h3",
        posted=".comment abbr.published, .comment > header time",
        text=".comment-content",
        number=r"comment-(\d+)$",
        parent=".comment .asset-meta a[href*='#comment-'], .comment .byline a[href*='#comment-'],"
        " .comment > header a[href*='#comment-']",
        parent_number=r"#comment-(\d+)$",
        owner=".entry-author-comment",
        is_numbered=True,
        # Pings have numbers of their own: with the prefix no comment has the same.
        also=Family(
            "movabletype",
            items=".trackback[id^='ping-']",
            author=".asset-meta > a:not([href^='#']), .info > a",
            posted=".asset-meta > a[href^='#ping-'], .info > time",
            text=".trackback-content, .trackback > p",
            unsaid=".trackback-content p > a:last-child",  # "Read More"
            number=r"(ping-\d+)$",
        ),
    ),
    FOOTED,
    replace(
        FOOTED,
        name="movabletype",
        items=".comment[id^='comment-']",
        signs=".comments-content .comment-footer",
        number=r"comment-(\d+)$",
        is_numbered=True,
        also=replace(TRACKBACKS, name="movabletype", number=r"(ping-\d+|p\d+)$"),
    ),
    # Movable Type 3.0: a div of the text, then p.posted of who and when, below a heading.
    Family(
        "movabletype",
        items="h2#comments ~ div[id^='c']",
        signs="p.posted",
        author="p.posted > a:not([href*='#'])",
        byline="p.posted",
        signed=r"^[^:]{0,40}:\s*(.+?)\s+\S{1,4}\s+\S*\d",
        posted="p.posted",
        text="h2#comments ~ div[id^='c']",
        number=r"c(\d+)$",
        is_run=True,
        is_numbered=True,
    ),
    # Movable Type 2: .comments-body, and in it .comments-post with who and when; an anchor before.
    Family(
        "movabletype",
        items=".comments-body",
        signs=".comments-body .comments-post",
        author=".comments-post > a:not([href*='#'])",
        byline=".comments-post",
        signed=r"^[^:]{0,40}:\s*(.+?)\s+\S{1,4}\s+\S*\d",
        posted=".comments-post",
        text=".comments-body",
        unsaid=".comments-post",
        number=r"(?:c|comment-)?0*(\d+)$",
    ),
    # LiveJournal's own styles ("S2"), each with other names, but all with this id; those of the
    # default "Component" are known. Levels are margins.
    Family(
        "livejournal",
        items="[id^='ljcmt']",
        author=".commentinfo tr:first-child td, .comment-poster .ljuser, .poster .ljuser,"
        " .comment-head .ljuser, .comment-header .ljuser",
        posted=".commentinfo [title]",
        # Of a deleted one only the bar is left, which then says so.
        text=".comment_bar_one + div:not([style*='smaller']),"
        " .comment_bar_two + div:not([style*='smaller']), .comment_bar_one, .comment_bar_two",
        number=r"ljcmt(\d+)$",
        is_numbered=True,
    ),
    # LiveJournal since 2012 ("schemius"), whatever the journal's style: twigs with leaves, all at
    # one level; levels are margins too, and a link leads to the parent.
    Family(
        "livejournal",
        items=".b-leaf[id^='t']",
        author=".b-leaf-username-name",
        posted=".b-leaf-createdtime",
        text=".b-leaf-article, .b-leaf-status",
        number=r"t(\d+)$",
        parent=".b-leaf-actions-parent a",
        parent_number=r"thread=(\d+)",
        owner=".b-leaf-poster",
        removed=".b-leaf-status",
        more=".b-leaf-collapsed",
    ),
    # Dreamwidth, whose core2 writes all of this for every style: the depth as a class around it.
    # Deleted, screened and suspended ones are a few words in a wrapper that hides who wrote them;
    # a text ends with when it was edited.
    Family(
        "dreamwidth",
        items=".dwexpcomment[id^='cmt']",
        author=".comment-poster .ljuser, .comment-poster .anonymous, .comment-poster",
        posted=".comment .datetime",
        text=".comment .comment-content",
        unsaid=".comment-content > .edittime",
        number=r"cmt(\d+)$",
        parent=".commentparent a",
        parent_number=r"#cmt(\d+)$",
        owner=".comment-wrapper.entry-author",
        removed=".comment-wrapper.poster-hidden",
    ),
    # Serendipity: class names that all its templates keep; the newer ones (2k11 and on) write who
    # and when in a heading, name first, the older below the text. Trackbacks are like comments.
    Family(
        "serendipity",
        items=".serendipity_comment",
        signs=".serendipity_commentBody",
        author=".comment_source_author, .serendipity_comment header h4 > a:first-child,"
        " .serendipity_comment > h4 > cite",
        byline=".serendipity_comment header h4",
        signed=r"^(.+?)(?:\s\S{1,5})?$",
        posted=".serendipity_comment h4 time, .comment_source_date",
        text=".serendipity_commentBody",
        unsaid=".comment_avatar",
        number=r"(?:c|serendipity_comment_)(\d+)$",
        anchor=".serendipity_comment > a[id^='c']",
        parent=".reply_origin",
        parent_number=r"#c(\d+)$",
        owner=".serendipity_comment_author_self",
        ping="#trackbacks .serendipity_comment,"
        " .serendipity_section_trackbacks .serendipity_comment",
    ),
    # Dotclear 2, themes "mustek" and its heirs: dt of who and when, dd of what, pings in a list of
    # their own but with numbers of the same kind. The name ends the line, after the hour.
    Family(
        "dotclear",
        items="#comments > dl > dt[id^='c'], #pings > dl > dt[id^='c']",
        signs=".comment-number, .ping-number",
        author="#comments > dl > dt > a:not(.comment-number),"
        " #pings > dl > dt > a:not(.ping-number)",
        byline="#comments > dl > dt, #pings > dl > dt",
        signed=r"\d[:.h]\d\d\W+\S+\s+(.*)$",
        text="#comments > dl > dd, #pings > dl > dd",
        number=r"c(\d+)$",
        owner="dt.me",
        ping="#pings dt",
        is_run=True,
    ),
    # Dotclear's later templates ("dotty", "currywurst"): a list, its pings among the comments.
    Family(
        "dotclear",
        items=".comments-list > li[id^='c']",
        signs=".comment-info .comment-number",
        author=".comment-info > a:not(.comment-number)",
        byline=".comment-info",
        signed=r"^\S+\s+\S+\s+(.+?)(?:\s[-\u2013]\s.*)?$",
        posted=".comment-info time",
        text=".comment-content",
        number=r"c(\d+)$",
        owner="li.me",
        ping="li.ping",
    ),
    # b2evolution to version 5 (.bComment) and since (.evo_comment): one title line for comments and
    # pings, "Pingback from:", and an anchor before each.
    Family(
        "b2evolution",
        items="div.bComment, .evo_comment:not(form)",
        signs=".bCommentText, .evo_comment_text",
        author=".bCommentTitle .user, .evo_comment_title .user, .bCommentTitle > a + a,"
        " .evo_comment_title > a + a",
        posted=".bCommentSmallPrint, .evo_comment_info",
        text=".bCommentText, .evo_comment_text",
        number=r"(?:c|comment_)(\d+)$",
        ping=".bCommentTitle, .evo_comment_title",
    ),
    # Textpattern 4.6 and on, its default theme: microdata, and an anchor with the padded id.
    Family(
        "textpattern",
        items="article.comments",
        signs=".comment-anchor",
        author=".comment-author",
        posted=".comments time",
        text=".comments [itemprop='text']",
        number=r"c0*(\d+)$",
        anchor=".comment-anchor a[id^='c']",
        owner=".comments-author",
    ),
    # Staticman as the Jekyll theme "Minimal Mistakes" shows it: the text beside who and when.
    Family(
        "staticman",
        items="article.js-comment",
        signs=".comment__content-wrapper",
        author=".comment__author",
        posted=".comment__date time",
        text=".comment__content-wrapper",
        unsaid=".comment__author, .comment__date",
    ),
    # Publify, formerly Typo: comments and trackbacks in lists of their own. Themes of the age of
    # Typo (scribbish, standard_issue) state the moment in an abbr's title.
    Family(
        "publify",
        items="li[id^='comment-']",
        signs="#commentList .author cite",
        author=".author cite",
        posted=".typo_date, .publify_date, .author time, .author abbr, p.author",
        posted_in="title",
        text=".content",
        unsaid=".spamwarning",
        number=r"comment-(\d+)$",
        owner="li.author_comment",
        is_numbered=True,
        also=PUBLIFY_TRACKBACKS,
    ),
    # Publify 8 and on with its themes bootstrap-2 and -3: who and when are a heading in the text,
    # "By Ada 04/05/2012 at 09h30", where a name is plain words if its owner gave no address.
    Family(
        "publify",
        items="#commentList > li.list-unstyled[id^='comment-']",
        signs="#commentList .content > h4",
        author=".content > h4:first-child > a",
        byline=".content > h4:first-child",
        signed=r"^\S+\s(.+?)\s(?:\d[\d/-]+\d|\d\d?\s\S+\s\d{4}|\S+\s\d\d?,\s\d{4})(?!\w).*$",
        posted=".content > h4:first-child time, .content > h4:first-child",
        text=".content",
        unsaid=".content > h4:first-child, .content > hr:last-child, .spamwarning",
        number=r"comment-(\d+)$",
        is_numbered=True,
        also=PUBLIFY_TRACKBACKS,
    ),
    # Weebly: a flat list, the level as a class. Only what the button to reply does knows the number
    # of a comment; where comments are closed there is none.
    Family(
        "weebly",
        items=".blogCommentWrap",
        author=".blogCommentAuthor",
        posted=".blogCommentDate",
        text=".blogCommentText",
        number=r".*\bcomment_id=(\d+)",
        number_in="onclick",
        anchor=".reply-comment",
    ),
)
