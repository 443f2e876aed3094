"""Reading, tagging, the codebook and the excerpts of a study in which everything is hostile."""

import re
from pathlib import Path

from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.dialog import Dialog
from interviewcoder.tui.screens.reading import ReadingScreen

NEVER_SENT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
RIGHT_TO_LEFT = "אני צריך שקט, והמחיר גבוה מדי."


async def test_hostile_text_is_only_text(nasty_study, until):
    app = InterviewCoderApp(nasty_study, coder="[/b]\x1b[31m Ana")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        seen: list[str] = []

        async def press(*keys: str) -> None:
            for key in keys:
                await pilot.press(key)
                await app.workers.wait_for_complete()
                await pilot.pause()
                background = app.screen.styles.background
                for strip in app.screen._compositor.render_strips():
                    sent = strip.apply_filter(app._control_characters, background).text
                    assert not NEVER_SENT.search(sent), sent
                    seen.append(sent)

        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)
        tags = app.overview.codings
        await press("2")
        await until(pilot, lambda: app.screen.view.source_text is not None)
        await press(*"jjJJ", "v", "v", "]", "}", "pagedown", "ctrl+end", "ctrl+home", ">")
        await press("t", "down", "tab", *"[/u]zqz", "enter", "enter")
        await until(pilot, lambda: app.overview.codings > tags)
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        for key in ("u", "m", "o", "w", "question_mark"):
            await press(key, "escape")
        await press("tab", "down")
        for key in ("e", "v", "g", "d"):
            await press(key, "escape")
        await press("M", "escape", "escape")
        await press("A", *"[/b] [@click=app.quit]q[/]", "ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, Dialog))
        await press("3", "down", "down", "right", "down", "m", "escape", "escape", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        assert app.is_running
        shown = "\n".join(seen)
        for hostile in ("[/b]", "[@click=app.quit]", "␛[31m", "🧑"):
            assert hostile in shown, hostile
        assert "[/b] [@click=app.quit]q[/]" in {code.name for code in app.study.codebook.list()}


async def test_a_hundred_thousand_hostile_words(tmp_path: Path, until):
    words = [
        "[/b]",
        "[laughs]",
        "\x1b]0;x\x07",
        "🧑‍🚀",
        "价格太高",
        "e\u0301\u0301",
        "x" * 3_000,
        RIGHT_TO_LEFT,
    ]
    turns = (" ".join(words[(n + m) % len(words)] for m in range(40)) for n in range(2_500))
    said = "\n\n".join(f"{'Ana' if n % 2 else 'Bo'}: {turn}" for n, turn in enumerate(turns))
    (tmp_path / "long.txt").write_text(said)
    with Study.create(tmp_path / "long.study") as study:
        list(study.sources.import_files([tmp_path / "long.txt"]))
        assert study.sources.list()[0].characters > 3_000_000
    app = InterviewCoderApp(tmp_path / "long.study")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library" and app.overview is not None)
        await pilot.press("2")
        await until(pilot, lambda: app.screen.view.source_text is not None)
        await pilot.press("pagedown", "ctrl+end", "j", "k", "J", "t")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await pilot.press(*"need", "enter")
        await until(pilot, lambda: app.overview.codings == 1)
