"""A report wanted as a Word file instead of a PDF. The report itself is the same."""

from dataclasses import dataclass

from kompass.reporting.data.parts import Figure, Heading, Report


@dataclass(frozen=True, slots=True)
class AsWord:
    """The same report, to be edited."""

    report: Report

    @property
    def template(self) -> str:
        return self.report.template

    @property
    def locale(self) -> str:
        return self.report.locale

    @property
    def title(self) -> str:
        return self.report.title

    @property
    def place(self) -> str:
        return self.report.place

    @property
    def mark(self) -> str:
        return self.report.mark

    @property
    def foot(self) -> str:
        return self.report.foot

    @property
    def headings(self) -> tuple[Heading, ...]:
        return self.report.headings

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self.report.figures
