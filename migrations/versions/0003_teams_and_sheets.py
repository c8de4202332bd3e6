"""Teams, a sheet of answers for each assessor beside the agreed one, sealed results and consent.

Whoever started an evaluation becomes its lead, and the answers there are become the lead's own. Where it had been
handed in they are the agreed ones too, and it waits for the fact check: it was never delivered to anybody.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ANSWER = "level, reason, note, version, saved_at, saved_by"


def upgrade() -> None:
    op.create_table(
        "evaluation_member",
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=200), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_evaluation_member_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_evaluation_member_evaluation_id_evaluation")
        ),
        sa.PrimaryKeyConstraint("evaluation_id", "account_id", name=op.f("pk_evaluation_member")),
    )
    op.create_index("ix_evaluation_member_account_id", "evaluation_member", ["account_id"], unique=False)
    op.create_table(
        "sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sheet_account_id_account")),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_sheet_evaluation_id_evaluation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet")),
        sa.UniqueConstraint("evaluation_id", "account_id", name=op.f("uq_sheet_evaluation_id")),
    )
    op.create_index(
        "ix_sheet_agreed",
        "sheet",
        ["evaluation_id"],
        unique=True,
        sqlite_where=sa.text("account_id IS NULL"),
        postgresql_where=sa.text("account_id IS NULL"),
    )
    op.create_table(
        "sheet_area",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.String(length=200), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_sheet_area_sheet_id_sheet")),
        sa.PrimaryKeyConstraint("sheet_id", "area_id", name=op.f("pk_sheet_area")),
    )
    op.create_table(
        "consent",
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.String(length=200), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_consent_evaluation_id_evaluation")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_consent_recorded_by_account")),
        sa.PrimaryKeyConstraint("evaluation_id", name=op.f("pk_consent")),
    )
    op.create_table(
        "sealed_result",
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_sealed_result_evaluation_id_evaluation")
        ),
        sa.ForeignKeyConstraint(["sealed_by"], ["account.id"], name=op.f("fk_sealed_result_sealed_by_account")),
        sa.PrimaryKeyConstraint("evaluation_id", "version", name=op.f("pk_sealed_result")),
    )
    op.execute(
        "INSERT INTO evaluation_member (evaluation_id, account_id, relation, added_at)"
        " SELECT id, created_by, 'lead', created_at FROM evaluation"
    )
    op.execute("INSERT INTO sheet (evaluation_id, account_id) SELECT id, NULL FROM evaluation")
    op.execute("INSERT INTO sheet (evaluation_id, account_id) SELECT id, created_by FROM evaluation")
    op.execute("CREATE TABLE answer_kept AS SELECT * FROM answer")
    op.drop_table("answer")
    _answer_table("sheet")
    op.execute(
        f"INSERT INTO answer (sheet_id, criterion_id, {ANSWER})"  # noqa: S608 - our own column names
        " SELECT sheet.id, criterion_id, level, reason, note, version, saved_at, saved_by"
        " FROM answer_kept JOIN sheet ON sheet.evaluation_id = answer_kept.evaluation_id"
        " JOIN evaluation ON evaluation.id = sheet.evaluation_id"
        " WHERE sheet.account_id IS NOT NULL OR evaluation.status = 'handed_in'"
    )
    op.execute("DROP TABLE answer_kept")
    _hand_in_areas()
    op.execute("UPDATE evaluation SET status = 'fact_check' WHERE status = 'handed_in'")


def _hand_in_areas() -> None:
    """Every area of a sheet that was handed in as a whole; an area's id begins those of its criteria."""
    connection = op.get_bind()
    found = connection.execute(
        sa.text(
            "SELECT DISTINCT answer.sheet_id, answer.criterion_id, evaluation.created_at FROM answer"
            " JOIN sheet ON sheet.id = answer.sheet_id JOIN evaluation ON evaluation.id = sheet.evaluation_id"
            " WHERE sheet.account_id IS NOT NULL AND evaluation.status = 'handed_in'"
        )
    )
    areas = {(sheet_id, criterion_id.split(".")[0]): at for sheet_id, criterion_id, at in found}
    for (sheet_id, area_id), at in areas.items():
        connection.execute(
            sa.text("INSERT INTO sheet_area (sheet_id, area_id, handed_in_at) VALUES (:sheet, :area, :at)"),
            {"sheet": sheet_id, "area": area_id, "at": at},
        )


def _answer_table(owner: str) -> None:
    op.create_table(
        "answer",
        sa.Column(f"{owner}_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.String(length=200), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("reason IS NULL OR reason <> ''", name=op.f("ck_answer_reason_not_empty")),
        sa.CheckConstraint("level IS NULL OR reason IS NULL", name=op.f("ck_answer_level_or_reason")),
        sa.CheckConstraint("version > 0", name=op.f("ck_answer_version")),
        sa.ForeignKeyConstraint([f"{owner}_id"], [f"{owner}.id"], name=op.f(f"fk_answer_{owner}_id_{owner}")),
        sa.ForeignKeyConstraint(["saved_by"], ["account.id"], name=op.f("fk_answer_saved_by_account")),
        sa.PrimaryKeyConstraint(f"{owner}_id", "criterion_id", name=op.f("pk_answer")),
    )


def downgrade() -> None:
    """Keep the agreed answers where there are any, else those of whoever started the evaluation."""
    op.execute("CREATE TABLE answer_kept AS SELECT * FROM answer")
    op.drop_table("answer")
    _answer_table("evaluation")
    alone = "evaluation.status IN ('planned', 'collecting', 'scoring')"
    op.execute(
        f"INSERT INTO answer (evaluation_id, criterion_id, {ANSWER})"  # noqa: S608 - our own column names
        " SELECT evaluation.id, criterion_id, level, reason, note, version, saved_at, saved_by"
        " FROM answer_kept JOIN sheet ON sheet.id = answer_kept.sheet_id"
        " JOIN evaluation ON evaluation.id = sheet.evaluation_id"
        f" WHERE ({alone} AND sheet.account_id = evaluation.created_by)"
        f" OR (NOT {alone} AND sheet.account_id IS NULL)"
    )
    op.execute("DROP TABLE answer_kept")
    op.execute("UPDATE evaluation SET status = 'scoring' WHERE status IN ('planned', 'collecting', 'consensus')")
    op.execute("UPDATE evaluation SET status = 'handed_in' WHERE status <> 'scoring'")
    op.drop_table("sealed_result")
    op.drop_table("consent")
    op.drop_table("sheet_area")
    op.drop_index("ix_sheet_agreed", table_name="sheet")
    op.drop_table("sheet")
    op.drop_index("ix_evaluation_member_account_id", table_name="evaluation_member")
    op.drop_table("evaluation_member")
