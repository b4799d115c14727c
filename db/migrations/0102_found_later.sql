-- A case ended because a ground of refusal, or fraud, was found after all counts in its event no more; told from the decision that
-- stands, and from the last correction of what it rests on.
alter table complaint add column found_later boolean not null default false;
comment on column complaint.found_later is 'mediation was ended on a ground of refusal or fraud found after all (Order 121 art. 23(1)(6))';
with ended as (
  select distinct on (e.tenant, e.stream) e.tenant, e.stream, e.version, e.payload ? 'found' as found
    from event e join complaint c on c.tenant = e.tenant and c.stream = e.stream and c.phase = 'terminated'
   where e.type = 'MediationTerminated' order by e.tenant, e.stream, e.version desc
), put_right as (
  select distinct on (e.tenant, e.stream) e.tenant, e.stream, e.payload ? 'found' as found
    from event e join ended d on d.tenant = e.tenant and d.stream = e.stream
   where e.type = 'DecisionCorrected' and (e.payload ->> 'version')::integer = d.version
     and (e.payload -> 'changed' ? 'ground' or e.payload ?| array['settledOn', 'found', 'ended'])
   order by e.tenant, e.stream, e.version desc
)
update complaint c set found_later = true
  from ended d left join put_right p on p.tenant = d.tenant and p.stream = d.stream
 where c.tenant = d.tenant and c.stream = d.stream and coalesce(p.found, d.found);
