"""The server without a browser: who is let in, what it hands on to the apps, and that they end."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="the extra 'serve' is not installed")

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError
from yarl import URL

from interviewcoder.domain.passphrase import Passphrase
from interviewcoder.study import Study

from .chromium import Server, serving

WORDS = "several words of mine"
needs_proc = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc of Linux")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "small.study"
    (tmp_path / "ana.txt").write_text("Interviewer: Why?\n\nAna: I need rest.\n", encoding="utf-8")
    with Study.create(path, coder="Ana") as made:
        list(made.sources.import_files([tmp_path / "ana.txt"]))
    return path


def origin(server: Server) -> str:
    return str(URL(server.url).origin())


async def connected(session: ClientSession, server: Server) -> ClientWebSocketResponse:
    return await session.ws_connect(
        f"{server.url}socket?width=100&height=30", origin=origin(server)
    )


async def until_written(page: ClientWebSocketResponse, words: str) -> None:
    written = b""
    ends = time.monotonic() + 30
    while words not in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written.decode("utf-8", "replace")):
        assert time.monotonic() < ends, written[-500:]
        message = await page.receive(timeout=20)
        assert message.type in (WSMsgType.BINARY, WSMsgType.TEXT), message
        if message.type is WSMsgType.BINARY:
            written += message.data


async def until_closed(page: ClientWebSocketResponse) -> None:
    ends = time.monotonic() + 30
    while not page.closed:
        assert time.monotonic() < ends
        await page.receive(timeout=20)


def holds(condition: Callable[[], bool], seconds: float = 20) -> bool:
    ends = time.monotonic() + seconds
    while not condition() and time.monotonic() < ends:
        time.sleep(0.05)
    return condition()


def is_alive(process: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0] != "Z"
    return False


_UPGRADE = (
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)


def asked(server: URL, what: str, headers: str) -> bytes:
    """The first line of the answer to what no client of ours would send."""
    assert server.host
    assert server.port
    with socket.create_connection((server.host, server.port), timeout=10) as connection:
        host = f"Host: {server.host}:{server.port}\r\n"
        connection.sendall(f"{what} HTTP/1.1\r\n{host}{headers}\r\n".encode())
        return connection.recv(1_000).split(b"\r\n")[0]


async def test_who_is_let_in(study: Path) -> None:
    with serving(study) as server:
        bare = origin(server)
        secret = URL(server.url).path.strip("/")
        wrong = secret[:-1] + ("a" if secret[-1] != "a" else "b")
        async with ClientSession() as session:

            async def status(url: str, host: str | None = None) -> int:
                headers = {} if host is None else {"Host": host}
                async with session.get(url, headers=headers, allow_redirects=False) as answer:
                    assert answer.headers["Referrer-Policy"] == "no-referrer"
                    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
                    assert secret not in await answer.text() or answer.status == 200
                    return answer.status

            assert await status(server.url) == 200
            assert await status(f"{server.url}static/js/textual.js") == 200
            assert await status(server.url.rstrip("/")) == 302
            for path in (
                "",
                "/",
                f"/{wrong}/",
                f"/{wrong}/socket",
                "/static/js/textual.js",
                "/socket",
            ):
                assert await status(bare + path) == 404
            assert await status(f"{server.url}static/") == 403
            assert await status(f"{server.url}page/%2e%2e/server.py") == 404
            for host in ("evil.example", f"evil.example:{URL(bare).port}", "10.0.0.7"):
                assert await status(server.url, host) == 421
            assert asked(URL(bare), "OPTIONS *", "") == b"HTTP/1.1 404 Not Found"
            connecting = f"Origin: http://[evil\r\n{_UPGRADE}"
            refusal = asked(URL(bare), f"GET /{secret}/socket", connecting)
            assert refusal == b"HTTP/1.1 403 Forbidden"
            for page in ("http://evil.example", "null", f"http://localhost:{URL(bare).port}", None):
                with pytest.raises(WSServerHandshakeError) as refused:
                    await session.ws_connect(f"{server.url}socket", origin=page)
                assert refused.value.status == 403
            with pytest.raises(WSServerHandshakeError) as refused:
                await session.ws_connect(f"{bare}/{wrong}/socket", origin=bare)
            assert refused.value.status == 404
        assert server.apps() == []


async def test_the_page_asks_nothing_of_others(study: Path) -> None:
    named = study.rename(study.with_name("<b>&\"' }}.study"))
    with serving(named) as server:
        async with ClientSession() as session, session.get(server.url) as answer:
            words = await answer.text()
    assert "&lt;b&gt;&amp;&quot;&#x27; }}.study" in words
    assert "<b>&" not in words
    assert "$" not in words
    links = re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?([^"')>]+)""", words)
    assert [one for one in links if "//" in one] == [f"{server.url.replace('http', 'ws', 1)}socket"]
    style = (Path(__file__).parents[2] / "src/interviewcoder/browser/page/page.css").read_text()
    assert "//" not in re.sub(r"/\*.*?\*/", "", style)


