-- A termination is decided while both parties are still to be told of it (CMP-03): such cases stand in the lists by due day,
-- and are found without reading the others that were ended and not archived.
create index complaint_ended_due on complaint (tenant, bureau, (coalesce(due_on, 'infinity'::date)), stream)
  where closed_on is not null and archived_on is null and due_on is not null;
