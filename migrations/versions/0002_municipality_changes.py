"""What became of each municipality number, in place of the latest number alone; groups of municipalities.

The register is loaded again by create-database, so nothing needs to be carried over.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "municipality_change",
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("from_number", sa.String(length=4), nullable=False),
        sa.Column("to_number", sa.String(length=4), nullable=False),
        sa.Column("from_name", sa.String(length=200), nullable=False),
        sa.Column("to_name", sa.String(length=200), nullable=False),
        sa.Column("share", sa.String(length=40), nullable=True),
        sa.Column("inhabitants", sa.Integer(), nullable=True),
        sa.Column("is_estimate", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_number"], ["municipality.number"], name=op.f("fk_municipality_change_from_number_municipality")
        ),
        sa.ForeignKeyConstraint(
            ["to_number"], ["municipality.number"], name=op.f("fk_municipality_change_to_number_municipality")
        ),
        sa.PrimaryKeyConstraint(
            "changed_on", "kind", "from_number", "to_number", name=op.f("pk_municipality_change")
        ),
    )
    op.create_table(
        "municipality_group",
        sa.Column("municipality_number", sa.String(length=4), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kostra_group", sa.String(length=10), nullable=False),
        sa.Column("kostra_standard", sa.String(length=10), nullable=False),
        sa.Column("centrality", sa.String(length=10), nullable=False),
        sa.Column("centrality_classes", sa.String(length=10), nullable=False),
        sa.Column("language_form", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_number"],
            ["municipality.number"],
            name=op.f("fk_municipality_group_municipality_number_municipality"),
        ),
        sa.PrimaryKeyConstraint("municipality_number", "year", name=op.f("pk_municipality_group")),
    )
    # Not as a batch: that would make the table anew, while others refer to it.
    op.drop_index("ix_municipality_latest_number", table_name="municipality")
    op.drop_column("municipality", "latest_number")


def downgrade() -> None:
    op.add_column(
        "municipality", sa.Column("latest_number", sa.String(length=4), nullable=False, server_default="")
    )
    op.create_index("ix_municipality_latest_number", "municipality", ["latest_number"], unique=False)
    op.drop_table("municipality_group")
    op.drop_table("municipality_change")
