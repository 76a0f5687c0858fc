"""PostgreSQL: roles, row-level security, `transaction(actor)`, helpers for partitions and composite keys."""
