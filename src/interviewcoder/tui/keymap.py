"""Every command of the program, by the place where its key works."""

from collections.abc import Mapping, Sequence

from .commands import Command

MODES: Mapping[str, str] = {
    "library": "Library",
    "reading": "Reading",
    "excerpts": "Excerpts",
    "personas": "Personas",
    "segments": "Segments",
    "search": "Search",
    "history": "History",
    "counts": "Counts",
    "suggestions": "Suggest",
}
"""The modes and their titles, in the order of their digits."""

SIDE_MODES: Mapping[str, str] = {"review": "Review", "codes": "Codebook"}
"""Modes without a digit, which are opened from another one, and their titles."""

EVERY_MODE: Mapping[str, str] = {**MODES, **SIDE_MODES}
"""All modes and their titles."""

_MODE_HELP = {
    "library": "Sources and participants.",
    "reading": "Read a source and tag it.",
    "excerpts": "What was tagged: by code and by query, in groups.",
    "personas": "The personas and the quotes under each claim.",
    "segments": "Groups by attributes, and how personas cut across them.",
    "search": "Find words in everything that was said.",
    "history": "What was done, to undo and redo.",
    "suggestions": "What may go with a code, to say yes or no to.",
    "counts": "How often things are tagged, alone, together and along a source.",
}

EVERYWHERE: Sequence[Command] = (
    *(
        Command(f"app.{mode}", str(digit), title, _MODE_HELP[mode], f"app.show_mode('{mode}')", False)
        for digit, (mode, title) in enumerate(MODES.items(), 1)
    ),
    Command("app.search-now", "slash", "Search", "Find words in everything that was said.", "app.show_mode('search')", False),
    Command("app.codes", "B", "Codebook", "The tree of codes: counts, definitions, quotes; reorganise it.", "app.show_mode('codes')", False),
    Command("app.import", "i", "Import", "Bring interviews, survey answers or a whole project into the study.", "app.import_sources", False),
    Command("app.undo", "z,ctrl+z", "Undo", "Take back the last change.", "app.undo", False),
    Command("app.redo", "Z,ctrl+y", "Redo", "Put back what was undone.", "app.redo", False),
    Command("app.jump", "ctrl+g", "Jump", "Put a letter on every pane and row, and go to one by its letter.", "app.jump", False),
    Command("app.copy", "y", "Copy row", "Copy the highlighted row, a quote with its source, to the clipboard of the terminal.", "app.copy_row", False),
    Command("app.study-memos", "ctrl+e", "Study memos", "Notes on the study as a whole.", "app.study_memos", False),
    Command("app.backups", "ctrl+b", "Backups", "List the study's backups, make one, or put the study back to one.", "app.backups", False),
    Command("app.back", "escape,backspace", "Back", "Go back to where you came from.", "app.leave_mode", False),
    Command("app.help", "question_mark,f1", "Help", "All keys of this screen.", "app.help"),
    Command("app.quit", "q", "Quit", "Leave. Everything is saved already.", "app.quit", False),
)  # fmt: skip
"""Commands whose keys work on every mode's screen."""

LIBRARY: Sequence[Command] = (
    Command("library.import", "i", "Import", "Bring files or a whole folder into the study.", "app.import_sources"),
    Command("library.update", "u", "Update", "Bring the source up to date from a corrected file or a new export; its tags move with the text.", "update"),
    Command("library.review", "v", "Review", "Look at what became of tags when their texts were corrected.", "app.show_mode('review')", False),
    Command("library.speakers", "w", "Who speaks", "Say who is interviewer and who is participant.", "speakers"),
    Command("library.rename", "e", "Rename", "Give the source or participant another name.", "rename"),
    Command("library.remove", "d", "Remove", "Take the source and its tags out of the study.", "remove"),
    Command("library.erase", "D", "Erase", "Erase the participant for good: their words, values and tags, in the study, its history and its backups.", "erase", False),
    Command("library.pseudonymise", "N", "Pseudonymise...", "Find the names in the study, go through them, and put pseudonyms in their place for good.", "pseudonymise", False),
    Command("library.memos", "m", "Memos", "Notes on the source or participant.", "memos"),
    Command("library.filter", "f", "Filter", "Narrow both tables by typing.", "filter"),
    Command("library.attributes", "p", "Participants file", "Read attributes from a table, one row a participant.", "import_participants"),
    Command("library.export", "x", "Export texts", "Write the sources with their tags as HTML, Word or Markdown.", "export_transcripts"),
    Command("library.save-participants", "P", "Save participants", "Write the participants and their attributes to a CSV or Excel file.", "export_participants", False),
    Command("library.codings", "c", "Tags file", "Read tags from a CSV file (source, start, end or quote, code).", "import_codings", False),
)  # fmt: skip
"""Commands of the library."""

