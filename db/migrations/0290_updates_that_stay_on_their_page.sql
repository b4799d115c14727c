-- An act that changes the phase or the handler alone stays on the row's page and touches no index: whoever waits for registration has a day
-- of arrival, and nobody else; whose a case is asks for handler or mediator, which no index by the handler answers.
drop index complaint_handler;
drop index complaint_unregistered;
create index complaint_unregistered on complaint (tenant, arrived_on, stream) where arrived_on is not null;

-- Never asked for by their content, and the widest of their tables: a sample of them sorted every few minutes was most of what counting cost.
alter table event alter column payload set statistics 0;
alter table event alter column hash set statistics 0;
alter table case_clock alter column reckoning set statistics 0;
alter table vault_entry alter column sealed set statistics 0;
alter table complaint_paper alter column data_hash set statistics 0;
alter table paper_proof alter column data_hash set statistics 0;
alter table person_key alter column wrapped set statistics 0;
alter table stream alter column head_hash set statistics 0;
alter table idempotency alter column answer set statistics 0;
alter table idempotency alter column request_hash set statistics 0;
alter table job_order alter column payload set statistics 0;
