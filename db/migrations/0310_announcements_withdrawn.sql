-- An announcement can be taken back: when and why stands where everybody may read it, and no more what it said.
alter table announcement add column withdrawn_on date, add column withdrawn_for text;
grant update (withdrawn_on, withdrawn_for, title, operator, verified, steps) on announcement to fangxin_app;
