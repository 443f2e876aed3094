"""Exports in the layouts of survey tools: who answered, which questions are open, what is said of people."""

import json

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource
from interviewcoder.importers.survey_profiles.registry import PROFILES

from .reading import read, said
from .tables import LONG, csv_text, xlsx

A, B, C, D, *_ = LONG


def understood(rows, delimiter=",", name="s.csv", **options) -> ImportedSource:
    return read(name, csv_text(rows, delimiter), **options)


def profile(source: ImportedSource) -> str:
    assert source.mapping is not None
    return source.mapping.profile


def values(source: ImportedSource, attribute: str) -> list[str | None]:
    assert attribute in [one.name for one in source.attributes], source.attributes
    return [dict(speaker.attributes).get(attribute) for speaker in source.speakers]


def labels(source: ImportedSource) -> list[str]:
    return [speaker.label for speaker in source.speakers]


def names(source: ImportedSource) -> set[str]:
    return {one.name for one in source.attributes}


def left_out(source: ImportedSource) -> set[str]:
    assert source.mapping is not None
    return {c.header for c in source.mapping.columns if c.use.value == "left out"}


def test_names_and_labels_of_profiles_are_their_own():
    assert (
        len({one.name for one in PROFILES}) == len({one.label for one in PROFILES}) == len(PROFILES)
    )


def qualtrics(columns, rows):
    """Columns are (name, question, import id)."""
    ids = [json.dumps(i if isinstance(i, dict) else {"ImportId": i}) for _, _, i in columns]
    return [[c[0] for c in columns], [c[1] for c in columns], ids, *rows]


def test_qualtrics():
    columns = [
        ("StartDate", "Anfangsdatum", "startDate"),
        ("EndDate", "Enddatum", "endDate"),
        ("Status", "Antworttyp", "status"),
        ("IPAddress", "IP-Adresse", "ipAddress"),
        ("Finished", "Beendet", "finished"),
        ("ResponseId", "Antwort-ID", "_recordId"),
        ("UserLanguage", "Benutzersprache", "userLanguage"),
        ("Q1", "<b>How</b>&nbsp;satisfied are you?", "QID1"),
        (
            "Q2_1",
            "What do you use? - Selected Choice - Phone",
            {"ImportId": "QID2", "choiceId": "1"},
        ),
        (
            "Q2_2",
            "What do you use? - Selected Choice - Tablet",
            {"ImportId": "QID2", "choiceId": "2"},
        ),
        ("Q2_3_TEXT", "What do you use? - Other - Text", "QID2_3_TEXT"),
        ("Q3_1", "Please rate: - Speed", "QID3_1"),
        ("Q3_2", "Please rate: - Price", "QID3_2"),
        ("Q4", "What would you change?", "QID4_TEXT"),
        ("Q4 - Topics", "Q4 - Topics", "QID4_TEXT_abcTopics"),
        ("Q2_DO_1", "What do you use? - Display Order", "QID2_DO"),
        ("T_First Click", "Timing - First Click", "QID9_FIRST_CLICK"),
        ("plan", "plan", "plan"),
    ]
    rows = [
        ["2025-01-02 10:00:00", "2025-01-02 10:09:00", "IP Address", "10.0.0.1", "True", "R_1", "DE", "Very satisfied",
         "Phone", "", "an old typewriter", "Agree", "Disagree", A, "time", "1|2", "3.5", "gold"],
        ["2025-01-03 10:00:00", "2025-01-03 10:09:00", "Survey Preview", "10.0.0.2", "True", "R_2", "EN", "Satisfied",
         "Phone", "Tablet", "", "Agree", "Agree", B, "", "2|1", "1.5", "gold"],
        ["2025-01-04 10:00:00", "2025-01-04 10:09:00", "Spam", "10.0.0.3", "True", "R_3", "EN", "Satisfied",
         "", "Tablet", "", "Agree", "Agree", C, "", "2|1", "2.5", "gold"],
        ["2025-01-05 10:00:00", "2025-01-05 10:09:00", "0", "10.0.0.4", "False", "R_4", "EN", "Dissatisfied",
         "Phone", "Tablet", "", "Strongly agree", "-99", D, "", "2|1", "9.5", "free"],
    ]  # fmt: skip
    source = understood(qualtrics(columns, rows))
    assert profile(source) == "qualtrics"
    assert labels(source) == ["R_1", "R_4"]
    assert source.questions == ("What do you use? – Other", "What would you change?")
    assert values(source, "How satisfied are you?") == ["5", "2"]
    assert values(source, "What do you use?") == ["Phone", "Phone; Tablet"]
    assert values(source, "Please rate: – Speed") == ["4", "5"]
    assert values(source, "Please rate: – Price") == ["2", None]
    assert values(source, "plan") == ["gold", "free"]
    assert values(source, "Beendet") == ["yes", "no"]
    assert values(source, "Enddatum") == ["2025-01-02", "2025-01-05"]
    assert {
        "Anfangsdatum",
        "IP-Adresse",
        "Q4 - Topics",
        "What do you use? - Display Order",
        "Timing - First Click",
    } <= left_out(source)
    told = " ".join(source.warnings)
    assert "1 row was left out: previews" in told
    assert "1 row was left out: spam" in told
    assert "'-99' 1 times" in told


