import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finderPhases, finderRoles, mayFindClue } from '#desk/features/case/clue-finders.ts';
import { clueFinders, cluePhases } from '#modules/reports/permits.ts';

test('the desk offers a clue to be noted exactly where the reports module permits it', () => {
  assert.deepEqual([...finderRoles], [...clueFinders]);
  assert.deepEqual([...finderPhases], [...cluePhases]);
});

test('only in the bureau where the complaint lies or at its station that works on it, and not before it is under review', () => {
  const handler = { roles: ['handler'], bureaus: ['yunqi-linxi'] };
  assert.ok(mayFindClue(handler, { bureau: 'yunqi-linxi', station: null, phase: 'mediating' }));
  assert.ok(!mayFindClue(handler, { bureau: 'yunqi-wangshan', station: null, phase: 'mediating' }));
  assert.ok(!mayFindClue(handler, { bureau: 'yunqi-linxi', station: null, phase: 'received' }));
  assert.ok(
    !mayFindClue(
      { ...handler, roles: ['intake-officer'] },
      { bureau: 'yunqi-linxi', station: null, phase: 'mediating' },
    ),
  );
  const posted = { roles: ['mediator'], bureaus: ['yunqi-linxi-chengdong'] };
  const given = { bureau: 'yunqi-linxi', station: 'yunqi-linxi-chengdong', phase: 'mediating' } as const;
  assert.ok(mayFindClue(posted, given));
  assert.ok(!mayFindClue(posted, { ...given, station: 'yunqi-linxi-qiaoxia' }));
});
