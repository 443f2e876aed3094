"""The server: a page, a connection from it, and behind each connection an app of its own.

The page's script and fonts are textual-serve's; the page is our own, since theirs loads a font from elsewhere. Nothing
is served, and nothing connected, under a name or from a page that is not this server's own (`address.py`).
"""

import asyncio
import errno
import json
import signal
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import textual_serve
from aiohttp import WSMsgType, web

from ..domain.errors import StudyError
from ..domain.text import one_line
from .address import Address, comes_from_own_page, numbers_of, stays_here
from .window import LONGEST_LEAVING, Shown, Window

_PAGE = Path(__file__).parent / "page"
_THEIRS = Path(str(textual_serve.__file__)).parent / "static"

_HEADERS = {
    # Whatever text of a study would reach the page: it can load nothing from elsewhere, and send nothing there.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; img-src 'self' data:; connect-src {sockets}; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_LARGEST_SIDE = 2_000
"""Cells of a terminal's side."""


def serve(
    shown: Shown,
    host: str,
    port: int,
    tell: Callable[[Address], None],
    *,
    to_network: bool = False,
) -> None:
    """Serve a study until Ctrl+C, or until the system asks the program to end.

    Args:
        shown: the study.
        host: the name or number to listen on.
        port: 0 for any that is free.
        tell: is called with the address once somebody can come.
        to_network: whether other computers may come.

    Raises:
        StudyError: other computers could come and may not, or the host or port cannot be had.
    """
    listening = _listening_on(host, port, to_network)
    with listening:
        number, taken = listening.getsockname()[:2]
        address = Address(host, taken, open_to_network=not stays_here(number))
        asyncio.run(Pages(shown, address).serve(listening, tell))


class Pages:
    """The pages of one study.

    Args:
        shown: the study.
        address: where they are.
    """

    def __init__(self, shown: Shown, address: Address) -> None:
        self._shown = shown
        self._address = address
        self._sockets: set[web.WebSocketResponse] = set()

    async def serve(self, listening: socket.socket, tell: Callable[[Address], None]) -> None:
        """Serve until a signal asks to end; then all apps are asked to leave."""
        asked_to_end = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            loop.add_signal_handler(getattr(signal, name), asked_to_end.set)
        runner = web.AppRunner(
            self.application(),
            access_log=None,
            handle_signals=False,
            shutdown_timeout=LONGEST_LEAVING + 2,
        )
        await runner.setup()
        try:
            await web.SockSite(runner, listening).start()
            tell(self._address)
            await asked_to_end.wait()
        finally:
            await runner.cleanup()

    def application(self) -> web.Application:
        """What answers requests."""
        application = web.Application(middlewares=[self._let_in])
        application.on_response_prepare.append(self._add_headers)
        application.on_shutdown.append(self._close_pages)
        path = f"/{self._address.secret}"
        application.add_routes(
            [
                web.get(path, self._with_slash),
                web.get(f"{path}/", self._page),
                web.get(f"{path}/socket", self._window),
                web.static(f"{path}/static", _THEIRS),
                web.static(f"{path}/page", _PAGE),
            ]
        )
        return application

    # -- Who is let in ---------------------------------------------------------------------------------------

    @web.middleware
    async def _let_in(
        self,
        request: web.Request,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        if not self._address.is_asked_for(request.host):
            raise web.HTTPMisdirectedRequest(text="This server has another name.\n")
        if not self._address.knows(request.path.removeprefix("/").partition("/")[0]):
            raise web.HTTPNotFound(
                text="Open the whole address that interviewcoder printed when it was started.\n"
            )
        return await handler(request)

    async def _add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        # 'self' alone does not allow a WebSocket in every browser.
        sockets = f"'self' ws://{request.host} wss://{request.host}"
        if not self._address.is_asked_for(request.host):
            sockets = "'none'"
        for name, value in _HEADERS.items():
            response.headers[name] = value.format(sockets=sockets)

    # -- Answers ---------------------------------------------------------------------------------------------

    async def _with_slash(self, request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(f"{request.path}/")

    async def _page(self, request: web.Request) -> web.StreamResponse:
        kind = "wss" if request.scheme == "https" else "ws"
        template = Template((_PAGE / "page.html").read_text(encoding="utf-8"))
        words = template.substitute(
            name=escape(one_line(self._shown.study_path.name)),
            socket=escape(f"{kind}://{request.host}{request.path}socket"),
        )
        return web.Response(text=words, content_type="text/html")

    async def _window(self, request: web.Request) -> web.StreamResponse:
        if not comes_from_own_page(request.headers.get("Origin", ""), request.host):
            raise web.HTTPForbidden(text="Another page cannot connect to this one.\n")
        page = web.WebSocketResponse(heartbeat=15)
        await page.prepare(request)
        self._sockets.add(page)
        window = Window(self._shown, page.send_bytes, page.close)
        try:
            await window.start(*_size(request.query.get("width"), request.query.get("height")))
            await _follow(page, window)
        finally:
            self._sockets.discard(page)
            await window.stop()
        return page

    async def _close_pages(self, _: web.Application) -> None:
        await asyncio.gather(
            *(page.close(code=1001, message=b"The server ends.") for page in self._sockets)
        )


async def _follow(page: web.WebSocketResponse, window: Window) -> None:
    """Hand on what a page says until it closes."""
    async for message in page:
        if message.type is not WSMsgType.TEXT:
            continue
        match _packet(message.data):
            case ["stdin", str(keys)]:
                await window.send_bytes(keys.encode("utf-8", "replace"))
            case ["resize", {"width": width, "height": height}]:
                await window.set_terminal_size(*_size(width, height))
            case ["ping", str(sent)]:
                await page.send_json(["pong", sent])
            case ["blur"]:
                await window.blur()
            case ["focus"]:
                await window.focus()


def _packet(words: str) -> Any:
    with suppress(ValueError):
        return json.loads(words)
    return None


def _size(width: object, height: object) -> tuple[int, int]:
    """A terminal's size as a page gives it; what is no size is the usual one."""
    return _side(width, 80), _side(height, 24)


def _side(told: object, usual: int) -> int:
    with suppress(ValueError, TypeError, OverflowError):
        side = int(told)  # type: ignore[call-overload]
        if 1 <= side <= _LARGEST_SIDE:
            return int(side)
    return usual


def _listening_on(host: str, port: int, to_network: bool) -> socket.socket:
    """A socket at which people can come.

    Raises:
        StudyError: other computers could come and may not, or the host or port cannot be had.
    """
    shown = one_line(host)
    try:
        family, number = numbers_of(host, port)[0]
    except (OSError, UnicodeError, OverflowError):
        raise StudyError(
            f"There is no host '{shown}' to listen on.", "Leave --host out for this computer."
        ) from None
    if not to_network and not stays_here(number[0]):
        raise StudyError(
            f"Other computers could reach '{shown}', over a connection that anybody on the way can read.",
            "Leave --host out and come through SSH (docs/browser.md), or say --to-network if the network is yours alone.",
        )
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(number)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise StudyError(
                f"Port {port} is taken.", "Choose another with --port; 0 is any that is free."
            ) from None
        raise StudyError(
            f"Nothing can listen on '{shown}', port {port}: {error.strerror}.",
            "Choose another with --host and --port.",
        ) from None
    return listening
