"""Queries about evaluations and their answers."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session, joinedload

from kompass.domain.answers import Answer, Answers, Level, NotApplicable
from kompass.domain.evaluation import Evaluation, SavedAnswer, Status
from kompass.storage import versions
from kompass.storage.municipalities import as_municipality
from kompass.storage.tables import AnswerRow, EvaluationRow, OperationRow

# Asked with every answer that is saved, so they are built once. Rows are always asked for anew: somebody else
# may have changed them since this session last read them.
BY_ID = (
    select(EvaluationRow)
    .options(joinedload(EvaluationRow.municipality))
    .where(EvaluationRow.id == bindparam("id"))
    .execution_options(populate_existing=True)
)
STATUS = select(EvaluationRow.status).where(EvaluationRow.id == bindparam("id"))
ANSWERS = select(AnswerRow.criterion_id, AnswerRow.level, AnswerRow.reason).where(
    AnswerRow.sheet_id == bindparam("sheet_id")
)
SAVED = (
    select(AnswerRow)
    .options(joinedload(AnswerRow.account))
    .where(AnswerRow.sheet_id == bindparam("sheet_id"), AnswerRow.criterion_id == bindparam("criterion_id"))
    .execution_options(populate_existing=True)
)


def evaluation(session: Session, evaluation_id: int) -> Evaluation | None:
    """The evaluation with this id; None when there is none."""
    row = session.scalar(BY_ID, {"id": evaluation_id})
    return None if row is None else as_evaluation(row)


def status_of(session: Session, evaluation_id: int) -> Status | None:
    """How far the evaluation has come now; None when there is none."""
    found = session.scalar(STATUS, {"id": evaluation_id})
    return None if found is None else Status(found)


def evaluations(session: Session, numbers: Iterable[str] | None = None) -> list[Evaluation]:
    """Evaluations, newest first; of these municipality numbers when some are given."""
    query = select(EvaluationRow).options(joinedload(EvaluationRow.municipality))
    if numbers is not None:
        query = query.where(EvaluationRow.municipality_number.in_(list(numbers)))
    query = query.order_by(EvaluationRow.evaluated_on.desc(), EvaluationRow.id.desc())
    return [as_evaluation(row) for row in session.scalars(query)]


def add(session: Session, new: Evaluation, *, account_id: int, at: datetime) -> int:
    """Add an evaluation (its id is ignored); the new id."""
    row = EvaluationRow(
        municipality_number=new.municipality.number,
        framework_id=new.framework_id,
        edition=new.edition,
        scoring_digest=new.scoring_digest,
        evaluated_on=new.evaluated_on,
        status=new.status,
        created_at=at,
        created_by=account_id,
    )
    session.add(row)
    session.flush()
    return row.id


def exists_on(session: Session, municipality_number: str, day: date) -> bool:
    """Whether the municipality already has an evaluation dated this day."""
    query = select(EvaluationRow.id).where(
        EvaluationRow.municipality_number == municipality_number, EvaluationRow.evaluated_on == day
    )
    return session.scalar(query) is not None


def move(session: Session, evaluation_id: int, *, expected: Status, to: Status, text_digest: str | None) -> bool:
    """Move an evaluation to another status; False when it was not in the expected one any more."""
    moved = session.scalar(
        update(EvaluationRow)
        .where(EvaluationRow.id == evaluation_id, EvaluationRow.status == expected)
        .values(status=to, text_digest=text_digest)
        .returning(EvaluationRow.id)
    )
    return moved is not None


def answers_of(session: Session, sheet_id: int | None) -> Answers:
    """Every answer on a sheet by criterion id, none when there is no sheet; a note alone is no answer."""
    rows = session.execute(ANSWERS, {"sheet_id": sheet_id})
    found = ((criterion_id, _answer(level, reason)) for criterion_id, level, reason in rows)
    return {criterion_id: answer for criterion_id, answer in found if answer is not None}


def answers_of_many(session: Session, sheet_ids: Iterable[int]) -> Mapping[int, Answers]:
    """Answers on several sheets in one query, by sheet id."""
    wanted = list(sheet_ids)
    answers: dict[int, dict[str, Answer]] = {sheet_id: {} for sheet_id in wanted}
    query = select(AnswerRow.sheet_id, AnswerRow.criterion_id, AnswerRow.level, AnswerRow.reason).where(
        AnswerRow.sheet_id.in_(wanted)
    )
    for sheet_id, criterion_id, level, reason in session.execute(query):
        answer = _answer(level, reason)
        if answer is not None:
            answers[sheet_id][criterion_id] = answer
    return answers


def saved_answers(session: Session, sheet_id: int | None) -> Mapping[str, SavedAnswer]:
    """Everything stored about each criterion, with version and who saved it, by criterion id."""
    query = select(AnswerRow).options(joinedload(AnswerRow.account)).where(AnswerRow.sheet_id == sheet_id)
    return {row.criterion_id: _saved(row) for row in session.scalars(query)}


def saved_answer(session: Session, sheet_id: int, criterion_id: str) -> SavedAnswer | None:
    """What is stored about one criterion; None when nothing is."""
    row = session.scalar(SAVED, {"sheet_id": sheet_id, "criterion_id": criterion_id})
    return None if row is None else _saved(row)


def write_answer(
    session: Session,
    sheet_id: int,
    criterion_id: str,
    *,
    answer: Answer | None,
    note: str,
    version: int,
    account_id: int,
    at: datetime,
) -> bool:
    """Write what is to be version + 1; False, and nothing written, when the stored version is another."""
    values = {
        "level": answer.value if isinstance(answer, Level) else None,
        "reason": answer.reason if isinstance(answer, NotApplicable) else None,
        "note": note,
        "saved_at": at,
        "saved_by": account_id,
    }
    return versions.write(session, AnswerRow, {"sheet_id": sheet_id, "criterion_id": criterion_id}, values, version)


def operation(session: Session, account_id: int, operation_id: str) -> tuple[str, int] | None:
    """Content digest and resulting version of a save this account sent before; None when it is new."""
    row = session.get(OperationRow, (account_id, operation_id))
    return None if row is None else (row.content_digest, row.version)


def remember_operation(
    session: Session,
    account_id: int,
    operation_id: str,
    *,
    evaluation_id: int,
    criterion_id: str,
    content_digest: str,
    version: int,
    at: datetime,
) -> None:
    """Keep that this save was done, so that a second sending counts once."""
    session.add(
        OperationRow(
            account_id=account_id,
            id=operation_id,
            evaluation_id=evaluation_id,
            criterion_id=criterion_id,
            content_digest=content_digest,
            version=version,
            done_at=at,
        )
    )


def _answer(level: int | None, reason: str | None) -> Answer | None:
    if level is not None:
        return Level(level)
    return None if reason is None else NotApplicable(reason)


def _saved(row: AnswerRow) -> SavedAnswer:
    return SavedAnswer(_answer(row.level, row.reason), row.note, row.version, row.saved_at, row.account.name)


def as_evaluation(row: EvaluationRow) -> Evaluation:
    """The domain's value of a row."""
    return Evaluation(
        id=row.id,
        municipality=as_municipality(row.municipality),
        framework_id=row.framework_id,
        edition=row.edition,
        scoring_digest=row.scoring_digest,
        evaluated_on=row.evaluated_on,
        status=Status(row.status),
    )
