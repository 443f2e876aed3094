"""SPSS files, written byte by byte as the format has them (uncompressed, little-endian)."""

import struct

import pytest

from interviewcoder.domain.errors import StudyError

from .reading import read, said
from .tables import LONG

SYSTEM_MISSING = -1.7976931348623157e308


def sav(variables, rows) -> bytes:
    """Variables are (name, width or 0 for a number, label, {value: label}, [missing values])."""
    slots = sum(max(1, -(-width // 8)) for _, width, *_ in variables)
    out = b"$FL2" + b"@(#) SPSS DATA FILE test".ljust(60)
    out += struct.pack("<iiiiid", 2, slots, 0, 0, len(rows), 100.0)
    out += b"01 Jan 25" + b"10:00:00" + b" " * 64 + b"\0" * 3
    for name, width, label, _, missing in variables:
        shown = (5 << 16) | (8 << 8) if width == 0 else (1 << 16) | (width << 8)
        out += struct.pack(
            "<iiiiii", 2, width, 1, len(missing), shown, shown
        ) + name.encode().ljust(8)
        text = label.encode()
        out += struct.pack("<i", len(text)) + text.ljust(-(-len(text) // 4) * 4)
        out += b"".join(struct.pack("<d", value) for value in missing)
        for _ in range(-(-width // 8) - 1):
            out += struct.pack("<iiiiii", 2, -1, 0, 0, 0, 0) + b" " * 8
    index = 1
    for _, width, _, labels, _ in variables:
        if labels:
            out += struct.pack("<ii", 3, len(labels))
            for value, label in labels.items():
                text = label.encode()
                padded = -(-(len(text) + 1) // 8) * 8 - 1
                out += struct.pack("<d", value) + bytes([len(text)]) + text.ljust(padded)
            out += struct.pack("<iii", 4, 1, index)
        index += max(1, -(-width // 8))
    out += struct.pack("<ii", 999, 0)
    for row in rows:
        for cell, (_, width, *_) in zip(row, variables, strict=True):
            out += cell.encode().ljust(-(-width // 8) * 8) if width else struct.pack("<d", cell)
    return out


AGREE = {1: "Strongly disagree", 2: "Disagree", 3: "Neutral", 4: "Agree", 5: "Strongly agree"}
REGION = {1: "North", 2: "South", 9: "No answer"}
DATA = sav(
    [
        ("ID", 8, "", {}, []),
        ("REGION", 0, "Where do you live?", REGION, [9]),
        ("Q1", 0, "It is worth its price.", AGREE, []),
        ("M1", 0, "What do you use?: Phone", {}, []),
        ("M2", 0, "What do you use?: Tablet", {}, []),
        ("WHY", 40, "What would you change, and why?", {}, []),
    ],
    [
        ["a1", 1, 5, 1, 0, LONG[0]],
        ["a2", 2, 2, 1, 1, LONG[1]],
        ["a3", 9, SYSTEM_MISSING, 0, 0, LONG[2]],
    ],
)


def test_labels_of_variables_and_values():
    pytest.importorskip("pyreadstat")
    source = read("s.sav", DATA)
    assert source.questions == ("What would you change, and why?",)
    assert said(source) == [("a1", LONG[0]), ("a2", LONG[1]), ("a3", LONG[2])]
    assert [dict(speaker.attributes) for speaker in source.speakers] == [
        {"Where do you live?": "North", "It is worth its price.": "5", "What do you use?": "Phone"},
        {
            "Where do you live?": "South",
            "It is worth its price.": "2",
            "What do you use?": "Phone; Tablet",
        },
        {},
    ]
    (scale,) = (one for one in source.attributes if one.name.startswith("It is"))
    assert scale.labels == (
        ("1", AGREE[1]),
        ("2", AGREE[2]),
        ("3", AGREE[3]),
        ("4", AGREE[4]),
        ("5", AGREE[5]),
    )
    assert "1 values that the file declares as missing were left out." in source.warnings


def test_what_is_no_data_file():
    pytest.importorskip("pyreadstat")
    for data in (b"$FL2", DATA[:200], b"$FL2" + b"\xff" * 500):
        with pytest.raises(StudyError, match="SPSS file is damaged"):
            read("s.sav", data)


def test_a_file_that_ends_its_reader_is_an_error():
    pytest.importorskip("pyreadstat")
    outcomes = set()
    for at in range(0, len(DATA) - 4, 23):
        broken = DATA[:at] + b"\xff\xff\xff\x7f" + DATA[at + 4 :]
        try:
            outcomes.add(read("s.sav", broken).kind)
        except StudyError as error:
            outcomes.add(error.message.split(",")[0])
    assert "The SPSS file is damaged and cannot be read." in outcomes


def test_without_the_library_it_is_told_how_to_install_it(monkeypatch, tmp_path):
    # The reader runs in a process of its own, in which another module of that name is found first.
    (tmp_path / "pyreadstat.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(StudyError) as refused:
        read("s.sav", DATA)
    assert "pip install 'interviewcoder[spss]'" in refused.value.remedy
