"""A real Chromium without a window, driven by the DevTools protocol, and the server whose page it opens."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from base64 import b64decode
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse

LONGEST_WAIT = 60.0
"""Seconds; the machine may be busy."""

PROGRAM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
"""Chromium on this machine, if there is one."""

_CONTROLS = re.compile(r"\x1b\[[0-9;?<>=]*[A-Za-z]")
_KEYS = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowDown": 40, "ArrowUp": 38}


class Page:
    """One page of a browser: its keys, what its server wrote to it, and what it asked for and complained of."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._asked = 0
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self.written = ""
        self.requests: list[str] = []
        self.complaints: list[str] = []

    async def listen(self) -> None:
        """Take in what the browser says until it ends."""
        async for message in self._socket:
            said = message.json()
            if "id" in said:
                answer = self._answers.pop(said["id"])
                if "error" in said:
                    answer.set_exception(RuntimeError(said["error"]["message"]))
                else:
                    answer.set_result(said["result"])
                continue
            told = said["params"]
            match said["method"]:
                case "Network.webSocketFrameReceived" if told["response"]["opcode"] == 2:
                    self.written += b64decode(told["response"]["payloadData"]).decode(
                        "utf-8", "replace"
                    )
                case "Network.requestWillBeSent":
                    self.requests.append(told["request"]["url"])
                case "Network.webSocketCreated":
                    self.requests.append(told["url"])
                case "Runtime.exceptionThrown":
                    self.complaints.append(str(told["exceptionDetails"]))
                case "Log.entryAdded" if told["entry"]["level"] == "error":
                    self.complaints.append(told["entry"]["text"])

    async def ask(self, method: str, **parameters: object) -> Any:
        """Have the browser do something; returns what it answers."""
        self._asked += 1
        self._answers[self._asked] = answer = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._asked, "method": method, "params": parameters})
        return await asyncio.wait_for(answer, LONGEST_WAIT)

    async def open(self, url: str) -> None:
        """Go to an address."""
        for domain in ("Page", "Network", "Runtime", "Log"):
            await self.ask(f"{domain}.enable")
        await self.ask("Page.navigate", url=url)

    async def value_of(self, script: str) -> Any:
        """What a script on the page comes to."""
        answer = await self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        return answer["result"].get("value")

    async def press(self, *keys: str) -> None:
        """Press keys: single characters, or names such as `Enter`."""
        for key in keys:
            code = _KEYS.get(key)
            more: dict[str, object] = (
                {"text": key} if code is None else {"windowsVirtualKeyCode": code}
            )
            await self.ask("Input.dispatchKeyEvent", type="keyDown", key=key, **more)
            await self.ask("Input.dispatchKeyEvent", type="keyUp", key=key)

    def plain(self) -> str:
        """What came for the terminal since it was forgotten last, without its commands."""
        return _CONTROLS.sub("", self.written)

    async def until_written(self, words: str) -> None:
        """Wait until words have come for the terminal; then forget all that came."""
        await self.until(lambda: words in self.plain(), words)
        self.written = ""

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until something holds."""
        ends = time.monotonic() + LONGEST_WAIT
        while not condition():
            if time.monotonic() > ends:
                raise AssertionError(
                    f"{what!r} did not come: {_CONTROLS.sub('', self.written)[-600:]!r} {self.complaints}"
                )
            await asyncio.sleep(0.05)

    async def until_true(self, script: str) -> None:
        """Wait until a script on the page comes to something true."""
        ends = time.monotonic() + LONGEST_WAIT
        while not await self.value_of(script):
            assert time.monotonic() < ends, f"not true: {script}"
            await asyncio.sleep(0.05)

    async def picture(self, file: Path) -> None:
        """Save what the page looks like as a PNG."""
        answer = await self.ask("Page.captureScreenshot", format="png")
        file.write_bytes(b64decode(answer["data"]))


@asynccontextmanager
async def browser(size: tuple[int, int] = (1200, 700)) -> AsyncIterator[Page]:
    """A fresh browser with one page; nothing of it stays."""
    assert PROGRAM is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        process = subprocess.Popen(
            [
                PROGRAM,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                f"--window-size={size[0]},{size[1]}",
                f"--user-data-dir={folder}",
                "--remote-debugging-port=0",
                "about:blank",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            port = await _port(Path(folder) / "DevToolsActivePort")
            async with ClientSession() as session:
                (target,) = [one for one in await _targets(session, port) if one["type"] == "page"]
                async with session.ws_connect(
                    target["webSocketDebuggerUrl"], max_msg_size=0
                ) as socket:
                    page = Page(socket)
                    listening = asyncio.create_task(page.listen())
                    try:
                        yield page
                    finally:
                        listening.cancel()
                        with suppress(asyncio.CancelledError):
                            await listening
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


async def _port(file: Path) -> int:
    ends = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < ends:
        with suppress(FileNotFoundError, IndexError, ValueError):
            return int(file.read_text().splitlines()[0])
        await asyncio.sleep(0.05)
    raise AssertionError("Chromium did not start.")


async def _targets(session: ClientSession, port: int) -> list[dict[str, str]]:
    ends = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < ends:
        async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
            targets: list[dict[str, str]] = await answer.json()
        if any(one["type"] == "page" for one in targets):
            return targets
        await asyncio.sleep(0.05)
    raise AssertionError("Chromium has no page.")


class Server:
    """`interviewcoder serve` in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]", url: str) -> None:
        self.process = process
        self.url = url

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal as Ctrl+C in a terminal does; returns the exit code."""
        self.process.send_signal(number)
        return self.process.wait(20)

    def apps(self) -> list[int]:
        """The process ids of the apps behind its pages."""
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(one) for file in children for one in file.read_text().split()]


@contextmanager
def serving(
    study: Path, *options: str, more: Mapping[str, str] = {}, port: str = "0"
) -> Iterator[Server]:
    """A server of a study."""
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "interviewcoder", "serve", str(study)),
            *("--port", port, "--coder", "Ana", *options),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "XDG_CONFIG_HOME": str(study.parent / "settings"),
            **more,
        },
    ) as process:
        try:
            assert process.stdout is not None
            yield Server(process, process.stdout.readline().strip())
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
