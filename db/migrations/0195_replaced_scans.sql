-- Of a paper from which somebody was erased only the scan served last was destroyed; those it had replaced show the person still. The job
-- that goes through each authority's erased cases destroys them too, and does so once more.
insert into job_order (task, payload, max_attempts)
  select 'lessen-old-papers',
    json_build_object('tenant', tenant, 'body', json_build_object('after', '00000000-0000-0000-0000-000000000000')), 12
    from (select distinct tenant from event where type = 'PersonErased' and payload ? 'lessened') asked;
