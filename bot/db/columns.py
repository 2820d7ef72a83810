"""Builders of tables: the names of constraints, and the columns and keys that carry the workspace."""

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, MetaData, String

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def workspace() -> Column[str]:
    return Column("workspace_id", String(32), nullable=False)


def key(name: str = "id") -> Column[str]:
    return Column(name, String(32), nullable=False)


def required(name: str, kind: Any) -> Column[Any]:
    return Column(name, kind, nullable=False)


def of_workspace() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace_id"], ["workspaces.id"])


def refers(column: str, table: str) -> ForeignKeyConstraint:
    # Of both columns: no row can point into another workspace.
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])
