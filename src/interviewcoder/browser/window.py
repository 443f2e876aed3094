"""One page in a browser: the app in a process of its own, and what goes between the two.

The app runs with Textual's driver for the web: packets of a letter, a length and a payload on stdin and stdout,
`D` for what a terminal would get and `M` for JSON. The process is started without a shell, in a group of its own,
so that Ctrl+C ends the server, which then asks it to leave.
"""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from ..domain.passphrase import Passphrase
from ..domain.settings import CODER_VARIABLE

LONGEST_LEAVING = 5.0
"""Seconds that an app may take to leave; what it said is done is on disk before."""

_READY = b"__GANGLION__\n"
"""What Textual's driver writes before the first packet."""


@dataclass(frozen=True)
class Shown:
    """What a page shows.

    Args:
        study_path: the study's file.
        coder: who tags; None leaves it to the study.
        passphrase: what an encrypted study is opened with; without it, the page asks.
    """

    study_path: Path
    coder: str | None = None
    passphrase: Passphrase | None = None


class Window(AppService):
    """The app behind one page.

    Args:
        shown: what it shows.
        send: takes what the app writes to its terminal.
        close: is called when the app has ended, by whatever.
    """

    def __init__(
        self,
        shown: Shown,
        send: Callable[[bytes], Awaitable[None]],
        close: Callable[[], Awaitable[object]],
    ) -> None:
        async def closed() -> None:
            await close()

        async def unused(_: str) -> None:
            return

        super().__init__(
            "",
            write_bytes=send,
            write_str=unused,
            close=closed,
            download_manager=DownloadManager(),
        )
        self._shown = shown

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the app; no word of it goes through a shell, and no passphrase through its arguments or environment."""
        environment = self._build_environment(width, height)
        if self._shown.coder is not None:
            environment[CODER_VARIABLE] = self._shown.coder
        handed_on: tuple[int, ...] = ()
        if self._shown.passphrase is not None:
            pipe = _pipe_with(self._shown.passphrase)
            handed_on = (pipe,)
            environment["INTERVIEWCODER_PASSPHRASE_FILE"] = f"/dev/fd/{pipe}"
        try:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", "interviewcoder", "open"),
                str(self._shown.study_path.absolute()),
                stdin=PIPE,
                stdout=PIPE,
                env=environment,
                pass_fds=handed_on,
                start_new_session=True,
            )
        finally:
            for number in handed_on:
                os.close(number)
        self._stdin = self._process.stdin
        return self._process

    async def run(self) -> None:
        """Hand on what the app writes until it ends, then close the page."""
        assert self._process is not None
        assert self._process.stdout is not None
        read = self._process.stdout.readexactly
        try:
            await self._process.stdout.readuntil(_READY)
            while True:
                kind = await read(1)
                payload = await read(int.from_bytes(await read(4), "big"))
                # A page that has gone must not keep the app from writing, and so from leaving.
                with suppress(ConnectionError, RuntimeError):
                    if kind == b"D":
                        await self.on_data(payload)
                    elif kind == b"M" and json.loads(payload).get("type") == "exit":
                        await self.remote_close()
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            pass
        finally:
            with suppress(ConnectionError, RuntimeError):
                await self.remote_close()

    async def stop(self) -> None:
        """Ask the app to leave; end it if it does not."""
        process = self._process
        if process is None:
            return
        await self.send_meta({"type": "quit"})
        try:
            await asyncio.wait_for(process.wait(), LONGEST_LEAVING)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        if self._task is not None:
            await self._task


def _pipe_with(passphrase: Passphrase) -> int:
    """The end to read of a pipe that holds a passphrase; it is far shorter than what a pipe takes at once."""
    reading, writing = os.pipe()
    try:
        os.write(writing, passphrase.encoded())
    finally:
        os.close(writing)
    return reading
