-- With the mediation entrusted, whoever mediated for the bureau does so no more: the row names nobody until the body has named one.
update complaint c set mediator = null
 where c.mediator is not null
   and exists (
     select 1 from event e
      where e.tenant = c.tenant and e.stream = c.stream and e.type = 'MediationEntrusted'
        and not exists (select 1 from event l where l.tenant = e.tenant and l.stream = e.stream and l.version > e.version
          and (l.type in ('MediationOpened', 'RecusalDecided') or (l.type = 'ComplaintAssigned' and l.payload ->> 'role' = 'mediator'))));
