/**
 * Writes docs/law.md: each article with its rule, where the rule is written and used, the tests that name it, and what
 * people read on the screen. `--check` writes nothing and fails when the file is stale.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { basisText } from '#kernel/article.ts';
import { type Rule, type RuleKind, type RuleSwitch, versionsOf } from '#kernel/rule.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import { unsettledQuestions } from '#modules/directory/rulebook/unsettled.ts';
import { textsFor } from '#platform/texts.ts';
import { sourcesByCode, testsByCode } from './law-mentions.ts';

const root = resolve(import.meta.dirname, '..');
const zh = textsFor('zh-CN');
const en = textsFor('en');

const CHAPTERS: readonly (readonly [kind: RuleKind, heading: string, ...files: string[]])[] = [
  ['limit', 'Limits', 'limits.ts', 'person-limits.ts'],
  ['ground', 'Grounds for refusing and for ending mediation', 'grounds.ts'],
  ['jurisdiction', 'Jurisdiction', 'jurisdiction.ts'],
  ['document-duty', 'Papers that have to be made', 'documents.ts'],
  ['notice', 'What has to be told to whom', 'notices.ts'],
  ['retention', 'How long things are kept', 'retention.ts'],
];

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const inForce = ({ effectiveFrom, effectiveTo }: { effectiveFrom: string; effectiveTo: string | null }): string =>
  effectiveTo === null ? `from ${effectiveFrom}` : `${effectiveFrom} to before ${effectiveTo}`;

const measure = (rule: Rule): string => {
  if (rule.kind === 'limit') {
    const limits = rule.limits.map(({ count, unit }) => `${count} ${unit.replace('-', ' ')}`).join(' or ');
    const earlier = rule.limits.length > 1 ? ', whichever ends first' : '';
    const without = rule.excludes.length > 0 ? `, without ${rule.excludes.join(', ')}` : '';
    const own = rule.ownNumber === true ? "; the number is the platform's own" : '';
    return `${limits} from ${rule.startEvent}${earlier}${without}${own}`;
  }
  if (rule.kind === 'ground') return `${rule.list} ${rule.number}: ${rule.fact}`;
  if (rule.kind === 'jurisdiction')
    return `${rule.respondent}${rule.condition === undefined ? '' : `, ${rule.condition}`}: ${rule.competent.join(' or ')}`;
  if (rule.kind === 'document-duty')
    return `form ${rule.form} at ${rule.event}${rule.notAfter === undefined ? '' : `, its date not after ${rule.notAfter}`}`;
  if (rule.kind === 'notice')
    return `${rule.event}: ${rule.tells.join(', ')} to ${rule.recipients.join(', ')}${rule.within === undefined ? '' : `, within ${rule.within}`}`;
  return rule.atLeastMonths === 0 ? rule.subject : `${rule.subject}: at least ${rule.atLeastMonths} months`;
};

const screenKey = (rule: Rule): string => (rule.kind === 'ground' ? rule.textKey : `law:rule.${rule.code}.screen`);

/** Grounds differ by version; other rules keep one text, shown with the version in force now. */
const screenText = (rule: Rule): string =>
  rule.kind === 'ground' || rule.effectiveTo === null || rule === versionsOf(rulebook, rule.code).at(-1)
    ? `${zh(screenKey(rule))} / ${en(screenKey(rule))}`
    : 'as below';

const link = (from: string, file: string): string => `[${file}](${relative(from, file)})`;

/** Grounds and tests of jurisdiction are read as lists; a duty binds the acts by a test that holds them to it. */
const unnamedUse = (kind: Rule['kind'], proofs: readonly { readonly file: string }[]): string => {
  if (kind === 'ground' || kind === 'jurisdiction') return 'used as data';
  const isBound = proofs.some(({ file }) => !file.startsWith('src/modules/directory/rulebook/'));
  return isBound ? 'no code names it; the tests hold the acts to it' : 'not used';
};

