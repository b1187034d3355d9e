"""The jobs there are. The endpoint, the commands and the documentation read this list and no other."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prefect import Flow
from pydantic import create_model

from flows import all_orgs, confidence_decay, theme_scan
from settings import Settings
from themes.models import Frozen


@dataclass(frozen=True)
class Job:
    """A job: a flow that is deployed under its own name and works for one organisation, its ``org_id``."""

    flow: Flow[..., Any]
    version: str
    """Raised when the rules change by which the job decides what to write."""
    for_all: Flow[..., Any] | None = None
    """The flow that runs the job for every organisation, deployed under its own name too."""
    caps: tuple[str, ...] = ()
    """The settings that bound what one run may do."""

    @property
    def name(self) -> str:
        """What the job is called everywhere: lower case, words joined by hyphens."""
        return self.flow.name

    @property
    def description(self) -> str:
        """What the job does, in one sentence."""
        return (self.flow.description or "").partition("\n")[0]

    @property
    def deployment(self) -> str:
        """Where Prefect finds the job."""
        return f"{self.name}/{self.name}"

    @property
    def deployment_for_all(self) -> str | None:
        """Where Prefect finds the run over all organisations."""
        return f"{self.for_all.name}/{self.for_all.name}" if self.for_all else None

    @property
    def parameters(self) -> type[Frozen]:
        """The flow's parameters as a model, which refuses any others."""
        signature = inspect.signature(self.flow.fn).parameters
        fields = {
            name: (p.annotation, ... if p.default is p.empty else p.default) for name, p in signature.items()
        }
        title = "".join(map(str.title, self.name.split("-")))
        return create_model(f"{title}Parameters", __base__=Frozen, **fields)  # type: ignore[call-overload, no-any-return]

    def describe(self, settings: Settings) -> dict[str, Any]:
        """All there is to know before starting the job, as plain JSON."""
        return {
            "name": self.name,
            "version": self.version,
            "description": self.description,
            "deployment": self.deployment,
            "parameters": self.parameters.model_json_schema(),
            "caps": {cap: getattr(settings, cap) for cap in self.caps},
        }


JOBS: Mapping[str, Job] = {
    job.name: job
    for job in (
        Job(
            theme_scan.theme_scan,
            theme_scan.RULES_VERSION,
            for_all=all_orgs.theme_scan_all_orgs,
            caps=("max_themes_per_run", "max_links_per_theme"),
        ),
        Job(
            confidence_decay.confidence_decay,
            confidence_decay.RULES_VERSION,
            for_all=confidence_decay.confidence_decay_all_orgs,
        ),
    )
}
