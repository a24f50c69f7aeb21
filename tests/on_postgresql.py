"""Runs pytest on PostgreSQL: `python tests/on_postgresql.py [--required] [pytest's arguments]`.

The server is this machine's own, started for the run alone: in a temporary folder, as an
unprivileged user, on a socket without TCP. Where PostgreSQL is not installed the run is skipped
with a line that says so, and with --required it fails.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

SERVER_USERS = ("postgres", "nobody")
# Nothing of this server outlives the run, so nothing has to reach the disk.
SERVER_OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def find_binaries() -> Path | None:
    """The folder of pg_ctl: on the PATH, or the newest of Debian's, which are not on it."""
    on_path = shutil.which("pg_ctl")
    if on_path:
        return Path(on_path).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")
    newest = max(installed, key=lambda path: float(path.parts[-3]), default=None)
    return newest.parent if newest else None


def server_user() -> dict[str, object]:
    """What makes subprocess run the server as another user: it refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name for entry in pwd.getpwall()}
    name = next(name for name in SERVER_USERS if name in known)
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}


@contextmanager
def running_server(binaries: Path) -> Iterator[str]:
    """The database address of a server that runs while the block does."""
    user = server_user()
    # In /tmp, whatever TMPDIR says: the path of a socket may have no more than 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="afterword-pg-", dir="/tmp"))
    if user:
        shutil.chown(folder, str(user["user"]))

    def call(program: str, *arguments: str) -> None:
        command = [str(binaries / program), "-D", str(folder / "data"), *arguments]
        with (folder / "calls.log").open("ab") as log:
            done = subprocess.run(command, cwd=folder, stdout=log, stderr=log, check=False, **user)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{(folder / 'calls.log').read_text()}")

    try:
        call("initdb", "-U", "archive", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"{SERVER_OPTIONS} -c listen_addresses='' -k {folder}"
        call("pg_ctl", "-w", "-l", str(folder / "data" / "server.log"), "-o", options, "start")
        try:
            yield f"postgresql://archive@{quote(str(folder), safe='')}/archive"
        finally:
            call("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str]) -> int:
    binaries = find_binaries()
    is_required = "--required" in arguments
    arguments = [argument for argument in arguments if argument != "--required"]
    if binaries is None:
        sys.stderr.write("SKIPPED: PostgreSQL's server (pg_ctl) is not installed here\n")
        return 1 if is_required else 0
    with running_server(binaries) as url:
        command = [sys.executable, "-m", "pytest", *arguments]
        environment = {**os.environ, "ARCHIVE_DATABASE_URL": url}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
