from django.db import connection


def test_the_web_role_is_in_use_and_bypasses_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute("select current_user, rolsuper, rolbypassrls from pg_roles where rolname = current_user")
        assert cursor.fetchone() == ("socle_app", False, False)
