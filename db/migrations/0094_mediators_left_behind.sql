-- Whoever mediated at the bureau a case came from has it no more once it lies at another: as its handler and its station, the
-- mediator ends with the move, and a row says what its events do.
with move as (
  select e.tenant, e.stream, e.version, e.type,
         coalesce(e.payload ->> 'to', e.payload ->> 'competent', e.payload ->> 'bureau') as bureau
    from event e join complaint c on c.tenant = e.tenant and c.stream = e.stream and c.mediator is not null
   where e.type in ('ComplaintFiled', 'ComplaintRouted', 'ComplaintReturned', 'CompetenceAgreed', 'CompetenceDecided', 'ComplaintTakenOver')
     and e.payload ->> 'leaves' is distinct from 'true'
), step as (
  select move.*, lag(bureau) over (partition by tenant, stream order by version) as came_from from move
), last_move as (
  select tenant, stream, max(version) as version from step
   where type <> 'ComplaintFiled' and (type in ('ComplaintRouted', 'ComplaintReturned') or bureau is distinct from came_from)
   group by tenant, stream
)
update complaint c set mediator = null
  from last_move m
 where m.tenant = c.tenant and m.stream = c.stream and c.mediator is not null
   and not exists (select 1 from event e where e.tenant = c.tenant and e.stream = c.stream and e.version > m.version
     and (e.type in ('MediationOpened', 'RecusalDecided') or (e.type = 'ComplaintAssigned' and e.payload ->> 'role' = 'mediator')));