@needs_proc
async def test_what_a_page_says_reaches_the_app_and_what_is_no_packet_does_nothing(
    study: Path,
) -> None:
    with serving(study) as server:
        async with ClientSession() as session:
            page = await connected(session, server)
            await until_written(page, "ana")
            for nonsense in (
                "",
                "{",
                "[]",
                "[1]",
                '["stdin", 5]',
                '["resize", {"width": "x"}]',
                '"stdin"',
            ):
                await page.send_str(nonsense)
            for sides in ({"width": -1, "height": 1e9}, {"width": None, "height": [2]}):
                await page.send_str(json.dumps(["resize", sides]))
            await page.send_bytes(b"\xff")
            await page.send_str(json.dumps(["stdin", "2"]))
            await until_written(page, "I need rest.")
            # Half a character is a question mark to the app, which opens its help.
            await page.send_str('["stdin", "\\ud800"]')
            await until_written(page, "Tag the selection")
            await page.close()
        assert holds(lambda: server.apps() == [])


@needs_proc
@pytest.mark.parametrize("how", ["page", "ctrl+c", "kill"])
async def test_the_app_ends_with_its_page_and_with_the_server(study: Path, how: str) -> None:
    with serving(study) as server:
        async with ClientSession() as session:
            page = await connected(session, server)
            await until_written(page, "ana")
            (app,) = server.apps()
            # Ctrl+C in the terminal reaches the server only; it is the server that asks the app to leave.
            assert os.getpgid(app) != os.getpgid(server.process.pid)
            if how == "page":
                await page.close()
            elif how == "ctrl+c":
                assert server.end() == 0
            else:
                assert server.end(signal.SIGKILL) == -signal.SIGKILL
            assert holds(lambda: not is_alive(app))
    with Study.open(study) as opened:
        assert all(finding.good for finding in opened.check())


@needs_proc
async def test_an_app_that_dies_closes_its_page(study: Path) -> None:
    with serving(study) as server:
        async with ClientSession() as session:
            page = await connected(session, server)
            await until_written(page, "ana")
            (app,) = server.apps()
            os.kill(app, signal.SIGKILL)
            await until_closed(page)
            # The server goes on, and a new page opens.
            page = await connected(session, server)
            await until_written(page, "ana")


@needs_proc
async def test_a_passphrase_is_handed_on_where_nobody_reads_it(tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3", reason="the extra 'encrypted' is not installed")
    path = tmp_path / "locked.study"
    (tmp_path / "ana.txt").write_text("Interviewer: Why?\n\nAna: I need rest.\n", encoding="utf-8")
    with Study.create(path, passphrase=Passphrase(WORDS)) as made:
        list(made.sources.import_files([tmp_path / "ana.txt"]))
    with serving(path, more={"INTERVIEWCODER_PASSPHRASE": WORDS}) as server:
        async with ClientSession() as session:
            pages = [await connected(session, server) for _ in range(2)]
            for page in pages:
                await until_written(page, "ana")
            assert len(server.apps()) == 2
            for app in server.apps():
                for file in ("cmdline", "environ"):
                    assert WORDS.encode() not in Path(f"/proc/{app}/{file}").read_bytes()
    with serving(path) as server:
        async with ClientSession() as session:
            page = await connected(session, server)
            await until_written(page, "Passphrase")
            await page.send_str(json.dumps(["focus"]))
            for keys in (WORDS, "\r"):
                await asyncio.sleep(0.5)
                await page.send_str(json.dumps(["stdin", keys]))
            await until_written(page, "ana")


def told(*arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "interviewcoder", "serve", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


def test_what_is_refused_says_why(study: Path) -> None:
    code, out, error = told(str(study), "--host", "0.0.0.0", "--port", "0")
    assert (code, out) == (1, "")
    assert "Other computers could reach '0.0.0.0'" in error
    assert "--to-network" in error
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, out, error = told(str(study), "--port", str(taken.getsockname()[1]))
    assert (code, out) == (1, "")
    assert "is taken. Choose another with --port" in error
    assert (
        "There is no host 'no.such.host.invalid'"
        in told(str(study), "--host", "no.such.host.invalid")[2]
    )
    assert "There is no study at" in told(str(study) + "x")[2]
    assert "is a folder" in told(str(study.parent))[2]


async def test_other_computers_are_let_in_when_it_is_said(study: Path) -> None:
    with serving(study, "--host", "0.0.0.0", "--to-network") as server:
        port = URL(server.url).port
        async with ClientSession() as session:
            url = URL(server.url).with_host("127.0.0.1")
            async with session.get(url) as answer:
                assert answer.status == 200
            async with session.get(url, headers={"Host": f"evil.example:{port}"}) as answer:
                assert answer.status == 421


def test_without_the_extra_it_is_named(study: Path) -> None:
    blocked = (
        "import sys; sys.modules['textual_serve'] = None; sys.modules['aiohttp'] = None;"
        "from interviewcoder.__main__ import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", blocked, "serve", str(study)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert done.returncode == 1
    assert done.stderr == (
        "Error: Showing a study in a browser is an extra that is not installed. "
        "Install what it needs: pip install 'interviewcoder[serve]'\n"
    )
