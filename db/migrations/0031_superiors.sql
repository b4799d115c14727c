-- Who stands above a bureau: the one that may take its cases over and settles its disputes over competence (Order 121
-- arts 13, 33). Until now it was the parent of the own authority, without a day and with nothing above the city.
create table bureau_superior (
  bureau text not null,
  from_on date not null,
  revision integer not null default 1,
  superior text,
  bodies text[] not null default '{}',
  reason text not null,
  entered_by text,
  entered_at timestamptz,
  constraint bureau_superior_pk primary key (bureau, from_on, revision),
  constraint bureau_superior_bureau foreign key (bureau) references bureau (id),
  constraint bureau_superior_unit foreign key (superior) references bureau (id),
  constraint bureau_superior_not_itself check (superior <> bureau),
  constraint bureau_superior_one_way check (superior is null or bodies = '{}')
);
comment on table bureau_superior is 'class: reference; module: directory; the superior of a bureau, each row valid until the next; of two for one day the later revision';
comment on column bureau_superior.superior is 'a unit that works here, of whichever authority; its own superiors follow from its rows';
comment on column bureau_superior.bodies is 'superiors that do not work here, by name, the nearest first; empty with no unit: nobody stands above';
grant select, insert on bureau_superior to fangxin_app;

insert into bureau_superior (bureau, from_on, superior, reason)
  select b.id, b.opened_on, b.parent, 'order-121 13(4)' from bureau b
  where b.kind = 'bureau' and b.parent is not null;

-- Everybody above a unit on a day, the nearest first. A station or an intake centre belongs to its bureau.
create function superiors_on(asked text, day date) returns table (step integer, unit text, bodies text[])
language sql stable parallel safe as $$
  with recursive up (step, unit, bodies) as (
    select 1, coalesce(s.superior, case when b.kind <> 'bureau' then b.parent end), coalesce(s.bodies, '{}')
      from bureau b left join lateral (
        select d.superior, d.bodies from bureau_superior d where b.kind = 'bureau' and d.bureau = b.id and d.from_on <= day
        order by d.from_on desc, d.revision desc limit 1) s on true
      where b.id = asked
    union all
    select up.step + 1, s.superior, s.bodies from up cross join lateral (
        select d.superior, d.bodies from bureau_superior d where d.bureau = up.unit and d.from_on <= day
        order by d.from_on desc, d.revision desc limit 1) s
      where up.unit is not null and up.step < 9)
  select up.step, up.unit, up.bodies from up where up.unit is not null or up.bodies <> '{}' order by up.step
$$;
