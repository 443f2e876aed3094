"""Which names are nearly the same, and which only look like it."""

import time

import pytest

from interviewcoder.domain.near_names import NearNames


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("price anxiety", "Price-anxiety"),
        ("Price anxieties", "Price anxiety"),
        ("anxious about price", "Price anxiety"),
        ("Anxiety about the price", "price anxiety"),
        ("Price anxity", "Price anxiety"),
        ("Cafes", "Café"),
        ("Wants control", "Want control"),
        ("need for control", "Needs control"),
        ("Préférence", "preferences"),
        ("trust in the bank", "Trust in banks"),
        ("Überforderung", "Uberforderung"),
    ],
)
def test_one_thing_called_twice(name: str, there: str) -> None:
    near = NearNames(["Order", there, "Freedom"])
    assert near.of(name) == [there]
    assert NearNames([name]).of(there) == [name]


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("Trust", "Mistrust"),
        ("Phase 1", "Phase 2"),
        ("Trusting the provider", "Not trusting the provider"),
        ("Comfort with risk", "Comfort without risk"),
        ("Price anxiety", "Price"),
        ("Price anxiety", "Price advantage"),
        ("Needs", "Values"),
        ("Experience", "Experiment"),
        ("Order", "Border crossing"),
        ("", "Order"),
        ("...", "Order"),
        ("Order", "order"),
    ],
)
def test_two_things(name: str, there: str) -> None:
    assert NearNames([there]).of(name) == []


def test_the_most_like_comes_first() -> None:
    names = ["Price anxity", "anxious for the price", "Price anxieties"]
    assert NearNames(names).of("Price anxiety") == [names[2], names[0], names[1]]


def test_it_is_quick_enough_to_ask_at_each_letter() -> None:
    near = NearNames([f"Code {chr(97 + n % 26) * 3}{n} about some thing" for n in range(2_000)])
    began = time.perf_counter()
    near.of("Something about a thing of some code")
    assert time.perf_counter() - began < 0.2
