import time
import zlib
from itertools import pairwise

import pytest

from interviewcoder.domain.errors import StudyError

from .pdf_builder import Text, pdf, width, wrapped
from .reading import read, said, times

TURNS = [
    ("Ana", "How did you come to draw maps, and what did you draw them with in those first years?"),
    ("Ben", "With a pencil. I had one pencil and a ruler that my aunt had left on the kitchen table."),
    ("Ana", "Yes."),
    ("Ben", "And then I never stopped, because nobody told me to, and because paper was cheap there."),
    ("Ana", "Who saw them?"),
    ("Ben", "My sister did. She kept the first twelve of them in a tin, which I still have at home."),
] * 4  # fmt: skip
FULL = 451.0
"""From a left margin of 72 points to the right one."""


def laid_out(turns, room=FULL, left=72.0, *, size=10.0, pitch=12.0, apart=0.0, rows=50, label=": "):
    """Pages of turns with wrapped lines under one another."""
    pages: list[list[Text]] = [[]]
    y = 770.0
    for who, words in turns:
        y -= apart
        for line in wrapped(f"{who}{label}{words}", room, size):
            if len(pages[-1]) == rows:
                pages.append([])
                y = 770.0
            pages[-1].append(Text(left, y, line, size))
            y -= pitch
    return pages


def told(source) -> str:
    return " ".join(source.warnings)


@pytest.mark.parametrize("apart", [0.0, 6.0])
@pytest.mark.parametrize("room", [FULL, 220.0])
def test_wrapped_lines_are_joined_and_turns_stay_apart(room, apart):
    source = read("t.pdf", pdf(*laid_out(TURNS, room, apart=apart, rows=20)))
    assert source.format == "pdf"
    assert said(source) == TURNS


def test_columns_are_read_one_after_the_other():
    left, right = (laid_out(TURNS, 210.0, x, rows=30) for x in (72.0, 312.0))
    half = laid_out(TURNS, 210.0, rows=40)
    pages = [
        [Text(72, 800, "Interview with Ben about the maps that he drew as a child and later", 14)]
        + half[0]
        + [Text(312.0, text.y, text.words) for text in half[1]]
    ]
    assert left
    assert right
    source = read("t.pdf", pdf(*pages))
    assert said(source) == TURNS[: len(source.passages)]
    assert len(source.passages) > 18
    # Files that write across both columns are read down them all the same.
    mixed = sorted(pages[0], key=lambda text: (-text.y, text.x))
    assert read("t.pdf", pdf(mixed)).text == source.text


def test_columns_that_a_file_writes_closely():
    half = laid_out(TURNS, 220.0, rows=30)
    page = half[0] + [Text(304.0, text.y, text.words) for text in half[1]]
    source = read("t.pdf", pdf(page))
    assert said(source) == TURNS[: len(source.passages)]


def test_words_that_were_divided_are_made_whole():
    lines = [
        "Ana: I love the cartogra-",
        "phy of coasts, which is well-",
        "known, and the well-known maps of Nord-",
        "Trondelag from 2012-",
        "2013, and the self-",
        "made ones, made by my self. I will go-",
    ]
    edge = width("known, and the well-known maps of Nord-")
    page = [Text(72, 700 - 12 * n, line) for n, line in enumerate(lines)]
    page.append(Text(72, 600, "Ben: Really?"))
    assert edge > 150
    assert said(read("t.pdf", pdf(page))) == [
        (
            "Ana",
            "I love the cartography of coasts, which is well-known, and the well-known maps of "
            "Nord-Trondelag from 2012-2013, and the self-made ones, made by my self. I will go-",
        ),
        ("Ben", "Really?"),
    ]


def test_running_heads_and_page_numbers_are_left_out():
    pages = laid_out(TURNS, 220.0, rows=20)
    for number, page in enumerate(pages, 1):
        page.insert(0, Text(72, 810, f"Study of maps, interview {7}"))
        page.append(Text(290, 30, f"Page {number} of {len(pages)}"))
    source = read("t.pdf", pdf(*pages))
    assert said(source) == TURNS
    assert f"{2 * len(pages)} running heads or page numbers were left out." in told(source)
    for number, page in enumerate(pages, 1):
        page[-1] = Text(290, 30, f"- {number + 11} -")
    assert said(read("t.pdf", pdf(*pages))) == TURNS


