-- The station (派出机构) of the bureau that works on a case in its name (Order 121 art. 30).
alter table complaint add column station text;
create index complaint_station on complaint (tenant, station, (coalesce(due_on, 'infinity'::date)), stream)
  where closed_on is null and station is not null;
