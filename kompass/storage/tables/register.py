"""Municipalities, what became of them, and what has been published about them."""

from datetime import date

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kompass.storage.tables.base import Key, Number, Row, ShortText


class MunicipalityRow(Row):
    __tablename__ = "municipality"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="validity"),)

    number: Mapped[Number] = mapped_column(primary_key=True)
    name: Mapped[ShortText]
    other_names: Mapped[ShortText]
    county: Mapped[ShortText]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    search_text: Mapped[str] = mapped_column(Text)
    is_demonstration: Mapped[bool]


class MunicipalityChangeRow(Row):
    """What became of a number on a date; `share` is a fraction as text, «19/100», so that it stays exact."""

    __tablename__ = "municipality_change"

    changed_on: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    from_number: Mapped[Number] = mapped_column(ForeignKey("municipality.number"), primary_key=True)
    to_number: Mapped[Number] = mapped_column(ForeignKey("municipality.number"), primary_key=True)
    from_name: Mapped[ShortText]
    to_name: Mapped[ShortText]
    share: Mapped[str | None] = mapped_column(String(40))
    inhabitants: Mapped[int | None]
    is_estimate: Mapped[bool]
    note: Mapped[str] = mapped_column(Text)


class PopulationRow(Row):
    __tablename__ = "population"
    __table_args__ = (CheckConstraint("inhabitants >= 0", name="inhabitants"),)

    municipality_number: Mapped[Number] = mapped_column(ForeignKey("municipality.number"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    inhabitants: Mapped[int]


class GroupingRow(Row):
    """Groups a municipality was in one year; scales differ between years and stand beside the value."""

    __tablename__ = "municipality_group"

    municipality_number: Mapped[Number] = mapped_column(ForeignKey("municipality.number"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    kostra_group: Mapped[str] = mapped_column(String(10))
    kostra_standard: Mapped[str] = mapped_column(String(10))
    centrality: Mapped[str] = mapped_column(String(10))
    centrality_classes: Mapped[str] = mapped_column(String(10))
    language_form: Mapped[str] = mapped_column(String(20))


class PublishedResultRow(Row):
    __tablename__ = "published_result"

    id: Mapped[Key]
    place: Mapped[ShortText]
    country: Mapped[ShortText]
    municipality_number: Mapped[str | None] = mapped_column(
        String(4), ForeignKey("municipality.number"), index=True
    )
    year: Mapped[int | None]
    edition: Mapped[ShortText]
    total: Mapped[int | None]
    area_points: Mapped[list[int]] = mapped_column(JSON)
    stated_change: Mapped[int | None]
    inferred: Mapped[str] = mapped_column(Text)
    facts: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
