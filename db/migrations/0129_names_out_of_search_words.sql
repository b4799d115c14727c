-- Search words held the names of everybody but the first complainant and the respondent. Each tenant's old words are gone through
-- once by a job, which alone can read the names. Where somebody has been erased, nobody can: the words of that ended case go whole.
delete from complaint_search w
  using person_key k
  where k.tenant = w.tenant and k.stream = w.stream and k.wrapped is null;

insert into job_order (task, payload, max_attempts)
  select 'lessen-search-words',
    json_build_object('tenant', tenant, 'body', json_build_object('after', '00000000-0000-0000-0000-000000000000')), 12
    from (select distinct tenant from complaint_search) asked;

comment on table complaint_search is 'class: personal; module: complaints; search words of the narrative, made from a copy without phones, ids, addresses and the name of anybody in the case, lessened whenever somebody is named, corrected or erased; erased with the narrative';
