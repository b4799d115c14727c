-- Whose number in a case is put right reads what was asked about that case, and the answer, with the new number as well.
alter table data_request add column follower text;
alter table data_request add constraint data_request_follower check (follower is null or (account is not null and follower <> account));
create index data_request_followed on data_request (follower) where follower is not null;
alter policy data_request_seen on data_request using (
  account = (select scope_account()) or follower = (select scope_account())
  or (tenant = any ((select scope_tenants())::text[]) and bureau = any ((select scope_bureaus())::text[])));

-- Who asks with the account by which they stand in the case is found there, whatever telephone they gave.
alter table data_request_case drop constraint data_request_case_found;
alter table data_request_case add constraint data_request_case_found check (found_by in ('phone', 'id-number', 'account'));