READING: Sequence[Command] = (
    Command("reading.tag", "t,enter", "Tag", "Tag the selection or sentence: finds codes as you type, makes new ones.", "tag"),
    Command("reading.quick", "space", "Quick", "Tag by two keys: digits are pinned codes, letters show codes of one kind.", "quick"),
    Command("reading.repeat", "r", "Repeat", "Tag with the codes used last.", "repeat"),
    Command("reading.untag", "u", "Untag", "Take a tag off what is under the cursor.", "untag"),
    Command("reading.recode", "c", "Replace code", "Give the tag under the cursor another code; all else of it stays.", "recode", False),
    Command("reading.respan", "a", "Ends", "Adjust where the tag under the cursor begins and ends.", "respan", False),
    Command("reading.in-vivo", "V", "In vivo", "Make a code of the selected words, and tag them with it.", "in_vivo", False),
    Command("reading.against", "minus", "Against", "The words speak against the tag's code: contrary evidence.", "speaks('against')", False),
    Command("reading.for", "plus", "For", "The words speak for the tag's code.", "speaks('for')", False),
    Command("reading.weigh", "percent_sign", "Weigh", "How strongly the words show the code, 0 to 100.", "weigh", False),
    Command("reading.memos", "m", "Memo", "A note on the tag under the cursor, or on the source.", "memos"),
    Command("reading.codebook", "b", "Codebook", "Show or hide the codebook.", "toggle_codebook"),
    Command("reading.source", "o", "Sources", "Open another source.", "choose_source"),
    Command("reading.next-source", "n", "Next source", "Open the next source.", "step_source(1)", False),
    Command("reading.previous-source", "p", "Previous source", "Open the source before this one.", "step_source(-1)", False),
    Command("reading.speakers", "w", "Who speaks", "Say who is interviewer and who is participant.", "speakers", False),
    Command("reading.export", "x", "Export text", "Write the source with its tags as HTML, Word or Markdown.", "export_transcripts", False),
    Command("reading.copy", "y", "Copy", "Copy the selection or sentence to the clipboard.", "copy", False),
    Command("reading.next-untagged", "e", "Next untagged", "Go to a participant's next turn without a tag.", "leap('uncoded', 1)"),
    Command("reading.previous-untagged", "E", "Previous untagged", "Go to a participant's turn before this one without a tag.", "leap('uncoded', -1)", False),
    Command("reading.find", "f", "Find", "Find words in this source: all places are marked.", "find"),
    Command("reading.find-here", "*", "Find this", "Mark the selected words, or the word at the cursor, everywhere in this source.", "find_here", False),
    Command("reading.next-hit", ")", "Next hit", "Go to the next place that was found.", "leap('hit', 1)", False),
    Command("reading.previous-hit", "(", "Previous hit", "Go to the place before this one that was found.", "leap('hit', -1)", False),
    Command("reading.like", "tilde", "Like this", "Find what is like the selection or sentence in the whole study.", "like", False),
    Command("reading.goto", "g", "Go to", "Go to a time (12:30), a turn (40) or a share of the text (50 %).", "goto", False),
    Command("reading.go-to-mark", "'", "Marks", "Go to a mark by its letter; lists the marks in this source.", "go_to_mark", False),
    Command("reading.set-mark", '"', "Set mark", "Mark this place with a letter.", "set_mark", False),
    Command("reading.jump-back", "H,alt+left", "Back to", "Go back to where the last leap began, also in another source.", "jump_back", False),
    Command("reading.jump-forward", "L,alt+right", "Forward to", "Go forward again to where you went back from.", "jump_forward", False),
    Command("reading.tags-here", "l", "Tags here", "List the tags here with coder, time, weight and notes; Enter selects the words of one.", "tags_here", False),
    Command("reading.stand-out", "#", "Stand out", "Choose which tags stand out: all, yours, another coder's, one code's.", "stand_out", False),
)  # fmt: skip
"""Commands of the reading screen; the motions are the reading view's own."""

