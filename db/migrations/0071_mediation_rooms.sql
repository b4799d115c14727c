-- Where and at what hours a unit usually mediates: offered when a session is set (form 7), never required.
create table mediation_room (
  bureau text not null,
  rooms text[] not null,
  hours text[] not null,
  entered_by text,
  entered_at timestamptz,
  constraint mediation_room_pk primary key (bureau),
  constraint mediation_room_bureau foreign key (bureau) references bureau (id)
);
comment on table mediation_room is 'class: reference; module: directory; the rooms and hours in which a unit usually mediates';
comment on column mediation_room.rooms is 'as form 7 names the place, the usual first';
comment on column mediation_room.hours is 'HH:MM, Asia/Shanghai';
grant select, insert, update on mediation_room to fangxin_app;
