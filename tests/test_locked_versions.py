"""The locked versions: complete, exact, by hash, and from no address of their own."""

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt"]


def normalised(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def wanted() -> list[Requirement]:
    """What pyproject.toml says the archive needs to run."""
    source = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", source, re.MULTILINE | re.DOTALL)
    return [Requirement(text) for text in re.findall(r'"([^"]+)"', listed[1])]


def locked(name: str) -> dict[str, list[str]]:
    """The versions of each package in a lock file, one or one a Python, by its normalised name."""
    source = (ROOT / name).read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    pattern = r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)"
    for package, version in re.findall(pattern, source, re.MULTILINE):
        found.setdefault(normalised(package), []).append(version)
    return found


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize("requirement", wanted(), ids=str)
def test_every_dependency_is_locked_within_its_range(lock, requirement):
    versions = locked(lock)[normalised(requirement.name)]
    assert all(requirement.specifier.contains(version) for version in versions)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_version_has_its_hashes(lock):
    source = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.findall(r"^[A-Za-z0-9][^\n]*\n(?:    [^\n]*\n)*", source, re.MULTILINE)
    assert len(entries) == sum(len(versions) for versions in locked(lock).values()) > 15
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("package", sorted(locked("requirements.txt")))
def test_every_package_that_runs_is_named_with_its_licence(package):
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in page.splitlines() if line.startswith("| ")]
    assert package in {normalised(row[1].strip()) for row in rows}


def licences(package: str) -> list[str]:
    """What an installed package says it may be used under; one of them is enough."""
    about = metadata.metadata(package)
    stated = about.get("License-Expression") or (about.get("License") or "").partition("\n")[0]
    classified = [text for text in about.get_all("Classifier", []) if "License ::" in text]
    return re.split(r"\bOR\b", stated) if stated else classified or headings(package)


def headings(package: str) -> list[str]:
    """The first lines of the licences that lie beside an installed package."""
    kept = [file for file in metadata.files(package) or () if "licenses" in file.parts]
    return [file.read_text(encoding="utf-8").strip().partition("\n")[0] for file in kept]


def is_copyleft_of_programs(licence: str) -> bool:
    return bool(re.search(r"\bA?GPL|GNU (Affero )?General Public", licence))


def installed_here() -> list[str]:
    """The locked packages, without those for other systems."""
    known = {normalised(found.metadata["Name"]) for found in metadata.distributions()}
    return sorted(known & locked("requirements-dev.txt").keys())


@pytest.mark.parametrize("package", installed_here())
def test_no_package_is_under_gpl_or_agpl_alone(package):
    assert licences(package)
    assert not all(is_copyleft_of_programs(licence) for licence in licences(package))


def test_licences_of_programs_are_told_from_those_of_libraries():
    assert len(installed_here()) > 40
    assert is_copyleft_of_programs("AGPL-3.0-only")
    assert is_copyleft_of_programs("GNU General Public License v3 (GPLv3)")
    assert not is_copyleft_of_programs("LGPL-3.0-only")


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_stands_in_a_lock(lock):
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def test_whoosh_is_the_release_itself_and_no_fork_of_it():
    for lock in LOCKS:
        assert [name for name in locked(lock) if "whoosh" in name] == ["whoosh"]
        assert locked(lock)["whoosh"] == ["2.7.4"]


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_what_runs_is_the_same_in_every_lock(lock):
    others = locked(lock)
    assert {name: others[name] for name in locked("requirements.txt")} == locked("requirements.txt")
