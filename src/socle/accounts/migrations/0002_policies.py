from django.db import migrations

from socle.database import tenancy

OWN = "account_id = (select socle_setting('socle.account_id'))"
VISIBLE = "exists (select from accounts_account a where a.id = account_id)"
PERSON = "exists (select from organismes_person p where p.id = person_id)"
SELF = "id = (select socle_setting('socle.account_id'))"


def _own(table: str, *, delete: str = OWN, extra: str = "") -> migrations.RunSQL:
    return tenancy.secure(
        table, read=OWN, insert=OWN, update=OWN, delete=delete, extra=tenancy.scope_reads(table) + extra
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("organismes", "0001_initial"), ("database", "0001_context")]
    operations = [
        tenancy.secure(
            "accounts_account",
            read=f"{SELF} or {PERSON}",
            insert=PERSON,
            update=f"{SELF} or {PERSON}",
            extra=tenancy.scope_reads("accounts_account")
            + tenancy.role_may("accounts_account", "socle_worker", "select")
            + tenancy.traced("accounts_account"),
        ),
        _own("accounts_secret"),
        _own("accounts_totp"),
        _own("accounts_recoverycode"),
        _own("accounts_webauthncredential"),
        tenancy.secure(
            "accounts_activationlink",
            read=VISIBLE,
            insert=VISIBLE,
            update=VISIBLE,
            extra=tenancy.scope_reads("accounts_activationlink"),
        ),
        _own(
            "accounts_signin",
            delete="false",
            extra=tenancy.role_may("accounts_signin", "socle_scope", "update")
            + tenancy.role_may("accounts_signin", "socle_worker", "select", "update"),
        ),
        _own("accounts_apitoken", delete="false", extra=tenancy.role_may("accounts_apitoken", "socle_scope", "update")),
        _own("accounts_knowndevice"),
        tenancy.secure(
            "accounts_throttle",
            read="true",
            insert="true",
            update="true",
            extra=tenancy.role_may("accounts_throttle", "socle_worker", "select", "delete"),
        ),
        tenancy.secure(
            "accounts_challenge",
            read="true",
            insert="true",
            extra=tenancy.role_may("accounts_challenge", "socle_worker", "select", "delete"),
        ),
    ]
