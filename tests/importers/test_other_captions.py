"""Captions that are neither WebVTT nor SRT: SBV, SubStation Alpha, TTML and YouTube's XML."""

from .reading import read, said, times

TURNS = [("Ines", "Shall we begin?"), ("Tom", "Yes & no.")]
SPANS = [(1_000, 2_500), (3_000, 4_000)]


def test_sbv():
    source = read(
        "a.sbv",
        "0:00:01.000,0:00:02.500\nInes: Shall we\nbegin?\n\n0:00:03.000,0:00:04.000\nTom: Yes &amp; no.\n",
    )
    assert (said(source), times(source)) == (TURNS, SPANS)


def test_sub_station_alpha():
    source = read(
        "a.ass",
        "[Script Info]\nTitle: x\n\n[V4+ Styles]\nFormat: Name\n\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        "Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,x\n"
        "Dialogue: 0,0:00:03.00,0:00:04.00,Default,Tom,0,0,0,,Yes & no.\n"
        "Dialogue: 0,0:00:01.00,0:00:02.50,Default,Ines,0,0,0,,{\\an8}Shall we\\Nbegin?\n",
    )
    assert (said(source), times(source)) == (TURNS, SPANS)
    assert "1 comment was left out." in source.warnings


def test_styles_called_after_speakers_tell_who_speaks_where_no_names_do():
    source = read(
        "a.ass",
        "[Script Info]\nTitle: x\n\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Speaker01,,0,0,0,,Shall\n"
        "Dialogue: 0,0:00:02.00,0:00:02.50,Speaker01,,0,0,0,,we?\n"
        "Dialogue: 0,0:00:03.00,0:00:04.00,Speaker02,,0,0,0,,No.\n"
        "Dialogue: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,The end\n",
    )
    assert said(source)[:2] == [("Speaker01", "Shall we?"), ("Speaker02", "No.")]


def test_ttml_with_agents_frames_and_ticks():
    def tt(*paragraphs):
        return (
            '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" '
            'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="20" ttp:tickRate="1000"><head><metadata>'
            '<ttm:agent xml:id="i"><ttm:name type="full">Ines</ttm:name></ttm:agent></metadata></head><body><div>'
            + "".join(paragraphs)
            + "</div></body></tt>"
        )

    source = read(
        "a.ttml",
        tt(
            '<p begin="00:00:01:00" end="00:00:02:10" ttm:agent="i">Shall <span>we</span><br/>begin?</p>',
            '<p begin="3000t" dur="1s" ttm:agent="Tom">Yes &amp; no.</p>',
        ),
    )
    assert (said(source), times(source)) == (TURNS, SPANS)


def test_youtube_in_xml():
    first = read(
        "a.xml",
        '<?xml version="1.0" encoding="utf-8" ?><transcript><text start="1" dur="1.5">Ines: Shall we\nbegin?</text>'
        '<text start="3.0" dur="1">Tom: Yes &amp;amp; no.</text></transcript>',
    )
    third = read(
        "a.srv3",
        '<?xml version="1.0" encoding="utf-8" ?><timedtext format="3"><body><p t="1000" d="1500"><s>Ines: Shall</s><s t="9"> we begin?</s></p>'
        '<p t="3000" d="1000">Tom: Yes &amp; no.</p></body></timedtext>',
    )
    for source in (first, third):
        assert (said(source), times(source)) == (TURNS, SPANS)
