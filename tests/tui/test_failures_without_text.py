"""What fails in a worker is told by its kind and place, and none of its words reach the screen or the terminal."""

import pytest

from interviewcoder.study.journal import Journal
from interviewcoder.study.participants import Participants
from interviewcoder.study.study import Study
from interviewcoder.tui.app import InterviewCoderApp

SECRET = "what Hanna said in confidence"


def fail(*_: object, **__: object) -> None:
    said = SECRET
    raise KeyError(said)


def words_of(app: InterviewCoderApp) -> str:
    """The words on the screen and in the notifications."""
    strips = app.screen._compositor.render_strips()
    shown = " ".join(" ".join("".join(s.text for s in strip) for strip in strips).split())
    notes = (f"{note.title} {note.message}" for note in app._notifications)
    return " ".join((shown, *notes))


async def test_opening(sample_study, until, monkeypatch, capsys):  # type: ignore[no-untyped-def]
    monkeypatch.setattr(Study, "open", fail)
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "KeyError" in words_of(app))
        assert SECRET not in words_of(app)
    assert SECRET not in "".join(capsys.readouterr())


async def test_reading(sample_study, until, monkeypatch, capsys):  # type: ignore[no-untyped-def]
    monkeypatch.setattr(Participants, "list", fail)
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "KeyError" in words_of(app))
        assert SECRET not in words_of(app)
    assert SECRET not in "".join(capsys.readouterr())


@pytest.mark.parametrize("key", ["z", "Z"])
async def test_changing(sample_study, until, monkeypatch, capsys, key):  # type: ignore[no-untyped-def]
    monkeypatch.setattr(Journal, "undo", fail)
    monkeypatch.setattr(Journal, "redo", fail)
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        await pilot.press(key)
        await until(pilot, lambda: "KeyError" in words_of(app))
        assert SECRET not in words_of(app)
        assert "interviewcoder doctor" in words_of(app)
    assert SECRET not in "".join(capsys.readouterr())


async def test_a_damaged_study_names_the_ways_out(sample_study, until):  # type: ignore[no-untyped-def]
    data = bytearray(sample_study.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    sample_study.write_bytes(data)
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "damaged" in words_of(app))
        assert "interviewcoder restore" in words_of(app)
        assert "interviewcoder recover" in words_of(app)
