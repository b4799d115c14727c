-- A paper that fell while its public notice ran stayed in the post tray as noticed: it is owed to nobody.
update paper_delivery d set notice_until = null
  from complaint_paper p join paper_proof f on f.tenant = p.tenant and f.data_hash = p.data_hash and f.standing = 'annulled'
 where p.tenant = d.tenant and p.stream = d.stream and p.n = d.n and d.notice_until is not null;
