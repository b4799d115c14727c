-- Form 1 is made anew when what it registered was completed. Whoever scanned the one of before was told that it is genuine, and not that
-- there is a newer one with the same number.
update paper_proof r set standing = 'replaced'
  from complaint_paper p
 where p.code = 'form-1' and p.tenant = r.tenant and p.data_hash = r.data_hash and r.standing = 'valid'
   and exists (select 1 from complaint_paper newer
                where newer.tenant = p.tenant and newer.stream = p.stream and newer.code = 'form-1' and newer.n > p.n);
