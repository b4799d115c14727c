import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseAct } from '#modules/complaints/case-contract.ts';
import { actInHand } from './act-in-hand.ts';

const actNamed = (act: CaseAct['act'], binding = false): CaseAct => ({
  ...{ act, binding, basis: [], articleText: '', papers: [] },
});
const refuse = actNamed('refuse', true);

test('a form stays open when a colleague has made its act impossible meanwhile', () => {
  assert.equal(actInHand(refuse, 'refuse', [actNamed('note')]), refuse);
});

test('while the act is still offered the form follows what the case says of it now', () => {
  const now = actNamed('refuse', true);
  assert.equal(actInHand(refuse, 'refuse', [now]), now);
});

test('an act that was not offered when it was asked for opens nothing, nor does the one before', () => {
  assert.equal(actInHand(undefined, 'refuse', [actNamed('note')]), undefined);
  assert.equal(actInHand(refuse, 'accept', [actNamed('note')]), undefined);
  assert.equal(actInHand(refuse, null, [refuse]), undefined);
});