CODEBOOK: Sequence[Command] = (
    Command("codebook.add", "a", "Add", "Add a code under the highlighted one.", "screen.add_code"),
    Command("codebook.add-top", "A", "Add at top", "Add a code at the top of the tree.", "screen.add_top_code", False),
    Command("codebook.edit", "e", "Edit", "Name, kind, colour, definition, when to use and when not.", "screen.edit_code"),
    Command("codebook.move", "v", "Move", "Put the code under another one, or at the top, after showing what moves.", "screen.move_code"),
    Command("codebook.merge", "g", "Merge", "Join the code into another, after showing what goes over.", "screen.merge_code"),
    Command("codebook.remove", "d", "Delete", "Delete the code and its tags, after showing what goes; codes under it move up.", "screen.remove_code"),
    Command("codebook.pin", "P", "Pin", "Pin the code on a digit: Space and the digit tag with it.", "screen.pin_code", False),
    Command("codebook.memos", "M", "Memos", "Notes on the code.", "screen.code_memos", False),
    Command("codebook.load", "I", "Codebook file", "Read codes from a CSV, YAML or .qdc file.", "screen.load_codebook", False),
    Command("codebook.save", "s", "Save codebook", "Write the codebook to a CSV, YAML, Markdown or .qdc file.", "screen.save_codebook", False),
)  # fmt: skip
"""Commands that work while the codebook has the focus."""

CODES: Sequence[Command] = (
    Command("codes.pick-up", "p", "Pick up", "Carry the code through the tree with the arrow keys; Enter drops it, Esc gives up.", "pick_up"),
    Command("codes.split", "S", "Split", "Pick excerpts of the code that go into a new code, or into another one.", "split_code"),
    Command("codes.mark", "space", "Mark", "Mark the code: move, merge, delete, kind and colour then work on all that are marked.", "mark"),
    Command("codes.rename", "r", "Rename", "Give the code another name.", "rename_code", False),
    Command("codes.kind", "w", "Kind", "Give the code another kind.", "give_kind", False),
    Command("codes.recolour", "c", "Colour", "Give the code a colour of a palette.", "recolour", False),
    Command("codes.filter", "f", "Filter", "Narrow the tree by typing.", "filter"),
    Command("codes.fold-all", "minus", "Fold all", "Show only the codes at the top of the tree.", "fold_all", False),
    Command("codes.unfold-all", "plus", "Unfold all", "Show all codes.", "unfold_all", False),
)  # fmt: skip
"""Commands of the codebook's own screen, besides those of the codebook."""

EXCERPTS: Sequence[Command] = (
    Command("excerpts.query", "f,ctrl+f", "Query", "Write a query: only what it is true of is shown.", "edit_query"),
    Command("excerpts.group", "g", "Group", "Group by the next: code, kind, participant, segment, source, attribute.", "next_grouping"),
    Command("excerpts.mark", "space", "Mark", "Mark the excerpt: keys then work on all that are marked.", "mark"),
    Command("excerpts.mark-all", "A", "Mark all", "Mark all excerpts that are shown, or none.", "mark_all", False),
    Command("excerpts.retag", "c", "Change", "Add or replace the code of the marked excerpts, untag or judge them, after a preview.", "retag"),
    Command("excerpts.untag", "u", "Untag", "Take the tag off this excerpt, or off all that are marked.", "untag"),
    Command("excerpts.around", "w", "Words around", "Show the excerpt whole with the sentences before and after it.", "words_around"),
    Command("excerpts.order", "o", "Order", "As read, the newest or longest first, or the largest group first.", "next_order", False),
    Command("excerpts.against", "minus", "Against", "The excerpt speaks against its code: contrary evidence.", "speaks('against')", False),
    Command("excerpts.for", "plus", "For", "The excerpt speaks for its code.", "speaks('for')", False),
    Command("excerpts.weigh", "percent_sign", "Weigh", "How strongly the excerpt shows its code, 0 to 100.", "weigh", False),
    Command("excerpts.memos", "m", "Memo", "A note on this tag.", "memos", False),
    Command("excerpts.like", "tilde", "Like this", "Find what is like the excerpt in the whole study.", "like", False),
    Command("excerpts.save-query", "S", "Save query", "Keep the query under a name, to ask it again.", "save_query", False),
    Command("excerpts.queries", "Q", "Saved queries", "Ask a query that was saved.", "choose_query", False),
    Command("excerpts.codebook", "b", "Codebook", "Show or hide the codebook.", "fold_codes", False),
    Command("excerpts.export", "x", "Export", "Write what is shown as CSV, Excel or Markdown, or the study as a project (.qdpx).", "export_codings"),
)  # fmt: skip
"""Commands of the excerpts screen."""

