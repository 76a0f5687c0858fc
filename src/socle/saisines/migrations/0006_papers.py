"""Papers end; what was joined to a case is read by the fewest, and shredded by the database itself."""

from __future__ import annotations

from django.db import migrations, models

from socle.database import tenancy

ACTING = "(select socle_acting_organisation())"
ME = "(select socle_setting('socle.membership_id'))"
# A paper: who answers and is entrusted, alone. Words: whoever reads the words.
READS_PAPER = f"""(subject_kind = 'saisine_paper' and exists (
  select from saisines_paper p join saisines_saisine s on s.id = p.saisine_id
  where p.id = files_storedfile.subject_id and s.holder_id = {ACTING} and s.assigned_id = {ME}))"""
READS_ENTRY = """(subject_kind = 'saisine_entry' and exists (
  select from saisines_entry e where e.id = files_storedfile.subject_id))"""
FILES = f"""
create policy saisine_shared on files_storedfile for select to socle_app using ({READS_PAPER} or {READS_ENTRY});
create policy saisine_only on files_storedfile as restrictive for select to socle_app
  using (subject_kind not in ('saisine_paper', 'saisine_entry') or {READS_PAPER} or {READS_ENTRY});
"""
# Whoever closes a case cannot read its papers: their keys are emptied for them, whatever code does the closing.
SHRED = """
create function socle_saisine_shred() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.files_storedfile f set wrapped_key = null from public.saisines_paper p
  where p.saisine_id = new.id and f.subject_kind = 'saisine_paper' and f.subject_id = p.id
    and f.wrapped_key is not null;
  update public.saisines_paper p set shredded_at = now() where p.saisine_id = new.id and p.shredded_at is null;
  if new.wiped_at is not null then
    update public.files_storedfile f set wrapped_key = null from public.saisines_entry e
    where e.saisine_id = new.id and f.subject_kind = 'saisine_entry' and f.subject_id = e.id
      and f.wrapped_key is not null;
  end if;
  return null;
end $$;
alter function socle_saisine_shred() owner to socle_scope;
revoke all on function socle_saisine_shred() from public;
create trigger saisines_saisine_shred after update of closed_at, wiped_at on saisines_saisine for each row
  when (new.closed_at is not null
    and (old.closed_at is distinct from new.closed_at or old.wiped_at is distinct from new.wiped_at))
  execute function socle_saisine_shred();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("saisines", "0005_directory"),
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="ended_at",
            field=models.DateTimeField(null=True, verbose_name="retirée le"),
        ),
        migrations.AddField(model_name="paper", name="ended_by_id", field=models.UUIDField(null=True)),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by_id", None)),
                    models.Q(("ended_at__isnull", False), ("ended_by_id__isnull", False)),
                    _connector="OR",
                ),
                name="saisine_paper_ended_pair",
            ),
        ),
        migrations.RunSQL(
            tenancy.role_may("files_storedfile", "socle_scope", "select", "update")
            + tenancy.role_may("saisines_paper", "socle_scope", "select", "update")
            + FILES
            + SHRED,
            migrations.RunSQL.noop,
        ),
    ]
