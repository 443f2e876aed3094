"""CHAT: who speaks, what is said, what is left out."""

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.importers.chat_markup import readable

from .reading import read, roles, said, times

CHAT = (
    "@UTF8\n@Begin\n@Languages:\teng\n"
    "@Participants:\tINV Ines_Vale Investigator, PAR Participant\n"
    "@ID:\teng|x|INV|||||Investigator|||\n"
    "*INV:\tshall we begin ? \x151000_2000\x15\n%mor:\tmod|shall\n"
    "*PAR:\tyes &-uh let us\n\tdo that . \x152500_4000\x15\n%com:\tnods\n%gra:\t1|2\n"
    "*PAR:\tgood . \x154000_5000\x15\n@End\n"
)


def test_speakers_have_names_or_codes_and_roles():
    for name in ("talk.cha", "talk.txt"):
        source = read(name, CHAT)
        assert source.format == "chat"
        assert said(source) == [
            ("Ines Vale", "shall we begin?"),
            ("PAR", "yes uh let us do that. good."),
        ]
        assert times(source) == [(1_000, 2_000), (2_500, 5_000)]
        assert roles(source)["Ines Vale"] == ("interviewer", None)
        assert any("3 lines that depend on utterances (%) were" in told for told in source.warnings)


def test_the_user_knows_better_who_asks():
    assert roles(read("a.cha", CHAT, interviewers=("PAR",)))["PAR"] == ("interviewer", None)


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("<I want> [//] I need that .", "I want I need that."),
        ("I [/] I &+wa want .", "I I wa want."),
        ("gonna [: going to] go [* m] . [+ gram]", "gonna go."),
        ("xxx and yyy www .", "[unintelligible] and [unintelligible] [not transcribed]."),
        ("&=laughs yes [=! whispering] .", "[laughs] yes [whispering]."),
        ("(be)cause goo(d) woof@o 0is so:: lo:ng .", "because good woof so long."),
        ("New_York hot+dog .", "New York hot dog."),
        ("and then +...", "and then…"),
        ("he said +/.", "he said–"),
        ("+^ you (.) know (..) [>] ?", "you (.) know (..)?"),
        ("&*INV:mhm so ↑why ?", "[INV: mhm] so why?"),
        ("no no [x 3] .", "no no (x3)."),
        ("So, what I did: nothing. And (well) it held.", "So, what I did: nothing. And (well) it held."),
        ("I'm at <b> 13AM Games. [laughs]", "I'm at b 13AM Games. [laughs]"),
    ],
)  # fmt: skip
def test_marks_become_readable_words(marked, words):
    assert readable(marked) == words


def test_headers_alone_are_no_transcript():
    with pytest.raises(StudyError, match="no line of a speaker"):
        read("a.cha", "@UTF8\n@Begin\n@End\n")


def test_lines_of_nobody_are_told():
    source = read("a.cha", "@Begin\nstray words\n*ANA:\tone .\n")
    assert said(source) == [("ANA", "one.")]
    assert any("1 line of no speaker was" in told for told in source.warnings)