def test_what_is_said_at_the_same_place_of_two_pages_is_no_running_head():
    pages = [[Text(72, 770 - 12 * n, f"{'AB'[n % 2]}na: Yes.") for n in range(6)] for _ in range(2)]
    assert len(read("t.pdf", pdf(*pages)).passages) == 12


def test_lines_that_pages_repeat():
    pages = laid_out(TURNS, 220.0, rows=12)
    for before, after in pairwise(pages):
        after.insert(0, Text(72, 785, before[-1].words))
    source = read("t.pdf", pdf(*pages))
    assert said(source) == TURNS
    assert f"{len(pages) - 1} lines that pages repeat were left out." in told(source)


@pytest.mark.parametrize("every", [1, 5])
@pytest.mark.parametrize("x", [40.0, 560.0])
def test_numbers_of_lines(every, x):
    pages = laid_out(TURNS, rows=20)
    count = 0
    for page in pages:
        for text in list(page):
            count += 1
            if count % every == 0:
                page.append(Text(x, text.y, str(count), 8))
    source = read("t.pdf", pdf(*pages))
    assert said(source) == TURNS
    assert f"{count // every} numbers in the margin were left out." in told(source)


def test_numbers_of_paragraphs_tell_where_they_begin():
    page: list[Text] = []
    # All lines are full, so that nothing else divides the paragraphs.
    words = "so we drew all of the maps again and"
    for n in range(6):
        page += [Text(72, 770 - 36 * n - 12 * line, words) for line in range(3)]
        page.append(Text(45, 770.5 - 36 * n, str(n + 1), 8))
    page.append(Text(45, -300, "7", 8))
    source = read("t.pdf", pdf(page))
    assert said(source) == [("", " ".join([words] * 3))] * 6
    assert "6 numbers in the margin" in told(source)


def test_names_and_times_beside_the_words():
    page: list[Text] = []
    y = 770.0
    for n, (who, words) in enumerate(TURNS[:8]):
        page += [Text(72, y, f"00:0{n}:00"), Text(130, y, who)]
        for line in wrapped(words, 200):
            page.append(Text(190, y, line))
            y -= 12
    source = read("t.pdf", pdf(page))
    assert said(source) == TURNS[:8]
    assert [start for start, _ in times(source)] == [60_000 * n for n in range(8)]
    names = [text for text in page if text.x != 72]
    assert said(read("t.pdf", pdf(names))) == TURNS[:8]


def test_a_table_with_the_names_at_the_right():
    page = [Text(72, 770, "Timespan"), Text(150, 770, "Content"), Text(400, 770, "Speaker")]
    y = 750.0
    for n, (who, words) in enumerate(TURNS[:6]):
        page += [Text(72, y, f"{n}:02 - {n}:59"), Text(400, y, who)]
        for line in wrapped(words, 225):
            page.append(Text(150, y, line))
            y -= 12
    source = read("t.pdf", pdf(page))
    assert said(source) == TURNS[:6]
    assert times(source)[1] == (62_000, 119_000)


def test_otters_headers_and_bold_names():
    page: list[Text] = []
    y = 770.0
    for n, (who, words) in enumerate(TURNS[:6]):
        page.append(Text(72, y, f"{who} Ruiz", bold=True))
        page.append(Text(72 + width(f"{who} Ruiz  ") + 3, y, f"{n}:04"))
        for line in wrapped(words, FULL):
            y -= 12
            page.append(Text(72, y, line))
        y -= 12
    source = read("t.pdf", pdf(page))
    assert said(source) == [(f"{who} Ruiz", words) for who, words in TURNS[:6]]
    assert [start for start, _ in times(source)] == [60_000 * n + 4_000 for n in range(6)]
    bold = []
    for n, (who, words) in enumerate(TURNS[:6]):
        bold.append(Text(72, 700 - 14 * n, who, bold=True))
        bold.append(Text(72 + width(who) + 4, 700 - 14 * n, words))
    assert said(read("t.pdf", pdf(bold))) == TURNS[:6]


