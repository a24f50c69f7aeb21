"""What do hostile pages cost to read, whole, from file to object? `make bench-hostile`.

Each page is made here, read by a process of its own as `manage.py extract` reads it, and shown
with the seconds of CPU and the most memory that took. Exits 1 where either is above its bound,
or where the process fails. A figure, never a test: a clock is no test.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MOST_SECONDS = 30.0
MOST_BYTES = 1 << 30
SHOWN = "import json, sys; from archive.parsing.extracts import extract; " + (
    "found = extract(sys.argv[1], say=lambda line: print(line, file=sys.stderr)); "
    "print(len(found['comments']), len(found['article']['body_text']))"
)
ROOT = Path(__file__).parent.parent
NAMES = ("Ada", "Bo", "Cem", "Dina", "Edda", "Falk", "Gro")
SAID = "The ferry was late again, and nobody on the quay could say why. "


@dataclass(frozen=True, slots=True)
class Cost:
    """What one page took: CPU seconds, bytes at most, comments found; `failed` says why not."""

    seconds: float
    most_bytes: int
    found: str
    failed: str = ""


def page(body: str) -> str:
    """Give a page with a headline, a text, and what follows it."""
    return (
        '<!DOCTYPE html><html lang="en"><head><title>The late ferry</title></head><body>'
        f"<h1>The late ferry</h1><p>{SAID * 8}</p>{body}</body></html>"
    )


def date(number: int) -> str:
    """Give one of many dates, as readers see them."""
    return f"{1 + number % 28} June {1990 + number % 30}, {number % 24:02}:{number % 60:02}"


def post(number: int, said: str = SAID, inner: str = "") -> str:
    """Give one comment with who, when and what."""
    return (
        f'<li class="comment" id="c{number}"><b class="author">{NAMES[number % 7]}</b> '
        f'<span class="date">{date(number)}</span><p>{said} {number}</p>{inner}</li>'
    )


def siblings(count: int) -> str:
    """Give a flat thread."""
    return page('<ol class="comments">' + "".join(map(post, range(count))) + "</ol>")


def wordpress(count: int) -> str:
    """Give a flat thread as WordPress writes it."""
    posts = (
        f'<li class="comment depth-1" id="comment-{number}"><article><cite class="fn">'
        f'{NAMES[number % 7]}</cite><time datetime="2012-05-{1 + number % 28:02}T09:15:00">'
        f'{date(number)}</time><div class="comment-content"><p>{SAID} {number}</p></div></article>'
        for number in range(count)
    )
    return page('<ol class="comment-list">' + "".join(posts) + "</ol>")


def nested(count: int) -> str:
    """Give a thread in which each comment stands in the one before it."""
    begun = "".join(post(number).removesuffix("</li>") + "<ul>" for number in range(count))
    return page('<ol class="comments">' + begun + "</ul></li>" * count + "</ol>")


def levels(count: int) -> str:
    """Give a flat thread whose levels rise to 300 and fall again, as margins tell."""
    posts = (
        post(number).replace("<li ", f'<li style="margin-left:{20 * (number % 300)}px" ')
        for number in range(count)
    )
    return page('<ol class="comments">' + "".join(posts) + "</ol>")


def quoting(count: int) -> str:
    """Give a thread in which each comment quotes one of long ago, with much text."""
    posts = (
        post(number, f"<blockquote>{number // 2} {SAID * 8}</blockquote><p>{number} {SAID * 8}</p>")
        for number in range(count)
    )
    return page('<ol class="comments">' + "".join(posts) + "</ol>")


def linking(count: int) -> str:
    """Give a thread in which each comment links to twenty others."""
    posts = (
        post(number, SAID + "".join(f'<a href="#c{number * k % count}">{k}</a>' for k in range(20)))
        for number in range(count)
    )
    return page('<ol class="comments">' + "".join(posts) + "</ol>")


def table(count: int) -> str:
    """Give a table of nothing but dates."""
    rows = (f"<tr><td>{date(number)}</td></tr>" for number in range(count))
    return page("<table>" + "".join(rows) + "</table>")


def line_of_dates(count: int) -> str:
    """Give one paragraph of dates, and one of spans of them."""
    spans = (f"<span>{date(number)}</span> " for number in range(count))
    return page(f"<p>{' '.join(map(date, range(count)))}</p><p>{''.join(spans)}</p>")


def tags(letters: int) -> str:
    """Give a page of nothing but empty paragraphs."""
    return page("<p>" * (letters // 3))


def answered(count: int) -> str:
    """Give one comment with so many direct answers in it."""
    inner = "\n  ".join(map(post, range(1, count)))
    return page(f'<ol class="comments">{post(0, SAID, f"<ul>{inner}</ul>")}</ol>')


def chained(count: int) -> str:
    """Give a flat thread in which each comment names the one before it as its parent."""
    posts = (
        post(number).replace("<li ", f'<li data-id="{number}" data-parent="{number - 1}" ')
        for number in range(count)
    )
    return page('<ol class="comments">' + "".join(posts) + "</ol>")


def buttons(count: int) -> str:
    """Give a thread of three comments, of which each has so many buttons of many kinds."""
    shown = "".join(f'<span class="b{n % 400}">Reply</span> ' for n in range(count))
    return page('<ol class="comments">' + "".join(post(n, SAID, shown) for n in range(3)) + "</ol>")


def pairs_of_classes(count: int) -> str:
    """Give neighbours of which each shares its class with one other."""
    posts = (post(number).replace("comment", f"k{number // 2}z") for number in range(count))
    return page("<ul>" + "".join(posts) + "</ul>")


def like_dates(count: int) -> str:
    """Give lines of which each looks a little like a date, and is none."""
    units = ("1h", "T12", "1 5", "may 3", "12.", "3 de ", "1\u5e74", "5 min ")
    lines = (f"{number % 24}:15 {units[number % 8] * 30}"[:190] for number in range(count))
    return page("<br>".join(lines))


def long_label(letters: int) -> str:
    """Give a thread of posts with one very long class, id, style and title."""
    long = "comment_author-reply_post_" * (letters // 26)
    named = f'class="{long}" id="{long}" style="--depth-{long}" title="{long}"'
    return page(siblings(20) + f"<div {named}>{post(1)}</div><p {named}>{SAID}</p>")


def long_post(letters: int) -> str:
    """Give a thread of three comments, one of which is very long, in many short paragraphs."""
    said = f"<p>{SAID}</p>" * (letters // len(SAID))
    posts = post(0) + post(1, said) + post(2)
    return page(f'<ol class="comments">{posts}</ol>')


def long_line(letters: int) -> str:
    """Give a thread of three comments, one of which is one very long line."""
    posts = post(0) + post(1, SAID * (letters // len(SAID))) + post(2)
    return page(f'<ol class="comments">{posts}</ol>')


def classes(count: int) -> str:
    """Give posts none of whose classes is another's, of elements four deep."""
    posts = (
        f'<div class="x{number}z"><p class="y{number}z y"><b class="w{number}z">'
        f"{NAMES[number % 7]}</b> {date(number)}</p><p>{SAID}</p></div>"
        for number in range(count // 3)
    )
    return page("".join(posts))


def many_classes(count: int) -> str:
    """Give a few elements that share very many classes."""
    names = " ".join(f"k{number}" for number in range(count))
    return page("".join(f'<div class="{names}">{post(number)}</div>' for number in range(4)))


def all_kinds(letters: int) -> str:
    """Give a page of that many characters: a thread, tables, lists of links, long texts."""
    pieces, size, number = [], 0, 0
    while size < letters:
        cells = "".join(f"<td>{number + k}</td>" for k in range(4))
        links = "".join(f'<li><a href="/a/{number}-{k}">{SAID[:24]}</a></li>' for k in range(4))
        pieces.append(
            f'<div class="comment" id="c{number}"><b>{NAMES[number % 7]}</b> <i>{date(number)}</i>'
            f"<div>{SAID * 8}<table><tr>{cells}</tr></table></div><ul>{links}</ul></div>"
        )
        size += len(pieces[-1])
        number += 1
    return page("".join(pieces))


CASES: dict[str, Callable[[], str]] = {
    "100,000 comments side by side": lambda: siblings(100_000),
    "30,000 comments of WordPress": lambda: wordpress(30_000),
    "20 MB of empty paragraphs": lambda: tags(20_000_000),
    "20,000 answers to one comment": lambda: answered(20_000),
    "20,000 comments, each answers the last": lambda: chained(20_000),
    "three comments of 20,000 buttons": lambda: buttons(20_000),
    "25,000 classes, each twice": lambda: pairs_of_classes(50_000),
    "50,000 lines that look like dates": lambda: like_dates(50_000),
    "names of 1 MB": lambda: long_label(1_000_000),
    "20,000 comments, each in the last": lambda: nested(20_000),
    "1,000 comments, each in the last": lambda: nested(1_000),
    "20,000 comments of 300 levels": lambda: levels(20_000),
    "5,000 comments that quote others": lambda: quoting(5_000),
    "5,000 comments of 20 links each": lambda: linking(5_000),
    "20,000 dates in one table": lambda: table(20_000),
    "20,000 dates in two lines": lambda: line_of_dates(20_000),
    "one comment of 5 MB in paragraphs": lambda: long_post(5_000_000),
    "one comment of 5 MB in one line": lambda: long_line(5_000_000),
    "50,000 classes, each once": lambda: classes(50_000),
    "50,000 classes on four elements": lambda: many_classes(50_000),
    "20 MB of all kinds": lambda: all_kinds(20_000_000),
}


def cost_of(path: Path) -> Cost:
    """Read a file in a process of its own, and give what that took."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as told:
        command = [sys.executable, "-c", SHOWN, str(path)]
        child = subprocess.Popen(command, stdout=out, stderr=told, cwd=ROOT)  # noqa: S603 - our own
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        told.seek(0)
        found, failed = out.read().decode().strip(), told.read().decode().strip()
    seconds = used.ru_utime + used.ru_stime
    return Cost(seconds, used.ru_maxrss * 1024, found, failed[-300:])


def bounded() -> None:
    """Let no page take more than ten times its bound, whatever is wrong."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(10 * MOST_SECONDS),) * 2)


def main() -> int:
    """Print the table; 1 where a page costs more than its bounds."""
    wanted, worst = sys.argv[1:], 0
    sys.stdout.write(f"{'':36}{'MB':>6}{'s CPU':>8}{'MiB':>7}  comments, letters of the article\n")
    bounded()
    for name, make in CASES.items():
        if wanted and not any(word in name for word in wanted):
            continue
        with tempfile.NamedTemporaryFile("w", suffix=".html") as file:
            written = file.write(make())
            file.flush()
            cost = cost_of(Path(file.name))
        mebibytes = cost.most_bytes / (1 << 20)
        sys.stdout.write(
            f"{name:36}{written / 1e6:>6.1f}{cost.seconds:>8.1f}{mebibytes:>7.0f}  {cost.found}"
            f"{' | ' if cost.failed else ''}{cost.failed}\n"
        )
        sys.stdout.flush()
        is_in_bounds = cost.seconds <= MOST_SECONDS and cost.most_bytes <= MOST_BYTES
        worst |= not (is_in_bounds and cost.found)
    return worst


if __name__ == "__main__":
    sys.exit(main())
