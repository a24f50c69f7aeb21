"""Comment boxes that owners of small sites put into their pages, mostly open source.

Many keep their comments in a repository's issues or discussions; then the numbers are those of
the hosting service, whose name is the namespace.
"""

from archive.parsing.pages.threads.family import Family

FAMILIES: tuple[Family, ...] = (
    # Isso (its templates/comment.js): until 0.12 the inner classes had no prefix. Replies are
    # appended to .isso-follow-up within what they answer; one deleted says nothing but its note.
    Family(
        "isso",
        items=".isso-comment[id^='isso-']",
        author=".isso-author, .author",
        posted=".isso-permalink time, time",
        text=".isso-text, .text",
        number=r"isso-(\d+)",
        owner=".isso-is-page-author",
        removed=".isso-note",
        more=".isso-load-hidden",
    ),
    # Remark42 (its comment.tsx): ids are prefixed UUIDs; replies stand beside what they answer,
    # with a link to it and their level in a class.
    Family(
        "remark42",
        items="article.comment[id^='remark42__comment-']",
        author=".comment__username",
        posted=".comment__time",
        text=".comment__text",
        number=r"remark42__comment-([\w-]+)",
        parent=".comment__link-to-parent, a[class*='threadStarterAnchor']",
        parent_number=r"remark42__comment-([\w-]+)$",
        score=".comment__score-value, [class*='comment-votes_votes']",
    ),
    # Commento (its commento.js names every part by a prefix and the comment's hex): the body
    # holds the text, and beside it the card holds its children's.
    Family(
        "commento",
        items=".commento-card",
        author=".commento-name",
        posted=".commento-timeago",
        text="[id^='commento-comment-text-'], [id^='commento-comment-body-']",
        number=r"commento-comment-card-(\w+)",
        score=".commento-score",
    ),
    # Comentario, which grew out of it (its comment-card.ts): until 3.3 the card bears the id, since
    # then its own part; the moment is the title of the subtitle, later of the link in it, since
    # 3.11 of that link's first part, before those that tell of edits. Of who deleted his account
    # only that is shown, beside an avatar of its own.
    Family(
        "comentario",
        items=".comentario-card",
        signs=".comentario-card-header",
        author=":not(.comentario-bg-deleted) + .comentario-name-container .comentario-name",
        posted=".comentario-subtitle span[title], .comentario-subtitle a[title],"
        " .comentario-subtitle",
        text=".comentario-card-body",
        anchor=".comentario-card-self",
        number=r"comentario-(?:card-)?([\w-]+)",
        score=".comentario-score",
    ),
    # utterances (its comment-component.ts): an issue's comments, flat; how long ago as text, or
    # the day. What somebody answers by mail has the mail he answers within, hidden; the form to
    # write in is another .timeline-comment; pages of comments that it left out have a button.
    Family(
        "utterances",
        items="article.timeline-comment:has(.comment-meta)",
        signs=".comment-header .comment-meta .text-link",
        author=".comment-meta .text-link",
        posted=".comment-meta a[href*='#issuecomment-']",
        text=".markdown-body",
        unsaid=".email-hidden-toggle, .email-hidden-reply",
        anchor=".comment-meta a[href*='#issuecomment-']",
        number=r".*#issuecomment-(\d+)",
        number_in="href",
        namespace="github",
        more=".timeline .page-loader",
    ),
    # giscus (its Comment.tsx and Reply.tsx): a discussion's comments, answers in .gsc-replies.
    Family(
        "giscus",
        items=".gsc-comment, .gsc-reply",
        signs=".gsc-comment-content",
        author=".gsc-comment-author-avatar .link-primary, .gsc-reply-author .link-primary",
        posted="time",
        text=".gsc-comment-content, .gsc-reply-content",
        anchor="a[href*='#discussioncomment-']",
        number=r".*#discussioncomment-(\d+)",
        number_in="href",
        namespace="github",
        more=".gsc-pagination-button",
    ),
    # Gitalk (its component/comment.jsx): an issue's comments, without their numbers; its admins
    # are the owners of the site. What somebody answers by mail has the mail within, hidden.
    Family(
        "gitalk",
        items=".gt-comment",
        signs=".gt-comment-content",
        author=".gt-comment-username",
        posted=".gt-comment-date",
        text=".gt-comment-body",
        unsaid=".email-hidden-toggle, .email-hidden-reply",
        score=".gt-comment-like .gt-ico-text",
        owner=".gt-comment-admin",
        more=".gt-btn-loadmore",
    ),
    # Waline (its CommentCard.vue): the id is the element's whole id, answers stand in .wl-quote,
    # and begin with a link to the comment they are for. The button below them loads more, or all
    # of them again where that failed.
    Family(
        "waline",
        items=".wl-card-item",
        author=".wl-nick",
        posted=".wl-time",
        text=".wl-content > div, .wl-content",
        number=r"(\w+)$",
        parent=".wl-content > p > a[href^='#']",
        score=".wl-like",
        more=".wl-operation .wl-btn",
    ),
    # Valine, which it grew out of: the same with v for wl; many sites' hCards are named vcard. Up
    # to 1.3 (its src/index.js) they stand in .vlist. Waline 1 wrote the same names, and the id on
    # an element around each card.
    Family(
        "valine",
        items=".vcards .vcard[id], .vlist .vcard[id], .vcards .vitem",
        signs=".vcard .vcontent",
        author=".vnick",
        posted=".vtime",
        text=".vcontent",
        number=r"(\w+)$",
        more=".vpage:not([style*='none']) .vmore, .vmore > .vbtn",
    ),
    # Twikoo (its TkComment.vue): all answers of a thread in one .tk-replies, a link tells. What
    # unfolds a text or answers is named like what loads more, but all it unfolds is there.
    Family(
        "twikoo",
        items=".tk-comment",
        signs=".tk-main .tk-content",
        author=".tk-nick",
        posted=".tk-time time",
        text=".tk-content > span:last-child, .tk-content",
        number=r"(\w+)$",
        parent=".tk-ruser",
        score=".tk-action-link:first-child",
        owner=".tk-master",
        more=".tk-comments-container > .tk-expand-wrap > .tk-expand",
    ),
    # Artalk (its comment.html): the wrapper holds a comment and, in another, those that answer.
    # Where it lists them flat, each begins with a copy of what it answers, named the same; the
    # moment is an attribute since 2.9; the button to load more is there where there is no more.
    Family(
        "artalk",
        items=".atk-comment-wrap",
        author=".atk-header > .atk-nick, .atk-nick",
        posted=".atk-date",
        posted_in="data-atk-comment-date",
        text=".atk-body > .atk-content, .atk-content",
        unsaid=".atk-height-limit-btn",
        number=r"(?:atk-comment-)?(\d+)",
        number_in="id data-comment-id",
        score=".atk-actions > .atk-common-action-btn:first-child",
        more=".atk-list-read-more:not([style*='none'])",
    ),
    # Duoshuo (2012 to 2017, its embed.js), whose markup many Chinese sites kept when it closed.
    # Where answers are nested no deeper they begin with whom they are for, and its number; where
    # none are nested they hold those before in #ds-ctx, with times of their own.
    Family(
        "duoshuo",
        items="li.ds-post",
        signs=".ds-comment-body",
        author=".ds-comment-header .ds-user-name, .ds-user-name",
        posted=".ds-comment-footer .ds-time, .ds-time",
        posted_in="datetime",
        text=".ds-comment-body > p",
        unsaid=".ds-comment-context",
        number=r"(\d+)$",
        number_in="data-post-id",
        parent=".ds-comment-context",
        parent_in="data-parent-id",
        score=".ds-post-likes",
        more=".ds-paginator a:not(.ds-current)",
    ),
    # Ghost's own (its comment.tsx, a frame): nothing but utility classes, yet names for its tests.
    # Answers to answers stand beside them, with a link. Until version 5 the moment was the title
    # of plain words, the id stood on the element about the comment, in 2022 on none, and only the
    # comment within had a name; the link to what is answered had none itself, and the text was a
    # paragraph of paragraphs, which a saved page no longer holds.
    Family(
        "ghost",
        items="[data-testid='animated-comment'],"
        " div:not([data-testid]):not(.flow-root) > [data-testid='comment-component']",
        signs=".gh-comment-content",
        author="h4",
        posted="a[href*='#'][title], span[title]",
        text="div:has(> .gh-comment-content)",
        anchor="div[id]",
        number=r"([0-9a-f]{24})$",
        parent="a[data-testid='comment-in-reply-to'], a.line-clamp-1[href^='#']",
        score="[data-testid='like-button']",
        more="[data-testid='pagination-component'], [data-testid='replies-pagination'],"
        " [data-testid='reply-pagination-button']",
    ),
    # What many weblogs show of the answers to their post on Mastodon: the level is in a margin,
    # what answers the post itself is at 0. An older script kept who within the content.
    Family(
        "mastodon-comments",
        items=".mastodon-comment",
        author=".author .name, .author a span, .author a",
        posted=".author time, a.date, .date",
        text=".mastodon-comment-content, .author ~ .content",
        anchor="a.date",
        number=r".*/(\d+)/?$",
        number_in="href",
        namespace="mastodon",
        owner=".mastodon-comment.op",
        score=".status .favourites",
    ),
)
