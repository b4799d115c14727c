-- Which of the evidence a bundle holds, where it is one part of what is too large for one file; both or neither.
alter table complaint_bundle
  add column evidence_from integer,
  add column evidence_to integer,
  add constraint complaint_bundle_part check ((evidence_from is null) = (evidence_to is null));
