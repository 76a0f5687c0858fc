from django.db import migrations

LOWERED = """
create or replace function socle_seat_below_ceiling() returns trigger language plpgsql as $$
declare
  ceiling integer := (select max_seats from habilitations_seatbucket where id = new.bucket_id);
begin
  if exists (
    select from habilitations_seathold h
    where h.bucket_id = new.bucket_id and h.slot = new.slot and not isempty(h.period) and (
      (h.membership_id = new.membership_id and h.period && new.period)
      or upper(h.period) = lower(new.period) or lower(h.period) = upper(new.period)
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
    """A ceiling lowered below use: a low number left free is no longer a seat.

    A seat that somebody already holds, or that passes from one to the next at one instant, is not a new one.
    """

    dependencies = [("habilitations", "0002_roles_of_whom")]
    operations = [migrations.RunSQL(LOWERED, migrations.RunSQL.noop)]
