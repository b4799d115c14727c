-- A story an officer wrote down from a recording was found by the words that stood in its place. A job, which alone can read it and
-- the names to be kept out, goes through those of each tenant once.
insert into job_order (task, payload, max_attempts)
  select 'words-of-stories',
    json_build_object('tenant', tenant, 'body', json_build_object('after', '00000000-0000-0000-0000-000000000000')), 12
    from (select distinct tenant from event where type = 'ParticularsCompleted' and payload->'facts' is not null) asked;