def test_qualtrics_with_several_choices_in_a_cell_and_as_numbers():
    columns = [
        ("ResponseId", "Response ID", "_recordId"),
        ("Q1", "Which ones?", "QID1"),
        ("Q2", "Which numbers?", "QID2"),
        ("Q3", "Why?", "QID3_TEXT"),
    ]
    both = ["Yes, at home,Phone", "Phone", "Yes, at home", "Phone,Tablet", "Tablet", "Phone"]
    codes = ["1,3", "2", "1,2,3", "3", "1", "2,3"]
    rows = [[f"R_{n}", both[n], codes[n], LONG[n]] for n in range(6)]
    source = understood(qualtrics(columns, rows))
    assert values(source, "Which ones?")[:2] == ["Yes, at home; Phone", "Phone"]
    assert values(source, "Which numbers?") == ["1; 3", "2", "1; 2; 3", "3", "1", "2; 3"]


def test_qualtrics_links_to_the_people_of_prolific():
    columns = [
        ("ResponseId", "Response ID", "_recordId"),
        ("PROLIFIC_PID", "PROLIFIC_PID", "PROLIFIC_PID"),
        ("Q1", "Why so?", "QID1_TEXT"),
    ]
    rows = [["R_1", "5e9088a8a4b6ed018b45ba7b", A], ["R_2", "671b8e95b17f880506488838", B]]
    assert labels(understood(qualtrics(columns, rows)))[0] == "5e9088a8a4b6ed018b45ba7b"


def test_surveymonkey_expanded():
    rows = [
        ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "How often?",
         "What do you use?", "", "", "Rank them:", "", "How useful is it?", "", "Anything else?"],
        ["", "", "", "", "", "", "Response", "Phone", "Tablet", "Other (please specify)", "Speed", "Price",
         "Search", "Export", "Open-Ended Response"],
        ["118", "4", "03/13/2020 5:53:38 AM", "03/13/2020 6:00:19 AM", "10.0.0.1", "a@x.org", "Daily", "Phone", "",
         "an old typewriter", "1", "2", "Very useful", "Not useful", A],
        ["119", "4", "03/14/2020 5:53:38 AM", "03/14/2020 6:00:19 AM", "10.0.0.2", "b@x.org", "Weekly", "Phone",
         "Tablet", "", "2", "1", "Somewhat useful", "N/A", B],
        ["120", "4", "03/15/2020 5:53:38 AM", "03/15/2020 6:00:19 AM", "10.0.0.3", "c@x.org", "", "", "", "", "", "",
         "", "", ""],
    ]  # fmt: skip
    source = understood(rows)
    assert profile(source) == "surveymonkey"
    assert source.questions == ("What do you use? – Other (please specify)", "Anything else?")
    assert values(source, "What do you use?") == ["Phone", "Phone; Tablet"]
    assert values(source, "Rank them: – Price") == ["2", "1"]
    assert values(source, "How useful is it? – Search") == ["3", "2"]
    assert values(source, "How useful is it? – Export") == ["1", None]
    assert values(source, "End Date") == ["2020-03-13", "2020-03-14"]
    assert {"Collector ID", "Start Date", "IP Address", "Email Address"} <= left_out(source)
    assert "1 row was left out: nothing was answered." in source.warnings
    assert any("beside their question's scale" in warning for warning in source.warnings)
    in_german = [
        [cell.replace("Open-Ended Response", "Offene Antwort") for cell in row] for row in rows
    ]
    assert understood(in_german).questions == source.questions


