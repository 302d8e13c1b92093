"""What the database refuses about the log: a line is never changed, and removed only with its expired month."""

from django.db.migrations.operations.base import Operation

_MESSAGE = "loggen kan ikke ændres"


class AppendOnly(Operation):
    """Refuse UPDATE on `table`, and DELETE unless `may_go` (SQL over OLD) says the row's month has expired.

    `unique` are the columns SQLite would let a REPLACE take the place of another row by.
    """

    reversible = True

    def __init__(self, table: str, may_go: str = "", unique: tuple[str, ...] = ("id",)) -> None:
        self.table, self.may_go, self.unique = table, may_go or "1 = 0", unique

    def state_forwards(self, app_label: str, state) -> None:
        pass

    def describe(self) -> str:
        return f"Make {self.table} append-only"

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for statement in self.statements(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        is_postgresql = schema_editor.connection.vendor == "postgresql"
        on = f' ON "{self.table}"' if is_postgresql else ""
        for moment in ("update", "delete", "truncate" if is_postgresql else "replace"):
            schema_editor.execute(f'DROP TRIGGER "{self.table}_no_{moment}"{on}')

    def statements(self, vendor: str) -> list[str]:
        return self._postgresql() if vendor == "postgresql" else self._sqlite()

    def _sqlite(self) -> list[str]:
        same = " OR ".join(f"{column} = NEW.{column}" for column in self.unique)
        return [
            f"""
            CREATE TRIGGER "{self.table}_no_update" BEFORE UPDATE ON "{self.table}"
            BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END
            """,
            f"""
            CREATE TRIGGER "{self.table}_no_delete" BEFORE DELETE ON "{self.table}"
            WHEN NOT ({self.may_go})
            BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END
            """,
            # A REPLACE removes the row that stands in its way without asking the trigger on DELETE.
            f"""
            CREATE TRIGGER "{self.table}_no_replace" BEFORE INSERT ON "{self.table}"
            WHEN EXISTS (SELECT 1 FROM "{self.table}" WHERE {same})
            BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END
            """,  # nosec B608
        ]

    def _postgresql(self) -> list[str]:
        function = f"{self.table}_append_only"
        return [
            f"""
            CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE' THEN
                    IF ({self.may_go}) THEN RETURN OLD; END IF;
                END IF;
                RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
            END $$
            """,
            (
                f'CREATE TRIGGER "{self.table}_no_update" BEFORE UPDATE ON "{self.table}" '
                f"FOR EACH ROW EXECUTE FUNCTION {function}()"
            ),
            (
                f'CREATE TRIGGER "{self.table}_no_delete" BEFORE DELETE ON "{self.table}" '
                f"FOR EACH ROW EXECUTE FUNCTION {function}()"
            ),
            (
                f'CREATE TRIGGER "{self.table}_no_truncate" BEFORE TRUNCATE ON "{self.table}" '
                f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
            ),
        ]
