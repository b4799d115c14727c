-- Official numbers run by what is printed of them (prefix of the unit, word of the paper, year): units of one authority that share a
-- prefix share its series. Each goes on above the highest number that was given under it, whichever unit gave it.
insert into number_series (tenant, series, year, last_number)
  select tenant, part[1], part[2]::integer, max(part[3]::integer)
    from (select tenant, regexp_match(number, '^(.+)〔(\d{4})〕第(\d{1,9})号$') as part from paper_proof) given
   where part is not null
   group by 1, 2, 3
  on conflict on constraint number_series_pk do update
    set last_number = greatest(number_series.last_number, excluded.last_number);

delete from number_series where series like '%:%';
