"""The line at the bottom: keys that work here. One widget, so that it costs nothing when the focus moves."""

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget


class KeyFooter(Widget):
    """Keys and what they do; those that do not fit are left to the help screen."""

    DEFAULT_CSS = """
    KeyFooter {
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $foreground;
        dock: bottom;
    }
    """

    def on_mount(self) -> None:
        """Follow the focus: other keys work in another place."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _: Screen[object]) -> None:
        self.refresh()

    def _keys(self) -> list[tuple[str, str, str]]:
        """Key as Textual names it, key as shown, and title; each action once."""
        seen: dict[str, tuple[str, str, str]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.description:
                shown = self.app.get_key_display(binding)
                if binding.action != "command_palette":
                    seen.setdefault(binding.action, (binding.key, shown, binding.description))
        return list(seen.values())

    def _places(self) -> list[tuple[int, int, str, str, str]]:
        """Start, end, key, key as shown and title of what fits."""
        keys = self._keys()
        last = [key for key in keys if key[2] == "Help"]
        width = self.size.width - sum(len(shown) + len(title) + 1 for _, shown, title in last)
        places: list[tuple[int, int, str, str, str]] = []
        x = 0
        for name, shown, title in [key for key in keys if key not in last] + last:
            end = x + len(shown) + 1 + len(title)
            if title == "Help":
                end += max(0, self.size.width - end)
                places.append((x, end, name, shown, title))
            elif end + 3 <= width:
                places.append((x, end, name, shown, title))
                x = end + 3
        return places

    def render(self) -> Content:
        """The keys; help stands at the right end."""
        parts: list[Content] = []
        for start, end, _, shown, title in self._places():
            label = Content.assemble((shown, "bold $footer-key-foreground"), " ", title)
            parts.append(label.pad_left(max(0, end - start - label.cell_length)))
        return Content("   ").join(parts)

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the pointer does."""
        x = event.get_content_offset_capture(self).x
        for start, end, name, _, _ in self._places():
            if start <= x < end:
                self.app.simulate_key(name)
                return
