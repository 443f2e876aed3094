"""ELAN: tiers as speakers, slots without times, tiers that depend on others."""

import pytest

from interviewcoder.domain.errors import StudyError

from .reading import read, said, times


def aligned(number, first, last, words):
    return (
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{number}" TIME_SLOT_REF1="ts{first}" '
        f'TIME_SLOT_REF2="ts{last}"><ANNOTATION_VALUE>{words}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>'
    )


def depending(number, of, words):
    return (
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="r{number}" ANNOTATION_REF="a{of}">'
        f"<ANNOTATION_VALUE>{words}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
    )


def tier(name, *annotations, **attributes):
    told = "".join(f' {key.upper()}="{value}"' for key, value in attributes.items())
    return f'<TIER TIER_ID="{name}"{told}>{"".join(annotations)}</TIER>'


def eaf(*tiers, slots=(1000, 2000, 3000, 4000)):
    order = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="ts{n}"'
        + (f' TIME_VALUE="{at}"' if at is not None else "")
        + "/>"
        for n, at in enumerate(slots)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT FORMAT="3.0">'
        f"<HEADER/><TIME_ORDER>{order}</TIME_ORDER>{''.join(tiers)}</ANNOTATION_DOCUMENT>"
    )


def test_tiers_of_several_speakers_are_put_in_time():
    text = eaf(
        tier("A", aligned(1, 0, 1, "Shall we begin?"), aligned(2, 2, 3, "Good &amp; well."), participant="Ines"),
        tier("Tom", aligned(3, 1, 2, "Yes, let us.")),
    )  # fmt: skip
    for name in ("talk.eaf", "talk.xml", "talk.txt"):
        source = read(name, text)
        assert source.format == "elan"
        assert said(source) == [
            ("Ines", "Shall we begin?"),
            ("Tom", "Yes, let us."),
            ("Ines", "Good & well."),
        ]
        assert times(source) == [(1_000, 2_000), (2_000, 3_000), (3_000, 4_000)]


def test_slots_without_a_time_lie_evenly_between_their_neighbours():
    text = eaf(
        tier("A", aligned(1, 0, 1, "One word"), aligned(2, 2, 3, "two words"), aligned(3, 3, 4, "and three")),
        tier("B", aligned(4, 1, 2, "mm hm")),
        slots=(0, None, None, 3000, None),
    )  # fmt: skip
    assert times(read("a.eaf", text)) == [(0, 1_000), (1_000, 2_000), (2_000, 3_000)]


def test_tiers_that_depend_on_others_are_left_out_and_told():
    text = eaf(
        tier("A", aligned(1, 0, 1, "Ein Wort")),
        tier("A-English", depending(1, 1, "one word"), parent_ref="A"),
    )
    source = read("a.eaf", text)
    assert said(source) == [("A", "Ein Wort")]
    assert any("1 annotation on other tiers (A-English) was" in told for told in source.warnings)


def test_words_below_a_tier_of_numbers_are_the_words():
    text = eaf(
        tier("ref@ANA", aligned(1, 0, 1, "ANA.001"), aligned(2, 1, 2, "ANA.002"), participant="Ana"),
        tier("orth@ANA", depending(1, 1, "One word."), depending(2, 2, "Two words."),
             participant="Ana", parent_ref="ref@ANA"),
    )  # fmt: skip
    source = read("a.eaf", text)
    assert said(source) == [("Ana", "One word. Two words.")]
    assert times(source) == [(1_000, 3_000)]


def test_tiers_about_speech_go_before_others():
    text = eaf(
        tier("K-Spch", aligned(1, 0, 1, "so from here")),
        tier("K-Hands", aligned(2, 0, 2, "preparation stroke")),
    )
    source = read("a.eaf", text)
    assert said(source) == [("K-Spch", "so from here")]
    assert any("(K-Hands)" in told for told in source.warnings)


def test_a_file_without_words_and_hostile_xml_are_refused():
    with pytest.raises(StudyError, match="no tier has words"):
        read("a.eaf", eaf())
    with pytest.raises(StudyError, match="document type"):
        read(
            "a.eaf", '<!DOCTYPE x [<!ENTITY a "b">]><ANNOTATION_DOCUMENT>&a;</ANNOTATION_DOCUMENT>'
        )
    with pytest.raises(StudyError, match="damaged"):
        read("a.eaf", eaf()[:-9])
