-- A telephone put right on a case opens no receipt any more: drafts that were filed are untied from it. What is not filed yet is its
-- owner's and stays.
create function untie_filed_drafts(asked_versions integer[], asked_digests bytea[]) returns integer
  language sql security definer set search_path = public, pg_temp as $$
    with untied as (
      update filing_draft f set phone_version = null, phone_digest = null
        from unnest(asked_versions, asked_digests) u(version, digest)
       where f.phone_version = u.version and f.phone_digest = u.digest and f.filed_sealed is not null
         and cardinality(scope_writes()::text[]) > 0
      returning 1)
    select count(*)::integer from untied
  $$;
revoke execute on function untie_filed_drafts(integer[], bytea[]) from public;
grant execute on function untie_filed_drafts(integer[], bytea[]) to fangxin_app;
