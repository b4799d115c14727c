-- That a platform let the day pass by which it was to give its seller's data is told like the other days.

alter table clock_notice drop constraint clock_notice_kind;
alter table clock_notice add constraint clock_notice_kind check (kind in
  ('due-soon', 'overdue', 'proof-day-passed', 'telling-soon', 'telling-late', 'platform-day-passed', 'acted'));
