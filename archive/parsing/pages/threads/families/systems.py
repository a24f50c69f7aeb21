"""Comment systems that papers and others embed, run by somebody else or by the publisher.

Each as its DOM stands in a saved page: within the page, or as the frame it came in, saved apart.
"""

from archive.parsing.pages.threads.family import Family

# A ping in Disqus's list for crawlers keeps the markup of WordPress's own themes.
DISQUS_PING = Family(
    "disqus",
    items="#dsq-comments li.pingback, #dsq-comments li.trackback",
    author="a",
)

# So does one in Cackle's, with an id as comments have it.
CACKLE_PING = Family(
    "cackle",
    items="li.pingback[id^='cackle-comment-'], li.trackback[id^='cackle-comment-']",
    author="[id^='cackle-author-user-']",
    text="[id^='cackle-comment-message-']",
    number=r"cackle-comment-(\d+)$",
    namespace="wordpress",
)

FAMILIES: tuple[Family, ...] = (
    # Disqus, its frame since 2012 ("next/embed"). Replies stand in ul.children within the post,
    # and from the depth on where that ends only the parent link tells; "load more" is always
    # there, shown or not.
    Family(
        "disqus",
        items="li.post[id^='post-']",
        signs=".post-content .post-message-container",
        author=".post-byline .author",
        posted=".post-meta .time-ago",
        text=".post-message",
        number=r"post-(\d+)$",
        parent="a.parent-link",
        score=".vote-up .count",
        more=".load-more:not([style*='none']):not(.hidden)",
    ),
    # Disqus before the frame: its script put li or div with dsq-* classes into the page; plugins
    # of 2009 wrote the same list for crawlers, each post after an empty div of its old anchor's
    # name. Both number posts as Disqus does, as later plugins do not.
    Family(
        "disqus",
        items=".dsq-comment[id^='dsq-comment-'], li[class*='dsq-'][id^='dsq-comment-'],"
        " div[id^='comment-'] + li[id^='dsq-comment-']",
        signs="#dsq-comments, #dsq-content, #disqus_thread",
        author="[id^='dsq-author-user-'], [id^='dsq-cite-']",
        posted="[id^='dsq-time-'], .dsq-header-time",
        text="[id^='dsq-comment-message-']",
        number=r"dsq-comment-(\d+)$",
    ),
    # Disqus's plugin for WordPress from 2010 on: a list for crawlers, whose numbers are those of
    # WordPress (get_comment_ID), with the classes of comment_class() or none.
    Family(
        "disqus",
        items="li[id^='dsq-comment-']",
        signs="#dsq-comments, #dsq-content, #disqus_thread",
        author="[id^='dsq-author-user-'], [id^='dsq-cite-']",
        posted="[id^='dsq-time-']",
        text="[id^='dsq-comment-message-'], [id^='dsq-comment-body-']",
        number=r"dsq-comment-(\d+)$",
        namespace="wordpress",
        also=DISQUS_PING,
    ),
    # Cackle's lists for crawlers have the form of Disqus's; the plugin for WordPress writes that
    # site's numbers and comment_class(), others write Cackle's own.
    Family(
        "cackle",
        items="li.comment[id^='cackle-comment-']",
        signs=".cackle-comment-body",
        author="[id^='cackle-author-user-'], [id^='cackle-cite-']",
        text="[id^='cackle-comment-message-'], [id^='cackle-comment-body-']",
        number=r"cackle-comment-(\d+)$",
        namespace="wordpress",
        also=CACKLE_PING,
    ),
    Family(
        "cackle",
        items="li[id^='cackle-comment-']:not(.comment):not(.pingback):not(.trackback)",
        signs=".cackle-comment-body",
        author="[id^='cackle-author-user-'], [id^='cackle-cite-']",
        text="[id^='cackle-comment-message-'], [id^='cackle-comment-body-']",
        number=r"cackle-comment-(\d+)$",
    ),
    # Livefyre (2009 to 2017): replies in the article of what they answer, ids and levels as data.
    Family(
        "livefyre",
        items="article.fyre-comment-article",
        author=".fyre-comment-username",
        posted=".fyre-comment-date",
        text=".fyre-comment-body .fyre-comment, .fyre-comment",
        number=r"(?:fyre-msg-)?(.+)",
        number_in="data-message-id id",
        score=".fyre-comment-like-count",
        more=".fyre-stream-more:not([style*='none'])",
    ),
    # IntenseDebate (2007 on): .idc-thread holds one comment and, in .idc-replies, its answers.
    Family(
        "intensedebate",
        items=".idc-thread",
        author=".idc-a",
        posted=".IDCommentTime, .idc-time",
        text=".idc-c-t-inner, .idc-c-t",
        number=r"IDThread(\d+)",
        score=".idc-v-total",
    ),
    # Coral, formerly Talk, from version 5: hashed classes, and beside them coral-* for styling by
    # publishers (CLASSES in its client). The tab of featured comments has names of its own.
    Family(
        "coral",
        items=".coral-indent[id^='comment-'], .coral-comment[id^='comment-'],"
        " .coral-comment[data-testid^='comment-']",
        author=".coral-comment-username",
        posted=".coral-comment-timestamp",
        text=".coral-comment-content",
        number=r"comment-([\w-]+)",
        number_in="id data-testid",
        removed=".coral-rejectedtombstone",
        more=".coral-loadMoreButton",
    ),
    # Talk up to version 4: the wrapper of a comment holds those of its replies.
    Family(
        "coral",
        items=".talk-stream-comment-wrapper",
        author=".talk-plugin-author-menu-button, .talk-stream-comment-user-name",
        posted=".talk-stream-comment-published-date",
        text=".talk-stream-comment-content, .talk-plugin-rich-text-text",
        number=r"c_([\w-]+)",
        more=".talk-load-more-button",
    ),
    # Viafoura: custom elements with classes vf-* or, later, vf3-*; replies within the thread of
    # what they answer, ids as data of the thread or of the comment.
    Family(
        "viafoura",
        items=".vf-comment-thread, article.vf3-comment",
        author=".vf-user-name, .vf3-user-name",
        posted=".vf-date, .vf-comment-header__date, .vf3-date",
        text=".vf-comment-html-content, .vf3-comment-content",
        number=r"([\w-]+)",
        number_in="data-content-uuid",
        score=".vf-like",
    ),
    # OpenWeb, formerly Spot.IM: hashed classes, but data-spot-im-class for publishers' styles.
    Family(
        "openweb",
        items="li.spcv_list-item",
        author="[data-spot-im-class='message-username']",
        posted="[data-spot-im-class='message-timestamp']",
        text="[data-spot-im-class='message-text']",
        number=r"(sp_\w+)",
        number_in="data-spmark",
        score="[class*='votesCounter']",
        more=".spcv_load-more-messages",
    ),
    # The comments plugin of Facebook, 2014 on: what of its markup is not hashed is that of UFI,
    # its "universal feedback interface". Answers stand in UFIReplyList within the content.
    Family(
        "facebook",
        items=".UFIImageBlockContent",
        signs=".UFICommentActorName",
        author=".UFICommentActorName",
        posted="abbr.livetimestamp, abbr[data-utime]",
        posted_in="data-utime",
        text="._5mdd, .UFICommentBody",
        anchor="a.uiLinkSubtle[href*='comment_id=']",
        number=r".*comment_id=(?:\d+_)?(\d+)",
        number_in="href",
    ),
    # The same before 2014: li.fbFeedbackPost, answers in a list within.
    Family(
        "facebook",
        items="li.fbFeedbackPost",
        author=".profileName",
        posted="abbr.timestamp, abbr[data-utime]",
        posted_in="data-utime",
        text=".postText",
        number=r"fbc_\d+_(\d+)",
    ),
    # Pluck (SiteLife), on papers to 2015: answers in a list after what they are for. Its keys stand
    # in an attribute of the part within; a comment featured above the list has "F:" before its own.
    Family(
        "pluck",
        items=".pluck-comm-single-comment-top",
        author=".pluck-comm-username-display",
        posted=".pluck-comm-timestamp",
        text=".pluck-comm-body",
        anchor=".pluck-comm-single-comment-main",
        number=r"(?:F:)?(?:CommentKey:)?([\w-]+)$",
        number_in="commentid",
        score=".pluck-score-upvotes-display",
        more="a.pluck-comm-pagination-next, a.pluck-comm-paged-pagination-button-next",
    ),
    # Comments by Gigya (to 2018), on portals and papers: one's own part, then its replies; ids as
    # data, times only as how long ago.
    Family(
        "gigya",
        items=".gig-comment",
        author=".gig-comment-username",
        posted=".gig-comment-time",
        text=".gig-comment-body",
        unsaid=".gig-comment-edited",
        number=r"([\w-]+)$",
        number_in="data-comment-id",
        score=".gig-comment-vote-pos",
        more=".gig-comments-more:not([style*='none'])",
    ),
    # Echo, formerly JS-Kit (2008 to 2013).
    Family(
        "echo",
        items=".echo-item-content",
        signs=".echo-item-authorName",
        author=".echo-item-authorName",
        posted=".echo-item-date",
        text=".echo-item-text, .echo-item-body",
    ),
    # Comments of Yahoo's network, 2009 to 2013: the text is a blockquote, the date in an abbr; a
    # long text ends in a link to the rest.
    Family(
        "ugccmt",
        items=".ugccmt-comment",
        author="cite a, cite",
        posted=".ugccmt-timestamp abbr, .ugccmt-timestamp",
        text=".ugccmt-commenttext",
        unsaid=".ugccmt-expand",
        number=r"ugccmt-comment_([\w-]+?)_*$",
        more=".ugccmt-view-more:not([style*='none'])",
    ),
    # The comment box of a Korean portal, on its news, its blogs and its partners' papers: ids in
    # data of the item, the chosen ones repeated above the list, the instant in data of the date.
    Family(
        "cbox",
        items="li.u_cbox_comment",
        author=".u_cbox_nick",
        posted=".u_cbox_date",
        posted_in="data-value",
        text=".u_cbox_contents",
        number=r".*commentNo:'?(\d+)",
        number_in="data-info",
        removed="li.u_cbox_comment[data-info*='deleted:true']",
        score=".u_cbox_cnt_recomm",
        more=".u_cbox_paginate:not([style*='none']) .u_cbox_btn_more",
    ),
    # "d2", the discussion of a British group of papers, open source: the answers of a thread
    # stand in one flat list below its first comment, a link tells which each is for.
    Family(
        "d2",
        items="li.d-comment",
        author=".d-comment__author",
        posted=".d-comment__timestamp time, time",
        text=".d-comment__body",
        number=r"(\d+)",
        number_in="data-comment-id",
        parent=".d-comment__reply-to",
        score=".d-comment__recommend-count--old, .d-comment__recommend-count",
        removed=".d-comment--blocked",
        more=".d-show-more-replies",
    ),
)
