"""Archives of their own, run by the real command line in processes of their own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE_SECONDS = 300
SAMPLE = sorted(str(folder) for folder in (ROOT / "fixtures").glob("*.example"))


@dataclass(frozen=True)
class Place:
    """Where an archive is, or can be: its data folder and, on PostgreSQL, its database."""

    data: Path
    url: str = ""

    def start(self, *arguments: str, **options) -> subprocess.Popen:
        """`manage.py …` in a process of its own, not waited for."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("ARCHIVE_")}
        own = {"ARCHIVE_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "archive.settings"}
        if self.url:
            own["ARCHIVE_DATABASE_URL"] = self.url
        command = [sys.executable, *arguments]
        if not arguments[0].startswith("-"):
            command = [sys.executable, "manage.py", *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(command, env={**kept, **own}, cwd=ROOT, **{**pipes, **options})

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        """`manage.py …` to its end, however it ends."""
        with self.start(*arguments) as process:
            try:
                out, err = process.communicate(timeout=PATIENCE_SECONDS)
            except BaseException:
                process.kill()
                raise
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def manage(self, *arguments: str) -> str:
        """What `manage.py …` writes to standard output; it has to end well."""
        done = self.run(*arguments)
        assert done.returncode == 0, f"{arguments}: {done.stderr[-3_000:]}"
        return done.stdout

    def digest(self) -> str:
        """The sums over everything kept."""
        return self.manage("digest")
