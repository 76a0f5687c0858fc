from django.db import migrations

FOUND_AGAIN = """
create or replace function socle_seat_below_ceiling() returns trigger language plpgsql as $$
declare
  ceiling integer := (select max_seats from habilitations_seatbucket where id = new.bucket_id);
begin
  if exists (
    select from habilitations_seathold h
    where h.bucket_id = new.bucket_id and h.slot = new.slot and (
      h.habilitation_id = new.habilitation_id
      or h.habilitation_id = (select r.stands_in_for_id from habilitations_habilitation r where r.id = new.habilitation_id)
      or (not isempty(h.period) and (
        (h.membership_id = new.membership_id and h.period && new.period)
        or upper(h.period) = lower(new.period) or lower(h.period) = upper(new.period)
      ))
    )
  ) then
    return new;
  end if;
  if new.slot > ceiling or exists (
    select
    from (
      select lower(new.period) as at
      union
      select lower(o.period) from habilitations_seathold o
      where o.bucket_id = new.bucket_id and o.period && new.period and lower(o.period) > lower(new.period)
    ) moment
    join habilitations_seathold h on h.bucket_id = new.bucket_id and h.period @> moment.at and h.slot <> new.slot
    group by moment.at
    having count(distinct h.slot) >= ceiling
  ) then
    raise exception using errcode = '23514', constraint = 'seat_below_ceiling',
      message = 'Ce siège dépasse le nombre maximal de la convention.';
  end if;
  return new;
end $$;
"""


class Migration(migrations.Migration):
    """A right finds its own seat again after a replacement, even once the ceiling was lowered below use."""

    dependencies = [("habilitations", "0010_saved_views")]
    operations = [migrations.RunSQL(FOUND_AGAIN, migrations.RunSQL.noop)]
