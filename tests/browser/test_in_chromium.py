"""The screen in a real browser: keys reach the study, and nothing comes from or goes to anywhere else."""

import re
import shutil
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytest.importorskip("textual_serve", reason="the extra 'serve' is not installed")

from interviewcoder.domain.passphrase import Passphrase
from interviewcoder.study import Study
from interviewcoder.study.demo import build_demo

from .chromium import PROGRAM, browser, serving

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium on this machine")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "demo.study"
    for _ in build_demo(path):
        pass
    return path


@pytest.fixture
def study(built: Path, tmp_path: Path) -> Path:
    """The sample study, under a name that a shell would do something with."""
    folder = tmp_path / "there"
    folder.mkdir()
    return Path(
        shutil.copy(built, folder / "a; touch owned '$(touch owned)' \"`touch owned`.study")
    )


async def test_an_excerpt_is_tagged_by_keys_and_is_in_the_file(study: Path) -> None:
    with Study.open(study, coder="Judge") as opened:
        before = {coding.guid for coding in opened.codings.list()}
    with serving(study) as server:
        async with browser() as page:
            await page.open(server.url)
            await page.until_written("interview_02_dev")
            await page.press("2")
            await page.until_written("Like a shop.")
            await page.press("j", "t")
            await page.until_written("or a new name")
            await page.press(*"variet")
            await page.until_written("Make the code variet")
            await page.press("Enter")
            await page.until_written("Tagged: Variety")
            # It is on disk when the page says so.
            with Study.open(study, coder="Judge") as opened:
                (made,) = [one for one in opened.codings.list() if one.guid not in before]
                assert (made.code, made.coder, made.source) == (
                    "Variety",
                    "Ana",
                    "interview_01_hanna",
                )
                assert made.text.startswith("Before we get to the box")
            # All that the page needs comes from the server.
            assert {urlsplit(one).netloc for one in page.requests} == {urlsplit(server.url).netloc}
            assert await page.value_of('document.fonts.check("16px Roboto Mono")')
            assert page.complaints == []
            # Leaving by key ends the app, and the page says so.
            assert len(server.apps()) == 1
            await page.press("q")
            await page.until(lambda: not server.apps(), "the app's end")
            await page.until_true("document.body.classList.contains('-closed')")
            assert study.name in await page.value_of("document.querySelector('.closed').innerText")
        assert server.end() == 0
    assert [one.name for one in study.parent.glob("owned*")] == []


_OPENED = re.compile("interview_02_dev|Like a shop")


async def test_another_page_sees_the_tag_and_the_apps_end_with_the_server(study: Path) -> None:
    with serving(study) as server:
        async with browser() as first, browser() as second:
            for page in (first, second):
                # The second begins where the first was left, if it was by then.
                await page.open(server.url)
                await page.until(lambda page=page: _OPENED.search(page.plain()), "a mode")
                await page.press("2")
                await page.until(lambda page=page: "Like a shop." in page.plain(), "the source")
            second.written = ""
            await first.press("j", "t")
            await first.until_written("or a new name")
            await first.press(*"variet")
            await first.until_written("Make the code variet")
            await first.press("Enter")
            await first.until_written("Tagged: Variety")
            await second.until_written("535 tags")
            assert len(server.apps()) == 2
            began = time.monotonic()
            assert server.end() == 0
            assert time.monotonic() - began < 10
            for page in (first, second):
                await page.until_true("document.body.classList.contains('-closed')")


async def test_the_passphrase_of_an_encrypted_study_is_typed_on_the_page(tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3", reason="the extra 'encrypted' is not installed")
    path = tmp_path / "locked.study"
    (tmp_path / "ana.txt").write_text("Interviewer: Why?\n\nAna: I need rest.\n", encoding="utf-8")
    with Study.create(path, passphrase=Passphrase("several words of mine")) as made:
        list(made.sources.import_files([tmp_path / "ana.txt"]))
    with serving(path) as server:
        async with browser() as page:
            await page.open(server.url)
            await page.until_written("Passphrase of locked.study")
            await page.press(*"several words of mine", "Enter")
            await page.until_written("Participants")
            assert page.complaints == []
