"""Asking at doors, and what of an answer is to be compared: all of it that is not chance."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO

from django.core.management import call_command
from django.test import Client

TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+')
FIRST_UPDATED = re.compile(r"<updated>[^<]*</updated>")


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers and cookies as text, the whole body."""

    status: int
    headers: str
    body: str

    @property
    def text(self) -> str:
        return f"{self.headers}\n{self.body}"


def ask(client: Client, address: str, method: str = "GET") -> Answer:
    response = client.generic(method, address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    for close in response._resource_closers:  # its own close() would end the test's connection
        close()
    text = body.decode(errors="replace")  # of a picture its bytes
    # What may be kept is named anew with every change, whatever it was.
    chance = ("Expires", "ETag")
    headers = {name: value for name, value in response.headers.items() if name not in chance}
    if "<entry>" not in text:  # a feed of nothing was last changed now
        headers.pop("Last-Modified", None)
        text = FIRST_UPDATED.sub("", text, count=1)
    cookies = {name: "" if name == "csrftoken" else one.value
               for name, one in response.cookies.items()}  # fmt: skip
    return Answer(
        response.status_code, f"{sorted(headers.items())} {cookies}", TOKEN.sub(r"\1", text)
    )


def ask_all(client: Client, addresses: Iterable[str], method: str = "GET") -> dict[str, Answer]:
    return {address: ask(client, address, method) for address in addresses}


def output_of(*command: str) -> str:
    """What a command prints."""
    call_command(*command, stdout=(out := StringIO()), stderr=StringIO())
    return out.getvalue()
