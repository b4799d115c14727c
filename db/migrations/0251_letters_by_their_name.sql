-- A letter in the authority's own wording is called by the title of its form wherever papers are listed, as of the version it was made of;
-- of several of one form for one reader that bear no number, which it is. Titles are wording of the authority and say nothing of a person.
alter table complaint_paper add column title text, add column english_title text, add column copy integer;
alter table paper_proof add column title text, add column english_title text, add column copy integer;
update complaint_paper p set title = e.payload ->> 'title'
  from event e
 where p.code = 'local-letter' and e.tenant = p.tenant and e.stream = p.stream and e.type = 'PaperMade'
   and (e.payload ->> 'n')::integer = p.n;
update paper_proof r set title = p.title
  from complaint_paper p where p.title is not null and p.tenant = r.tenant and p.data_hash = r.data_hash;
