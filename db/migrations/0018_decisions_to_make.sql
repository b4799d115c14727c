-- A withdrawal after acceptance waits for a decision: the worklist finds such cases as it finds those past the limit.
alter table complaint add column withdrawal_stated_on date;

update complaint c
   set withdrawal_stated_on = (e.payload ->> 'on')::date
  from event e
 where e.tenant = c.tenant and e.stream = c.stream and e.type = 'WithdrawalStated';

create index complaint_withdrawn on complaint (tenant, bureau, (coalesce(due_on, 'infinity'::date)), stream)
  where closed_on is null and withdrawal_stated_on is not null;
