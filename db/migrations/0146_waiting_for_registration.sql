-- How long a filing at a companion bureau waits for its registration counts from the day it came, which is not always the day it was
-- entered; and from the day its closing was annulled, where it was closed meanwhile.
alter table complaint add column arrived_on date;
alter table complaint add column reopened_on date;
comment on column complaint.arrived_on is 'of a filing that waits for its registration on the national platform: the day it came (REG-01)';
comment on column complaint.reopened_on is 'of such a filing that was closed: the day on which that was annulled (REG-03)';
update complaint c set arrived_on = coalesce((f.payload ->> 'arrivedOn')::date, to_date('20' || substring(c.number from '-[A-Z]?([0-9]{6})-[0-9A-Z]{6}-[0-9A-Z]$'), 'YYYYMMDD'))
  from event f where f.tenant = c.tenant and f.stream = c.stream and f.version = 1 and c.phase = 'awaiting-registration';
update complaint c set reopened_on = a.on_day
  from (select tenant, stream, max((payload ->> 'on')::date) as on_day from event where type = 'DecisionAnnulled' and payload ->> 'back' = 'awaiting-registration' group by tenant, stream) a
 where a.tenant = c.tenant and a.stream = c.stream and c.phase = 'awaiting-registration';
create index complaint_unregistered on complaint (tenant, arrived_on, stream) where phase = 'awaiting-registration';