def test_surveymonkey_summaries_have_no_respondents():
    sheets = {
        f"Question {n}": [["Our survey"], ["How often?"], ["Answer Choices", "Responses"]]
        for n in (1, 2)
    }
    with pytest.raises(StudyError, match="summary"):
        read("s.xlsx", xlsx(sheets))


@pytest.mark.parametrize(
    "stamp", ["Timestamp", "Zeitstempel", "Horodateur", "Carimbo de data/hora"]
)
def test_google_forms(stamp):
    header = [stamp, "Email Address", "What do you use?", "How easy is it? [Search]", "How easy is it? [Export]",
              "Would you recommend us?", "Why?", "Comments"]  # fmt: skip
    rows = [
        ["6/21/2018 23:29:42", "a@x.org", "Phone, Tablet", "Very easy", "Easy", "9", A, "no"],
        ["6/22/2018 0:06:36", "b@x.org", "Phone", "Easy", "Very difficult", "3", B, ""],
        ["6/23/2018 0:06:36", "c@x.org", "Tablet, Watch", "Easy", "Difficult", "10", C, ""],
        ["6/24/2018 0:06:36", "d@x.org", "Watch", "Difficult", "Easy", "7", D, C],
    ]
    source = understood([header, *rows])
    assert profile(source) == "google-forms"
    assert labels(source) == [f"respondent {n}" for n in range(1, 5)]
    assert "x.org" not in repr(source)
    assert source.questions[0] == "Why? (Would you recommend us?)"
    assert values(source, "What do you use?")[0] == "Phone; Tablet"
    assert values(source, "How easy is it? – Search") == ["5", "4", "4", "2"]
    assert values(source, "Would you recommend us?") == ["9", "3", "10", "7"]
    assert values(source, stamp)[0] == "2018-06-21"


def test_what_is_written_instead_of_a_choice_becomes_an_open_question():
    cells = ["Windows"] * 6 + ["Linux"] * 5
    cells += [
        "An old machine that I built myself from parts",
        "Whatever the people at my office give me",
    ]
    cells += ["I only use my phone for all of these", "None of them, since I do not own a computer"]
    rows = [[f"2024-01-{n + 1:02}", cell, LONG[n % 6]] for n, cell in enumerate(cells)]
    source = understood([["Timestamp", "Which system do you use?", "Why so?"], *rows])
    assert source.questions[0] == "Which system do you use? – Other"
    assert [words for _, words in said(source)].count(cells[-1]) == 1
    assert set(values(source, "Which system do you use?")) == {"Windows", "Linux", "Other"}


