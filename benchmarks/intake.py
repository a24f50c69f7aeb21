"""What does intake cost on a large export, beside isso's own importer? `make bench-intake`.

Writes an export of Disqus and one of WordPress (`benchmarks/intake_files.py`), brings each into an
empty archive by `manage.py intake`, once and once more, and the Disqus file into isso as well, in
a virtual environment that is thrown away. Each import is a process of its own: the table shows the
CPU seconds of it and its children, which other work on the machine changes less than the clock on
the wall, and the most memory that all of them held at one moment. The index is left for later, as
isso has none; --index measures teaching it, too.

ARGS='--comments 460000' for the size of a real forum, --formats wxr, --no-isso.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.intake_files import HOST, WRITERS

ROOT = Path(__file__).parent.parent
ISSO = ("isso==0.13.0", "setuptools==75.8.0")  # isso imports pkg_resources
ISSO_SETTINGS = (
    "[general]\ndbpath = {database}\nhost = {host}\n[server]\nlisten = http://localhost:1\n"
)
COLUMNS = ("", "comments", "CPU s", "a CPU s", "wall s", "peak MiB")
POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process and its children took: seconds of CPU and of the clock, most memory."""

    cpu_seconds: float
    wall_seconds: float
    peak_mebibytes: float


def cost_of(command: Sequence[str]) -> Cost:
    """Run a command to its end. Raises CalledProcessError where it fails."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    peak = 0.0
    with tempfile.TemporaryFile() as told:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": told}
        with subprocess.Popen(command, cwd=ROOT, **quiet) as process:  # noqa: S603 (ours)
            while process.poll() is None:
                peak = max(peak, memory_of(process.pid))
                time.sleep(POLL_SECONDS)
        if process.returncode:
            told.seek(0)
            sys.stderr.write(told.read().decode(errors="replace")[-2_000:])
            raise subprocess.CalledProcessError(process.returncode, command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, time.perf_counter() - begun, peak)


def memory_of(pid: int) -> float:
    """The resident memory of a process and all beneath it, in MiB; of itself the most it had."""
    total = _status(pid, "VmHWM")
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return total
    return total + sum(memory_of(int(child)) for child in children)


def _status(pid: int, name: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name)), 0.0)


def told(name: str, comments: int, cost: Cost) -> None:
    """Print a line of the table."""
    sys.stdout.write(
        f"{name:32}{comments:>10,}{cost.cpu_seconds:>10.1f}{comments / cost.cpu_seconds:>10,.0f}"
        f"{cost.wall_seconds:>10.1f}{cost.peak_mebibytes:>10.0f}\n"
    )
    sys.stdout.flush()


def archived(name: str, path: Path, folder: Path, options: argparse.Namespace) -> Cost:
    """Bring a file into an archive of its own twice; gives what the first time cost."""
    here = f"ARCHIVE_DATA={folder / f'archive-{name}'}"
    manage = ["env", "-u", "ARCHIVE_DATABASE_URL", here, sys.executable, "manage.py"]
    cost_of([*manage, "migrate", "-v0"])
    intake = [*manage, "intake", str(path), "--no-index"]
    first = cost_of(intake)
    told(f"{name}, first time", options.comments, first)
    before = subprocess.check_output([*manage, "digest"], cwd=ROOT)  # noqa: S603 (ours)
    again = cost_of(intake)
    told(f"{name}, once more", options.comments, again)
    after = subprocess.check_output([*manage, "digest"], cwd=ROOT)  # noqa: S603 (ours)
    factor = first.cpu_seconds / again.cpu_seconds
    same = "the same" if before == after else "ANOTHER"
    sys.stdout.write(f"  once more: {factor:.1f} times as fast; the digest is {same}\n")
    if options.index:
        told(f"{name}, index", options.comments, cost_of([*manage, "index"]))
    return first


def by_isso(path: Path, folder: Path) -> Cost:
    """Bring a Disqus file into isso; installs it first."""
    home = folder / "isso"
    subprocess.check_call([sys.executable, "-m", "venv", str(home)])  # noqa: S603 (ours)
    pip = [str(home / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", *ISSO]
    subprocess.check_call(pip)  # noqa: S603 (ours)
    settings = home / "isso.cfg"
    settings.write_text(ISSO_SETTINGS.format(database=home / "isso.db", host=HOST))
    command = [str(home / "bin" / "isso"), "-c", str(settings), "import", "-t", "disqus"]
    # Without --empty-id it passes over every thread: it takes an element without children for one
    # that is not there.
    return cost_of([*command, "--empty-id", str(path)])


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--comments", type=int, default=20_000)
    parser.add_argument("--formats", nargs="*", choices=WRITERS, default=[*WRITERS])
    parser.add_argument("--no-isso", action="store_true")
    parser.add_argument("--index", action="store_true")
    options = parser.parse_args()
    sys.stdout.write(f"{COLUMNS[0]:32}" + "".join(f"{name:>10}" for name in COLUMNS[1:]) + "\n")
    with tempfile.TemporaryDirectory(prefix="afterword-intake-") as place:
        folder = Path(place)
        for name in options.formats:
            path = folder / f"{name}.xml"
            WRITERS[name](path, options.comments)
            size = path.stat().st_size / 1e6
            sys.stdout.write(f"{name}: {options.comments:,} comments, {size:,.0f} MB\n")
            first = archived(name, path, folder, options)
            if name == "disqus" and not options.no_isso:
                cost = by_isso(path, folder)
                told("disqus, by isso", options.comments, cost)
                factor = cost.cpu_seconds / first.cpu_seconds
                sys.stdout.write(f"  {factor:.2f} times as many comments a CPU second as isso\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
