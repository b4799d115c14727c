/** Writes docs/refusals.md: every refusal by module, read from where it is decided. `--check` fails when it is stale. */
import { readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { basisText } from '#kernel/article.ts';
import { localeFiles, textsFor } from '#platform/texts.ts';
import { readMap } from '../test/law/map-page.ts';
import { keepFresh, projectRoot } from './fresh-file.ts';
import { type FoundRefusal, type FoundRefusals, refusalsIn } from './refusals-found.ts';

const en = textsFor('en');

export type Sentences = ReadonlyMap<string, { readonly en: string; readonly zh: string }>;

/** The sentence of each code, with the holes it has. */
export const sentencesOfRefusals = (): Sentences => {
  const read = (language: string): Map<string, string> =>
    new Map(
      localeFiles()
        .filter((file) => file.language === language)
        .flatMap(({ file }) => {
          const texts: { refusals?: Record<string, string> } = JSON.parse(readFileSync(file, 'utf8'));
          return Object.entries(texts.refusals ?? {});
        }),
    );
  const [english, chinese] = [read('en'), read('zh-CN')];
  const codes = new Set([...english.keys(), ...chinese.keys()]);
  return new Map([...codes].map((code) => [code, { en: english.get(code) ?? '', zh: chinese.get(code) ?? '' }]));
};

const map = readMap(join(projectRoot, 'docs/map.md'));
const outsideAnywhere =
  map.zones.find(({ name }) => name === 'outside')?.files.filter((one) => one.includes('/')) ?? [];

/** A rule is pure: values in, values out (docs/map.md). */
const isRule = (file: string): boolean => {
  const [, name, path = ''] = /^src\/modules\/([^/]+)\/(.+)$/.exec(file) ?? [];
  const row = map.modules.find((one) => one.name === name);
  if (row === undefined) return false;
  if (row.rules.includes(path)) return true;
  return !(
    outsideAnywhere.some((pattern) => matchesGlob(file, pattern)) ||
    row.outside.some((pattern) => matchesGlob(path, pattern.replace(/\*$/, '**')))
  );
};

const areaOf = (file: string): string => /^src\/(?:modules\/)?([^/]+)\//.exec(file)?.[1] ?? file;
const SEVERAL = 'several';
const areas = [...map.modules.map(({ name }) => name), SEVERAL, 'kernel', 'platform', 'site', 'app'];
const headings: Readonly<Record<string, string>> = {
  [SEVERAL]: 'Decided in several of these',
  kernel: 'The kernel',
  platform: 'The platform',
  site: 'The site',
  app: 'The app',
};

const once = <T>(values: readonly T[]): T[] => [...new Set(values)];
const sorted = <T extends string | number>(values: readonly T[]): T[] =>
  once(values).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

const basisOf = (one: FoundRefusal['bases'][number]): string => {
  const cited = once(one.filter((said) => typeof said !== 'string').map((said) => JSON.stringify(said))).map((said) =>
    JSON.parse(said),
  );
  const open = once(one.filter((said) => typeof said === 'string'));
  return [...(cited.length === 0 ? [] : [basisText(cited, en)]), ...open].join('; ');
};

/** One line where it is the same wherever it is decided. */
const lawOf = (places: readonly FoundRefusal[]): string[] => {
  const all = sorted(places.flatMap(({ bases }) => bases.map(basisOf)));
  const cited = all.filter((one) => one !== '');
  if (cited.length === 0) return [];
  if (all.length === 1) return [`- Law: ${cited[0]}`];
  const lines = [...cited, ...(all.length > cited.length ? ['none'] : [])];
  return ['- Law, by where and of what it is decided:', ...lines.map((one) => `  - ${one}`)];
};

const link = (file: string): string => `[${file.replace(/^src\/(modules\/)?/, '')}](../${file})`;

/** An entry says only what there is. */
const entry = (code: string, places: readonly FoundRefusal[], sentences: Sentences): string => {
  const statuses = sorted(places.flatMap((place) => place.statuses));
  const fields = sorted(places.flatMap((place) => place.fields));
  const instead = sorted(places.flatMap((place) => place.instead));
  const text = sentences.get(code);
  return [
    `### ${code}`,
    '',
    text?.en ?? '',
    '',
    text?.zh ?? '',
    '',
    `- HTTP ${statuses.length === 0 ? 'as what failed says' : statuses.join(' or ')}${fields.length === 0 ? '' : `, field ${fields.join(', ')}`}`,
    ...lawOf(places),
    ...(instead.length === 0 ? [] : [`- Instead: ${instead.join(', ')}`]),
    `- Decided in ${sorted(places.map(({ file }) => file))
      .map(link)
      .join(', ')}`,
    '',
  ].join('\n');
};

export const byCode = (refusals: readonly FoundRefusal[]): [string, FoundRefusal[]][] =>
  [...Map.groupBy(refusals, ({ code }) => code)].sort(([a], [b]) => (a < b ? -1 : 1));

const withoutLaw = (codes: readonly [string, readonly FoundRefusal[]][]): string[] => {
  const rows = map.modules.flatMap(({ name }) => {
    const found = codes.filter(([, places]) =>
      places.some(
        ({ file, bases }) => areaOf(file) === name && isRule(file) && bases.some((basis) => basis.length === 0),
      ),
    );
    return found.length === 0 ? [] : [`- **${name}**:`, ...found.map(([code]) => `  - [${code}](#${code})`)];
  });
  return ['## Rules that name no article, everywhere or in some place', '', ...rows, ''];
};

export const refusalsDocument = ({ refusals }: FoundRefusals, sentences: Sentences = sentencesOfRefusals()): string => {
  const codes = byCode(refusals);
  const areaOfCode = ([, places]: (typeof codes)[number]): string => {
    const found = once(places.map(({ file }) => areaOf(file)));
    return found.length === 1 ? (found[0] ?? '') : SEVERAL;
  };
  const grouped = Map.groupBy(codes, areaOfCode);
  const lost = [...grouped.keys()].find((area) => !areas.includes(area));
  if (lost !== undefined) throw new Error(`refusals of src/${lost} have no chapter`);
  const chapters = areas.flatMap((area) => {
    const own = grouped.get(area) ?? [];
    const heading = headings[area] ?? `Module ${area}`;
    return own.length === 0
      ? []
      : [`## ${heading}`, '', ...own.map(([code, places]) => entry(code, places, sentences))];
  });
  return `${[
    '# Refusals',
    '',
    'Generated by `node tools/refusals-doc.ts`: do not edit. Every expected "no" with its sentence in both languages, the HTTP',
    'status, the field at fault, the law behind it and what can be done instead, read from where it is decided. An entry without',
    'a law names no article. `{{…}}` is filled in. What follows from a value is said as such: the `basis` of a `Permit` are the',
    'articles that the table of acts names for the act ([permit-table.ts](../src/modules/complaints/permit-table.ts)), those of a',
    '`GroundRule` stand in [law.md](law.md). A case that an earlier order governs is told the articles of that order',
    '([governing.ts](../src/modules/complaints/governing.ts)).',
    'An answer is `application/problem+json` (RFC 9457).',
    '',
    ...chapters,
    ...withoutLaw(codes),
  ]
    .join('\n')
    .trimEnd()}\n`;
};

export const main = (argv: readonly string[], say: (text: string) => void): Promise<number> =>
  keepFresh(
    { tool: 'tools/refusals-doc.ts', file: 'docs/refusals.md', make: () => refusalsDocument(refusalsIn(projectRoot)) },
    argv,
    say,
  );

if (import.meta.main) process.exitCode = await main(process.argv.slice(2), (text) => console.log(text));
