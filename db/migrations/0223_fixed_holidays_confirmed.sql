-- A holiday of the regulation which a notice, as confirmed on entering, does not give off is kept as a plain day: its own weekday.
alter table calendar_day drop constraint calendar_day_kind;
alter table calendar_day add constraint calendar_day_kind check (kind in ('holiday', 'make-up', 'plain'));
alter table calendar_day drop constraint calendar_day_make_up_on_weekend;
alter table calendar_day add constraint calendar_day_make_up_on_weekend
  check (kind <> 'make-up' or extract(isodow from day) >= 6);
