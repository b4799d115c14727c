import { clockRowOf } from '#kernel/clock-row.ts';
import { dayOf } from '#kernel/day.ts';
import type { Clock } from './clocks.ts';
import { rowColumns, rowOf } from './row.ts';
import type { ActWrite, FilingWrite } from './write.ts';

/** The parts of the statement that writes an act. Places $1 to $5 are the tenant, the stream, the bureau, the moment, who. */

/** `sql` is given the place of its first value. `name` tells variants of the whole statement apart. */
export type Part = { readonly name: string; readonly sql: (at: number) => string; readonly values: readonly unknown[] };

/** So many rows stand in the text one by one: for few the server is quicker than with lists that it takes apart. */
const SPELT_OUT = 3;

/** Rows of values, written by `sql`, which is told what to select them from. `types` are those of the columns. */
const given = (
  name: string,
  types: readonly string[],
  rows: readonly (readonly unknown[])[],
  sql: (from: string) => string,
): Part => {
  if (rows.length === 0 || rows.length > SPELT_OUT) {
    return {
      name,
      sql: (at) => sql(`unnest(${types.map((type, i) => `$${at + i}::${type}[]`).join(', ')})`),
      values: types.map((_, i) => rows.map((row) => row[i])),
    };
  }
  const row = (at: number): string => `(${types.map((type, i) => `$${at + i}::${type}`).join(', ')})`;
  return {
    name: `${name}${rows.length}`,
    sql: (at) => sql(`(values ${rows.map((_, i) => row(at + i * types.length)).join(', ')})`),
    values: rows.flat(),
  };
};

/** The bureau stands in every statement of an act by itself. */
const rowNames = rowColumns.filter((name) => name !== 'bureau');

const namesInRow = rowNames.join(', ');
const rowPlaces = (at: number): string => rowNames.map((_, i) => `$${at + i}`).join(', ');
const rowValues = (write: ActWrite): unknown[] => {
  const row = rowOf(write.state, write.clocks);
  return rowNames.map((name) => row[name]);
};

