-- That an answer about own data is there is told by message; where that did not arrive the desk sends it again or tells it otherwise.
alter table data_request
  add column told_again smallint not null default 0,
  add column told_on date,
  add column told_way text,
  add column told_by text,
  add constraint data_request_told check (
    (told_on is null) = (told_way is null) and (told_on is null) = (told_by is null) and (told_on is null or state <> 'open')
      and (told_way is null or told_way in ('phone', 'letter', 'hand', 'e-mail')));
comment on column data_request.told_again is 'how often the message about the answer was sent again';
