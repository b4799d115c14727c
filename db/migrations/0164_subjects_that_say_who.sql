-- An empty subject is shared by everybody a provider means so, and who has left is nobody at the provider any more: the
-- next sign-in there links by the login anew.
delete from oidc_identity where btrim(subject) = ''
  or account in (select account from account where status = 'left');
alter table oidc_identity add constraint oidc_identity_subject_said check (btrim(subject) <> '');
