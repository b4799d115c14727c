-- A paper of a decision that was annulled before it reached its reader is owed to nobody any more.
alter table paper_delivery
  drop constraint paper_delivery_state,
  add constraint paper_delivery_state check (state in ('waiting', 'to-print', 'failed', 'sent', 'unreached', 'delivered', 'void'));
comment on table paper_delivery is 'class: case; module: complaints; papers owed to a party or a body: on their way, to be printed and posted, failed, sent, delivered, or void because their decision was annulled';
