-- A superior that belongs to another authority of the instance is asked on its own desk as well, and decides there: the request
-- lies with it and its decision with the bureau that asked, sealed and emptied as the letters between two bureaus are (0076, 0093).
alter table competence_letter
  add column competent text,
  drop constraint competence_letter_kind,
  add constraint competence_letter_kind check (kind in ('question', 'answer', 'request', 'decision')),
  drop constraint competence_letter_answered,
  add constraint competence_letter_answered check (case kind when 'answer' then takes is not null
    when 'decision' then competent is not null else true end);
comment on table competence_letter is 'class: personal; module: complaints; questions, requests and their answers between bureaus about who handles a case, each with its reader and emptied when it has ended';
