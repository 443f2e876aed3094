"""Praat's TextGrid in its two forms and encodings."""

import pytest

from interviewcoder.domain.errors import StudyError

from .reading import read, said, times

LONG = """File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 5
tiers? <exists>
size = 3
item []:
    item [1]:
        class = "IntervalTier"
        name = "Ines"
        xmin = 0
        xmax = 5
        intervals: size = 3
        intervals [1]:
            xmin = 0
            xmax = 1
            text = ""
        intervals [2]:
            xmin = 1
            xmax = 2.5
            text = "Shall ""we"" begin?"
        intervals [3]:
            xmin = 2.5
            xmax = 5
            text = "sil"
    item [2]:
        class = "IntervalTier"
        name = "Tom - words"
        xmin = 0
        xmax = 5
        intervals: size = 2
        intervals [1]:
            xmin = 2.5
            xmax = 3
            text = "Yes,"
        intervals [2]:
            xmin = 3
            xmax = 4
            text = "ärgerlich."
    item [3]:
        class = "TextTier"
        name = "bell"
        xmin = 0
        xmax = 5
        points: size = 1
        points [1]:
            number = 2
            mark = "ding"
"""
SHORT = (
    '"ooTextFile"\n"TextGrid"\n\n0\n5\n<exists>\n3\n"IntervalTier"\n"Ines"\n0\n5\n3\n0\n1\n""\n1\n2.5\n'
    '"Shall ""we"" begin?"\n2.5\n5\n"sil"\n"IntervalTier"\n"Tom - words"\n0\n5\n2\n2.5\n3\n"Yes,"\n3\n4\n"ärgerlich."\n'
    '"TextTier"\n"bell"\n0\n5\n1\n2\n"ding"\n'
)


@pytest.mark.parametrize("text", [LONG, SHORT], ids=["long", "short"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_both_forms_give_the_same(text, encoding):
    source = read("talk.TextGrid", text.encode(encoding))
    assert source.format == "textgrid"
    assert said(source) == [("Ines", 'Shall "we" begin?'), ("Tom", "Yes, ärgerlich.")]
    assert times(source) == [(1_000, 2_500), (2_500, 4_000)]
    assert "1 point on point tiers was left out." in source.warnings


def test_tiers_of_single_sounds_are_left_out_beside_words():
    sounds = SHORT.replace('"Ines"', '"Tom - phones"')
    source = read("talk.TextGrid", sounds)
    assert said(source) == [("Tom", "Yes, ärgerlich.")]
    assert any("3 intervals on tiers of single sounds" in told for told in source.warnings)


@pytest.mark.parametrize("cut", [60, 130, len(SHORT) - 30])
def test_a_file_that_is_not_whole_is_refused(cut):
    with pytest.raises(StudyError, match="not whole"):
        read("talk.TextGrid", SHORT[:cut])


def test_sizes_that_lie_are_refused():
    with pytest.raises(StudyError, match="not whole"):
        read("talk.TextGrid", SHORT.replace("\n3\n", "\n999999999999\n", 1))
