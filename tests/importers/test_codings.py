import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.importers.codings import read_codings


def test_by_span_and_by_quote():
    drafts = read_codings(
        "c.csv",
        b'source,code,start,end,quote,coder\nP1,Price,3,9,,ana\n\nP2,\'=Odd,,,"too\ndear",\nP3,Rest,0,1,x,\n',
    )
    assert [(d.source, d.code, d.start, d.end, d.quote, d.coder, d.line) for d in drafts] == [
        ("P1", "Price", 3, 9, None, "ana", 2),
        ("P2", "=Odd", None, None, "too\ndear", None, 4),
        ("P3", "Rest", 0, 1, None, None, 6),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("source,code,start,end\n,Price,1,2\n", "Line 2 has no source"),
        ("source,start,end\nP1,1,2\n", "Line 2 has no code"),
        ("source,code,start,end\nP1,A,1,2\nP1,A,x,2\n", "Line 3: 'x' is not a position"),
        ("source,code,start,end\nP1,A,1,\n", "not a position for end"),
        ("source,code,start,end\nP1,A,-1,4\n", "not a position"),
        ("source,code,start,end\nP1,A,1,99999999999999\n", "not a position"),
        ("source,code,quote\nP1,A,\n", "neither"),
        ("source,code,quote\n", "no codings"),
    ],
)
def test_errors_name_the_line(text, told):
    with pytest.raises(StudyError, match=told) as caught:
        read_codings("c.csv", text.encode())
    assert caught.value.remedy
