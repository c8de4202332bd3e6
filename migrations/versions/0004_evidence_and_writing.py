"""Plans, interviews, self-descriptions and evidence; texts, gold stars, comments and measures."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "text_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["saved_by"], ["account.id"], name=op.f("fk_text_block_saved_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_block")),
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=False),
        sa.Column("paragraph", sa.String(length=80), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("outcome IS NULL OR outcome IN ('changed', 'kept')", name=op.f("ck_comment_outcome")),
        sa.CheckConstraint("outcome IS NULL OR answered_at IS NOT NULL", name=op.f("ck_comment_answered")),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_comment_answered_by_account")),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_comment_evaluation_id_evaluation")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_comment_made_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index(op.f("ix_comment_evaluation_id"), "comment", ["evaluation_id"], unique=False)
    op.create_table(
        "gold_star",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_gold_star_evaluation_id_evaluation")
        ),
        sa.ForeignKeyConstraint(["saved_by"], ["account.id"], name=op.f("fk_gold_star_saved_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gold_star")),
        sa.UniqueConstraint("evaluation_id", "criterion_id", name=op.f("uq_gold_star_evaluation_id")),
    )
    op.create_table(
        "interview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=200), nullable=False),
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("starts", sa.String(length=5), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_interview_evaluation_id_evaluation")
        ),
        sa.ForeignKeyConstraint(["saved_by"], ["account.id"], name=op.f("fk_interview_saved_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview")),
    )
    op.create_index(op.f("ix_interview_evaluation_id"), "interview", ["evaluation_id"], unique=False)
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("owner_role", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('planned', 'started', 'done', 'dropped')", name=op.f("ck_measure_status")),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_measure_evaluation_id_evaluation")
        ),
        sa.ForeignKeyConstraint(["saved_by"], ["account.id"], name=op.f("fk_measure_saved_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
    )
    op.create_index(op.f("ix_measure_evaluation_id"), "measure", ["evaluation_id"], unique=False)
    op.create_table(
        "plan",
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("self_description_due", sa.Date(), nullable=True),
        sa.Column("visit_first", sa.Date(), nullable=True),
        sa.Column("visit_last", sa.Date(), nullable=True),
        sa.Column("fact_check_due", sa.Date(), nullable=True),
        sa.Column("delivery_due", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_plan_evaluation_id_evaluation")
        ),
        sa.ForeignKeyConstraint(["saved_by"], ["account.id"], name=op.f("fk_plan_saved_by_account")),
        sa.PrimaryKeyConstraint("evaluation_id", name=op.f("pk_plan")),
    )
    op.create_table(
        "report_text",
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_report_text_evaluation_id_evaluation")
        ),
        sa.ForeignKeyConstraint(["saved_by"], ["account.id"], name=op.f("fk_report_text_saved_by_account")),
        sa.PrimaryKeyConstraint("evaluation_id", "part", name=op.f("pk_report_text")),
    )
    op.create_table(
        "self_description",
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.String(length=200), nullable=False),
        sa.Column("practice", sa.Text(), nullable=False),
        sa.Column("written_where", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_self_description_evaluation_id_evaluation")
        ),
        sa.ForeignKeyConstraint(["saved_by"], ["account.id"], name=op.f("fk_self_description_saved_by_account")),
        sa.PrimaryKeyConstraint("evaluation_id", "area_id", name=op.f("pk_self_description")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("interview_id", sa.Integer(), nullable=True),
        sa.Column("file_digest", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("media", sa.String(length=20), nullable=False),
        sa.Column("file_size", sa.Integer(), nullable=True),
        sa.Column("has_personal_data", sa.Boolean(), nullable=False),
        sa.Column("has_active_content", sa.Boolean(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind <> 'interview' OR interview_id IS NOT NULL", name=op.f("ck_evidence_interview")),
        sa.CheckConstraint("kind <> 'web' OR address <> ''", name=op.f("ck_evidence_address")),
        sa.CheckConstraint("kind IN ('document', 'web', 'interview')", name=op.f("ck_evidence_kind")),
        sa.ForeignKeyConstraint(["added_by"], ["account.id"], name=op.f("fk_evidence_added_by_account")),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_evidence_evaluation_id_evaluation")
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_evidence_interview_id_interview")
        ),
        sa.ForeignKeyConstraint(["removed_by"], ["account.id"], name=op.f("fk_evidence_removed_by_account")),
        sa.ForeignKeyConstraint(["replaces_id"], ["evidence.id"], name=op.f("fk_evidence_replaces_id_evidence")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_evaluation_id"), "evidence", ["evaluation_id"], unique=False)
    op.create_table(
        "interviewee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interview.id"], name=op.f("fk_interviewee_interview_id_interview")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interviewee")),
    )
    op.create_index(op.f("ix_interviewee_interview_id"), "interviewee", ["interview_id"], unique=False)
    op.create_table(
        "document_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_document_request_asked_by_account")),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_document_request_evaluation_id_evaluation")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_document_request_evidence_id_evidence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_request")),
    )
    op.create_index(op.f("ix_document_request_evaluation_id"), "document_request", ["evaluation_id"], unique=False)
    op.create_table(
        "evidence_link",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.String(length=200), nullable=False),
        sa.Column("passage", sa.String(length=200), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("linked_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_link_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(["linked_by"], ["account.id"], name=op.f("fk_evidence_link_linked_by_account")),
        sa.PrimaryKeyConstraint("evidence_id", "criterion_id", name=op.f("pk_evidence_link")),
    )


def downgrade() -> None:
    op.drop_table("evidence_link")
    op.drop_index(op.f("ix_document_request_evaluation_id"), table_name="document_request")
    op.drop_table("document_request")
    op.drop_index(op.f("ix_interviewee_interview_id"), table_name="interviewee")
    op.drop_table("interviewee")
    op.drop_index(op.f("ix_evidence_evaluation_id"), table_name="evidence")
    op.drop_table("evidence")
    op.drop_table("self_description")
    op.drop_table("report_text")
    op.drop_table("plan")
    op.drop_index(op.f("ix_measure_evaluation_id"), table_name="measure")
    op.drop_table("measure")
    op.drop_index(op.f("ix_interview_evaluation_id"), table_name="interview")
    op.drop_table("interview")
    op.drop_table("gold_star")
    op.drop_index(op.f("ix_comment_evaluation_id"), table_name="comment")
    op.drop_table("comment")
    op.drop_table("text_block")
