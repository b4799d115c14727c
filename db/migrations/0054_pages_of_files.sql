-- How many pages a handed-in file has, for papers that count their enclosures: known for pictures and for a PDF that could
-- be read; null where nobody knows.

alter table draft_file add column pages integer;
alter table draft_file add constraint draft_file_pages_ck check (pages > 0);
alter table evidence_file add column pages integer;
alter table evidence_file add constraint evidence_file_pages_ck check (pages > 0);
