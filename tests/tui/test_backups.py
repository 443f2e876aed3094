"""The dialog of backups: one is made, and the study is put back to it."""

from pathlib import Path

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.study import Study
from interviewcoder.study.backups import backups_of
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.backups_dialog import BackupsDialog
from interviewcoder.tui.screens.confirm import Confirm
from interviewcoder.tui.widgets.listing import Listing

from .conftest import Until
from .test_app import words_of


def codes(path: Path) -> set[str]:
    with Study.open(path) as study:
        return {code.name for code in study.codebook.list()}


async def test_one_is_made_and_gone_back_to(sample_study: Path, until: Until) -> None:
    before = codes(sample_study)
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        await pilot.press("ctrl+b")
        await until(pilot, lambda: isinstance(app.screen, BackupsDialog))
        await pilot.press("n")
        await until(pilot, lambda: len(app.screen.query_one(Listing).rows) == 1)
        await pilot.press("n")
        await until(pilot, lambda: len(backups_of(sample_study)) == 1 and not app.pending)
        await pilot.press("escape", "3")
        await until(pilot, lambda: app.current_mode == "excerpts")
        first = app.study
        assert first is not None
        first.codebook.add(CodeDraft("After the backup"))
        await pilot.press("ctrl+b")
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, BackupsDialog)
                and len(app.screen.query_one(Listing).rows) == 1
            ),
        )
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
        await until(
            pilot,
            lambda: (
                app.study is not None and app.study is not first and app.current_mode == "library"
            ),
        )
        study = app.study
        assert study is not None
        assert {code.name for code in study.codebook.list()} == before
        assert [one.reason for one in backups_of(sample_study)] == ["before-restore", "asked"]
        # All goes on as in a study that was just opened.
        await pilot.press("3")
        await until(pilot, lambda: app.current_mode == "excerpts")
        study.codebook.add(CodeDraft("Later"))
        await pilot.press("z")
        await until(pilot, lambda: {code.name for code in study.codebook.list()} == before)
    assert codes(sample_study) == before


async def test_a_damaged_one_is_refused_and_the_study_is_open_again(
    sample_study: Path, until: Until
) -> None:
    with Study.open(sample_study) as study:
        made = study.backups.make()
    made.path.write_bytes(made.path.read_bytes()[:9000])
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        first = app.study
        await pilot.press("ctrl+b")
        await until(pilot, lambda: isinstance(app.screen, BackupsDialog))
        await until(pilot, lambda: len(app.screen.query_one(Listing).rows) > 0)
        await pilot.press("end", "r")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
        await until(
            pilot,
            lambda: (
                app.study is not None and app.study is not first and app.current_mode == "library"
            ),
        )
        assert any(note.severity == "error" for note in app._notifications)


async def test_that_none_can_be_made_is_told_once_and_the_work_goes_on(
    sample_study: Path, until: Until
) -> None:
    sample_study.with_name("demo.study.backups").write_bytes(b"in the way")
    app = InterviewCoderApp(sample_study, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.study is not None)
        study = app.study
        assert study is not None
        removed = [code.id for code in study.codebook.list()][-2:]
        for code_id in removed:
            study.codebook.remove(code_id)
        await until(pilot, lambda: any(n.title == "No backup" for n in app._notifications))
        assert sum(n.title == "No backup" for n in app._notifications) == 1
        assert not {code.id for code in study.codebook.list()} & set(removed)


async def test_a_damaged_study_is_told_with_its_name_and_its_backups(
    sample_study: Path, until: Until
) -> None:
    with Study.open(sample_study) as study:
        study.backups.make()
    sample_study.write_bytes(sample_study.read_bytes()[:9_000])
    app = InterviewCoderApp(sample_study)
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: "file is damaged" in words_of(app))
        assert "The newest backup is number 1, of " in words_of(app)
        assert f"restore{sample_study}'" in words_of(app).replace(" ", "")
        assert "Press q to leave" in words_of(app)
