-- A public notice named a respondent of no register in full where the name had more than four characters, persons among them.
-- Of those that still stand only a plain name ending in the word of an organisation is left; of any other the first character.
update public_notice n set addressee = left(btrim(n.addressee), 1) || '**'
  from complaint c
 where c.tenant = n.tenant and c.stream = n.stream and c.operator is null and n.party = 'respondent'
   and n.addressee !~ '^[一-鿿0-9]{3,}(公司|集团|超市|商场|市场|商城|商行|中心|合作社|经营部|营业部|门市部|医院|学校|幼儿园)$'
   and n.addressee !~ '^[一-鿿0-9]{4,}(厂|店)$';
