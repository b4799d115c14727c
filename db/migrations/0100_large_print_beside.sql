-- Who asks a question or about own data may wish for letters in large print, as whoever complains.
alter table consultation add column large_print boolean not null default false;
alter table data_request add column large_print boolean not null default false;
