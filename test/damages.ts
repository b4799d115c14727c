const stream = '(select stream from complaint where number = $1)';
/** What somebody with the owner's login could do to the case of number `$1`, and how `verify` names it. */
export const damages: readonly (readonly [what: string, statement: string, named: RegExp])[] = [
  [
    'one letter of a payload',
    `update event set payload = jsonb_set(payload, '{channel}', '"wfb"') where stream = ${stream} and version = 1`,
    /^event-changed .* 1/u,
  ],
  [
    'one bit of a hash',
    `update event set hash = set_bit(hash, 9, 1 - get_bit(hash, 9)) where stream = ${stream} and version = 2`,
    /^event-changed .* 2/u,
  ],
  [
    'a moment by a microsecond',
    `update event set at = at + interval '1 microsecond' where stream = ${stream} and version = 3`,
    /^event-changed .* 3/u,
  ],
  [
    'a column of the row',
    `update complaint set due_on = due_on + 1 where stream = ${stream}`,
    /^row-differs .* complaint due_on/u,
  ],
  [
    'a settlement of which nobody has told',
    `update complaint set settlement = 'yes' where stream = ${stream}`,
    /^row-differs .* complaint settlement/u,
  ],
  [
    'a masked name',
    `update complaint set complainant_masked = '王**' where stream = ${stream}`,
    /^row-differs .* complaint complainant_masked$/u,
  ],
  [
    'a clock',
    `update case_clock set state = 'met' where stream = ${stream} and rule = 'CMP-02'`,
    /^row-differs .* case_clock state met ≠ running/u,
  ],
  [
    'a clock taken away',
    `delete from case_clock where stream = ${stream} and rule = 'CMP-02'`,
    /^row-missing .* case_clock CMP-02/u,
  ],
  [
    'a limit invented as met',
    `insert into case_clock (tenant, stream, bureau, rule, started_on, due_on, sure_until, provisional, state, reckoning)
     select tenant, stream, bureau, 'CMP-03', started_on, due_on, sure_until, false, 'met', reckoning from case_clock
      where stream = ${stream} and rule = 'CMP-01'`,
    /^row-unexpected .* case_clock CMP-03/u,
  ],
  [
    'a stranger let in',
    `insert into case_access (tenant, stream, principal, role, bureau)
     select tenant, stream, 'acc-stranger', 'complainant', bureau from stream where stream = ${stream}`,
    /^row-unexpected .* case_access acc-stranger complainant/u,
  ],
  [
    'an operator that nobody has told',
    `insert into case_access (tenant, stream, principal, role, bureau)
     select tenant, stream, operator, 'respondent', bureau from complaint where stream = ${stream}`,
    /^row-unexpected .* case_access \S+ respondent/u,
  ],
  [
    'the complainant locked out',
    `delete from case_access where stream = ${stream} and role = 'complainant'`,
    /^row-missing .* case_access \S+ complainant/u,
  ],
  [
    "a case put into a stranger's list",
    `insert into case_locator (key_kind, key, tenant, stream, kind)
     select 'account', 'acc-stranger', tenant, stream, kind from stream where stream = ${stream}`,
    /^locator-unexpected .* account acc-stranger$/u,
  ],
  [
    'an answer code of no notice',
    `insert into case_locator (key_kind, key, tenant, stream, kind)
     select 'answer-code', 'abc', tenant, stream, kind from stream where stream = ${stream}`,
    /^locator-unexpected .* answer-code$/u,
  ],
  [
    'an event taken out of the middle',
    `delete from event where stream = ${stream} and version = 2`,
    /^event-missing .* 2/u,
  ],
  [
    'the last event taken away',
    `delete from event where stream = ${stream} and version = (select max(version) from event where stream = ${stream})`,
    /^event-missing /u,
  ],
  ['the row of a case taken away', `delete from complaint where stream = ${stream}`, /^row-missing .* complaint/u],
  [
    'a case hidden from its number',
    `delete from case_locator where stream = ${stream} and key_kind = 'number'`,
    /^locator-missing .* number/u,
  ],
  [
    'a sealed value',
    `update vault_entry set sealed = set_byte(sealed, 40, 255 - get_byte(sealed, 40)) where stream = ${stream} and kind = 'facts'`,
    /^value-broken .* 1/u,
  ],
  [
    'a sealed value taken away',
    `delete from vault_entry where stream = ${stream} and kind = 'phone'`,
    /^value-missing .* 1/u,
  ],
  ['the stream row taken away', `delete from stream where stream = ${stream}`, /^stream-missing/u],
  [
    'the head',
    `update stream set head_hash = set_byte(head_hash, 0, 255 - get_byte(head_hash, 0)) where stream = ${stream}`,
    /^head-differs/u,
  ],
  [
    'a mark taken away',
    `delete from blind_index where stream = ${stream} and purpose = 'phone'`,
    /^row-missing .* blind_index phone/u,
  ],
  [
    'a mark of another number',
    `update blind_index set digest = sha256('other') where stream = ${stream} and purpose = 'id-number'`,
    /^row-unexpected .* blind_index id-number/u,
  ],
  [
    'a mark by which somebody else is found',
    `insert into blind_index select tenant, stream, gen_random_uuid(), purpose, version, digest from blind_index where stream = ${stream}`,
    /^row-unexpected .* blind_index/u,
  ],
  [
    'search words taken away',
    `delete from complaint_search where stream = ${stream}`,
    /^row-missing .* complaint_search/u,
  ],
  [
    'a search word taken away',
    `update complaint_search set words = ts_delete(words, (tsvector_to_array(words))[1]) where stream = ${stream}`,
    /^row-differs .* complaint_search words -1/u,
  ],
  [
    'a search word that the narrative does not hold',
    `update complaint_search set words = words || array_to_tsvector(array['方采薇']) where stream = ${stream}`,
    /^row-differs .* complaint_search words \+1/u,
  ],
  [
    'an outcome nobody recorded',
    `insert into outcome_register (tenant, stream, version, kind, reference, decided_on, result, recorded_at)
       select tenant, stream, 2, 'court', '（2026）1号', '2026-04-16', 'upheld', now() from complaint where number = $1`,
    /^row-unexpected .* outcome_register 2/u,
  ],
  [
    'a letter between bureaus that nobody wrote',
    `insert into competence_letter (tenant, competence_letter, bureau, kind, number, from_tenant, from_bureau, arisen_on, key_version, sealed, sent_at)
       select tenant, gen_random_uuid(), 'yunqi-wangshan', 'question', number, tenant, bureau, '2026-04-16', 1, 'x', now()
         from complaint where number = $1`,
    /^row-unexpected .* competence_letter question/u,
  ],
  [
    'a request about personal data that nobody made',
    `insert into data_request (tenant, data_request, bureau, account, kind, sealed, made_at, due_on, state)
       select tenant, gen_random_uuid(), bureau, 'c-1', 'access', 'x', now(), '2026-05-01', 'open' from complaint where number = $1`,
    /^row-unexpected .* data_request$/u,
  ],
  [
    'a public notice that nobody put up',
    `insert into public_notice (tenant, stream, n, party, number, addressee, paper, paper_number, authority, phone, published_on, counts_on, proof)
       select tenant, stream, 1, 'respondent', '1', '强**', '投诉情况告知书', '', '临溪区市场监督管理局', '12315', '2026-04-16', '2026-05-16', 'x'
         from complaint where number = $1`,
    /^row-unexpected .* public_notice 1 respondent$/u,
  ],
  [
    'an announcement of no event',
    `insert into announcement (tenant, incident, n, bureau, number, title, verified, steps, phone, authority, published_on, proof)
       select tenant, stream, 1, bureau, '1', '停业', '{}', '{}', '12315', '临溪区市场监督管理局', '2026-04-16', 'x' from complaint where number = $1`,
    /^row-unexpected .* announcement 1$/u,
  ],
];