PERSONAS: Sequence[Command] = (
    Command("personas.synthesize", "s", "Synthesize", "Group the participants into personas.", "synthesize"),
    Command("personas.rename", "e", "Rename", "Give the persona a name of yours.", "rename"),
    Command("personas.narrative", "w", "Write", "Edit the persona's narrative.", "write_narrative"),
    Command("personas.summary", "W", "Summary", "Edit the persona's summary.", "write_summary", False),
    Command("personas.pin", "p", "Pin", "Keep this claim on the page in later runs, or do not any more.", "pin"),
    Command("personas.add-claim", "a", "Add claim", "State a claim of yours, with the excerpts that speak for and against it.", "add_claim"),
    Command("personas.remove-claim", "d", "Delete claim", "Take back a claim of yours.", "remove_claim", False),
    Command("personas.move", "v", "Move member", "Put a member into another persona; later runs leave them there.", "move_member"),
    Command("personas.merge", "g", "Merge", "Make one persona of this and another.", "merge", False),
    Command("personas.split", "S", "Split", "Make a persona of its own of some members.", "split", False),
    Command("personas.looked-at", "l", "Looked at", "Note that you have seen what a stale persona cites.", "looked_at", False),
    Command("personas.export", "x", "Export", "Write the personas to a folder.", "export"),
    Command("personas.crossing", "c", "All", "How sure the run is, and how all personas cross the attributes.", "crossing"),
    Command("personas.map", "M", "Map", "The people as points: who stands near whom.", "map", False),
    Command("personas.runs", "h", "Runs", "Every run that was made, and what changed since.", "runs", False),
    Command("personas.compare", "equals_sign", "Compare", "Set the persona beside another, claim by claim.", "compare", False),
    Command("personas.memos", "m", "Memos", "Notes on the persona.", "memos", False),
)  # fmt: skip
"""Commands of the personas screen."""

SEGMENTS: Sequence[Command] = (
    Command("segments.add", "a", "Add", "Write a segment: a name and a rule, with its people shown as you type.", "add_segment"),
    Command("segments.suggest", "s", "Suggestions", "Choose among segments that the attributes suggest.", "suggest"),
    Command("segments.edit", "e", "Edit", "Change the segment's name or rule.", "edit_segment"),
    Command("segments.remove", "d", "Remove", "Take the segment away; its people stay.", "remove_segment"),
    Command("segments.memos", "m", "Memos", "Notes on the segment.", "memos", False),
    Command("segments.cut", "c", "The cut", "How personas cut across segments.", "show_cut"),
    Command("segments.next-set", "t", "Next set", "Cut by another attribute's segments, or by all together.", "next_set", False),
    Command("segments.foretell", "f", "What foretells", "Which attributes foretell the personas, if any do.", "foretell"),
    Command("segments.export", "x", "Export", "Write the cut to a CSV or Markdown file.", "export_cut"),
)  # fmt: skip
"""Commands of the segments screen."""

SEARCH: Sequence[Command] = (
    Command("search.like", "tilde,ctrl+l", "Like this", "Find sentences that are like one that you type.", "like", False),
    Command("search.words", "f", "Words", "Go back to the words that are searched for.", "edit_words"),
    Command("search.autocode", "t", "Autocode", "Tag all that participants say with these words, after a preview.", "autocode"),
    Command("search.context", "v", "In context", "Show every found place on a line with the words around it, or the passages again.", "turn_view"),
    Command("search.order", "o", "Order", "Sort the lines in context by the words to the left, to the right, or by source.", "next_order"),
    Command("search.voices", "w", "Whose words", "Search what everybody says, participants only, or the others only.", "next_voices"),
    Command("search.source", "s", "One source", "Search in one source, or in all again.", "choose_source"),
    Command("search.participant", "p", "One participant", "Search the words of one participant, or of all again.", "choose_participant", False),
    Command("search.untagged", "u", "Untagged", "Search passages without any tag only, or all again.", "turn_untagged", False),
    Command("search.all", "a", "All passages", "Search everywhere again.", "search_all", False),
    Command("search.export", "x", "Export lines", "Write every found place with the words around it to a CSV or Excel file.", "export_lines", False),
)  # fmt: skip
"""Commands of the search screen."""