def test_microsoft_forms():
    header = ["ID", "Start time", "Completion time", "Email", "Name", "Which ones?\xa0", "Points - Which ones?",
              "Rate these.Speed", "Rate these.Price", "What else?"]  # fmt: skip
    rows = [
        [
            1,
            ("date", 45658.5),
            ("date", 45658.6),
            "anonymous",
            "",
            "Phone;Tablet;",
            1,
            "Agree",
            "Strongly agree",
            A,
        ],
        [
            2,
            ("date", 45659.5),
            ("date", 45659.6),
            "anonymous",
            "",
            "Phone;",
            0,
            "Disagree",
            "Neutral",
            B,
        ],
        [
            3,
            ("date", 45660.5),
            ("date", 45660.6),
            "anonymous",
            "",
            "Watch;Tablet;",
            0,
            "Agree",
            "Agree",
            C,
        ],
    ]
    source = read("m.xlsx", xlsx({"Form1": [header, *rows]}))
    assert profile(source) == "microsoft-forms"
    assert labels(source) == ["1", "2", "3"]
    # Another form has a first response as well.
    assert [speaker.participant for speaker in source.speakers] == ["m · 1", "m · 2", "m · 3"]
    assert source.questions == ("What else?",)
    assert [set(str(v).split("; ")) for v in values(source, "Which ones?")] == [
        {"Phone", "Tablet"},
        {"Phone"},
        {"Watch", "Tablet"},
    ]
    assert values(source, "Rate these – Speed") == ["4", "2", "4"]
    assert values(source, "Rate these – Price") == ["5", "3", "4"]
    assert {"Start time", "Email", "Points - Which ones?"} <= left_out(source)


def test_typeform_with_a_column_for_each_choice():
    header = ["#", "How often?", "Phone", "Tablet", "Other", "What else?", "Other", "Start Date (UTC)",
              "Submit Date (UTC)", "Network ID"]  # fmt: skip
    rows = [
        [
            "aa",
            "Daily",
            "Phone",
            "",
            "an old typewriter",
            A,
            "",
            "2024-01-01 10:00:00",
            "2024-01-01 10:05:00",
            "n1",
        ],
        [
            "bb",
            "Daily",
            "Phone",
            "Tablet",
            "",
            B,
            "",
            "2024-01-02 10:00:00",
            "2024-01-02 10:05:00",
            "n2",
        ],
        [
            "cc",
            "Weekly",
            "",
            "Tablet",
            "",
            C,
            "something else again",
            "2024-01-03 10:00:00",
            "2024-01-03 10:05:00",
            "n3",
        ],
    ]
    source = understood([header, *rows])
    assert profile(source) == "typeform"
    assert labels(source) == ["aa", "bb", "cc"]
    assert values(source, "Phone, Tablet") == ["Phone", "Phone; Tablet", "Tablet"]
    assert source.questions == ("Phone, Tablet – Other", "What else?", "What else? – Other")
    assert {"Network ID", "Start Date (UTC)"} <= left_out(source)


def test_limesurvey_codes_texts_and_both():
    codes = ["id", "submitdate", "lastpage", "startlanguage", "Q1", "Q2[SQ001]", "Q2[SQ002]", "Q2[other]",
             "Q3[SQ001]", "Q4"]  # fmt: skip
    texts = ["Response ID", "Date submitted", "Last page", "Start language", "How often?", "Which ones? [Phone]",
             "Which ones? [Tablet]", "Which ones? [Other]", "Please rate [Speed]", "What would you change?"]  # fmt: skip
    rows = [
        ["1", "2024-01-01 10:00:00", "4", "en", "A1", "Y", "", "an old typewriter", "A4", A],
        ["2", "", "2", "de", "-oth-", "Y", "Y", "", "N/A", B],
        ["3", "2024-01-03 10:00:00", "4", "en", "A2", "", "Y", "", "A5", C],
    ]
    source = understood([codes, *rows])
    assert profile(source) == "limesurvey"
    assert values(source, "Q2") == ["SQ001", "SQ001; SQ002", "SQ002"]
    assert values(source, "Q1") == ["A1", "-oth-", "A2"]
    assert values(source, "Q3 – SQ001") == ["A4", None, "A5"]
    assert source.questions == ("Q2 – other", "Q4")
    assert [speaker.participant for speaker in source.speakers] == ["s · 1", "s · 2", "s · 3"]
    for separator in (". ", "._."):
        both = [f"{code}{separator}{text}" for code, text in zip(codes, texts, strict=True)]
        for header in (texts, both):
            source = understood([header, *rows])
            assert profile(source) == "limesurvey"
            assert values(source, "Which ones?") == ["Phone", "Phone; Tablet", "Tablet"]
            assert values(source, "How often?") == ["A1", "-oth-", "A2"]
            assert source.questions == ("Which ones? – Other", "What would you change?")


