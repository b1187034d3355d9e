"""A small OpenAI-compatible server on the loopback, with faults on demand, for tests and benchmarks.

    with ModelServer() as server:
        ModelConfig(model="test", base_url=server.base_url)

It finds themes by keywords and quotes the sentences they stand in, so that the same words always give
the same answer and themes recur from one interview to the next. Faults are scripted by a function of the
request; ``first``, ``always`` and ``marked`` make such functions.
"""

import asyncio
import json
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Self

THEMES: Mapping[str, str] = {
    "support": "Slow customer support",
    "price": "Pricing worries",
    "onboarding": "Onboarding friction",
    "report": "Manual reporting work",
    "trust": "Trust in data",
    "team": "Team alignment",
    "time": "Lack of time",
    "success": "Redefining success",
}
"""Keyword to the name of the theme it stands for."""

Kind = Literal[
    "status",
    "hang",
    "drip",
    "reset",
    "not_json",
    "bad_answer",
    "cut_off",
    "made_up",
    "wild_numbers",
    "no_choices",
]


class Fault(NamedTuple):
    """What to do wrong with one request.

    ``status`` answers with that status (and Retry-After); ``hang`` never answers; ``drip`` sends a byte
    now and then for ever; ``reset`` drops the connection; ``not_json`` answers with a page;
    ``bad_answer`` does not fit the schema; ``cut_off`` ends at the output limit, after the share ``kept``
    of the answer; ``made_up`` quotes what nobody said and groups numbers that do not exist;
    ``wild_numbers`` is confident to the 1e15; ``no_choices`` is an empty completion.
    """

    kind: Kind
    status: int = 500
    retry_after: str | None = None
    code: str | None = None
    param: str | None = None
    metadata: Mapping[str, Any] | None = None
    kept: float = 0
    message: str = ""
    """What the body of a ``status`` says."""
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Request:
    """One request as the server saw it; ``number`` counts from 1 in order of arrival."""

    number: int
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def prompt(self) -> str:
        said = [message.get("content") or "" for message in self.body.get("messages", ())]
        return "\n".join(map(str, said + self.texts))

    @property
    def texts(self) -> list[str]:
        """The texts whose vectors are asked for; none in a request for a chat completion."""
        return list(self.body.get("input", ()))

    def enclosed(self, kind: str) -> str | None:
        """Return what stands between the tags of an envelope, or None if there is no such envelope."""
        found = re.search(rf"<({kind}-[0-9a-f]+)>\n(.*?)\n</\1>", self.prompt, re.DOTALL)
        return found[2] if found else None


Script = Callable[[Request], Fault | None]


def always(fault: Fault) -> Script:
    """Meet every request with the fault."""
    return lambda _: fault


def first(count: int, fault: Fault) -> Script:
    """Meet the first ``count`` requests with the fault."""
    return lambda request: fault if request.number <= count else None


def marked(marker: str, fault: Fault, times: int | None = None) -> Script:
    """Meet the requests that contain the marker with the fault, for ever or so many times."""
    left = [times]

    def script(request: Request) -> Fault | None:
        if marker not in request.prompt or left[0] == 0:
            return None
        left[0] = None if left[0] is None else left[0] - 1
        return fault

    return script