AUTOCODING: Sequence[Command] = (
    Command("autocode.tag", "enter", "Tag", "Tag all excerpts that are ticked, as one change.", "accept"),
    Command("autocode.leave-out", "space", "Leave out", "Leave the excerpt out, or take it in again.", "turn_tick"),
    Command("autocode.all", "a", "All or none", "Leave all out, or take all in where any is left out.", "turn_all"),
    Command("autocode.unit", "u", "How much", "Tag the sentence, the words alone, or the whole turn.", "next_unit"),
    Command("autocode.voices", "w", "Whose words", "Tag the words of participants, of the others, or of everybody.", "next_voices"),
)  # fmt: skip
"""Commands on what autocoding would tag."""

HISTORY: Sequence[Command] = (
    Command("history.undo", "u,z,ctrl+z", "Undo", "Take back the last change.", "app.undo"),
    Command("history.redo", "r,Z,ctrl+y", "Redo", "Put back what was undone.", "app.redo"),
    Command("history.go-to", "g", "Go to here", "Bring the study to where it was right after this change, after a preview; redo goes back again.", "go_to"),
    Command("history.filter", "f", "Filter", "Narrow the list by typing who, the kind of change or a source.", "filter"),
)  # fmt: skip
"""Commands of the history screen."""

COUNTS: Sequence[Command] = (
    Command("counts.narrow", "f", "Count only", "Count only tags that a query is true of.", "narrow"),
    Command("counts.excerpts", "e", "In excerpts", "Ask for the excerpts behind the number on the excerpts screen: to change, group or export them.", "show_excerpts"),
    Command("counts.sort", "o", "Order", "The most frequent first, or in the order of the study.", "sort"),
    Command("counts.export", "x", "Export", "Write what is on show to a CSV, Excel or SVG file.", "export_counts"),
)  # fmt: skip
"""Commands of the screen of counts."""

REVIEW: Sequence[Command] = (
    Command("review.accept", "a", "Accept", "The tag is right where it is; of several places, on the one that is shown.", "accept"),
    Command("review.next-candidate", "n", "Next place", "Show the next of several places.", "next_candidate"),
    Command("review.place", "p", "Place", "Put the tag on an excerpt that you select in the text.", "place"),
    Command("review.dismiss", "d", "Give up", "Take the tag away for good, with its notes.", "dismiss_tag"),
    Command("review.open", "o", "Open", "Open the place in its source.", "open"),
    Command("review.accept-moved", "A", "Accept moved", "All tags that moved are right where they are.", "accept_moved", False),
    Command("review.memos", "m", "Memo", "Notes on the tag.", "memos", False),
)  # fmt: skip
"""Commands of the review screen."""
SPEAKERS: Sequence[Command] = (
    Command("speakers.interviewer", "i", "Interviewer", "The voice asks.", "give('interviewer')"),
    Command("speakers.participant", "p", "Participant", "The voice is a participant's.", "give('participant')"),
    Command("speakers.other", "o", "Other", "The voice is neither: nobody's to synthesize.", "give('other')"),
    Command("speakers.next-role", "space,w", "Next role", "The voice does the next of the three.", "next_role", False),
    Command("speakers.name", "n,e", "Name", "Under which name the voice is a participant.", "name"),
)  # fmt: skip
"""Commands that work on a list of voices, in dialogs."""

LOOKING: Sequence[Command] = (
    Command("look.use", "ctrl+s", "Use it so", "Import the file as it stands here.", "use"),
    Command("look.use-alike", "A", "All alike", "Read all files of this import like it that have the same columns or speakers.", "use_alike"),
    Command("look.warnings", "W", "Warnings", "All that is to mind in the file.", "warnings", False),
    Command("look.help", "question_mark,f1", "Help", "All keys of this screen.", "help"),
)  # fmt: skip
"""Commands on what a file would become, before it is imported."""

