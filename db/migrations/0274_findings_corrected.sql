-- A finding put right after it was announced: the announcement says so until a new one takes its place.
alter table announcement add column corrected_on date;
create policy announcement_changed on announcement for update to fangxin_app using (tenant = any ((select scope_writes())::text[]));
grant update (corrected_on) on announcement to fangxin_app;
