import { dayOf } from '#kernel/day.ts';
import type { Clock } from './clocks.ts';
import { type ComplaintRow, clockRowOf, rowOf } from './row.ts';
import type { ActWrite, FilingWrite } from './write.ts';

/** The parts of the statement that writes an act. Places $1 to $5 are the tenant, the stream, the bureau, the moment, who. */

/** `sql` is given the place of its first value. `name` tells variants of the whole statement apart. */
export type Part = { readonly name: string; readonly sql: (at: number) => string; readonly values: readonly unknown[] };

const rowNames = [
  'version',
  'phase',
  'intake',
  'handler',
  'mediator',
  'station',
  'operator',
  'platform',
  'external_number',
  'object_code',
  'problem_code',
  'amount_fen',
  'online',
  'food',
  'received_on',
  'accepted_on',
  'closed_on',
  'due_on',
  'due_rule',
  'provisional',
  'rating',
  'recovered_fen',
  'incident',
  'archived_on',
  'withdrawal_stated_on',
  'settlement',
  'found_later',
] as const satisfies readonly Exclude<keyof ComplaintRow, 'bureau'>[];

const rowColumns = rowNames.join(', ');
const rowPlaces = (at: number): string => rowNames.map((_, i) => `$${at + i}`).join(', ');
const rowValues = (write: ActWrite): unknown[] => {
  const row = rowOf(write.state, write.clocks);
  return rowNames.map((name) => row[name]);
};

export const changedRow = (write: ActWrite): Part => ({
  name: 'row',
  sql: (at) => {
    const more = at + rowNames.length;
    return `update complaint set (${rowColumns}, bureau, changed_at, respondent_name, complainant_masked)
      = (${rowPlaces(at)}, $3, $4, coalesce($${more}, respondent_name), coalesce($${more + 1}, complainant_masked))
      where tenant = $1 and stream = $2`;
  },
  values: [...rowValues(write), write.respondentName, write.complainantMasked],
});

export const newRow = (write: FilingWrite): Part => {
  const marks = marksOfComplainant(write);
  // Nobody is recognised by a name alone.
  const isLooked = marks.digests.length > 0 && (write.respondentName ?? write.state.respondent.operator) !== undefined;
  return {
    name: isLooked ? 'row_looked' : 'row',
    sql: (at) => {
      const more = at + rowNames.length;
      return `insert into complaint (tenant, stream, bureau, changed_at, filed_at, ${rowColumns}, respondent_name,
          complainant_masked, number, channel, possible_duplicate)
        values ($1, $2, $3, $4, $4, ${rowPlaces(at)}, $${more}, $${more + 1}, $${more + 2}, $${more + 3},
          ${isLooked ? filedShortlyBefore(more) : 'false'})`;
    },
    values: [
      ...rowValues(write),
      write.respondentName,
      write.complainantMasked,
      write.state.number,
      write.state.channel,
      ...(isLooked
        ? [write.state.respondent.operator ?? null, marks.purposes, marks.versions, marks.digests, write.repeatedWithin]
        : []),
    ],
  };
};

const marksOfComplainant = ({ state, entries }: FilingWrite) => {
  const person = state.parties.find((party) => party.kind === 'complainant')?.person;
  const own = entries.filter((one) => one.person === person);
  return {
    purposes: own.flatMap((one) => one.purposes),
    versions: own.flatMap((one) => one.versions),
    digests: own.flatMap((one) => one.digests),
  };
};

/**
 * Whether the same person complained of the same respondent a short time before (REP-01): part of the filing's own statement, so
 * that it costs no turn. Whoever files very often is looked at up to a bound.
 */
const filedShortlyBefore = (more: number): string =>
  `exists (select 1 from (select b.stream
        from unnest($${more + 5}::text[], $${more + 6}::integer[], $${more + 7}::bytea[]) u(purpose, version, digest)
        join blind_index b on b.tenant = $1 and b.purpose = u.purpose and b.version = u.version and b.digest = u.digest
        limit 100) m
      join complaint o on o.tenant = $1 and o.stream = m.stream
      where o.filed_at > $4::timestamptz - make_interval(days => $${more + 8}::integer)
        and (o.operator = $${more + 4}::text or o.respondent_name = $${more}::text))`;

export const changedHead = ({ chained }: ActWrite): Part => ({
  name: 'head',
  sql: (at) =>
    `update stream set version = $${at}, head_hash = $${at + 1}, bureau = $3 where tenant = $1 and stream = $2`,
  values: [chained.version, chained.headHash],
});

export const newHead = ({ chained }: ActWrite): Part => ({
  name: 'head',
  sql: (at) => `insert into stream (tenant, stream, kind, bureau, version, head_hash)
    values ($1, $2, 'complaint', $3, $${at}, $${at + 1})`,
  values: [chained.version, chained.headHash],
});

