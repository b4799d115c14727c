-- A decision made in time may still be told too late: officials are told of papers of which the complainant does not know yet.

alter table clock_notice drop constraint clock_notice_kind;
alter table clock_notice add constraint clock_notice_kind
  check (kind in ('due-soon', 'overdue', 'proof-day-passed', 'telling-soon', 'telling-late', 'acted'));
