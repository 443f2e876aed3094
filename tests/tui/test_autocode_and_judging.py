"""Tagging all that a search finds, and saying what speaks against a code, by keys."""

from interviewcoder.domain.coding import Origin, Polarity
from interviewcoder.study import Study
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.autocode import AutocodeDialog
from interviewcoder.tui.screens.chooser import Chooser
from interviewcoder.tui.screens.weight_strip import WeightStrip
from interviewcoder.tui.widgets.listing import Listing


def shown(app: InterviewCoderApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def test_everything_with_a_word_is_tagged_after_a_look(sample_study, until):
    with Study.open(sample_study) as study:
        code = study.codebook.get("Quick meals")
        wanted = study.autocoding.proposals("tomato*", code.id)
        assert wanted
    app = InterviewCoderApp(sample_study, coder="Ana", demo=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "personas")
        await pilot.press("slash", *"tomato*", "escape")
        await until(pilot, lambda: app.focused is not None and app.focused.id == "hits")
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"quick meals", "enter")
        await until(pilot, lambda: isinstance(app.screen, AutocodeDialog))
        dialog = app.screen
        await until(pilot, lambda: f"{len(wanted)} excerpts" in shown(app))
        assert "on the sentence with tomato*" in shown(app)
        await pilot.press("u")
        await until(pilot, lambda: "on the words alone" in shown(app))
        rows = [row.value for row in dialog.query_one(Listing).rows if row.value is not None]
        assert {one.text.casefold().rstrip("es") for one in rows} == {"tomato"}
        await pilot.press("u", "u")
        await until(pilot, lambda: "on the sentence" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is not dialog)
        with Study.open(sample_study) as study:
            made = [one for one in study.codings.list(coder="Ana") if one.code == "Quick meals"]
            assert [(one.source_id, one.span) for one in made] == [
                (one.source_id, one.span) for one in wanted
            ]
            assert {one.origin for one in made} == {Origin.AUTOCODE}
        await pilot.press("z")
        await until(pilot, lambda: not _by_ana(sample_study))


async def test_single_excerpts_are_left_out_and_what_is_tagged_already_is_told(sample_study, until):
    with Study.open(sample_study, coder="Ana") as study:
        code = study.codebook.get("Quick meals")
        every = study.autocoding.proposals("/tomato/i", code.id)
        study.codings.tag(every[0].source_id, every[0].span, [code.id])
        wanted = study.autocoding.proposals("/tomato/i", code.id)
        assert len(wanted) > 2
    app = InterviewCoderApp(sample_study, coder="Ben", demo=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "personas")
        await pilot.press("slash", *"/tomato/i", "escape")
        await until(pilot, lambda: app.focused is not None and app.focused.id == "hits")
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, Chooser))
        await pilot.press(*"quick meals", "enter")
        await until(pilot, lambda: "more carry the code already" in shown(app))
        await pilot.press("space", "down", "space")
        await until(pilot, lambda: f"{len(wanted) - 2} excerpts" in shown(app))
        assert "2 left out" in shown(app)
        assert "[ ]" in shown(app)
        await pilot.press("a")
        await until(pilot, lambda: "left out" not in shown(app).split("Space")[0])
        await pilot.press("home", "space")
        await until(pilot, lambda: "1 left out" in shown(app))
        dialog = app.screen
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is not dialog)
    with Study.open(sample_study) as study:
        made = study.codings.list(coder="Ben")
        assert [(one.source_id, one.span) for one in made] == [
            (one.source_id, one.span) for one in wanted[1:]
        ]


def _by_ana(path):
    with Study.open(path) as study:
        return [one for one in study.codings.list() if one.coder == "Ana"]


async def test_a_tag_is_judged_in_the_excerpts_and_weighed(sample_study, until):
    app = InterviewCoderApp(sample_study, coder="Ana", demo=True)
    with Study.open(sample_study) as study:
        before = {one.guid for one in study.codings.list() if one.polarity or one.weight}

    def judged():
        with Study.open(sample_study) as study:
            judged_now = [one for one in study.codings.list() if one.polarity or one.weight]
            return [one for one in judged_now if one.guid not in before]

    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.current_mode == "personas")
        await pilot.press("3")
        await until(pilot, lambda: bool(app.screen.query("#excerpts")))
        await until(pilot, lambda: bool(app.screen.query_one("#excerpts", Listing).rows))
        app.screen.query_one("#excerpts", Listing).focus()
        await pilot.press("minus")
        await until(pilot, lambda: bool(judged()))
        (coding,) = judged()
        assert coding.polarity is Polarity.AGAINST
        await until(pilot, lambda: "against" in shown(app))
        await pilot.press("percent_sign")
        await until(pilot, lambda: isinstance(app.screen, WeightStrip))
        await pilot.press("7")
        await until(pilot, lambda: judged()[0].weight == 70)
        await until(pilot, lambda: " 70" in shown(app))
        await pilot.press("z", "percent_sign", "x")
        await until(pilot, lambda: app.screen.query("#line"))
        await pilot.press(*"250", "enter")
        await until(pilot, lambda: "0 to 100" in shown(app))
        await pilot.press("backspace", "backspace", "backspace", *"40", "enter")
        await until(pilot, lambda: judged()[0].weight == 40)
        await pilot.press("minus")
        await until(pilot, lambda: judged()[0].polarity is Polarity.NEUTRAL)
        await pilot.press("z", "z", "z")
        await until(pilot, lambda: not judged())