const chapter = (
  [kind, heading, ...files]: (typeof CHAPTERS)[number],
  tests: ReturnType<typeof testsByCode>,
  sources: ReturnType<typeof sourcesByCode>,
): string => {
  const rules = rulebook.rules
    .filter((rule) => rule.kind === kind)
    .sort((a, b) => (a.code + a.effectiveFrom < b.code + b.effectiveFrom ? -1 : 1));
  const written = files.map((file) => link('docs', `src/modules/directory/rulebook/${file}`)).join(' and ');
  const rows = rules.map((rule) =>
    [cell(basisText(rule.basis, zh)), rule.code, inForce(rule), cell(measure(rule)), cell(screenText(rule))].join(
      ' | ',
    ),
  );
  const proofs = [...new Set(rules.map((rule) => rule.code))].map((code) => {
    const used = (sources.get(code) ?? []).map((source) => link('docs', source));
    const proven = (tests.get(code) ?? []).map(({ file: where, title }) => `  - ${link('docs', where)}: ${title}`);
    const usedText = used.length > 0 ? `used in ${used.join(', ')}` : unnamedUse(kind, tests.get(code) ?? []);
    return [`- **${code}**: ${usedText}`, ...(proven.length > 0 ? proven : ['  - no test names it yet'])].join('\n');
  });
  return [
    `## ${heading}`,
    '',
    `Written in ${written}.`,
    '',
    '| Article | Rule | In force | What it says | On the screen |',
    '|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    '',
    '### Where it is used and proven',
    '',
    ...proofs,
  ].join('\n');
};

const texts = (): string =>
  [
    '## Texts of law',
    '',
    '| Id | Text | Version | In force |',
    '|---|---|---|---|',
    ...rulebook.texts.map(
      (one) => `| ${one.id} | ${zh(`law:text.${one.id}`)} | ${one.amendedOn ?? one.promulgatedOn} | ${inForce(one)} |`,
    ),
  ].join('\n');

/** Where nothing is said it changes what its rule and its question say. */
const noteOf = ({ note }: RuleSwitch): string =>
  note === undefined ? 'as asked' : `${zh(`law:switch-note.${note}`)} / ${en(`law:switch-note.${note}`)}`;

const switches = (): string =>
  [
    '## What a bureau can decide because the law leaves it open',
    '',
    '| Rule | Switch | Choices (default first) | Question | What it changes |',
    '|---|---|---|---|',
    ...rulebook.switches.map((one) => {
      const choices = [one.byDefault, ...one.choices.filter((choice) => choice !== one.byDefault)].join(', ');
      return `| ${one.rule} | \`${one.name}\` | ${choices} | ${cell(`${zh(`law:switch.${one.name}`)} / ${en(`law:switch.${one.name}`)}`)} | ${cell(noteOf(one))} |`;
    }),
    '',
    '### Not settled',
    '',
    ...unsettledQuestions.map(({ question, answer }) => `- ${question}. *${answer}*`),
  ].join('\n');

/** The whole document; `scanned` is the tree whose tests and sources are read. */
export const lawDocument = (scanned: string): string => {
  const tests = testsByCode(scanned);
  const sources = sourcesByCode(scanned);
  return `${[
    '# The law in the code',
    '',
    'Generated by `node tools/law-doc.ts` from the rulebook and from the titles of the tests: do not edit.',
    'Each rule is dated; a case obeys the version in force on the day its rule says. The state of the law is that of 21 November 2026; every release re-checks it.',
    '',
    ...CHAPTERS.map((one) => `${chapter(one, tests, sources)}\n`),
    `${switches()}\n`,
    texts(),
  ].join('\n')}\n`;
};

const usage = 'usage: node tools/law-doc.ts [--check] [--out FILE] [--root DIRECTORY]';

/** 0 written or fresh, 1 stale, 2 not understood. */
export const main = (argv: readonly string[], say: (text: string) => void): number => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      check: { type: 'boolean' },
      out: { type: 'string' },
      root: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  const scanned = resolve(values.root ?? root);
  if (!readdirSync(scanned).includes('src')) {
    say(`${scanned} holds no src folder. ${usage}`);
    return 2;
  }
  const out = resolve(values.out ?? join(root, 'docs', 'law.md'));
  const wanted = lawDocument(scanned);
  if (!values.check) {
    writeFileSync(out, wanted);
    say(`wrote ${relative(root, out)}`);
    return 0;
  }
  if (existsSync(out) && readFileSync(out, 'utf8') === wanted) return 0;
  say(`${join(relative(root, dirname(out)), 'law.md')} is stale: run node tools/law-doc.ts`);
  return 1;
};

if (import.meta.main) process.exitCode = main(process.argv.slice(2), (text) => console.log(text));
