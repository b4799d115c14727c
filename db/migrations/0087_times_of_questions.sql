-- Where a source says the time of a question or of its answer, lists tell it beside the day.
alter table consultation add column received_at timestamptz, add column answered_at timestamptz;
