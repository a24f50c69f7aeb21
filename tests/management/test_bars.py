"""Progress in the terminal and in logs: on standard error, and never in the way of the receipt."""

import fcntl
import io
import json
import os
import pty
import struct
import termios
import time

import pytest
from django.core.management import call_command

from archive.intake.meter import Meter
from archive.intake.ongoing import Options, Run
from archive.management import bars
from tests.intake.uploading import page


def run_at(bytes_done, total=2_000_000):
    run = Run(Options(), None, print, bytes_total=total, meter=Meter(before=bytes_done))
    run.receipt.saw("articles", 3)
    run.receipt.saw("comments", 1_204)
    return run


def test_a_line_says_how_far_it_is():
    said = bars.line_of(run_at(500_000), 10.0)
    assert said == (
        "500 kB of 2 MB, 3 articles, 1,204 comments, 50 kB a second, about 30 seconds left"
    )
    assert bars.line_of(run_at(0, None), 0.1) == "0 bytes, 3 articles, 1,204 comments"


@pytest.mark.parametrize("is_quiet", [False, True])
def test_in_a_log_a_line_comes_now_and_then(monkeypatch, is_quiet):
    monkeypatch.setattr(bars, "LINE_SECONDS", 0.01)
    log = io.StringIO()
    with bars.Teller(log, is_quiet=is_quiet).watch(run_at(500_000)):
        time.sleep(0.1)
    assert ("500 kB of 2 MB" in log.getvalue()) != is_quiet


def test_on_a_terminal_a_bar_is_drawn_and_problems_stand_above_it(monkeypatch):
    monkeypatch.setattr(bars, "BAR_SECONDS", 0.01)
    near, far = pty.openpty()
    fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    with os.fdopen(far, "w") as terminal:
        teller = bars.Teller(terminal)
        with teller.watch(run_at(500_000)):
            time.sleep(0.2)
            teller.tell("bell.html: refused")
        time.sleep(0.05)
        told = os.read(near, 100_000).decode()
    os.close(near)
    assert "25%" in told
    assert "1,204 comments" in told
    assert "bell.html: refused\r\n" in told


@pytest.mark.django_db
def test_the_receipt_stands_alone_on_standard_output(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(bars, "LINE_SECONDS", 0.001)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "bell.html").write_bytes(page())
    call_command("intake", str(tmp_path / "inbox"), "--json", "--no-index")
    assert json.loads(capsys.readouterr().out)["read"]["articles"] == 1