export const acts = ({ chained }: ActWrite): Part => ({
  name: 'acts',
  sql: (at) => `insert into event (tenant, stream, at, actor, version, type, payload, hash)
    select $1, $2, $4, $5, u.v, u.t, u.p::jsonb, u.h
      from unnest($${at}::integer[], $${at + 1}::text[], $${at + 2}::text[], $${at + 3}::bytea[]) u(v, t, p, h)`,
  values: [chained.versions, chained.types, chained.payloads, chained.hashes],
});

const ticking = (clocks: readonly Clock[]): Part => {
  const rows = clocks.map(clockRowOf);
  return {
    name: 'ticking',
    sql: (
      at,
    ) => `insert into case_clock (tenant, stream, bureau, rule, started_on, due_on, sure_until, provisional, state, reckoning)
      select $1, $2, $3, u.r, u.s, u.d, u.q, u.p, u.st, u.j::jsonb
        from unnest($${at}::text[], $${at + 1}::date[], $${at + 2}::date[], $${at + 3}::date[], $${at + 4}::boolean[],
          $${at + 5}::text[], $${at + 6}::text[]) u(r, s, d, q, p, st, j)
      on conflict on constraint case_clock_pk do update set bureau = excluded.bureau, started_on = excluded.started_on,
        due_on = excluded.due_on, sure_until = excluded.sure_until, provisional = excluded.provisional,
        state = excluded.state, reckoning = excluded.reckoning`,
    values: [
      rows.map((row) => row.rule),
      rows.map((row) => row.started_on),
      rows.map((row) => row.due_on),
      rows.map((row) => row.sure_until),
      rows.map((row) => row.provisional),
      rows.map((row) => row.state),
      rows.map((row) => JSON.stringify(row.reckoning)),
    ],
  };
};

/** Rows of limits that the case no longer has move along with it, and run no more. */
const stopped = (write: ActWrite): Part => ({
  name: 'stopped',
  sql: (at) => `update case_clock set bureau = $3,
      state = case when state in ('running', 'paused') then 'stopped' else state end
    where tenant = $1 and stream = $2 and rule <> all ($${at}::text[]) and (bureau <> $3 or state in ('running', 'paused'))`,
  values: [write.clocks.map((clock) => clock.rule)],
});

export const clockParts = (write: ActWrite): Part[] => {
  const before = new Map(write.clocksBefore.map((clock) => [clock.rule, clock]));
  const moved = write.bureauBefore !== write.state.bureau;
  const changed = write.clocks.filter((clock) => {
    const old = before.get(clock.rule);
    before.delete(clock.rule);
    return moved || old?.state !== clock.state || old.reckoning !== clock.reckoning;
  });
  return [...(changed.length === 0 ? [] : [ticking(changed)]), ...(moved || before.size > 0 ? [stopped(write)] : [])];
};

export const vaultParts = ({ entries }: ActWrite): Part[] => {
  if (entries.length === 0) return [];
  const keyed = entries.flatMap((one) => (one.key === undefined ? [] : [{ person: one.person, ...one.key }]));
  const keys: Part = {
    name: 'keys',
    sql: (at) => `insert into person_key (tenant, stream, person, tenant_key_version, wrapped)
      select $1, $2, u.* from unnest($${at}::uuid[], $${at + 1}::integer[], $${at + 2}::bytea[]) u`,
    values: [keyed.map((one) => one.person), keyed.map((one) => one.tenantKeyVersion), keyed.map((one) => one.wrapped)],
  };
  const marks: Part = {
    name: 'marks',
    sql: (at) => `insert into blind_index (tenant, stream, person, purpose, version, digest)
      select $1, $2, u.* from unnest($${at}::uuid[], $${at + 1}::text[], $${at + 2}::integer[], $${at + 3}::bytea[]) u
      on conflict do nothing`,
    values: [
      entries.flatMap((one) => one.purposes.map(() => one.person)),
      entries.flatMap((one) => one.purposes),
      entries.flatMap((one) => one.versions),
      entries.flatMap((one) => one.digests),
    ],
  };
  const sealed: Part = {
    name: 'sealed',
    sql: (at) => `insert into vault_entry (tenant, stream, made_at, person, entry, kind, sealed)
      select $1, $2, $4, u.* from unnest($${at}::uuid[], $${at + 1}::uuid[], $${at + 2}::text[], $${at + 3}::bytea[]) u`,
    values: [
      entries.flatMap((one) => one.entries.map(() => one.person)),
      entries.flatMap((one) => one.entries),
      entries.flatMap((one) => one.kinds),
      entries.flatMap((one) => one.sealed),
    ],
  };
  const marked = entries.some((one) => one.purposes.length > 0);
  return [...(keyed.length === 0 ? [] : [keys]), ...(marked ? [marks] : []), sealed];
};

