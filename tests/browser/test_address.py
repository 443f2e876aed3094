"""Which requests are let in."""

import socket

import pytest

from interviewcoder.browser.address import Address, comes_from_own_page, stays_here

HERE = Address("127.0.0.1", 8000)
NETWORK = Address("0.0.0.0", 8000, open_to_network=True)


@pytest.mark.parametrize(
    ("host", "address", "let_in"),
    [
        ("127.0.0.1:8000", HERE, True),
        ("localhost:8000", HERE, True),
        ("LOCALHOST", HERE, True),
        ("localhost:9000", HERE, True),  # a tunnel has a port of its own
        ("[::1]:8000", HERE, True),
        ("evil.example:8000", HERE, False),
        ("127.0.0.1.evil.example", HERE, False),
        ("localhost.evil.example:8000", HERE, False),
        ("evil.example@127.0.0.2", HERE, False),
        ("10.0.0.7:8000", HERE, False),
        ("", HERE, False),
        ("[", HERE, False),
        ("[::1", HERE, False),
        ("10.0.0.7:8000", NETWORK, True),
        (f"{socket.gethostname()}:8000", NETWORK, True),
        ("evil.example:8000", NETWORK, False),
        ("", NETWORK, False),
    ],
)
def test_the_name_that_was_asked_for(host: str, address: Address, let_in: bool) -> None:
    assert address.is_asked_for(host) is let_in


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1:8000", True),
        ("https://study.example", "study.example", True),
        ("http://127.0.0.1:8001", "127.0.0.1:8000", False),
        ("http://evil.example", "127.0.0.1:8000", False),
        ("http://127.0.0.1:8000.evil.example", "127.0.0.1:8000", False),
        ("null", "127.0.0.1:8000", False),
        ("http://[evil", "127.0.0.1:8000", False),
        ("", "127.0.0.1:8000", False),
        ("", "", False),
    ],
)
def test_the_page_that_a_connection_comes_from(origin: str, host: str, own: bool) -> None:
    assert comes_from_own_page(origin, host) is own


def test_each_address_has_a_secret_of_its_own_that_it_does_not_show() -> None:
    first, second = Address("127.0.0.1", 1), Address("127.0.0.1", 1)
    assert first.secret != second.secret
    assert len(first.secret) >= 32
    assert first.secret not in repr(first)
    assert first.knows(first.secret)
    assert not first.knows(first.secret[:-1])
    assert not first.knows("")
    assert not first.knows("\udc80")


def test_the_address_is_one_that_a_browser_opens() -> None:
    assert Address("::1", 80, secret="x").url == "http://[::1]:80/x/"
    assert Address("0.0.0.0", 80, secret="x").url == f"http://{socket.gethostname()}:80/x/"


@pytest.mark.parametrize(
    ("number", "here"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("fe80::1%eth0", False),
    ],
)
def test_what_only_this_computer_can_reach(number: str, here: bool) -> None:
    assert stays_here(number) is here
