import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { permits } from '../permits.ts';

const here = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const files = readdirSync(import.meta.dirname);
const tests = files.filter((name) => name.endsWith('.test.ts') && name !== 'every-refusal.test.ts').map(here);
const told = [...tests, here('../permits.test.ts')].join('\n');

/** Acts of forms and of the platform's own hand; what the clock and keeping bring about is tried beside them. */
const rules = [
  'acceptance',
  'appraisal',
  'closing',
  'delivery',
  'ending',
  'entrusting',
  'local-letter',
  'mediation',
  'mediators',
  'particulars',
  'record',
  'recusal',
  'refusing',
  'represented',
  'review',
  'routing',
  'competence',
  'settlement-day',
  'transfer',
];

describe('nothing is decided that no test has decided', () => {
  for (const rule of rules) {
    test(`every refusal of ${rule} is met by a test`, () => {
      const codes = [...here(`${rule}.ts`).matchAll(/refuse\(\s*'([a-z-]+)'/gu)].map((match) => match[1] ?? '');
      assert.deepEqual(
        codes.filter((code) => !told.includes(`'${code}'`)),
        [],
      );
    });
  }

  test('every act is done by a test', () => {
    assert.deepEqual(
      permits.map((permit) => permit.act).filter((act) => !told.includes(`act: '${act}'`)),
      [],
    );
  });
});
