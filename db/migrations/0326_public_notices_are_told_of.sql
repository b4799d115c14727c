-- That the days of a public notice end is told like the other days.
alter table clock_notice drop constraint clock_notice_kind;
alter table clock_notice add constraint clock_notice_kind check (kind in
  ('due-soon', 'overdue', 'proof-day-passed', 'telling-soon', 'telling-late', 'platform-day-passed', 'public-notice-ends',
   'public-notice-over', 'acted'));
