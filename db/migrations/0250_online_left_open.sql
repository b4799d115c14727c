-- Whether it was bought online stood as "no" where nobody had said it: left to a photo of the receipt, missing in a source, or asked
-- by no purchase at all. Until an officer writes it down it is not known.
alter table complaint alter column online drop not null;
comment on column complaint.online is 'bought online; null: not yet written down';
update complaint c set online = null
  from event filed
 where filed.tenant = c.tenant and filed.stream = c.stream and filed.version = 1 and filed.type = 'ComplaintFiled'
   and (not filed.payload ? 'purchase' or coalesce(filed.payload -> 'notInSource' ? 'online', false))
   and not exists (
     select 1 from event e where e.tenant = c.tenant and e.stream = c.stream and e.type = 'ParticularsCompleted' and e.payload ? 'online');
