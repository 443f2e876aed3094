import pytest

from interviewcoder.domain.errors import StudyError

from .reading import read

CURLY = "Ana: I’m sure – it’s “fine”… really, it’s so.\nBen: Grüße, café.\n"


@pytest.mark.parametrize(
    ("encoding", "mark", "guessed"),
    [
        ("utf-8", b"", False),
        ("utf-8", b"\xef\xbb\xbf", False),
        ("utf-16-le", b"\xff\xfe", False),
        ("utf-16-be", b"\xfe\xff", False),
        ("utf-16-le", b"", True),
        ("utf-16-be", b"", True),
        ("utf-32-le", b"\xff\xfe\0\0", False),
        ("cp1252", b"", True),
        ("mac_roman", b"", True),
    ],
)
def test_the_ladder(encoding, mark, guessed):
    source = read("a.txt", mark + CURLY.encode(encoding))
    assert "I’m sure – it’s “fine”" in source.text
    assert "Grüße, café." in source.text
    assert source.encoding == encoding
    assert (
        any("guessed" in warning and encoding in warning for warning in source.warnings) is guessed
    )


def test_cyrillic_of_windows_is_told_from_western_writing():
    talk = "Аня: Где вы «были» летом?\n\nБорис: Дома, у моря.\n"
    source = read("a.txt", talk.encode("cp1251"))
    assert source.encoding == "cp1251"
    assert "Где вы «были» летом?" in source.text
    for word in ("naïveté déçue à l’été", "Übermäßig große Häuser"):
        assert read("a.txt", word.encode("cp1252")).encoding == "cp1252"


def test_one_broken_byte_does_not_spoil_the_rest():
    source = read("a.txt", ("é" * 40).encode() + b"\xff" + ("ü" * 40).encode())
    assert source.encoding == "utf-8"
    assert source.text.count("\ufffd") == 1
    assert any("not valid utf-8" in warning for warning in source.warnings)


def test_the_user_overrides():
    assert "’" in read("a.txt", b"it\xd5s", encoding="mac_roman").text
    for name in ("klingon", "base64", "rot13"):
        with pytest.raises(StudyError, match="is not an encoding"):
            read("a.txt", b"text", encoding=name)
    with pytest.raises(StudyError, match="not in the encoding"):
        read("a.txt", "Grüße".encode(), encoding="ascii")


def test_control_characters_become_visible_one_to_one():
    source = read(
        "a.txt", "Ana: a\x1b[2Jb\x07 and more words of text\x85\r\nBen: fine, thank you\n"
    )
    assert source.text == "a␛[2Jb␇ and more words of text\ufffd\n\nfine, thank you"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"  \n\t\n", "\u200b\u00a0\n".encode()])
def test_empty_files_are_errors(data):
    with pytest.raises(StudyError, match="empty"):
        read("a.txt", data)


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 10, b"\0" * 500, b"\x89PNG\r\n\x1a\n\0\0" * 30]
)
def test_binary_files_are_errors(data):
    with pytest.raises(StudyError) as caught:
        read("a.txt", data)
    assert caught.value.remedy
