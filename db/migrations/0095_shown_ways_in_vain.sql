-- That a seller cannot be reached by what its platform shows moves competence for every authority: it says who found so. Marks that
-- came from a case were made by any attempt that did not reach it, a refusal too, and by whatever number: they are found out anew.
alter table platform_shop add column contact_failed_by text;
update platform_shop s set contact_failed_on = null
  where s.contact_failed_on is not null and exists (
    select 1 from event f join event c on c.tenant = f.tenant and c.stream = f.stream
     where f.type = 'ComplaintFiled' and f.payload #>> '{respondent,shop}' = s.id::text
       and c.type = 'ContactAttempted' and c.payload ->> 'party' = 'respondent');