def test_names_alone_above_full_lines():
    page: list[Text] = []
    y = 770.0
    for who, words in TURNS[:6]:
        for line in [who, *wrapped(words, width(TURNS[1][1]))]:
            page.append(Text(72, y, line))
            y -= 12
    assert said(read("t.pdf", pdf(page))) == TURNS[:6]


def test_first_lines_that_are_indented_or_stand_out():
    page: list[Text] = []
    out: list[Text] = []
    y = 770.0
    for who, words in TURNS[:8]:
        for n, line in enumerate(wrapped(f"{who}: {words}", 300)):
            page.append(Text(72 if n else 92, y, line))
            out.append(Text(92 if n else 72, y, line))
            y -= 12
    assert said(read("t.pdf", pdf(page))) == TURNS[:8]
    assert said(read("t.pdf", pdf(out))) == TURNS[:8]


def test_pages_that_are_turned():
    upright = read("t.pdf", pdf(*laid_out(TURNS[:4]))).text
    assert read("t.pdf", pdf(*laid_out(TURNS[:4]), rotate=90)).text == upright


def test_scans_and_pages_that_are_pictures():
    with pytest.raises(StudyError, match="pictures") as caught:
        read("scan.pdf", pdf([], [], image=True))
    assert "OCR" in caught.value.remedy
    with pytest.raises(StudyError, match="pictures"):
        read("scan.pdf", pdf([Text(10, 10, "Scanned by X")], [Text(10, 10, "2")], image=True))
    with pytest.raises(StudyError, match="no text"):
        read("empty.pdf", pdf([]))
    source = read("t.pdf", pdf(laid_out(TURNS)[0], [], image=True))
    assert "1 page that is a picture was left out." in source.warnings


def test_protected_and_damaged_files():
    handler = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        f"/O <{'28' * 32}> /U <{'29' * 32}> >> /ID [<{'30' * 16}> <{'30' * 16}>]"
    )
    with pytest.raises(StudyError, match="password") as caught:
        read("t.pdf", pdf([Text(72, 700, "Ana: One.")], encrypt=handler))
    assert caught.value.remedy
    whole = pdf([Text(72, 700, "Ana: One.")])
    with pytest.raises(StudyError, match="damaged"):
        read("t.pdf", whole[:300])
    with pytest.raises(StudyError, match="damaged"):
        read("t.txt", b"%PDF-1.7 ...")
    with pytest.raises(StudyError, match="not a PDF"):
        read("t.pdf", "words", format="pdf")
    # Mail programs put lines before a file.
    assert said(read("t.bin", b"x\r\n" + whole)) == [("Ana", "One.")]
    assert read("t.txt", "He sent a %PDF-1.4 file.\n").format == "text"


def test_a_page_that_keeps_busy_for_ever_is_stopped():
    def form(number: int, content: bytes) -> bytes:
        packed = zlib.compress(content)
        resources = f"<< /XObject << /X {number + 1} 0 R >> >>"
        head = f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources {resources} /Length {len(packed)} /Filter /FlateDecode >>"
        return f"{number} 0 obj\n{head}\nstream\n".encode() + packed + b"\nendstream\nendobj\n"

    head = (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R "
        b"/Resources << /XObject << /X 4 0 R >> >> >>\nendobj\n"
    )
    forms = b"".join(form(number, b"/X Do " * 20) for number in range(4, 20))
    with pytest.raises(StudyError, match="too much time") as caught:
        read("t.pdf", head + forms + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n")
    assert caught.value.remedy


def test_two_hours_are_read_in_two_seconds():
    pages = laid_out(TURNS * 16, rows=50)
    began = time.perf_counter()
    assert len(read("t.pdf", pdf(*pages)).passages) == len(TURNS) * 16
    assert time.perf_counter() - began < 2
