-- The newest cases against the same operator, or of the same event, stand beside every case page: read from the end of an
-- index, a bureau at a time, instead of all of them sorted.
drop index complaint_operator;
create index complaint_operator on complaint (tenant, operator, bureau, filed_at desc) where operator is not null;
drop index complaint_incident;
create index complaint_incident on complaint (tenant, incident, filed_at desc) where incident is not null;