COLUMNS: Sequence[Command] = (
    Command("columns.question", "q", "Question", "The column holds answers in people's own words.", "use_as('question')"),
    Command("columns.attribute", "a", "Attribute", "The column is a closed fact about respondents.", "use_as('attribute')"),
    Command("columns.respondent", "r", "Respondent", "The column says who answered; one column at most.", "use_as('respondent')"),
    Command("columns.leave-out", "x", "Leave out", "The column is not imported.", "use_as('left out')"),
    Command("columns.name", "n,e", "Name", "Give the question or attribute another name; the same name puts columns together.", "name"),
    Command("columns.type", "t", "Type", "Text, number, date, yes or no, choice, or several values in a cell.", "type"),
    Command("columns.mark", "space", "Mark", "Mark the column: keys then work on all that are marked.", "mark"),
    Command("columns.join", "g", "Join", "Make one attribute with several values of columns that are each an option.", "join"),
    Command("columns.split", "S", "Split", "Take columns that were put together apart again.", "split", False),
    Command("columns.labels", "l", "Labels", "Which number each answer of a scale means.", "labels", False),
    Command("columns.sheet", "w", "Sheet", "Read another sheet of the spreadsheet.", "sheet", False),
    Command("columns.load", "f", "Mapping file", "Use columns as a mapping file says.", "load_mapping", False),
    Command("columns.save", "s", "Save mapping", "Write how the columns are used to a file, for other tables like this one.", "save_mapping", False),
    Command("columns.undo", "z,ctrl+z", "Undo", "Take back the last change on this screen.", "undo_change", False),
)  # fmt: skip
"""Commands on the columns of a survey, before it is imported."""

NAMES: Sequence[Command] = (
    Command("names.tick", "space", "Accept", "Replace the name, or leave it.", "tick"),
    Command("names.tick-kind", "A", "All of the kind", "Replace all names of this kind, or leave them.", "tick_kind"),
    Command("names.call", "e,n", "Pseudonym", "Type what stands for the name.", "call"),
    Command("names.apart", "o", "Somebody else", "Give the name a pseudonym of its own.", "apart"),
    Command("names.kind", "w", "Kind", "Say what the name is of: the next kind.", "next_kind"),
    Command("names.capital", "c", "Capital only", "It is a word too: only with a capital letter it is the name.", "capital", False),
    Command("names.add", "a", "Add", "Add a name that was not found.", "add"),
    Command("names.replace", "ctrl+s", "Replace", "See what replacing the accepted names changes, and do it.", "replace"),
    Command("names.help", "question_mark,f1", "Help", "All keys of this screen.", "help"),
)  # fmt: skip
"""Commands on the names that may be replaced by pseudonyms."""

SUGGESTIONS: Sequence[Command] = (
    Command("suggestions.accept", "a", "Yes", "Tag the words with the code; a doubtful tag stays.", "accept"),
    Command("suggestions.reject", "x", "No", "The code does not go with the words: not suggested again; a doubtful tag is taken off.", "reject"),
    Command("suggestions.widen", "w", "Widen", "Take the whole turn instead of the sentence, or the sentence again.", "widen"),
    Command("suggestions.why", "h", "Why?", "Show all words that speak for the code, with their weights, and the excerpts that are like these words.", "why"),
    Command("suggestions.like", "tilde", "Like this", "Find what is like these words in the whole study.", "like", False),
    Command("suggestions.how-much", "e", "How much?", "Estimate how much of the code you have found, and how good suggestions are for it.", "how_much"),
)  # fmt: skip
"""Commands of the review queue of suggestions."""

GROUPS: Mapping[str, Sequence[Command]] = {
    "library": LIBRARY,
    "reading": READING,
    "codebook": CODEBOOK,
    "codes": CODES,
    "excerpts": EXCERPTS,
    "personas": PERSONAS,
    "segments": SEGMENTS,
    "search": SEARCH,
    "history": HISTORY,
    "review": REVIEW,
    "counts": COUNTS,
    "suggestions": SUGGESTIONS,
    "app": EVERYWHERE,
}
"""The commands by the first part of their names."""

DIALOGS: Mapping[str, tuple[str, Sequence[Command]]] = {
    "columns": ("On the columns of a survey, before it is imported", (*COLUMNS, *LOOKING)),
    "voices": ("On the speakers of a transcript, before it is imported", (*SPEAKERS, *LOOKING)),
    "names": ("On the names that pseudonyms are put for", NAMES),
    "autocode": ("On what autocoding would tag", AUTOCODING),
}
"""Titles and commands of dialogs, where those of everywhere do not work."""

WITH_CODEBOOK = frozenset({"reading", "excerpts", "codes", "suggestions"})
"""The modes that show the codebook."""


def commands_of(mode: str) -> list[Command]:
    """The commands that a mode's screen answers to, its own first."""
    beside = CODEBOOK if mode in WITH_CODEBOOK else ()
    return [*GROUPS.get(mode, ()), *beside, *EVERYWHERE]
