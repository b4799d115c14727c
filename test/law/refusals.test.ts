import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { projectRoot } from '#platform/config.ts';
import { localeFiles } from '#platform/texts.ts';
import { keepFresh } from '../../tools/fresh-file.ts';
import { byCode, refusalsDocument } from '../../tools/refusals-doc.ts';
import { type FoundRefusal, refusalsIn } from '../../tools/refusals-found.ts';
import { readFacts, sourceFiles, subpathsOf } from './source-facts.ts';

/** Namespaces that hold a sentence for each code. */
const homesOf = (
  files: readonly { namespace: string; refusals: readonly string[] }[],
): ReadonlyMap<string, string[]> => {
  const homes = new Map<string, string[]>();
  for (const { namespace, refusals } of files)
    for (const code of refusals) homes.set(code, [...(homes.get(code) ?? []), namespace]);
  return homes;
};

/** API, site and desk must say the same of one fact: so each code has one sentence, in one file a language. */
export const sentenceFaults = (
  codes: ReadonlyMap<string, string>,
  homes: ReadonlyMap<string, string[]>,
  written: ReadonlySet<string> = new Set(),
): string[] => [
  ...[...codes].filter(([code]) => !homes.has(code)).map(([code, file]) => `${code}: no sentence (${file})`),
  ...[...homes].filter(([, where]) => where.length > 1).map(([code, where]) => `${code}: in ${where.join(' and ')}`),
  ...[...homes]
    .filter(([code, [where]]) => !codes.has(code) && !written.has(`${where}:refusals.${code}`))
    .map(([code, [where]]) => `${code}: a sentence of ${where} that nobody says`),
];

/** The same fact answered in two ways, and why. */
const STATUSES: Readonly<Record<string, string>> = {
  'agent-without-power':
    'an agent that acts without it is not allowed to, one that is named without it is named wrongly, and where the act itself stands the state says no',
  'agent-power-run-out': 'as above: who acts under it, what is said of a settlement, and what the file lacks',
  'agent-without-special-powers': 'who withdraws under it is not allowed to; what is said of a settlement is wrong',
  'no-such-termination-ground': 'named by an official, or by the clock, to which there is no field',
  'no-superior-bureau': 'somebody else is to act, or nobody can be asked',
  'not-a-joint-complaint': 'a field of the statement, or the act as such',
  'no-such-paper-for-this-party': 'an address that leads nowhere, or a field',
  'respondent-not-asked-yet': 'the state of the case, or a field while mediation is opened',
  'respondent-refuses-mediation': 'the state of the case, or a field while mediation is opened',
  'incident-not-found': 'an address that leads nowhere, or a field',
  'region-unknown': 'a field, or a row of an imported table, which has no status of its own',
  'shop-unknown': 'an address that leads nowhere, or a field',
  'operator-unknown': 'an address that leads nowhere, or a field',
  'bureau-unknown': 'an address that leads nowhere, or a field',
  'storage-full': 'nothing can be written (507), or nothing can be read or written at all (503)',
  'text-not-utf8': 'the words are no UTF-8 (400), or the media type says another character set (415)',
};

const statusFaults = (refusals: readonly FoundRefusal[], listed: Readonly<Record<string, string>>): string[] => {
  const twice = byCode(refusals).flatMap(([code, places]) => {
    const statuses = new Set(places.flatMap((place) => place.statuses));
    return statuses.size > 1 ? [[code, [...statuses].sort().join(' and ')] as const] : [];
  });
  return [
    ...twice.filter(([code]) => !(code in listed)).map(([code, statuses]) => `${code}: ${statuses}`),
    ...Object.keys(listed)
      .filter((code) => !twice.some(([one]) => one === code))
      .map((code) => `${code}: listed, and has one status only`),
  ];
};

const found = refusalsIn(projectRoot);
const codes = new Map(found.refusals.map(({ code, file }) => [code, file]));

test('every refusal can be read where it is decided', () => {
  assert.deepEqual(found.unread, []);
  assert.ok(codes.size > 500);
});

describe('every refusal has one sentence, and every sentence is said', () => {
  const subpaths = subpathsOf(projectRoot);
  const written = new Set(
    sourceFiles(projectRoot, ['src'])
      .filter((path) => !/\.test\.tsx?$/.test(path))
      .flatMap((path) => readFacts(projectRoot, path, subpaths).texts),
  );
  for (const language of ['zh-CN', 'en'] as const)
    test(language, () => {
      const files = localeFiles()
        .filter((file) => file.language === language)
        .map(({ namespace, file }) => {
          const texts = JSON.parse(readFileSync(file, 'utf8')) as { refusals?: Record<string, string> };
          return { namespace, refusals: Object.keys(texts.refusals ?? {}) };
        });
      assert.deepEqual(sentenceFaults(codes, homesOf(files), written), []);
    });

  test('the check sees a missing one, a doubled one and one that nobody says', () => {
    const homes = homesOf([
      { namespace: 'one', refusals: ['kept', 'twice', 'idle', 'whole'] },
      { namespace: 'two', refusals: ['twice'] },
    ]);
    const said = new Map(['lost', 'kept', 'twice'].map((code) => [code, 'a.ts']));
    assert.deepEqual(sentenceFaults(said, homes, new Set(['one:refusals.whole'])), [
      'lost: no sentence (a.ts)',
      'twice: in one and two',
      'idle: a sentence of one that nobody says',
    ]);
  });
});