def test_kobo_keeps_one_of_two_renderings():
    header = ["start", "end", "about/How old are you?", "Which ones?", "Which ones?/Phone", "Which ones?/TV set", "Why?",
              "_id", "_uuid", "_submission_time", "_index", "__version__", "_location_latitude"]  # fmt: skip
    rows = [
        ["2024-01-01T10:00:00.000", "2024-01-01T10:09:00.000", "34", "phone tv_set", "1", "1", A, "501", "u-1", "2024-01-01T11:00:00", "1", "v1", "1.5"],
        ["2024-01-02T10:00:00.000", "2024-01-02T10:09:00.000", "41", "tv_set", "0", "1", B, "502", "u-2", "2024-01-02T11:00:00", "2", "v1", "2.5"],
    ]  # fmt: skip
    source = understood([header, *rows], ";")
    assert profile(source) == "kobo"
    assert labels(source) == ["u-1", "u-2"]
    assert values(source, "Which ones?") == ["Phone; TV set", "TV set"]
    assert names(source) == {"about/How old are you?", "Which ones?", "_submission_time"}
    assert {"start", "_id", "_index", "_location_latitude"} <= left_out(source)


def test_alchemer_says_the_option_first():
    header = ["Response ID", "Time Started", "Date Submitted", "Status", "IP Address", "City", "How often?",
              "Other - Write In:How often?", "Need #1:What do you need?", "Need #2:What do you need?",
              "Note: what did you think of it?"]  # fmt: skip
    rows = [
        [
            "1",
            "2024-01-01 10:00:00",
            "2024-01-01 10:05:00",
            "Complete",
            "10.0.0.1",
            "Ulm",
            "Daily",
            "",
            A,
            B,
            C,
        ],
        [
            "2",
            "2024-01-02 10:00:00",
            "2024-01-02 10:05:00",
            "Partial",
            "10.0.0.2",
            "Ulm",
            "Other",
            "when it rains",
            D,
            "",
            B,
        ],
        [
            "3",
            "2024-01-03 10:00:00",
            "2024-01-03 10:05:00",
            "Partial",
            "10.0.0.3",
            "Ulm",
            "",
            "",
            "",
            "",
            "",
        ],
    ]
    source = understood([header, *rows])
    assert profile(source) == "alchemer"
    assert source.questions == (
        "How often? – Other - Write In",
        "What do you need?",
        "Note: what did you think of it?",
    )
    assert [words for (who, words) in said(source) if who == "1"] == [A, B, C]
    assert "1 row was left out: nothing was answered." in source.warnings
    assert values(source, "Status") == ["Complete", "Partial"]


def test_redcap():
    header = ["record_id", "redcap_event_name", "use___1", "use___2", "why", "form_complete"]
    rows = [
        ["1", "first", "1", "0", A, "2"],
        ["1", "second", "", "", B, "2"],
        ["2", "first", "1", "1", C, "0"],
    ]
    source = understood([header, *rows])
    assert profile(source) == "redcap"
    assert labels(source) == ["1", "2"]
    assert [words for who, words in said(source) if who == "1"] == [A, B]
    assert dict(source.speakers[1].attributes)["use"] == "1; 2"
    labelled = [
        "Record ID",
        "Event Name",
        "Use (choice=Phone)",
        "Use (choice=TV)",
        "Why so?",
        "Complete?",
    ]
    rows = [
        ["1", "first", "Checked", "Unchecked", A, "Complete"],
        ["2", "first", "Checked", "Checked", B, "Complete"],
    ]
    assert values(understood([labelled, *rows]), "Use") == ["Phone", "Phone; TV"]


