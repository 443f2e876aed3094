"""The doctor from the palette."""

from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.doctor import DoctorDialog
from interviewcoder.tui.widgets.listing import Listing


async def test_the_doctor_lists_what_is_to_be_minded_first(nasty_study, until):  # type: ignore[no-untyped-def]
    nasty_study.chmod(0o644)
    app = InterviewCoderApp(nasty_study)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "library")
        commands = {command.title: command for command in app.get_system_commands(app.screen)}
        commands["Doctor"].callback()
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, DoctorDialog) and bool(app.screen.query_one(Listing).rows)
            ),
        )
        shown = [row.draw(90).plain for row in app.screen.query_one(Listing).rows]
        assert any("rights: 0644" in line for line in shown[:4])
        assert "!" in shown[0]
        assert any("SQLite" in line for line in shown)
        assert not any("@click" in line or "nasty" in line for line in shown)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.mode_screen)
