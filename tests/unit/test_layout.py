"""Tests are found where their module is, and depend on support alone."""

import re
from pathlib import Path

PROJECT = Path(__file__).parents[2]
UNIT = PROJECT / "tests" / "unit"
SELF = Path(__file__)
_OF_TESTS = re.compile(r"^\s*(?:from|import) (tests(?:\.\w+)*)", re.MULTILINE)


def imported_tests(file: Path) -> set[str]:
    """The parts of ``tests`` that a file imports, other than support."""
    found = _OF_TESTS.findall(file.read_text(encoding="utf-8"))
    return {name for name in found if not name.startswith("tests.support")}


def test_each_unit_test_lies_where_its_module_lies() -> None:
    """``tests/unit/a/b/test_c.py`` tests ``a/b/c.py`` or the package ``a/b/c``."""
    homeless = []
    for test in sorted(UNIT.rglob("test_*.py")):
        module = test.relative_to(UNIT).with_name(test.stem.removeprefix("test_"))
        homes = (PROJECT / module.with_suffix(".py"), PROJECT / module / "__init__.py")
        if test != SELF and not any(home.is_file() for home in homes):
            homeless.append(str(test.relative_to(PROJECT)))
    assert homeless == []


def test_no_test_imports_another() -> None:
    """What several tests share stands in ``tests/support``."""
    imports = {file: imported_tests(file) for file in (PROJECT / "tests").rglob("*.py") if file != SELF}
    assert {file: names for file, names in imports.items() if names} == {}


def test_no_program_imports_a_test() -> None:
    """What programs share with tests stands in ``tools/testbed``."""
    importing = {
        str(file.relative_to(PROJECT))
        for file in (PROJECT / "tools").rglob("*.py")
        if _OF_TESTS.search(file.read_text(encoding="utf-8"))
    }
    assert importing == set()