export const changedRow = (write: ActWrite): Part => ({
  name: 'row',
  sql: (at) => {
    const more = at + rowNames.length;
    return `update complaint set (${namesInRow}, bureau, changed_at, respondent_name, complainant_masked)
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
      return `insert into complaint (tenant, stream, bureau, changed_at, filed_at, ${namesInRow}, respondent_name,
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

const HEAD_AFTER = 'head_after';

export const changedHead = ({ chained, onlyAfter }: ActWrite): Part => {
  const values = [chained.version, chained.headHash];
  const sql = (at: number): string =>
    `update stream set version = $${at}, head_hash = $${at + 1}, bureau = $3 where tenant = $1 and stream = $2`;
  if (onlyAfter === undefined) return { name: 'head', sql, values };
  return {
    name: HEAD_AFTER,
    sql: (at) => `${sql(at)} and version = $${at + 2} returning version`,
    values: [...values, onlyAfter],
  };
};

export const newHead = ({ chained }: ActWrite): Part => ({
  name: 'head',
  sql: (at) => `insert into stream (tenant, stream, kind, bureau, version, head_hash)
    values ($1, $2, 'complaint', $3, $${at}, $${at + 1})`,
  values: [chained.version, chained.headHash],
});

export const acts = ({ chained: { versions, types, payloads, hashes } }: ActWrite): Part => {
  const rows = versions.map((version, i) => [version, types[i], payloads[i], hashes[i]]);
  return given(
    'acts',
    ['integer', 'text', 'text', 'bytea'],
    rows,
    (from) =>
      `insert into event (tenant, stream, at, actor, version, type, payload, hash)
      select $1, $2, $4, $5, u.v, u.t, u.p::jsonb, u.h from ${from} u(v, t, p, h)`,
  );
};

const ticking = (clocks: readonly Clock[]): Part => {
  const rows = clocks
    .map(clockRowOf)
    .map((row) => [
      ...[row.rule, row.started_on, row.due_on, row.sure_until, row.provisional, row.state],
      JSON.stringify(row.reckoning),
    ]);
  return given(
    'ticking',
    ['text', 'date', 'date', 'date', 'boolean', 'text', 'text'],
    rows,
    (from) =>
      `insert into case_clock (tenant, stream, bureau, rule, started_on, due_on, sure_until, provisional, state, reckoning)
      select $1, $2, $3, u.r, u.s, u.d, u.q, u.p, u.st, u.j::jsonb from ${from} u(r, s, d, q, p, st, j)
      on conflict on constraint case_clock_pk do update set bureau = excluded.bureau, started_on = excluded.started_on,
        due_on = excluded.due_on, sure_until = excluded.sure_until, provisional = excluded.provisional,
        state = excluded.state, reckoning = excluded.reckoning`,
  );
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
  const before = new Map((write.clocksBefore ?? []).map((clock) => [clock.rule, clock]));
  const moved = write.bureauBefore !== write.state.bureau;
  const changed = write.clocks.filter((clock) => {
    const old = before.get(clock.rule);
    before.delete(clock.rule);
    return moved || old?.state !== clock.state || old.reckoning !== clock.reckoning;
  });
  const mayHaveFallen = before.size > 0 || write.clocksBefore === undefined;
  return [...(changed.length === 0 ? [] : [ticking(changed)]), ...(moved || mayHaveFallen ? [stopped(write)] : [])];
};

export const vaultParts = ({ entries }: ActWrite): Part[] => {
  if (entries.length === 0) return [];
  const keyed = entries.flatMap(({ person, key }) =>
    key === undefined ? [] : [[person, key.tenantKeyVersion, key.wrapped]],
  );
  const marks = entries.flatMap(({ person, purposes, versions, digests }) =>
    purposes.map((purpose, i) => [person, purpose, versions[i], digests[i]]),
  );
  const sealed = entries.flatMap((one) =>
    one.entries.map((entry, i) => [one.person, entry, one.kinds[i], one.sealed[i]]),
  );
  return [
    ...(keyed.length === 0
      ? []
      : [
          given(
            'keys',
            ['uuid', 'integer', 'bytea'],
            keyed,
            (from) =>
              `insert into person_key (tenant, stream, person, tenant_key_version, wrapped) select $1, $2, u.* from ${from} u`,
          ),
        ]),
    ...(marks.length === 0
      ? []
      : [
          given(
            'marks',
            ['uuid', 'text', 'integer', 'bytea'],
            marks,
            (from) =>
              `insert into blind_index (tenant, stream, person, purpose, version, digest) select $1, $2, u.* from ${from} u
              on conflict do nothing`,
          ),
        ]),
    given(
      'sealed',
      ['uuid', 'uuid', 'text', 'bytea'],
      sealed,
      (from) =>
        `insert into vault_entry (tenant, stream, made_at, person, entry, kind, sealed) select $1, $2, $4, u.* from ${from} u`,
    ),
  ];
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

const nameTypes = ['text', 'text', 'integer'] as const;
const nameIn = ({ title, englishTitle, copy }: ActWrite['papers'][number]) => [
  title ?? null,
  englishTitle ?? null,
  copy ?? null,
];

export const paperParts = ({ papers, at: made }: ActWrite): Part[] => {
  if (papers.length === 0) return [];
  const rows = papers.map((paper) => [
    ...[
      paper.n,
      paper.code,
      paper.number,
      paper.recipients.join(','),
      paper.templateVersion,
      paper.entry,
      paper.dataHash,
    ],
    ...nameIn(paper),
  ]);
  const proofs = papers.map((paper) => [
    ...[paper.proof, paper.number, paper.code, paper.authority, paper.dataHash, dayOf(made)],
    ...nameIn(paper),
  ]);
  return [
    given(
      'papers',
      ['integer', 'text', 'text', 'text', 'text', 'uuid', 'text', ...nameTypes],
      rows,
      (from) =>
        `insert into complaint_paper (tenant, stream, made_at, n, code, number, recipients, template_version, entry, data_hash,
          title, english_title, copy)
        select $1, $2, $4, u.n, u.c, u.no, string_to_array(u.r, ','), u.t, u.e, u.h, u.own, u.english, u.copy
          from ${from} u(n, c, no, r, t, e, h, own, english, copy)`,
    ),
    given(
      'proofs',
      ['text', 'text', 'text', 'text', 'text', 'date', ...nameTypes],
      proofs,
      (from) =>
        `insert into paper_proof (tenant, standing, proof, number, code, authority, data_hash, issued_on, title, english_title, copy)
        select $1, 'valid', u.* from ${from} u`,
    ),
  ];
};

/** Where the head had moved on, or is out of sight, the line has no detail, which no audit line may lack: all of the act fails. */
export const auditPart = (write: ActWrite): Part => ({
  name: 'audit',
  sql: (at) => `insert into audit_line (tenant, audit_line, at, account, act, subject, detail)
    values ($1, $${at}, $4, $5, $${at + 1}, 'stream:' || ($2::uuid)::text,
      ${write.onlyAfter === undefined ? "'{}'" : `(select '{}'::jsonb from ${HEAD_AFTER})`})`,
  values: [write.auditId, write.act],
});

export const foundBy = ({ locators }: FilingWrite): Part =>
  given(
    'found',
    ['text', 'text'],
    locators.map(({ kind, key }) => [kind, key]),
    (from) =>
      `insert into case_locator (tenant, stream, kind, key_kind, key) select $1, $2, 'complaint', u.* from ${from} u`,
  );

export const parties = ({ access }: FilingWrite): Part =>
  given(
    'parties',
    ['text', 'text'],
    access.map(({ principal, role }) => [principal, role]),
    (from) => `insert into case_access (tenant, stream, bureau, principal, role) select $1, $2, $3, u.* from ${from} u`,
  );

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
