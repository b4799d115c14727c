-- An act asks for a job by one plain row of its own transaction; the worker takes the rows up into the job tables. Asking
-- there directly cost more than the act itself, and its notification made every commit wait for the one before.

create table job_order (
  job_order bigint generated always as identity,
  task text not null,
  payload json not null,
  run_at timestamptz,
  job_key text,
  constraint job_order_pk primary key (job_order)
);
comment on table job_order is 'class: platform; module: platform; jobs asked for and not yet taken up by a worker; ids only, nothing personal';

grant insert on job_order to fangxin_app;
drop function enqueue(text, json, timestamptz, text);