/**
 * Another telephone or identity number of a person takes the place of the one before: whoever holds that one now is somebody else,
 * and is found in this case no more.
 */
export const retiredMarks = ({ entries }: ActWrite): Part[] => {
  const replaced = entries.flatMap(({ person, replaced: purposes }) =>
    purposes.map((purpose) => ({ person, purpose })),
  );
  if (replaced.length === 0) return [];
  return [
    {
      name: 'retired',
      sql: (at) => `delete from blind_index b using unnest($${at}::uuid[], $${at + 1}::text[]) r(person, purpose)
        where b.tenant = $1 and b.stream = $2 and b.person = r.person and b.purpose = r.purpose
          and not exists (select from unnest($${at + 2}::integer[], $${at + 3}::bytea[]) u(v, d)
            where u.v = b.version and u.d = b.digest)`,
      values: [
        replaced.map((one) => one.person),
        replaced.map((one) => one.purpose),
        entries.flatMap((one) => one.versions),
        entries.flatMap((one) => one.digests),
      ],
    },
  ];
};

export const paperParts = ({ papers, at: made }: ActWrite): Part[] => {
  if (papers.length === 0) return [];
  return [
    {
      name: 'papers',
      sql: (
        at,
      ) => `insert into complaint_paper (tenant, stream, made_at, n, code, number, recipients, template_version, entry, data_hash)
        select $1, $2, $4, u.n, u.c, u.no, string_to_array(u.r, ','), u.t, u.e, u.h
          from unnest($${at}::integer[], $${at + 1}::text[], $${at + 2}::text[], $${at + 3}::text[], $${at + 4}::text[],
            $${at + 5}::uuid[], $${at + 6}::text[]) u(n, c, no, r, t, e, h)`,
      values: [
        papers.map((paper) => paper.n),
        papers.map((paper) => paper.code),
        papers.map((paper) => paper.number),
        papers.map((paper) => paper.recipients.join(',')),
        papers.map((paper) => paper.templateVersion),
        papers.map((paper) => paper.entry),
        papers.map((paper) => paper.dataHash),
      ],
    },
    {
      name: 'proofs',
      sql: (at) => `insert into paper_proof (tenant, issued_on, standing, proof, number, code, authority, data_hash)
        select $1, $${at}::date, 'valid', u.*
          from unnest($${at + 1}::text[], $${at + 2}::text[], $${at + 3}::text[], $${at + 4}::text[], $${at + 5}::text[]) u`,
      values: [
        dayOf(made),
        papers.map((paper) => paper.proof),
        papers.map((paper) => paper.number),
        papers.map((paper) => paper.code),
        papers.map((paper) => paper.authority),
        papers.map((paper) => paper.dataHash),
      ],
    },
  ];
};

export const auditPart = (write: ActWrite): Part => ({
  name: 'audit',
  sql: (at) => `insert into audit_line (tenant, audit_line, at, account, act, subject, detail)
    values ($1, $${at}, $4, $5, $${at + 1}, 'stream:' || ($2::uuid)::text, '{}')`,
  values: [write.auditId, write.act],
});

export const foundBy = ({ locators }: FilingWrite): Part => ({
  name: 'found',
  sql: (at) => `insert into case_locator (tenant, stream, kind, key_kind, key)
    select $1, $2, 'complaint', u.* from unnest($${at}::text[], $${at + 1}::text[]) u`,
  values: [locators.map((locator) => locator.kind), locators.map((locator) => locator.key)],
});

export const parties = ({ access }: FilingWrite): Part => ({
  name: 'parties',
  sql: (at) => `insert into case_access (tenant, stream, bureau, principal, role)
    select $1, $2, $3, u.* from unnest($${at}::text[], $${at + 1}::text[]) u`,
  values: [access.map((one) => one.principal), access.map((one) => one.role)],
});

export const words = (write: FilingWrite): Part => ({
  name: 'words',
  sql: (at) =>
    `insert into complaint_search (tenant, stream, words) values ($1, $2, array_to_tsvector($${at}::text[]))`,
  values: [write.words],
});

/** For finding the case by a part of the respondent's name; a name that changed is found as it is now. */
export const nameParts = ({ respondentName }: ActWrite, isNew = false): Part[] => {
  if (respondentName === null) return [];
  // Whoever files cannot see the row yet, which a look for one that stands there already would ask for.
  const anew = isNew ? '' : 'on conflict on constraint complaint_name_pk do update set pairs = excluded.pairs';
  const sql = (at: number) =>
    `insert into complaint_name (tenant, stream, pairs) values ($1, $2, name_pairs($${at})) ${anew}`;
  return [{ name: 'named', sql, values: [respondentName] }];
};
