"""Under which address the page is, and which requests are let in.

Three things must be right: the name that the browser asked for (else a page of somebody else's could have its own
name lead here, which is called DNS rebinding), the page that a connection comes from, and a secret in the address
(else whoever has an account on this computer could come in).
"""

import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from hmac import compare_digest
from ipaddress import ip_address
from secrets import token_urlsafe
from urllib.parse import urlsplit

_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Address:
    """The address of one server.

    Args:
        host: the name or number that it listens on.
        port: the port that it listens on.
        open_to_network: whether other computers can reach it.
        secret: what the path begins with; random, and another one each time.
    """

    host: str
    port: int
    open_to_network: bool = False
    secret: str = field(default_factory=lambda: token_urlsafe(24), repr=False)

    @property
    def url(self) -> str:
        """What a person opens in the browser."""
        host = self.host
        if host in ("0.0.0.0", "::", ""):
            host = socket.gethostname()
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/{self.secret}/"

    def is_asked_for(self, host_header: str) -> bool:
        """Whether a request that names this host means this server, by whatever port it came (a tunnel has its own)."""
        name = _name_in(host_header)
        if not self.open_to_network:
            return name in (*_LOOPBACK_NAMES, self.host.lower())
        return _is_number(name) or name in {
            "localhost",
            self.host.lower(),
            socket.gethostname().lower(),
            socket.getfqdn().lower(),
        }

    def knows(self, secret: str) -> bool:
        """Whether this is the secret; takes as long for a wrong one that begins right."""
        return compare_digest(secret.encode("utf-8", "replace"), self.secret.encode("utf-8"))


def comes_from_own_page(origin: str, host_header: str) -> bool:
    """Whether the page that opens a connection was served under the name that the connection asks for."""
    try:
        return bool(origin) and urlsplit(origin).netloc.lower() == host_header.lower()
    except ValueError:
        return False


def numbers_of(host: str, port: int) -> Sequence[tuple[socket.AddressFamily, tuple[str, int]]]:
    """The families and numbers that a host's name stands for.

    Raises:
        OSError: there is no such host.
    """
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return [(socket.AddressFamily(one[0]), (str(one[4][0]), int(one[4][1]))) for one in found]


def stays_here(number: str) -> bool:
    """Whether only this computer can reach a number."""
    return ip_address(number.partition("%")[0]).is_loopback


def _name_in(host_header: str) -> str:
    try:
        return (urlsplit(f"//{host_header}").hostname or "").lower()
    except ValueError:
        return ""


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
