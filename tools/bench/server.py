"""The model server of the benchmark, which answers the peer's questions as well as ours."""

import re
from collections.abc import Callable, Mapping

from tools.testbed.model_server import THEMES, Kind, ModelServer, Request


class BenchmarkServer(ModelServer):
    """Tells by the tool that a request offers who asks; the peer's answers fit the peer's schemas."""

    def _said(self, request: Request, fault: Kind | None) -> object:
        tools = request.body.get("tools") or [{"function": {"name": ""}}]
        answer = _PEER.get(tools[0]["function"]["name"])
        return answer(request.prompt) if answer else super()._said(request, fault)


def _summary(prompt: str) -> dict[str, object]:
    found = [name for keyword, name in THEMES.items() if keyword in prompt.lower()]
    return {"summary": f"The user's overall request is about {', '.join(found).lower()}.", "topic": "work"}


def _cluster(prompt: str) -> dict[str, object]:
    name = f"Improve what {len(prompt)} characters of summaries say"
    return {"name": name, "summary": "People spoke of it. They were many.", "slug": "speak_of_it"}


def _candidates(prompt: str) -> dict[str, object]:
    return {"candidate_cluster_names": re.findall(r"<cluster>(.+?):", prompt)[:2] or ["Work"]}


def _label(prompt: str) -> dict[str, object]:
    offered = re.findall(r"<higher_level_cluster>(.+?)</higher_level_cluster>", prompt)
    return {"higher_level_cluster": offered[0] if offered else "Work"}


_PEER: Mapping[str, Callable[[str], dict[str, object]]] = {
    "GeneratedSummary": _summary,
    "GeneratedCluster": _cluster,
    "CandidateClusters": _candidates,
    "ClusterLabel": _label,
}
