"""The keys of the reading view; each can be remapped by its id."""

from collections.abc import Sequence

from textual.binding import Binding

READING_KEYS: Sequence[Binding] = (
    Binding("j", "move('sentence', 1)", "Next sentence", show=False, id="reading.next-sentence"),
    Binding("k", "move('sentence', -1)", "Previous sentence", show=False, id="reading.previous-sentence"),
    Binding("J", "move('sentence', 1, True)", "Select onward by sentence", show=False, id="reading.extend-next-sentence"),
    Binding("K", "move('sentence', -1, True)", "Select back by sentence", show=False, id="reading.extend-previous-sentence"),
    Binding("]", "move('turn', 1)", "Next turn", show=False, id="reading.next-turn"),
    Binding("[", "move('turn', -1)", "Previous turn", show=False, id="reading.previous-turn"),
    Binding("}", "move('turn', 1, True)", "Select onward by turn", show=False, id="reading.extend-next-turn"),
    Binding("{", "move('turn', -1, True)", "Select back by turn", show=False, id="reading.extend-previous-turn"),
    Binding(">", "move('excerpt', 1)", "Next excerpt", show=False, id="reading.next-excerpt"),
    Binding("<", "move('excerpt', -1)", "Previous excerpt", show=False, id="reading.previous-excerpt"),
    Binding("v", "expand_selection", "Select word, sentence, turn", show=False, id="reading.expand-selection"),
    Binding("escape", "clear_selection", "Clear the selection", show=False, id="reading.clear-selection"),
    Binding("right", "move('char', 1)", "Right", show=False, id="reading.right"),
    Binding("left", "move('char', -1)", "Left", show=False, id="reading.left"),
    Binding("down", "move('line', 1)", "Down", show=False, id="reading.down"),
    Binding("up", "move('line', -1)", "Up", show=False, id="reading.up"),
    Binding("ctrl+right", "move('word', 1)", "Next word", show=False, id="reading.next-word"),
    Binding("ctrl+left", "move('word', -1)", "Previous word", show=False, id="reading.previous-word"),
    Binding("home", "move('edge', -1)", "Start of line", show=False, id="reading.line-start"),
    Binding("end", "move('edge', 1)", "End of line", show=False, id="reading.line-end"),
    Binding("pagedown", "move('page', 1)", "Page down", show=False, id="reading.page-down"),
    Binding("pageup", "move('page', -1)", "Page up", show=False, id="reading.page-up"),
    Binding("ctrl+home", "move('document', -1)", "Start of source", show=False, id="reading.source-start"),
    Binding("ctrl+end", "move('document', 1)", "End of source", show=False, id="reading.source-end"),
    Binding("shift+right", "move('char', 1, True)", "Select right", show=False, id="reading.extend-right"),
    Binding("shift+left", "move('char', -1, True)", "Select left", show=False, id="reading.extend-left"),
    Binding("shift+down", "move('line', 1, True)", "Select down", show=False, id="reading.extend-down"),
    Binding("shift+up", "move('line', -1, True)", "Select up", show=False, id="reading.extend-up"),
    Binding("ctrl+shift+right", "move('word', 1, True)", "Select next word", show=False, id="reading.extend-next-word"),
    Binding("ctrl+shift+left", "move('word', -1, True)", "Select previous word", show=False, id="reading.extend-previous-word"),
    Binding("shift+home", "move('edge', -1, True)", "Select to start of line", show=False, id="reading.extend-line-start"),
    Binding("shift+end", "move('edge', 1, True)", "Select to end of line", show=False, id="reading.extend-line-end"),
    Binding("shift+pagedown", "move('page', 1, True)", "Select page down", show=False, id="reading.extend-page-down"),
    Binding("shift+pageup", "move('page', -1, True)", "Select page up", show=False, id="reading.extend-page-up"),
    Binding("ctrl+shift+home", "move('document', -1, True)", "Select to start", show=False, id="reading.extend-source-start"),
    Binding("ctrl+shift+end", "move('document', 1, True)", "Select to end", show=False, id="reading.extend-source-end"),
)  # fmt: skip
