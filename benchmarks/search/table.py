"""What was found out, as text: at most sixty lines of a hundred columns."""

from collections.abc import Iterator, Sequence

from benchmarks.search.building import Built
from benchmarks.search.costs import MEBIBYTE, Spread
from benchmarks.search.gates import Judged
from benchmarks.search.outcome import Outcome, Stage
from benchmarks.search.peers import FTS5, HAYSTACK, OURS, TANTIVY, WHOOSH
from benchmarks.search.queries import CLASSES

MOST_LINES, MOST_COLUMNS = 60, 100
MOST_NOTES = 6
LABEL, CELL, FACTOR = 16, 9, 7
THEIRS = (FTS5, TANTIVY, WHOOSH)


def table(outcome: Outcome, verdicts: Sequence[Judged]) -> Iterator[str]:
    """All lines."""
    for name, stage in outcome.stages.items():
        if name != "small":
            yield from _times(stage, outcome.stage("small"))
            yield ""
            yield from _builds(stage, outcome.stage("small"))
            yield from _changes(stage)
    yield from _notes([*_missing(outcome), *_differences(outcome)])
    yield from _verdicts(verdicts)


def cell(figure: float | None, width: int = CELL) -> str:
    """A figure with three digits that matter, or a dash."""
    if figure is None:
        return f"{'-':>{width}}"
    digits = 2 if figure < 10 else 1 if figure < 100 else 0
    return f"{figure:>{width},.{digits}f}"


def _times(stage: Stage, small: Stage) -> Iterator[str]:
    yield (
        f"CPU ms a query, median; {stage.documents:,} documents"
        + (f", and {small.documents:,} where haystack is" if small.documents else "")
        + ". Factors: theirs by ours."
    )
    heads = "".join(f"{name:>{CELL}}" for name in (OURS, *THEIRS))
    heads += "".join(f"{f'x {name[:3]}':>{FACTOR}}" for name in THEIRS)
    yield f"{'':{LABEL}}{heads}{'| ours':>{CELL}}{HAYSTACK:>{CELL}}{'factor':>{CELL}}"
    for name, label in CLASSES.items():
        if name in stage.times or name in small.times:
            yield f"{label:{LABEL}}" + _row(stage, small, name)


def _row(stage: Stage, small: Stage, name: str) -> str:
    engines = (OURS, *THEIRS)
    found = "".join(cell(stage.milliseconds(engine, name)) for engine in engines)
    found += "".join(cell(stage.ratio(engine, OURS, name), FACTOR) for engine in THEIRS)
    found += "".join(cell(small.milliseconds(engine, name)) for engine in (OURS, HAYSTACK))
    return found + cell(small.ratio(HAYSTACK, OURS, name))


def _builds(stage: Stage, small: Stage) -> Iterator[str]:
    yield (
        f"{'build and open':{LABEL}}{'CPU s':>10}{'a CPU s':>10}{'peak MiB':>10}{'size/text':>10}"
        f"{'open ms':>10}{'own MiB':>10}{'asked MiB':>10}"
    )
    for name, one in stage.built.items():
        yield f"{name:{LABEL}}" + _build(one) + _open(stage, name)
    for name, one in small.built.items():
        yield f"{f'{name}, fewer'[:LABEL]:{LABEL}}" + _build(one) + _open(small, name)


def _build(one: Built) -> str:
    figures = (one.cpu_seconds, one.rate, one.peak_bytes / MEBIBYTE, one.share)
    return "".join(cell(figure, 10) for figure in figures)


def _open(stage: Stage, name: str) -> str:
    one = stage.opened.get(name)
    if one is None:
        return ""
    after = (one.own_bytes / MEBIBYTE, one.own_bytes_after_query / MEBIBYTE)
    return "".join(cell(figure, 10) for figure in (one.cpu, *after))


def _changes(stage: Stage) -> Iterator[str]:
    if not stage.changed:
        return
    yield (
        f"{'until visible, ms':{LABEL + 1}}" + f"{'add one (p95)':>17}{'change one (p95)':>17}"
        f"{'remove one (p95)':>17}{'add 100':>10}{'change':>10}{'remove':>10}"
    )
    for name, one in stage.changed.items():
        ones = "".join(_both(one.one_cpu.get(verb)) for verb in ("add", "change", "remove"))
        hundreds = (one.hundred_cpu.get(verb) for verb in ("add", "change", "remove"))
        yield f"{name:{LABEL + 1}}{ones}" + "".join(
            cell(found.median if found else None, 10) for found in hundreds
        )


def _both(found: Spread | None) -> str:
    if found is None:
        return f"{'-':>17}"
    return cell(found.median) + f"{f'({cell(found.p95, 0)})':>8}"


def _missing(outcome: Outcome) -> Iterator[str]:
    for name, reason in outcome.missing.items():
        yield f"{name} is not here: {reason}"


def _differences(outcome: Outcome) -> Iterator[str]:
    for stage in outcome.stages.values():
        for name, engines in stage.differences.items():
            told = [f"{engine} in {wrong} of {of}" for engine, (wrong, of) in engines.items()]
            yield f"{CLASSES[name]} fails or counts otherwise than most: {', '.join(told)}"


def _verdicts(verdicts: Sequence[Judged]) -> Iterator[str]:
    missed = [one for one in verdicts if one.is_missed]
    unknown = [one for one in verdicts if one.figure is None]
    held = len(verdicts) - len(missed) - len(unknown)
    yield f"{held} of {len(verdicts)} figures reached, {len(unknown)} not measured"
    yield from _notes([_verdict(one) for one in missed])


def _verdict(one: Judged) -> str:
    gate = one.gate
    return f"MISSED {gate.number}. {gate.name}: {cell(one.figure, 0)}, {gate.limit}"


def _notes(notes: Sequence[str]) -> Iterator[str]:
    for note in notes[:MOST_NOTES]:
        yield note[:MOST_COLUMNS]
    if len(notes) > MOST_NOTES:
        yield f"and {len(notes) - MOST_NOTES} more, in search.json"
