"""A row of the tables of platforms: what is known of how one writes its posts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """What is known of a platform. Selectors are CSS; empty ones are found out.

    Of the alternatives of a selector the first that stands in a post is meant.

    `items` are the elements of its posts, the outermost of each. `signs` must be on the page as
    well, where `items` alone could be anybody's. `is_run`: a post goes on in the elements after
    its item, until the next. `also` are posts of another kind within or beside the items, read
    apart from them: comments on answers.

    `opening` is the post that the others answer: an item, an element in one, or one apart from
    them; a page without it has none, and a page of other rows is asked by opening.has_opening.
    `is_topic`: the items are a whole topic, and the first of them is answered by the others;
    where posts show their `place` in it, the one that shows `first`, if any. `is_below`: all of
    them stand below an article, and none is answered so.

    `author`, `posted` and `text` are who, when and what; `author_in` and `posted_in` are attributes
    of these elements that state the name and the moment better than others; where `posted` tells
    no clock, its other alternatives are asked for theirs. Where a name stands as plain words,
    `byline` is the element of its line, and `signed` a pattern whose group it is in that line's
    words before `posted`. `unsaid` are elements of the text that nobody said: buttons, badges, "in
    reply to"; `until` is a pattern of its markup where the signature begins.

    `score` shows the points of a post, or states them in its attribute `score_in`; `owner` marks
    posts of the article's author. `ping` is where what another site sent is called a pingback or
    a trackback: by its words, its name, or that of its list. `removed` are posts taken away: the
    item itself, or what stands in one that says nothing else.

    `number` is a pattern whose group is the post's own id. It is matched to the id of its element,
    or of the first in it that matches `anchor`, or of an empty anchor right before; `number_in`
    are other attributes to look in. `is_numbered`: what has no number is none of the items.
    `namespace` says whose number that is, if not the family's. `parent` is the element that tells
    what a post answers, by a number that `parent_number` finds in its attribute `parent_in`; of
    several the first that names another post.
    Attributes are names with spaces between, the first of them that speaks is heard.

    `more` is on a page that could load more posts than it shows: its thread is not whole.
    """

    name: str
    items: str
    signs: str = ""
    author: str = ""
    posted: str = ""
    text: str = ""
    number: str = ""
    anchor: str = ""
    namespace: str = ""
    parent: str = ""
    also: "Family | None" = None
    opening: str = ""
    is_run: bool = False
    is_topic: bool = False
    is_below: bool = False
    is_numbered: bool = False
    place: str = ""
    first: str = "1"
    byline: str = ""
    signed: str = r"(.*)"
    ping: str = ""
    until: str = ""
    author_in: str = ""
    score_in: str = ""
    number_in: str = "id"
    parent_in: str = "href"
    parent_number: str = r"(\w+)\W*$"
    posted_in: str = ""
    unsaid: str = ""
    score: str = ""
    owner: str = ""
    removed: str = ""
    more: str = ""
