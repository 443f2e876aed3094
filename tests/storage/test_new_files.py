"""Files that are not named before they are whole, and what is left of them."""

import os
import time
from pathlib import Path

from interviewcoder.storage.new_files import unnamed


def test_what_was_left_behind_goes_an_hour_later(tmp_path: Path) -> None:
    file, folder = tmp_path / ".interviewcoder-file", tmp_path / ".interviewcoder-folder"
    file.write_text("words")
    folder.mkdir()
    (folder / "damaged.study").write_text("words")
    target = tmp_path / "kept"
    target.mkdir()
    (tmp_path / ".interviewcoder-link").symlink_to(target)
    with unnamed(tmp_path):
        assert file.exists()
        assert folder.exists()
    for one in (file, folder, tmp_path / ".interviewcoder-link"):
        os.utime(one, (time.time() - 4_000,) * 2, follow_symlinks=False)
    with unnamed(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == [target]
