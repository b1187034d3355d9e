"""Write a new job that works: its flow, its entry among the jobs, its deployment and a test.

python -m tools.new_job stale-links
"""

import re
import sys
from keyword import iskeyword
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_IMPORT = re.compile(r"^from flows import (.+)$", re.MULTILINE)
_LAST_ENTRY = "    )\n}\n"
_DEPLOYMENT = """\
- name: {name}
  description: Count the themes of an organisation.
  entrypoint: flows/{module}.py:{module}
  work_pool: *pool
  enforce_parameter_schema: true
"""


def create(project: Path, name: str) -> list[Path]:
    """Add the job to a project and return the files that were made or changed.

    Raises ValueError when the name cannot be one, or is taken.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name for a job: use lower-case words joined by hyphens.")
    module = name.replace("-", "_")
    flow, test = project / "flows" / f"{module}.py", project / "tests" / f"test_{module}.py"
    for path in (flow, test):
        if path.exists():
            raise ValueError(f"{path.relative_to(project)} is there already: choose another name.")
    templates = [(TEMPLATES / f"{of}.txt").read_text(encoding="utf-8") for of in ("flow", "test")]
    if iskeyword(module) or any(re.search(rf"\b{module}\b", text) for text in templates):
        raise ValueError(f"{name!r} is a word of the job's own code: choose another name.")
    for path, text in zip((flow, test), templates, strict=True):
        path.write_text(text.replace("{{name}}", name).replace("{{module}}", module), encoding="utf-8")
    jobs, deployments = project / "flows" / "jobs.py", project / "prefect.yaml"
    jobs.write_text(_registered(jobs.read_text(encoding="utf-8"), module), encoding="utf-8")
    with deployments.open("a", encoding="utf-8") as file:
        file.write(_DEPLOYMENT.format(name=name, module=module))
    return [flow, test, jobs, deployments]


def _registered(source: str, module: str) -> str:
    """The list of jobs with one more at its end."""

    def imported(found: re.Match[str]) -> str:
        return f"from flows import {', '.join(sorted([*found[1].split(', '), module]))}"

    entry = f"        Job({module}.{module}, {module}.RULES_VERSION),\n"
    return _IMPORT.sub(imported, source.replace(_LAST_ENTRY, entry + _LAST_ENTRY), count=1)


if __name__ == "__main__":
    try:
        made = create(Path.cwd(), sys.argv[1] if len(sys.argv) > 1 else "")
    except ValueError as error:
        sys.exit(str(error))
    sys.stdout.write("".join(f"{path.relative_to(Path.cwd())}\n" for path in made))
    sys.stdout.write("It works, and counts themes: see docs/how-to/adding-a-job.md for how to go on.\n")
