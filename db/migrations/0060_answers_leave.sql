-- An answer is given when the asker has it: papers that have not left yet are counted, and the desk finds them.
alter table consultation add column owed integer not null default 0;
update consultation c set owed = (select count(distinct p.code) from consultation_paper p
    where p.tenant = c.tenant and p.stream = c.stream)
  where c.phase in ('answered', 'transferred');
