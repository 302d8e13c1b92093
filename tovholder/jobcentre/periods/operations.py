"""What the database refuses about periods: two rows of one thing may not be in force on the same day."""

from django.db.migrations.operations.base import Operation


class NoOverlap(Operation):
    """Refuse overlapping half-open periods of `table` that agree on `columns`.

    PostgreSQL holds it with an exclusion constraint, SQLite with triggers (safe there: one writer at a time).
    Zero-length periods (a change undone on its own day) overlap nothing. Few rows agree on the first of `columns`.
    """

    reversible = True

    def __init__(self, table: str, columns: list[str]) -> None:
        self.table, self.columns = table, columns

    def state_forwards(self, app_label: str, state) -> None:
        pass

    def describe(self) -> str:
        return f"Refuse overlapping periods in {self.table}"

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        make = self._postgresql if schema_editor.connection.vendor == "postgresql" else self._sqlite
        for statement in make():
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'ALTER TABLE "{self.table}" DROP CONSTRAINT "{self.table}_no_overlap"')
        else:
            for moment in ("insert", "update"):
                schema_editor.execute(f'DROP TRIGGER "{self.table}_no_overlap_{moment}"')

    def _postgresql(self) -> list[str]:
        same = ", ".join(f'"{column}" WITH =' for column in self.columns)
        return [
            "CREATE EXTENSION IF NOT EXISTS btree_gist",
            (
                f'ALTER TABLE "{self.table}" ADD CONSTRAINT "{self.table}_no_overlap" '
                f"EXCLUDE USING gist ({same}, daterange(since, until) WITH &&)"
            ),
        ]

    def _sqlite(self) -> list[str]:
        # Looked up by the first column (the plus takes the others' indexes away): a citizen has few rows, a workplace
        # a thousand, and SQLite would rather take the index that was made last.
        first, *others = self.columns
        same = f'other."{first}" = NEW."{first}"'
        same += "".join(f' AND +other."{column}" = NEW."{column}"' for column in others)
        return [
            f"""
            CREATE TRIGGER "{self.table}_no_overlap_{moment}" BEFORE {moment.upper()} ON "{self.table}"
            WHEN NEW.until IS NULL OR NEW.until > NEW.since
            BEGIN
                SELECT RAISE(ABORT, '{self.table}_no_overlap') FROM "{self.table}" AS other
                WHERE {same} AND other.id IS NOT NEW.id
                  AND (other.until IS NULL OR other.until > other.since)
                  AND (NEW.until IS NULL OR other.since < NEW.until)
                  AND (other.until IS NULL OR other.until > NEW.since);
            END
            """  # nosec B608
            for moment in ("insert", "update")
        ]


class NoOverlapAsNow(NoOverlap):
    """Give a table that has it already the triggers as they are written now."""

    def describe(self) -> str:
        return f"Refuse overlapping periods in {self.table}, looked up by {self.columns[0]}"

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        if schema_editor.connection.vendor == "sqlite":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        pass  # they refuse the same
