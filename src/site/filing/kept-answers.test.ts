import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import type { RawForm } from '#site/kit/form-reader.ts';
import { keptAnswer } from './kept-answers.ts';
import { readStep } from './read-draft.ts';
import { filingRoles, filingSteps, matters } from './steps.ts';

/** Notes every field a reading asks for. */
const noting = (fields: Set<string>, sent: RawForm): RawForm =>
  new Proxy(sent, {
    get: (target, name) => {
      if (typeof name === 'string') fields.add(name);
      return Reflect.get(target, name);
    },
  });

const ways: readonly RawForm[] = [
  {},
  { chosen: 'platform-shop', claims: ['refund', 'damages'], named: 'yes', toldBy: 'e-mail', noPhone: 'yes' },
  { chosen: 'described', named: 'no', reportNamed: 'yes', inRecording: 'yes', onReceipt: 'yes', secondName: 'x' },
];

test('whatever a step reads is kept, and nothing else', () => {
  for (const step of filingSteps) {
    const fields = new Set<string>();
    for (const matter of matters)
      for (const role of filingRoles)
        for (const way of ways) readStep(step, noting(fields, way), { matter, role }, '2026-11-29' as Day);
    const sent = Object.fromEntries([...fields, 'junk', '__proto__'].map((name) => [name, 'x']));
    const kept = new Set(Object.keys(keptAnswer(step, sent)));
    for (const field of fields) assert.ok(kept.has(field), `${step}: ${field} is read and not kept`);
    assert.ok(!kept.has('junk'));
  }
});

test('a text too long is kept with as much again, to be shortened; line breaks count once', () => {
  const lines = 'a\r\n'.repeat(2500);
  assert.equal(keptAnswer('facts', { facts: lines })['facts'], 'a\n'.repeat(2500));
  const kept = keptAnswer('facts', { facts: '😀'.repeat(500_000), breach: 'x'.repeat(1_000_000) });
  assert.equal([...String(kept['facts'])].length, 10_000);
  assert.ok(String(kept['facts']).isWellFormed());
  assert.equal(kept['breach']?.length, 10_000);
  const many = keptAnswer('claim', { claims: Array<string>(500).fill('refund'.repeat(50)) })['claims'];
  assert.deepEqual([many?.length, many?.[0]?.length], [20, 120]);
});
