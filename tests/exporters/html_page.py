"""A page of a coded transcript, read by a parser that refuses what the templates do not write."""

from html.parser import HTMLParser

_TAGS = """html head meta title style body main header section div span p b a h1 h2 small mark table thead
tbody tr th td"""
_ATTRIBUTES = """lang charset http-equiv content name class id dir href data-n title aria-label"""
_VOID = {"meta"}


class Page(HTMLParser):
    """The texts of a page by tag and by `.class`; an unknown tag or attribute fails, and so does one left open."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _TAGS.split(), tag
        named = dict(attrs)
        assert set(named) <= set(_ATTRIBUTES.split()), named
        if tag not in _VOID:
            self.open.append(f"{tag} {named.get('class') or ''}")
        self.ids += [named["id"] or ""] if "id" in named else []
        self.links += [named["href"] or ""] if "href" in named else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().split()[0] == tag

    def handle_data(self, data: str) -> None:
        for place in self.open:
            tag, *names = place.split()
            for key in (tag, *(f".{name}" for name in names)):
                self.texts.setdefault(key, []).append(data)

    def text(self, place: str) -> str:
        return "".join(self.texts.get(place, ()))