@dataclass
class ModelServer:
    """The server, running in a thread of its own while it is entered."""

    delay_seconds: float = 0
    faults: Script = field(default=lambda _: None)
    themes: Mapping[str, str] = field(default_factory=lambda: THEMES)
    same: Callable[[str], str] = field(default=lambda name: name.split()[-1].lower())
    """Names for which this gives the same word are one code; by default their last word."""

    together: Callable[[str], str] = field(default=lambda meaning: meaning)
    """Codes for whose word this gives the same are one theme; by default each is a theme of its own."""

    reshape: Callable[[dict[str, Any]], None] = field(default=lambda _: None)
    """Brings a completion to another endpoint's form, in place."""

    embed: Callable[[list[str]], list[list[float]]] = field(default=lambda texts: [[1.0]] * len(texts))
    """The vectors of texts."""

    requests: list[Request] = field(default_factory=list, init=False)
    prompt_tokens: int = field(default=0, init=False)
    completion_tokens: int = field(default=0, init=False)
    in_flight: int = field(default=0, init=False)
    max_in_flight: int = field(default=0, init=False)
    connections: int = field(default=0, init=False)
    open_connections: int = field(default=0, init=False)

    def __enter__(self) -> Self:
        started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(started)), daemon=True)
        self._thread.start()
        started.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout=5)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}/v1"

    @property
    def calls(self) -> int:
        return len(self.requests)

    def reset(self) -> None:
        """Forget what was counted; requests are numbered from 1 again."""
        self.requests.clear()
        self.prompt_tokens = self.completion_tokens = self.max_in_flight = self.connections = 0

    async def _serve(self, started: threading.Event) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, backlog=1024)
        self._port = server.sockets[0].getsockname()[1]
        started.set()
        await self._stop.wait()
        server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._converse(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open_connections += 1
        try:
            while await self._exchange(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open_connections -= 1
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Read one request and answer it; False ends the connection."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head.splitlines()[1:] if line)
        }
        body = json.loads(await reader.readexactly(int(headers["content-length"])))
        request = Request(len(self.requests) + 1, body, headers)
        self.requests.append(request)
        self.in_flight += 1
        self.max_in_flight = max(self.max_in_flight, self.in_flight)
        try:
            if self.delay_seconds:
                await asyncio.sleep(self.delay_seconds)
            return await self._answer(request, writer)
        finally:
            self.in_flight -= 1

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        fault = self.faults(request)
        if fault and fault.kind == "reset":
            writer.transport.abort()
            return False
        if fault and fault.kind == "hang":
            await asyncio.Event().wait()
        if fault and fault.kind == "drip":
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n"
            )
            while True:
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.02)
        if fault and fault.kind == "status":
            _write(
                writer,
                _error(fault, request),
                fault.status,
                retry_after=fault.retry_after,
                headers=fault.headers,
            )
        elif fault and fault.kind == "not_json":
            _write(writer, b"<html>gateway</html>", kind="text/html")
        elif request.texts:
            _write(writer, json.dumps(self._vectors(request)).encode())
        else:
            completion = self._completion(request, fault)
            self.reshape(completion)
            _write(writer, json.dumps(completion).encode())
        await writer.drain()
        return True

    def _vectors(self, request: Request) -> dict[str, Any]:
        """Answer with the vectors in another order than the texts', as may happen."""
        spent = len(request.prompt) // 4 + 1
        self.prompt_tokens += spent
        data = [
            {"object": "embedding", "index": index, "embedding": vector}
            for index, vector in enumerate(self.embed(request.texts))
        ]
        usage = {"prompt_tokens": spent, "total_tokens": spent}
        return {"object": "list", "model": request.body["model"], "data": data[::-1], "usage": usage}

    def _completion(self, request: Request, fault: Fault | None) -> dict[str, Any]:
        said = json.dumps(self._said(request, fault.kind if fault else None))
        cut_off = fault is not None and fault.kind == "cut_off"
        if fault is not None and cut_off:
            said = said[: int(len(said) * fault.kept)]
        spent = {"prompt_tokens": len(request.prompt) // 4 + 1, "completion_tokens": len(said) // 4 + 1}
        self.prompt_tokens += spent["prompt_tokens"]
        self.completion_tokens += spent["completion_tokens"]
        choice = {
            "index": 0,
            "finish_reason": "length" if cut_off else "stop",
            "message": _message(request.body, said),
        }
        return {
            "id": f"chatcmpl-{request.number}",
            "object": "chat.completion",
            "created": 0,
            "model": request.body["model"],
            "choices": [] if fault is not None and fault.kind == "no_choices" else [choice],
            "usage": {**spent, "total_tokens": sum(spent.values())},
        }

    def _said(self, request: Request, fault: Kind | None) -> object:
        if fault == "bad_answer":
            return {"unasked": "SECRET-OUTPUT " + request.prompt[-200:]}
        names = request.enclosed("names")
        if names is not None and request.enclosed("transcript") is None:
            return {"themes": self._order(names, request.enclosed("existing") or "", fault)}
        mentions = self._mentions(request.enclosed("transcript") or "", request.enclosed("codebook") or "")
        if fault == "made_up":
            mentions = [mention | {"passages": ["Nobody ever said these words."]} for mention in mentions]
        if fault == "wild_numbers":
            mentions = [mention | {"confidence": 1e15} for mention in mentions]
        return {"mentions": mentions}

    def _mentions(self, transcript: str, codebook: str) -> list[dict[str, Any]]:
        """Mention the themes of the keywords, under the code that has the keyword if there is one."""
        codes = re.findall(r"^- (.+?): (.+)$", codebook, re.MULTILINE)
        sentences = [found.strip() for found in re.findall(r"[^.!?\n]+[.!?]*", transcript)]
        mentions = []
        for keyword, name in self.themes.items():
            passages = [said.partition(": ")[2] or said for said in sentences if keyword in said.lower()]
            if passages:
                coded = (code for code, says in codes if keyword in f"{code} {says}".lower())
                name = next(coded, name)
                about = {"name": name, "description": f"People speak of {name.lower()}."}
                support = {"confidence": 0.8, "rationale": f"They say {keyword}.", "passages": passages[:5]}
                mentions.append(about | support)
        return mentions

    def _order(self, names: str, existing: str, fault: Kind | None) -> list[dict[str, Any]]:
        codes: dict[str, list[int]] = {}
        for line in names.splitlines():
            number, name = _numbered(line)
            codes.setdefault(self.same(name), []).append(number + (1000 if fault == "made_up" else 0))
        for line in existing.splitlines():
            number, name = _numbered(line)
            if self.same(name) in codes:
                codes[self.same(name)].append(number)
        themes: dict[str, list[list[int]]] = {}
        for meaning, numbers in codes.items():
            themes.setdefault(self.together(meaning), []).append(numbers)
        return [
            {"codes": found, "existing": None} | ({"name": f"About {about}"} if len(found) > 1 else {})
            for about, found in themes.items()
        ]


def _numbered(line: str) -> tuple[int, str]:
    number, _, entry = line.partition(". ")
    return int(number), entry.partition(":")[0].partition(" (in the theme of ")[0]


def _message(body: dict[str, Any], said: str) -> dict[str, Any]:
    """Give the answer in the way that was asked for: as a tool call, or as the content."""
    if not body.get("tools"):
        return {"role": "assistant", "content": said}
    call = {"name": body["tools"][0]["function"]["name"], "arguments": said}
    calls = [{"id": "call_1", "type": "function", "function": call}]
    return {"role": "assistant", "content": None, "tool_calls": calls}


def _error(fault: Fault, request: Request) -> bytes:
    """Quote the request in the error, as real endpoints do: nothing of it may reach a message of ours."""
    said: dict[str, Any] = {
        "message": fault.message or f"SECRET-OUTPUT {request.prompt[-200:]}",
        "code": fault.code,
        "param": fault.param,
    }
    said |= {"metadata": fault.metadata} if fault.metadata else {}
    return json.dumps({"error": {**said, "type": "error"}}).encode()


def _write(
    writer: asyncio.StreamWriter,
    body: bytes,
    status: int = 200,
    *,
    kind: str = "application/json",
    retry_after: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> None:
    head = [f"HTTP/1.1 {status} -", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    head += [f"Retry-After: {retry_after}"] if retry_after is not None else []
    head += [f"{name}: {value}" for name, value in (headers or {}).items()]
    writer.write("\r\n".join([*head, "", ""]).encode() + body)
