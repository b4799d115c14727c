-- A question that went on at another bureau of the instance closes by itself: the day it was handed over tells it from one that
-- was answered and closed.

alter table consultation add column handed_on date;
update consultation c set handed_on = (e.payload ->> 'on')::date
  from event e where e.tenant = c.tenant and e.stream = c.stream and e.type = 'ConsultationTransferred' and e.payload ? 'linked';
