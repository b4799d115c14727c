-- A dispute over competence that was settled has met its limit; until now its clock was only stopped.
update case_clock c set state = 'met'
  where c.rule = 'CMP-07' and c.state in ('running', 'stopped')
    and exists (select 1 from event e where e.tenant = c.tenant and e.stream = c.stream
      and e.type in ('CompetenceDecided', 'ComplaintTakenOver'))
    and not exists (select 1 from complaint k where k.tenant = c.tenant and k.stream = c.stream
      and k.phase = 'competence-dispute');
-- And one that ended with the complaint itself runs no longer.
update case_clock c set state = 'stopped'
  where c.rule = 'CMP-07' and c.state = 'running'
    and exists (select 1 from complaint k where k.tenant = c.tenant and k.stream = c.stream
      and k.phase <> 'competence-dispute');
