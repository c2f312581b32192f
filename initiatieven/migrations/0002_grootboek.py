from django.db import migrations

# The database itself keeps what is left of a budget, and keeps the ledger as it was written.
# SQLite drops the triggers of a table when a later migration remakes it: then add them again (tests/test_grootboek.py tells).
SQLITE = [
    """
    CREATE TRIGGER boeking_telt_mee AFTER INSERT ON initiatieven_boeking BEGIN
        UPDATE initiatieven_budget SET over = ROUND(over + NEW.effect * NEW.bedrag, 2) WHERE id = NEW.budget_id;
    END
    """,
    """
    CREATE TRIGGER boeking_verandert_niet BEFORE UPDATE ON initiatieven_boeking BEGIN
        SELECT RAISE(ABORT, 'a line of the ledger is never changed');
    END
    """,
    """
    CREATE TRIGGER boeking_verdwijnt_niet BEFORE DELETE ON initiatieven_boeking BEGIN
        SELECT RAISE(ABORT, 'a line of the ledger is never deleted');
    END
    """,
]
POSTGRESQL = [
    """
    CREATE FUNCTION boeking_telt_mee() RETURNS trigger AS $$ BEGIN
        UPDATE initiatieven_budget SET over = over + NEW.effect * NEW.bedrag WHERE id = NEW.budget_id;
        RETURN NULL;
    END $$ LANGUAGE plpgsql
    """,
    """
    CREATE FUNCTION boeking_blijft() RETURNS trigger AS $$ BEGIN
        RAISE EXCEPTION 'a line of the ledger is never changed or deleted' USING ERRCODE = 'integrity_constraint_violation';
    END $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER boeking_telt_mee AFTER INSERT ON initiatieven_boeking
        FOR EACH ROW EXECUTE FUNCTION boeking_telt_mee()
    """,
    """
    CREATE TRIGGER boeking_blijft BEFORE UPDATE OR DELETE ON initiatieven_boeking
        FOR EACH ROW EXECUTE FUNCTION boeking_blijft()
    """,
]


def make_triggers(apps, schema_editor):
    for opdracht in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(opdracht)


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER boeking_telt_mee ON initiatieven_boeking")
        schema_editor.execute("DROP TRIGGER boeking_blijft ON initiatieven_boeking")
        schema_editor.execute("DROP FUNCTION boeking_telt_mee()")
        schema_editor.execute("DROP FUNCTION boeking_blijft()")
    else:
        for naam in ("boeking_telt_mee", "boeking_verandert_niet", "boeking_verdwijnt_niet"):
            schema_editor.execute(f"DROP TRIGGER {naam}")


class Migration(migrations.Migration):
    dependencies = [("initiatieven", "0001_begin")]

    operations = [migrations.RunPython(make_triggers, drop_triggers)]
