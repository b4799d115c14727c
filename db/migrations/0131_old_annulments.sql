-- The first annulments did not say which papers fell with the decision: these stayed owed, in the post tray and valid to whoever
-- scanned them. A job, which alone folds a case, goes through each authority's old annulments once.
insert into job_order (task, payload, max_attempts)
  select 'void-old-papers',
    json_build_object('tenant', tenant, 'body', json_build_object('after', '00000000-0000-0000-0000-000000000000')), 12
    from (select distinct tenant from event where type = 'DecisionAnnulled' and payload->'voids' is null) asked;
