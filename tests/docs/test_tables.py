"""Tables of the documentation that list what the code has leave nothing out, and are not out of date."""

import re

from settings import Settings
from tests.support.documented_commands import DOCS
from themes.report import ScanReport, ThemeReport


def test_each_field_of_a_scan_s_report_is_told_in_its_order() -> None:
    page = (DOCS / "how-to" / "read-and-decide.md").read_text(encoding="utf-8")
    of_report, of_theme = page.partition("## The report of a scan")[2].split("Each of `themes`")
    for table, model in ((of_report, ScanReport), (of_theme, ThemeReport)):
        told = [
            name for cell in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in cell.split(", ")
        ]
        assert [name.strip("`") for name in told] == list(model.model_fields)


def test_each_setting_of_the_model_is_told_with_its_default() -> None:
    page = (DOCS / "how-to" / "language-model.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| (`(?:MODEL|OPENAI_MODEL).*?) \| (.*?) \|", page, re.MULTILINE)
    told = {name.strip("`").lower(): said.strip("`") for names, said in table for name in names.split(", ")}
    fields = {name: one.default for name, one in Settings.model_fields.items() if name.startswith("model_")}
    fields |= {"openai_model": Settings.model_fields["openai_model"].default}
    assert told == {name: _told(default) for name, default in fields.items()}


def _told(default: object) -> str:
    if isinstance(default, bool):
        return str(default).lower()
    return "unset" if default is None else f"{default:,}" if isinstance(default, int) else str(default)
