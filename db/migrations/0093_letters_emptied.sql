-- Once a question is answered or asked no more, and once an answer stands on the case, nobody reads the letter again: what it
-- says of the respondent goes, and what stays is who was asked when, and whether it takes the case.
alter table competence_letter alter column sealed drop not null;
update competence_letter set sealed = null where ended_at is not null;
alter table competence_letter add constraint competence_letter_emptied check ((sealed is null) = (ended_at is not null));
comment on table competence_letter is 'class: personal; module: complaints; questions and answers between two bureaus that dispute who handles a case, each with its reader and emptied when it has ended';
