-- Whether a message arrived is said later by its carrier. What was begun and not finished is on file before it leaves, so
-- that a crash between the two never sends it twice.

alter table message_delivery
  add column gateway text,
  add column reason text,
  add column receipt_code text,
  add column receipt_at timestamptz,
  add column noted_at timestamptz,
  drop constraint message_delivery_state,
  add constraint message_delivery_state check (state in ('sending', 'sent', 'delivered', 'failed'));
comment on column message_delivery.noted_at is 'when the case or letter it belongs to took notice of the receipt';
create index message_delivery_ref on message_delivery (gateway_ref) where gateway_ref is not null;
create index message_delivery_own on message_delivery (message_delivery);
create index message_delivery_unspoken on message_delivery (gateway) where state = 'sent' and gateway = 'demo-mailbox';
create index message_delivery_to_note on message_delivery (tenant, message_delivery)
  where receipt_at is not null and noted_at is null;
grant update (state, gateway_ref, failure, reason, receipt_code, receipt_at, noted_at, at) on message_delivery to fangxin_app;

alter table demo_message add column attachments text[] not null default '{}';

create table message_receipt (
  message_receipt uuid not null,
  reference text not null,
  outcome text not null,
  reason text,
  code text,
  received_at timestamptz not null,
  constraint message_receipt_pk primary key (message_receipt),
  constraint message_receipt_outcome check (outcome in ('delivered', 'failed'))
);
comment on table message_receipt is 'class: platform; module: platform; receipts of messages not known yet: the carrier was quicker than our own record';
create index message_receipt_received on message_receipt (received_at);
grant select, insert, delete on message_receipt to fangxin_app;

-- A paper that was only sent, and one that lies open on the site while the message that says so came back.
alter table paper_delivery
  add column reason text,
  drop constraint paper_delivery_state,
  add constraint paper_delivery_state check (state in ('waiting', 'to-print', 'failed', 'sent', 'unreached', 'delivered'));

alter table job_order add column max_attempts integer;
