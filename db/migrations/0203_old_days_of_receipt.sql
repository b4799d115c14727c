-- Whoever scanned the paper of a decision whose day of receipt was put right was not told of it. A job, which alone folds a case,
-- goes through each authority's corrections of before once.
insert into job_order (task, payload, max_attempts)
  select 'mark-old-receipt-days',
    json_build_object('tenant', tenant, 'body', json_build_object('after', '00000000-0000-0000-0000-000000000000')), 12
    from (select distinct tenant from event where type = 'ReceiptDayCorrected' and payload->'decision' is not null) asked;