describe('one code has one status', () => {
  test('but for those listed with their reason', () => assert.deepEqual(statusFaults(found.refusals, STATUSES), []));

  test('the check sees a second status, and a reason that has gone', () => {
    const at = (code: string, status: number): FoundRefusal => {
      return { code, file: 'a.ts', statuses: [status], bases: [], fields: [], instead: [] };
    };
    assert.deepEqual(statusFaults([at('a', 409), at('a', 422), at('b', 404), at('b', 404)], { b: 'why' }), [
      'a: 409 and 422',
      'b: listed, and has one status only',
    ]);
  });
});

describe('docs/refusals.md', () => {
  const said: string[] = [];
  const call = (document: string, ...argv: string[]): Promise<number> =>
    keepFresh({ tool: 'tools/refusals-doc.ts', file: 'docs/refusals.md', make: () => document }, argv, (text) =>
      said.push(text),
    );

  test('is fresh', async () => assert.equal(await call(refusalsDocument(found), '--check'), 0, said.join('\n')));

  test('a refusal that changes makes it stale', async () => {
    const [first, ...rest] = found.refusals;
    assert.ok(first !== undefined);
    const changed = [{ ...first, statuses: [418] }, ...rest];
    assert.equal(await call(refusalsDocument({ ...found, refusals: changed }), '--check'), 1);
    assert.match(said.at(-1) ?? '', /docs\/refusals\.md is stale: run npm run docs/);
  });

  test('says the same in whatever order the source is read', () =>
    assert.equal(refusalsDocument({ ...found, refusals: found.refusals.toReversed() }), refusalsDocument(found)));
});

describe('what stands around a refusal is read with it', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'refusals-'));
    mkdirSync(join(folder, 'src'));
    symlinkSync(join(projectRoot, 'tsconfig.json'), join(folder, 'tsconfig.json'));
    writeFileSync(
      join(folder, 'src', 'made-up.ts'),
      `
type Rest = { status?: number; basis?: readonly { text: string; article: string }[]; field?: string; instead?: readonly string[] };
type Row = { readonly basis: readonly { text: string; article: string }[] };
const refuse = (refusal: string, rest: Rest = {}) => ({ refusal, ...rest });
const law = (article: string) => ({ text: 'order-121', article });
const twelve = [law('12')];
export const direct = (late: boolean) => refuse(late ? 'late' : 'early', { status: 422, field: 'on', basis: [...twelve, law('18')] });
const at = (field: 'a' | 'b') => ({ status: 403, field }) as const;
export const spread = (one: 'a' | 'b') => refuse('spread', { ...at(one), instead: ['wait'] });
export const ofRow = ({ basis }: Row) => refuse('of-row', { basis });
const inner = (gone: boolean) => (gone ? refuse('inner') : undefined);
export const around = (gone: boolean) => {
  const basis = twelve;
  return { basis, ...inner(gone) };
};
const named = (code: string) => refuse(code);
export const both = [named('first'), named('second')];
export const never = (code: string) => refuse(code);
`,
    );
  });
  after(() => rmSync(folder, { recursive: true }));

  test('conditions, helpers, spreads, rows, wrappers and callers; what stays unknown is told', () => {
    const { refusals, unread } = refusalsIn(folder);
    const twelve = { text: 'order-121', article: '12' };
    const silent = { file: 'src/made-up.ts', statuses: [409], bases: [[]], fields: [], instead: [] };
    const on = { ...silent, statuses: [422], bases: [[twelve, { ...twelve, article: '18' }]], fields: ['`on`'] };
    assert.deepEqual(Object.fromEntries(byCode(refusals).map(([code, [one]]) => [code, { ...one, code: undefined }])), {
      early: { ...on, code: undefined },
      late: { ...on, code: undefined },
      spread: { ...silent, code: undefined, statuses: [403], fields: ['`a`', '`b`'], instead: ['`wait`'] },
      'of-row': { ...silent, code: undefined, bases: [['the `basis` of the `Row`']] },
      inner: { ...silent, code: undefined, bases: [[twelve]] },
      first: { ...silent, code: undefined },
      second: { ...silent, code: undefined },
    });
    assert.deepEqual(unread, ['src/made-up.ts: refuse(code)']);
  });
});
