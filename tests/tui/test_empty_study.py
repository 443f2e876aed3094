"""A study in which there is nothing yet: every screen says what to do, and no key fails."""

from collections.abc import Sequence

import pytest
from textual.pilot import Pilot

from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.commands import Command
from interviewcoder.tui.keymap import CODEBOOK, GROUPS, MODES, WITH_CODEBOOK
from interviewcoder.tui.widgets.codebook_panel import CodebookPanel


async def press(pilot: Pilot[None], commands: Sequence[Command]) -> None:
    """Press each command's key, and leave the dialogs that it opens."""
    app = pilot.app
    for command in commands:
        app.simulate_key(command.key.split(",")[0])
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        while len(app.screen_stack) > 1:
            app.simulate_key("escape")
            await pilot.pause()


@pytest.mark.parametrize("filled", [False, True])
async def test_every_key_of_every_screen(tmp_path, until, filled):
    path = tmp_path / "empty.study"
    with Study.create(path, codebook=()) as study:
        if filled:
            (tmp_path / "one.txt").write_text("hm")
            list(study.sources.import_files([tmp_path / "one.txt"]))
    app = InterviewCoderApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)
        for mode in MODES:
            app.show_mode(mode)
            await until(pilot, lambda mode=mode: app.current_mode == mode)
            await press(pilot, GROUPS[mode])
            if mode in WITH_CODEBOOK:
                app.screen.query_one(CodebookPanel).focus()
                await press(pilot, CODEBOOK)
        assert app.is_running
    with Study.open(path) as study:
        assert all(finding.good for finding in study.check())
