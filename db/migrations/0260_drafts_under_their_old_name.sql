-- Drafts begun before their token had a name that no other host of the domain can set: only of these is it still taken under the old
-- one. What is begun from now on never was under it, so nobody plants it there. At most thirty days (DRF-01), then none is left.
alter table filing_draft add column under_old_name boolean not null default true;
alter table filing_draft alter column under_old_name set default false;
