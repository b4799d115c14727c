import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factsOf, filed, sealed, stateAfter } from '#test/decided.ts';
import { limitWouldStartOn, receiptsToHandOver } from './receipts.ts';

const reasons = sealed('reasons');
const { units } = factsOf({});

test('CMP-01 a case that comes back from another authority goes on from the receipt of the bureau it comes back to', () => {
  const routed = { from: 'yunqi-linxi', to: 'yunqi-wangshan', receivedOn: '2026-04-17', reasoning: '' } as const;
  const here = stateAfter([filed(), { type: 'ComplaintRouted', payload: routed }]);
  const receipts = receiptsToHandOver(here);
  assert.deepEqual(receipts, [
    { unit: 'yunqi-linxi', on: '2026-04-15' },
    { unit: 'yunqi-wangshan', on: '2026-04-17' },
  ]);
  const linked = {
    number: 'YUNQI-260415-8F3KQ2-7',
    bureau: 'yunqi-wangshan',
    on: '2026-04-20',
    basis: 'order-121:33',
    firstReceivedOn: '2026-04-15',
    receipts,
  } as const;
  const there = stateAfter([filed({ linked, bureau: 'lanchuan-beidu', intake: 'lanchuan', receivedOn: '2026-04-20' })]);
  assert.deepEqual([there.startedOn, there.firstReceivedOn, there.passedOn], ['2026-04-20', '2026-04-15', true]);
  assert.equal(limitWouldStartOn('yunqi-linxi', there, units, '2026-04-23'), '2026-04-15');
  assert.equal(limitWouldStartOn('yunqi-city', there, units, '2026-04-23'), '2026-04-23');
  assert.deepEqual(receiptsToHandOver(there).at(-1), { unit: 'lanchuan-beidu', on: '2026-04-20' });
});

test('CMP-01 a case still waiting for its registration has no receipt to hand on', () => {
  const waiting = stateAfter([filed({ standing: 'companion', receivedOn: null })]);
  assert.deepEqual(receiptsToHandOver(waiting), []);
  const registered = { externalNumber: '153', receivedOn: '2026-04-16', registeredOn: '2026-04-16' } as const;
  const received = stateAfter([
    filed({ standing: 'companion', receivedOn: null }),
    { type: 'ComplaintRegistered', payload: registered },
    {
      type: 'ComplaintReturned',
      payload: { from: 'yunqi-linxi', to: 'yunqi-intake', receivedOn: '2026-04-16', reasons },
    },
  ]);
  assert.deepEqual(
    received.receipts.map(({ unit, on, isFirst }) => [unit, on, isFirst]),
    [
      ['yunqi-linxi', '2026-04-16', true],
      ['yunqi-intake', '2026-04-16', true],
    ],
  );
});
