"""Everything a keeper can set, type or bring in has its heading in docs/."""

import ast
import re
from pathlib import Path

import pytest

from archive.parsing.formats import FORMATS
from archive.search.query import OPERATORS
from archive.search.query.marks import JOINERS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def headings(page: str) -> str:
    """The headings of a page, one a line, without their marks."""
    source = (DOCS / page).read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^#{1,6} (.+)$", source, re.MULTILINE))


def variables() -> list[str]:
    """The variables that the settings read: the first argument of every env_… call."""
    tree = ast.parse((ROOT / "archive/settings.py").read_text(encoding="utf-8"))
    return sorted(
        {
            node.args[0].value
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id.startswith("env_")
            and isinstance(node.args[0], ast.Constant)
        }
    )


def commands() -> list[str]:
    folder = ROOT / "archive/management/commands"
    return sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))


def packages(table: str) -> list[str]:
    """The names that pyproject.toml lists in an array, without their versions."""
    source = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(rf"^{table} = \[(.*?)^\]", source, re.MULTILINE | re.DOTALL)
    return re.findall(r'"([A-Za-z0-9_-]+)', listed[1])


def test_the_collectors_find_something():
    assert {"ARCHIVE_DATA", "ARCHIVE_URL", "ARCHIVE_DATABASE_URL"} <= set(variables())
    assert "start" in commands()
    assert "Whoosh" in packages("dependencies")
    assert "pytest" in packages("dev")
    assert "tantivy" in packages("bench")


@pytest.mark.parametrize("variable", variables())
def test_every_variable_has_its_heading(variable):
    assert variable.startswith("ARCHIVE_")
    assert f"`{variable}`" in headings("operations.md")


@pytest.mark.parametrize("command", commands())
def test_every_command_has_its_heading(command):
    assert f"`manage.py {command}`" in headings("operations.md")


@pytest.mark.parametrize("command", commands())
def test_every_option_of_a_command_stands_beneath_its_heading(command):
    source = (ROOT / f"archive/management/commands/{command}.py").read_text(encoding="utf-8")
    page = (DOCS / "operations.md").read_text(encoding="utf-8")
    section = page.partition(f"### `manage.py {command}`")[2].partition("\n#")[0]
    for option in re.findall(r"add_argument\(\s*\"(--[a-z-]+)\"", source):
        assert option in section


@pytest.mark.parametrize(
    "package", [*packages("dependencies"), *packages("dev"), *packages("bench")]
)
def test_every_dependency_says_why_it_is_here(package):
    source = (DOCS / "dependencies.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| {re.escape(package)} \|", source, re.MULTILINE)


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))], ids=lambda page: page.name
)
def test_links_between_the_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("operator", [one.name for one in OPERATORS])
def test_every_search_operator_has_its_heading(operator):
    main = {"by": "author"}.get(operator, operator)
    assert f"`{main}:`" in headings("query-language.md")
    assert f"`{operator}:" in (DOCS / "query-language.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", sorted(JOINERS))
def test_every_word_that_joins_has_its_heading(word):
    assert f"`{word}`" in headings("query-language.md")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_its_heading(name):
    assert f"`{name}`" in headings("formats.md")


def jsonl_keys() -> list[str]:
    """The keys that the reader of jsonl asks for by name."""
    source = (ROOT / "archive/parsing/formats/jsonl_records.py").read_text(encoding="utf-8")
    asked = r"fields\.(?:text|one_of|number|share|moment|instant|mapping|each|part)\(\s*\"(\w+)\""
    return sorted(set(re.findall(asked, source)))


def test_every_key_of_jsonl_is_documented():
    page = (DOCS / "formats.md").read_text(encoding="utf-8")
    assert len(jsonl_keys()) > 30
    assert [key for key in jsonl_keys() if f"`{key}`" not in page and f'"{key}"' not in page] == []
