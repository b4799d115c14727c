-- What an answered request about own data says of the person goes once they are erased, or at the end of its own term (RET-07); that
-- it was made, answered and served, with number and hash of the letter, is the proof of the duty and stays.
alter table data_request add column emptied_at timestamptz, add column emptied_basis text;
alter table data_request alter column sealed drop not null;
alter table data_request drop constraint data_request_letter, drop constraint data_request_person;
alter table data_request
  add constraint data_request_letter check ((letter_number is null) = (letter_hash is null)
    and (letter_sealed is not null) = (letter_number is not null and emptied_at is null)),
  add constraint data_request_person check ((person_sealed is not null) = (via <> 'account' and emptied_at is null)),
  add constraint data_request_emptied check ((emptied_at is null) = (emptied_basis is null) and (sealed is null) = (emptied_at is not null)
    and (emptied_at is null or (state <> 'open' and answer_sealed is null)));
comment on table data_request is 'class: personal; module: platform; requests of a person about own data (PIPL arts 44-50) and their answers; emptied once the person is erased or the term is over';
