"""Words of many languages for the one who asks and the one who answers, as transcripts label them."""

ASKING = frozenset(
    [
        # English
        *("interviewer", "interviewers", "i", "int", "iv", "intv", "q", "question", "moderator", "mod"),
        *("facilitator", "researcher", "investigator", "assistant", "ai", "host"),
        # German
        *("interviewerin", "moderatorin", "befragerin", "befrager", "forscher", "forscherin", "frage"),
        # Spanish and Portuguese
        *("entrevistador", "entrevistadora", "encuestador", "encuestadora", "moderador", "moderadora"),
        *("facilitador", "facilitadora", "investigador", "investigadora", "pregunta", "pergunta"),
        *("pesquisador", "pesquisadora"),
        # French and Italian
        *("enquêteur", "enquêtrice", "enqueteur", "animateur", "animatrice", "chercheur", "chercheuse"),
        *("intervieweur", "intervieweuse", "modérateur", "modératrice", "facilitateur", "facilitatrice"),
        *("intervistatore", "intervistatrice", "moderatore", "moderatrice", "ricercatore", "ricercatrice"),
        "domanda",
        # Dutch, Swedish, Norwegian, Danish, Finnish
        *("onderzoeker", "gespreksleider", "vraag", "intervjuare", "forskare", "fråga", "intervjuer"),
        *("interviewleder", "forsker", "spørsmål", "spørgsmål", "haastattelija", "tutkija", "kysymys"),
        # Polish, Czech, Hungarian, Romanian
        *("ankieter", "ankieterka", "badacz", "badaczka", "moderatorka", "prowadzący", "prowadząca"),
        *("pytanie", "tazatel", "tazatelka", "výzkumník", "výzkumnice", "moderátor", "moderátorka"),
        *("otázka", "kérdező", "interjúkészítő", "kutató", "kérdés", "intervievator", "cercetător"),
        "întrebare",
        # Russian, Ukrainian, Greek, Turkish
        *("интервьюер", "модератор", "исследователь", "ведущий", "ведущая", "вопрос", "інтерв'юер"),
        *("дослідник", "дослідниця", "питання", "запитання", "συνεντευκτής", "συνεντεύκτρια"),
        *("ερευνητής", "ερευνήτρια", "ερώτηση", "görüşmeci", "araştırmacı", "moderatör", "soru"),
        # Arabic, Hebrew, Persian, Hindi
        *("المحاور", "المحاورة", "الباحث", "الباحثة", "سؤال", "س", "מראיין", "מראיינת", "חוקר", "חוקרת"),
        *("מנחה", "שאלה", "مصاحبهگر", "پژوهشگر", "سوال", "साक्षात्कारकर्ता", "शोधकर्ता", "प्रश्न"),
        # Chinese, Japanese, Korean
        *("采访者", "訪問者", "访问者", "访谈者", "訪談者", "採訪者", "主持人", "研究者", "研究员", "研究員"),
        *("问", "問", "インタビュアー", "インタビューアー", "聞き手", "司会", "司会者", "調査者", "質問", "質問者"),
        *("면접자", "인터뷰어", "진행자", "연구자", "사회자", "질문"),
        # Indonesian, Vietnamese, Thai
        *("pewawancara", "peneliti", "pertanyaan", "tanya", "người phỏng vấn", "hỏi", "ผู้สัมภาษณ์"),
    ]
)  # fmt: skip
"""Labels of the one who asks."""

ANSWERING = frozenset(
    [
        # English
        *("participant", "interviewee", "respondent", "user", "answer", "a", "informant", "narrator"),
        # German
        *("befragter", "befragte", "befragt", "teilnehmer", "teilnehmerin", "antwort", "interviewter"),
        *("interviewte", "interviewpartner", "interviewpartnerin", "proband", "probandin", "ip", "bp", "tn"),
        # Spanish and Portuguese
        *("entrevistado", "entrevistada", "encuestado", "encuestada", "participante", "informante"),
        *("respondente", "respuesta", "resposta"),
        # French and Italian
        *("interviewé", "interviewée", "enquêté", "enquêtée", "répondant", "répondante", "participante"),
        *("réponse", "intervistato", "intervistata", "partecipante", "rispondente", "risposta"),
        # Dutch, Swedish, Norwegian, Danish, Finnish
        *("geïnterviewde", "deelnemer", "deelneemster", "antwoord", "intervjuperson", "deltagare", "svar"),
        *("deltaker", "deltager", "haastateltava", "vastaaja", "osallistuja", "vastaus"),
        # Polish, Czech, Hungarian, Romanian
        *("respondentka", "uczestnik", "uczestniczka", "rozmówca", "rozmówczyni", "badany", "badana"),
        *("odpowiedź", "účastník", "účastnice", "odpověď", "válaszadó", "interjúalany", "résztvevő"),
        *("válasz", "intervievat", "intervievată", "răspuns"),
        # Russian, Ukrainian, Greek, Turkish
        *("респондент", "респондентка", "участник", "участница", "информант", "ответ", "учасник"),
        *("учасниця", "відповідь", "συμμετέχων", "συμμετέχουσα", "ερωτώμενος", "απάντηση"),
        *("katılımcı", "görüşülen", "cevap", "yanıt"),
        # Arabic, Hebrew, Persian, Hindi
        *("المشارك", "المشاركة", "المستجيب", "جواب", "ج", "מרואיין", "מרואיינת", "משתתף", "משתתפת"),
        *("תשובה", "مصاحبهشونده", "شرکتکننده", "प्रतिभागी", "उत्तरदाता", "उत्तर"),
        # Chinese, Japanese, Korean
        *("受访者", "受訪者", "被访者", "被訪者", "参与者", "參與者", "答", "回答者", "話し手", "参加者"),
        *("協力者", "対象者", "回答", "응답자", "참여자", "참가자", "인터뷰이", "피면접자", "답변"),
        # Indonesian, Vietnamese, Thai
        *("narasumber", "informan", "responden", "partisipan", "peserta", "jawaban", "jawab"),
        *("người được phỏng vấn", "người tham gia", "trả lời", "ผู้ให้สัมภาษณ์", "ผู้เข้าร่วม"),
    ]
)  # fmt: skip
"""Labels of the one who answers."""

NOBODY = frozenset(
    [
        *("speaker", "spk", "guest", "person", "voice", "unknown", "unidentified", "subject", "client"),
        *("customer", "visitor", "caller", "sprecher", "sprecherin", "locuteur", "hablante", "falante"),
        *("parlante", "man", "woman", "male", "female", "r", "p", "resp", "orateur", "relatore", "spreker"),
        *("talare", "mówca", "mluvčí", "говорящий", "спикер", "konuşmacı", "المتحدث", "发言人", "說話者"),
        *("说话人", "話者", "화자", "참석자", "pembicara", "người nói"),
    ]
)  # fmt: skip
"""Labels of somebody, of whom they tell no name."""

NUMBERED = frozenset(
    [
        *("q", "a", "question", "answer", "frage", "antwort", "pregunta", "respuesta", "pergunta"),
        *("resposta", "domanda", "risposta", "réponse", "vraag", "antwoord", "fråga", "svar", "spørsmål"),
        *("spørgsmål", "kysymys", "vastaus", "pytanie", "odpowiedź", "otázka", "odpověď", "kérdés"),
        *("válasz", "вопрос", "ответ", "soru", "cevap", "問", "問題", "问题", "質問", "回答", "질문", "답변"),
    ]
)  # fmt: skip
"""Words whose number counts questions rather than people."""
