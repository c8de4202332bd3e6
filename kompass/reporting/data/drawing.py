"""One chart of a report wanted as a file of its own. The chart and its words are the report's."""

from dataclasses import dataclass

from kompass.reporting.data.parts import Figure, Heading

# What a chart can be had as.
ENDINGS = ("svg", "png")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart to stand alone, as a file with one of `ENDINGS`; `title` is what it is of, and of whom."""

    figure: Figure
    ending: str
    locale: str
    title: str
    place: str
    mark: str

    @property
    def template(self) -> str:
        """None: it is drawn, and not laid out."""
        return ""

    @property
    def foot(self) -> str:
        return ""

    @property
    def headings(self) -> tuple[Heading, ...]:
        return ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (self.figure,)

    @property
    def words(self) -> str:
        """The finding, and the content in words."""
        return f"{self.figure.caption} {self.figure.alternative}".strip()
