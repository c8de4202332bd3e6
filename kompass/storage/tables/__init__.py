"""The rows, by subject, with named constraints. What must never be is impossible here too."""

from kompass.storage.tables.accounts import AccountRow, JournalRow
from kompass.storage.tables.base import Row, UtcDateTime
from kompass.storage.tables.evaluations import (
    AnswerRow,
    ConsentRow,
    EvaluationRow,
    MemberRow,
    OperationRow,
    SealedResultRow,
    SheetAreaRow,
    SheetRow,
)
from kompass.storage.tables.evidence import (
    DocumentRequestRow,
    EvidenceLinkRow,
    EvidenceRow,
    IntervieweeRow,
    InterviewRow,
    PlanRow,
    SelfDescriptionRow,
)
from kompass.storage.tables.register import (
    GroupingRow,
    MunicipalityChangeRow,
    MunicipalityRow,
    PopulationRow,
    PublishedResultRow,
)
from kompass.storage.tables.writing import CommentRow, GoldStarRow, MeasureRow, TextBlockRow, TextRow

__all__ = [
    "AccountRow",
    "AnswerRow",
    "CommentRow",
    "ConsentRow",
    "DocumentRequestRow",
    "EvaluationRow",
    "EvidenceLinkRow",
    "EvidenceRow",
    "GoldStarRow",
    "GroupingRow",
    "InterviewRow",
    "IntervieweeRow",
    "JournalRow",
    "MeasureRow",
    "MemberRow",
    "MunicipalityChangeRow",
    "MunicipalityRow",
    "OperationRow",
    "PlanRow",
    "PopulationRow",
    "PublishedResultRow",
    "Row",
    "SealedResultRow",
    "SelfDescriptionRow",
    "SheetAreaRow",
    "SheetRow",
    "TextBlockRow",
    "TextRow",
    "UtcDateTime",
]
