"""Who comes to a running archive: strangers who search and read, and the keeper at the desk."""

import random
import re
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from time import monotonic
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from lxml import html

from tests.survival.material import WORDS

LOCKED = re.compile(r"database (?:table )?is locked|OperationalError", re.IGNORECASE)


@dataclass
class Visitor:
    """One browser: its cookies, what it was answered, and whatever should not have been."""

    origin: str
    answers: list[tuple[float, int, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        return self.ask(Request(self.origin + path))  # noqa: S310 (our own)

    def post(self, path: str, values) -> str:
        sent = urlencode(list(values)).encode()
        headers = {"Referer": self.origin + path, "Origin": self.origin}
        return self.ask(Request(self.origin + path, sent, headers))  # noqa: S310

    def ask(self, request: Request) -> str:
        begun = monotonic()
        try:
            with self.opener.open(request, timeout=120) as response:
                status, page = response.status, response.read().decode()
        except HTTPError as error:
            status, page = error.code, error.read().decode()
        self.answers.append((monotonic() - begun, status, request.full_url))
        if status >= 500 or LOCKED.search(page):
            self.faults.append(f"{status} {request.full_url}: {page[:300]}")
        return page


def sign_in(visitor: Visitor, password: str) -> None:
    page = visitor.get("/sign-in/?next=/admin/")
    form = form_with(page, "password")
    form.fields["username"], form.fields["password"] = "keeper", password
    visitor.post("/sign-in/", form.form_values())
    assert 'name="password"' not in visitor.get("/admin/"), "the keeper is let in"


def form_with(page: str, name: str):
    return next(form for form in html.fromstring(page).forms if name in form.fields)


def search(visitor: Visitor) -> None:
    """A question, and the first conversation found."""
    words = " ".join(random.sample(WORDS.split(), 2))
    page = visitor.get("/search/?" + urlencode({"q": words}))
    found = re.search(r'href="(/a/[^"#?]+)', page)
    visitor.get(found[1] if found else "/articles/")


def edit(visitor: Visitor, *, attempt: int) -> bool:
    """The keeper hides, shows or retitles an article; whether the desk took it."""
    page = visitor.get("/admin/archive/article/?o=-1")
    rows = re.findall(r"/admin/archive/article/(\d+)/change/", page)
    if not rows:
        return False
    path = f"/admin/archive/article/{random.choice(rows)}/change/"  # noqa: S311 (no secret)
    form = form_with(visitor.get(path), "keeper_title")
    form.fields["keeper_title"] = f"Put right for the {attempt}th time"
    form.fields["visibility"] = "hidden" if attempt % 2 else "public"
    return "was changed successfully" in visitor.post(path, form.form_values())
