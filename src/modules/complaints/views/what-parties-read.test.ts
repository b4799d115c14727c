import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectRoot } from '#platform/config.ts';
import { whatPartiesRead } from './what-parties-read.ts';

const folder = join(projectRoot, 'src/modules/complaints');
const source = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(folder, file), 'utf8'))
  .join('\n');
const declared = [...source.matchAll(/[|=] Act<\s*'([A-Za-z]+)'/gu)].map(([, type = '']) => type);

test('every kind of event says what each party reads of it', () => {
  assert.ok(declared.length > 40, 'the list of events is read from its declaration');
  assert.deepEqual(Object.keys(whatPartiesRead).sort(), [...declared].sort());
});

const read = (type: keyof typeof whatPartiesRead, who: 'complainant' | 'respondent'): readonly string[] | null =>
  whatPartiesRead[type][who];

test('no party reads codes, numbers of access, letters between bodies or what was said about it in confidence', () => {
  for (const who of ['complainant', 'respondent'] as const) {
    for (const type of ['NoteAdded', 'ContactAttempted', 'SuperiorAsked', 'FraudHandedOver'] as const)
      assert.equal(read(type, who), null, type);
    for (const [type, field] of [
      ['RespondentNotified', 'code'],
      ['RespondentNotified', 'phone'],
      ['PaperMade', 'data'],
      ['ComplaintRouted', 'reasoning'],
      ['ComplaintReturned', 'reasons'],
      ['ComplaintTakenOver', 'reasons'],
      ['CompetenceDecided', 'reasons'],
      ['ComplaintRefused', 'earlier'],
    ] as const)
      assert.ok(!read(type, who)?.includes(field), `${type}.${field}`);
  }
  assert.equal(read('ReturnVisited', 'respondent'), null);
  assert.deepEqual(read('ComplaintRated', 'respondent'), []);
  for (const type of ['ComplaintWithdrawn', 'WithdrawalStated', 'ComplaintRefused'] as const)
    assert.ok(!read(type, 'respondent')?.includes('reasons'), type);
});
