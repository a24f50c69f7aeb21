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
    # Comentario, which grew out of it: the id is that of the card's own part.
    Family(
        "comentario",
        items=".comentario-card",
        signs=".comentario-card-self",
        author=".comentario-name",
        posted=".comentario-timeago, .comentario-subtitle",
        text=".comentario-card-body",
        anchor=".comentario-card-self",
        number=r"comentario-([\w-]+)",
        score=".comentario-score",
    ),
    # utterances (its comment-component.ts): an issue's comments, flat; how long ago as text.
    Family(
        "utterances",
        items="article.timeline-comment",
        signs=".comment-header .comment-meta .text-link",
        author=".comment-meta .text-link",
        posted=".comment-meta a[href*='#issuecomment-']",
        text=".markdown-body",
        anchor=".comment-meta a[href*='#issuecomment-']",
        number=r".*#issuecomment-(\d+)",
        number_in="href",
        namespace="github",
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
    # Gitalk (its component/comment.jsx): an issue's comments, without their numbers.
    Family(
        "gitalk",
        items=".gt-comment",
        signs=".gt-comment-content",
        author=".gt-comment-username",
        posted=".gt-comment-date",
        text=".gt-comment-body",
    ),
    # Waline (its CommentCard.vue): the id is the element's whole id, answers stand in .wl-quote,
    # and begin with a link to the comment they are for.
    Family(
        "waline",
        items=".wl-card-item",
        author=".wl-nick",
        posted=".wl-time",
        text=".wl-content > div, .wl-content",
        number=r"(\w+)$",
        parent=".wl-content > p > a[href^='#']",
        score=".wl-like",
    ),
    # Valine, which it grew out of: the same with v for wl; many sites' hCards are named vcard.
    Family(
        "valine",
        items=".vcards .vcard",
        signs=".vcard .vcontent",
        author=".vnick",
        posted=".vtime",
        text=".vcontent",
        number=r"(\w+)$",
    ),
    # Twikoo (its TkComment.vue): all answers of a thread in one .tk-replies, a link tells.
    Family(
        "twikoo",
        items=".tk-comment",
        signs=".tk-main .tk-content",
        author=".tk-nick",
        posted=".tk-time time",
        text=".tk-content > span:last-child, .tk-content",
        number=r"(\w+)$",
        parent=".tk-ruser",
        owner=".tk-master",
        more=".tk-expand:not(._collapse)",
    ),
    # Artalk (its comment.html): the wrapper holds a comment and, in another, those that answer.
    Family(
        "artalk",
        items=".atk-comment-wrap",
        author=".atk-nick",
        posted=".atk-date",
        text=".atk-content",
        number=r"(?:atk-comment-)?(\d+)",
        number_in="id data-comment-id",
        more=".atk-list-read-more",
    ),
    # Duoshuo (2012 to 2017), whose markup many Chinese sites kept when it closed.
    Family(
        "duoshuo",
        items="li.ds-post",
        signs=".ds-comment-body",
        author=".ds-user-name",
        posted=".ds-time",
        posted_in="datetime",
        text=".ds-comment-body > p",
        number=r"(\d+)$",
        number_in="data-post-id",
    ),
    # Ghost's own (its comment.tsx, a frame): nothing but utility classes, yet names for its tests.
    # Answers to answers stand beside them, with a link.
    Family(
        "ghost",
        items="[data-testid='animated-comment']",
        signs=".gh-comment-content",
        author="h4",
        posted="a[href*='#'][title]",
        text=".gh-comment-content",
        anchor="div[id]",
        number=r"([0-9a-f]{24})$",
        parent="a[data-testid='comment-in-reply-to']",
        more="[data-testid='pagination-component'], [data-testid='replies-pagination']",
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
