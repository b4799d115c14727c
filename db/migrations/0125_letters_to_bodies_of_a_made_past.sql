-- The past that was written for a demo owed no paper to another body: such papers wait in the post tray as all others do.
insert into paper_delivery (tenant, stream, n, party, state, made_at, changed_at)
  select p.tenant, p.stream, p.n, 'bureau',
      case when exists (select from event d where d.tenant = p.tenant and d.stream = p.stream and d.type = 'PaperDelivered'
          and (d.payload ->> 'n')::integer = p.n and d.payload ->> 'to' = 'bureau' and d.payload ->> 'outcome' <> 'failed')
        then 'delivered' else 'to-print' end,
      p.made_at, p.made_at
    from complaint_paper p
    join event e on e.tenant = p.tenant and e.stream = p.stream and e.type = 'PaperMade' and (e.payload ->> 'n')::integer = p.n
   where 'bureau' = any (p.recipients)
     and (e.payload ->> 'owedToBody' = 'true'
       or p.code in ('platform-data-request', 'food-transfer', 'competence-transfer', 'fraud-hand-over'))
  on conflict on constraint paper_delivery_pk do nothing;
