import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { OwedQuery } from '#modules/complaints/post-tray/contract.ts';
import { OutcomeQuery } from '#modules/complaints/register-contract.ts';
import { WorklistQuery } from '#modules/complaints/worklist-contract.ts';
import { ConsultationQuery } from '#modules/intake/consultations/contract.ts';
import { ReportQuery } from '#modules/reports/contract.ts';
import { sourceFiles } from './source-facts.ts';

/**
 * The auditor reads words, never the names the program has for itself: every job that acts, every act that leaves a line
 * and every kind of thing acted upon stands in both languages.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const sources = sourceFiles(root, ['src/modules', 'src/platform', 'src/app'])
  .filter((path) => !/\.test\.ts$|fixtures/.test(path))
  .map((path) => readFileSync(join(root, path), 'utf8'));

const namesIn = (...patterns: readonly RegExp[]): string[] =>
  [
    ...new Set(
      sources.flatMap((text) =>
        patterns.flatMap((pattern) => [...text.matchAll(pattern)].flatMap(([, ...names]) => names)),
      ),
    ),
  ].sort();

const jobs = namesIn(/systemActors\([^,()]+, '([a-z-]+)'\)/g, /'system:([a-z-]+)'/g, /^\s+system: '([a-z-]+)',$/gm);
const acts = [
  ...namesIn(
    // A permit names an act, and leaves no line.
    /\bact: '([a-z-]+)'(?!,\s+phases)/g,
    /\bact: [^,;'\n]*\? '([a-z-]+)' : '([a-z-]+)'/g,
    // What changes a report, a question or an event is given the name of the act.
    /\bchange\([\w., {}]+, '([a-z-]+)',/g,
  ),
  // The two that are put together from what is printed and what is imported.
  ...['print-receipt', 'print-case-sheet', 'print-case-history', 'import-operators', 'import-units'],
];
const subjects = namesIn(/\bsubject: `([a-z-]+):/g);

const filters = [
  ...[WorklistQuery, OwedQuery, OutcomeQuery, ConsultationQuery, ReportQuery].flatMap((query) =>
    Object.keys(query.properties).filter((name) => !['cursor', 'limit'].includes(name)),
  ),
  ...['kind', 'via', 'toPost', 'from', 'to', 'act', 'subject', 'account', 'scope'],
];

const wordsOf = (file: string, language: string): Record<string, Record<string, unknown>> =>
  JSON.parse(readFileSync(join(root, `src/locales/${file}.${language}.json`), 'utf8'));

for (const language of ['zh-CN', 'en']) {
  const audit = wordsOf('administration', language)['audit'] as Record<string, Record<string, string>>;
  const without = (kind: string, names: readonly string[], more: Record<string, unknown> = {}) =>
    names.filter((name) => audit[kind]?.[name] === undefined && more[name] === undefined);

  test(`every job that acts has a name for the auditor in ${language}`, () => {
    assert.ok(jobs.length > 20, `only ${jobs.length} found`);
    assert.deepEqual(without('jobs', jobs), []);
  });
  test(`every act that leaves a line has a name for the auditor in ${language}`, () => {
    assert.ok(acts.length > 150, `only ${acts.length} found`);
    assert.deepEqual(without('acts', acts, wordsOf('complaint', language)['act']), []);
  });
  test(`every kind of thing acted upon has a name for the auditor in ${language}`, () => {
    assert.ok(subjects.length > 10, `only ${subjects.length} found`);
    assert.deepEqual(without('subjects', subjects), []);
  });
  test(`every filter a list is taken along with has a name for the auditor in ${language}`, () => {
    assert.deepEqual(without('filters', filters), []);
  });
}
