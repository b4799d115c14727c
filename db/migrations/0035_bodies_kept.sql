-- Mediation is entrusted to, and appraisal done by, bodies kept in the directory, each with what authorises it. Their people
-- hold posts there as officials do at units.

alter table organisation add column authorised_by text not null default '';
comment on column organisation.authorised_by is 'what lets it mediate, appraise or test: a law, a registration, an accreditation; empty: not known, and nothing is entrusted to it';
update organisation set authorised_by = '《中华人民共和国消费者权益保护法》第三十七条' where kind = 'association';

-- A post is held at a unit or at an organisation; a foreign key can name only one of them.
alter table staff_profile drop constraint staff_profile_unit;
comment on column staff_profile.unit is 'a unit of the tenant, or an organisation that mediates when entrusted';
