-- What the operator says of a settlement is a matter for the desk until the complainant has said whether it is so.
alter table complaint add column settlement text
  constraint complaint_settlement check (settlement in ('asked', 'yes', 'no'));
update complaint c set settlement = 'asked'
  where c.closed_on is null and exists (select 1 from event e
    where e.tenant = c.tenant and e.stream = c.stream and e.type = 'OperatorAnswered' and e.payload ? 'settledOn');
