-- Until 0118 nobody could take back the way in of who reported: it stayed with reports that were retired.
delete from case_access a using report r
  where r.tenant = a.tenant and r.stream = a.stream and r.phase = 'retired' and a.role = 'reporter';
