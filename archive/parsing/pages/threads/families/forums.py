"""Platforms of forums: how each writes the posts of a topic.

Where a platform shows a post's place in its topic, its row tells `place`: on a later page of a
topic none of the posts opens it.
"""

from archive.parsing.pages.threads.family import Family

FAMILIES: tuple[Family, ...] = (
    # phpBB 3, prosilver: div#p<id>.post; panel, notices and signature beside .content. From 3.3 on
    # the date is a time element, before it stands in the line "by NAME » DATE".
    Family(
        "phpbb",
        items="div.post[id^='p']",
        signs=".post .postprofile",
        author=".author strong, .postprofile .username, .postprofile .username-coloured",
        posted=".author time, .author",
        text=".postbody .content",
        number=r"p(\d+)$",
        is_topic=True,
    ),
    # phpBB 3, subsilver2: a table for each post; the signature is a second .postbody.
    Family(
        "phpbb",
        items="table.tablebg:has(.postauthor)",
        author=".postauthor",
        posted=".gensmall div + div",
        text=".postbody",
        anchor="a[name^='p']",
        number=r"p(\d+)$",
        number_in="name",
        is_topic=True,
    ),
    # phpBB 2, subSilver: one table, three rows a post (panel and text, buttons, a line). Quotations
    # end the span of the text and begin another, so its cell is the text; "edited" is the small
    # span in it, the signature follows a line of seventeen underscores.
    Family(
        "phpbb",
        items=".forumline > tr:has(.postbody), .forumline > tbody > tr:has(.postbody)",
        signs=".forumline .name a[name]",
        author=".name",
        posted="a + .postdetails",
        text="td[colspan='2']:has(.postbody)",
        unsaid=".gensmall",
        until=r"(?:<br>\s*)*_{17}\s*<br>",
        anchor=".name a[name]",
        number=r"(\d+)$",
        number_in="name",
        is_run=True,
        is_topic=True,
    ),
    # FluxBB and PunBB 1.2: div#p<id>.blockpost, a heading with place and date over two columns.
    Family(
        "fluxbb",
        items="div.blockpost[id^='p']",
        author=".postleft dt",
        posted="h2 a",
        text=".postmsg",
        unsaid=".postedit",
        number=r"p(\d+)$",
        place="h2 .conr",
        is_topic=True,
    ),
    # PunBB 1.3 and 1.4: the line above a post shows its place, "Post by" whom, and when; the
    # signature stands in the text.
    Family(
        "fluxbb",
        items=".post[id^='p']:has(.post-ident)",
        author=".post-byline strong, .post-byline a",
        posted=".post-link",
        text=".entry-content",
        unsaid=".sig-content, .postedit",
        number=r"p(\d+)$",
        place=".post-num",
        is_topic=True,
    ),
    # SMF 2: .post_wrapper with .poster, .postarea and .moderatorbar; the text bears the id. The
    # date stands in a sentence in 2.0 ("« Reply #1 on: … »"), in a link to the post in 2.1. The
    # opening post has no number.
    Family(
        "smf",
        items=".post_wrapper",
        signs=".post_wrapper .poster",
        author=".poster h4",
        posted=".postinfo a.smalltext, .keyinfo .smalltext",
        text=".post .inner",
        anchor=".post [id^='msg_']",
        number=r"msg_(\d+)$",
        place=".page_number, .keyinfo .smalltext strong",
        first="",
        is_topic=True,
    ),
    # SMF 1: a row of one table for each post, of layout tables all through. Only the subject bears
    # the post's id for every reader; the line after it says "« Reply #1 on: … »".
    Family(
        "smf",
        items=".bordercolor > tr:has(.post), .bordercolor > tbody > tr:has(.post)",
        signs="[id^='subject_']",
        author="td[rowspan='2'] > b",
        posted="[id^='subject_'] + .smalltext",
        text=".post",
        anchor="[id^='subject_']",
        number=r"subject_(\d+)$",
        place="[id^='subject_'] + .smalltext > b",
        first="",
        is_topic=True,
    ),
    # MyBB 1.8: div#post_<id>; what was edited when stands within the date.
    Family(
        "mybb",
        items="div.post[id^='post_']",
        signs=".post .author_information",
        author=".author_information .largetext, .author_information strong",
        posted=".post_date",
        text=".post_body",
        number=r"post_(\d+)$",
        place=".post_head .float_right",
        is_topic=True,
    ),
    # MyBB 1.4 and 1.6: a table for each post.
    Family(
        "mybb",
        items="table.tborder[id^='post_']",
        signs=".tborder [id^='pid_']",
        author=".post_author .largetext, .largetext",
        text=".post_body, [id^='pid_']",
        number=r"post_(\d+)$",
        is_topic=True,
    ),
    # WoltLab Suite and Burning Board 4: .wbbPost, its id as data; signatures stand apart. It is
    # called "messageSidebarOrientationLeft" too, as if it were a sidebar, so the item about it is
    # asked for first.
    Family(
        "woltlab",
        items=".wbbThreadPostList > li[id^='post'], .wbbPost",
        signs=".wbbPost",
        author=".messageSidebar .username, .messageHeader .username",
        posted=".messagePublicationTime time, .messagePublicationTime woltlab-core-date-time,"
        " .messagePublicationTime, .messageHeader time",
        posted_in="datetime date",
        text=".messageText",
        number=r"(?:post)?(\d+)$",
        number_in="data-post-id data-object-id id",
        place=".messageQuickOptions .jsButtonShare",
        is_topic=True,
    ),
    # vBulletin 3: #edit<id> about #post<id>, tables or what a design has put in their place; the
    # ids of their parts are what scripts need, and stay.
    Family(
        "vbulletin",
        items="#posts [id^='edit']",
        signs=".bigusername",
        author=".bigusername, [id^='postmenu_'], .alt2 > a",
        posted=".thead",
        text="[id^='post_message_']",
        number=r"edit(\d+)$",
        place="[id^='postcount']",
        is_topic=True,
    ),
    # vBulletin 4: li#post_<id>; notes of editing and signatures are quotations of the same class as
    # the text, after it.
    Family(
        "vbulletin",
        items="#posts > .postcontainer",
        author=".username_container .username",
        posted=".postdate",
        text=".postcontent",
        number=r"post_(\d+)$",
        place=".postcounter",
        is_topic=True,
    ),
    # vBulletin 5: li.b-post with the id of its node.
    Family(
        "vbulletin",
        items="li.b-post[data-node-id]",
        author=".b-userinfo .author",
        posted=".b-post__timestamp",
        text=".js-post__content-text",
        number=r"(\d+)$",
        number_in="data-node-id",
        score=".js-post-control__vote-count",
        place=".b-post__count",
        is_topic=True,
    ),
    # XenForo 1: li#post-<id>.message; old dates are spans with the date as their title, newer ones
    # abbr with data-time.
    Family(
        "xenforo",
        items=".messageList > .message[id^='post-']",
        author=".userText .username",
        posted=".messageMeta .DateTime",
        text=".messageContent .messageText",
        unsaid=".messageTextEndMarker",
        removed=".deletionNote",
        number=r"post-(\d+)$",
        place=".postNumber",
        is_topic=True,
    ),
    # XenForo 2: article.message--post; a deleted one keeps who and when, and a notice.
    Family(
        "xenforo",
        items=".message--post[data-content]",
        author=".message-name, .message-attribution-user .username",
        posted=".message-attribution time",
        text=".message-body .bbWrapper",
        removed=".messageNotice--deleted",
        number=r"post-(\d+)$",
        number_in="data-content",
        place=".message-attribution-opposite li:last-child",
        is_topic=True,
    ),
    # Invision 3: div#post_id_<id>; the hCard of the time of microformats.
    Family(
        "invision",
        items="div.post_block[id^='post_id_']",
        author=".row2 .author, .author",
        posted=".posted_info .published, .posted_info",
        text=".post.entry-content, .entry-content",
        unsaid=".edit",
        score=".reputation",
        number=r"post_id_(\d+)$",
        place=".post_id",
        is_topic=True,
    ),
    # Invision 4: article#elComment_<id>, of class cPost in topics alone.
    Family(
        "invision",
        items=".cPost[id^='elComment_']",
        author=".cAuthorPane_author strong, .cAuthorPane_author",
        posted=".ipsComment_meta time",
        text="[data-role='commentContent']",
        unsaid="[data-excludequote]",
        number=r"elComment_(\d+)$",
        is_topic=True,
    ),
    # Discourse as it answers crawlers: #post_<place in the topic>. That place is the post's name in
    # all of Discourse's addresses, and shown by both of its forms.
    Family(
        "discourse",
        items=".crawler-post[id^='post_']",
        author=".creator [itemprop='name']",
        posted=".post-time",
        text=".post",
        score=".post-likes",
        number=r"post_(\d+)$",
        opening="#post_1.crawler-post",
    ),
    # Discourse as its scripts build it; replies shown within a post have texts of their own.
    Family(
        "discourse",
        items=".topic-post article[id^='post_']",
        author=".names .username",
        posted=".post-date [data-time]",
        posted_in="data-time",
        text=".contents > .cooked",
        score=".like-count",
        number=r"post_(\d+)$",
        opening=".topic-post #post_1",
    ),
    # Flarum without scripts: names and texts, nothing else.
    Family(
        "flarum",
        items="article:not(.Post):has(.Post-body)",
        signs=".PostUser-name",
        author=".PostUser-name",
        text=".Post-body",
        is_topic=True,
    ),
    # Flarum as its scripts build it: posts of other types tell of renamings and tags.
    Family(
        "flarum",
        items=".PostStream-item:has(.CommentPost)",
        author=".PostUser-name .username, .PostUser-name",
        posted=".PostMeta time",
        text=".Post-body",
        number=r"(\d+)$",
        number_in="data-id",
        opening=".PostStream-item[data-number='1']",
    ),
    # NodeBB (themes Persona and Harmony): all parts are named by `component`; replies shown within
    # a post are no children of the list.
    Family(
        "nodebb",
        items=".posts > [component='post']",
        author="a[data-username], [itemprop='author']",
        posted=".permalink .timeago, .post-header .timeago, .timeago",
        text="[component='post/content']",
        score="[component='post/vote-count']",
        owner=".topic-owner-post",
        number=r"(\d+)$",
        number_in="data-pid",
        parent="[component='post/parent']",
        parent_in="data-topid",
        opening=".posts > [component='post'][data-index='0']",
    ),
    # Vanilla: the discussion apart from the list of its comments.
    Family(
        "vanilla",
        items=".Item[id^='Comment_']",
        author=".Author .Username, .Author a",
        posted=".DateCreated time",
        text=".Message",
        number=r"Comment_(\d+)$",
        opening=".ItemDiscussion, .FirstComment",
    ),
    # Kunena (Joomla), template Blue Eagle: div.kmsg-<id>, the moment in the title of "n years ago".
    Family(
        "kunena",
        items="div.kmsg:has(.kmsgtext)",
        author=".kpost-username",
        posted=".kmsgdate",
        text=".kmsgtext",
        anchor=".kmsg-anchor, .kmsg-id-left a[id], .kmsg-id-right a[id]",
        number=r"(?:kmsg_)?(\d+)$",
        is_topic=True,
    ),
    # HyperKitty, archives of Mailman 3: messages by the hash in their address, indented replies.
    # The year is only in the tip of the time, which is the sender's own. Texts are those of mails.
    Family(
        "hyperkitty",
        items=".email:has(.email-header)",
        author=".email-author .name",
        posted=".email-date [title]",
        text=".email-body",
        unsaid=".quoted-switch",
        until=r"(?:^|\n)-- ?\n",
        anchor=".email-header[id]",
        number=r"(\w+)$",
        opening=".email-first",
    ),
)