def test_tally_keeps_one_of_two_renderings():
    header = [
        "Submission ID",
        "Respondent ID",
        "Submitted at",
        "Which?",
        "Which? (Phone)",
        "Which? (TV)",
        "Why so?",
    ]
    rows = [
        ["s1", "r1", "2024-08-11 23:25:40", "Phone, TV", "TRUE", "TRUE", A],
        ["s2", "r2", "2024-08-12 23:25:40", "TV", "FALSE", "TRUE", B],
    ]
    source = understood([header, *rows])
    assert profile(source) == "tally"
    assert labels(source) == ["s1", "s2"]
    assert values(source, "Which?") == ["Phone; TV", "TV"]
    assert {"Respondent ID", "Which?"} <= left_out(source)


def test_formbricks():
    header = ["No.", "Response ID", "Timestamp", "Finished", "Survey ID", "Formbricks ID (internal)", "User ID", "Tags",
              "url", "1. What do you use?", "1. What do you use? - Option ID", "2. Rate these - Speed",
              "2. Rate these - Price", "3. What else?"]  # fmt: skip
    rows = [
        ["1", "ra", "2024-01-01 10:00:00", "Yes", "sv", "f1", "u1", "", "https://x.org", "Phone", "opt1", "Agree", "Disagree", A],
        ["2", "rb", "2024-01-02 10:00:00", "No", "sv", "f2", "u2", "", "https://x.org", "TV", "opt2", "Strongly agree", "Agree", B],
    ]  # fmt: skip
    source = understood([header, *rows])
    assert profile(source) == "formbricks"
    assert labels(source) == ["ra", "rb"]
    assert source.questions == ("3. What else?",)
    assert values(source, "2. Rate these – Speed") == ["4", "5"]
    assert {"User ID", "Survey ID", "url", "1. What do you use? - Option ID"} <= left_out(source)


def test_jotform_and_formstack():
    header = ["Submission Date", "First Name", "Rate these >> Speed", "Rate these >> Price", "Which ones?", "What else?",
              "Submission ID", "Submission IP"]  # fmt: skip
    rows = [
        ["2024-01-01 10:00:00", "Ana", "Agree", "Disagree", "Phone\nTV", A, "501", "10.0.0.1"],
        ["2024-01-02 10:00:00", "Ben", "Agree", "Strongly agree", "TV", B, "502", "10.0.0.2"],
        ["2024-01-03 10:00:00", "Cas", "Disagree", "Agree", "Phone\nTV", C, "503", "10.0.0.3"],
    ]
    source = understood([header, *rows])
    assert profile(source) == "jotform"
    assert values(source, "Rate these – Speed") == ["4", "4", "2"]
    assert set(str(values(source, "Which ones?")[0]).split("; ")) == {"Phone", "TV"}
    assert {"First Name", "Submission IP"} <= left_out(source)
    header = ["Time", "Browser", "IP Address", "Unique ID", "Location", "What else?"]
    rows = [
        [f"2024-01-0{n} 10:00:00", "Firefox", f"10.0.0.{n}", f"90{n}", "0,0", LONG[n]]
        for n in (1, 2, 3)
    ]
    source = understood([header, *rows])
    assert profile(source) == "formstack"
    assert labels(source) == ["901", "902", "903"]
    assert names(source) == {"Time"}


def test_a_row_an_answer_in_other_words():
    rows = [
        ["Response ID", "Question", "Response"],
        ["r1", "Why?", A],
        ["r1", "How?", B],
        ["r2", "Why?", C],
    ]
    assert understood(rows).questions == ("Why?", "How?")
