import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import { type Leaving, type Receiver, wayTo } from './ways.ts';

const units: Readonly<Record<string, Receiver>> = {
  intake: { id: 'intake', tenant: 'here', kind: 'intake-centre' },
  own: { id: 'own', tenant: 'here', kind: 'bureau' },
  other: { id: 'other', tenant: 'here', kind: 'bureau' },
  station: { id: 'station', tenant: 'here', kind: 'station' },
  far: { id: 'far', tenant: 'there', kind: 'bureau' },
  'far-intake': { id: 'far-intake', tenant: 'there', kind: 'intake-centre' },
};
const sealed = { entry: 'entry', commitment: 'commitment' };
const from = (bureau: string): NonNullable<Leaving['from']> => ({
  number: 'sample',
  bureau,
  on: '2026-05-06',
  firstReceivedOn: '2026-05-06',
  reasons: sealed,
});

const way = (unit: string, leaving: Partial<Leaving>): string => {
  const receiver = units[unit];
  assert.ok(receiver !== undefined);
  const report: Leaving = { tenant: 'here', bureau: 'own', intake: 'intake', food: false, ...leaving };
  const so = wayTo(receiver, report);
  return isRefusal(so) ? so.refusal : so;
};

test('JUR-09 within the authority the intake body distributes and a unit gives back; food goes to any bureau', () => {
  const atIntake = { bureau: 'intake' };
  for (const [unit, leaving, expected] of [
    ['intake', {}, 'returned'],
    ['intake', { food: true }, 'returned'],
    ['intake', { from: from('intake') }, 'returned'],
    ['other', {}, 'report-goes-through-intake'],
    ['other', { food: true }, 'food'],
    ['other', { food: true, from: from('other') }, 'report-came-from-there'],
    ['other', atIntake, 'distributed'],
    ['other', { ...atIntake, food: true }, 'distributed'],
    ['other', { ...atIntake, from: from('other') }, 'distributed'],
    ['station', atIntake, 'no-such-bureau'],
    ['intake', atIntake, 'no-such-bureau'],
    ['own', { food: true }, 'no-such-bureau'],
    ['far', {}, 'transfer-is-for-food-reports'],
    ['far', atIntake, 'transfer-is-for-food-reports'],
    ['far', { food: true }, 'food'],
    ['far', { food: true, from: from('far') }, 'report-came-from-there'],
    ['far-intake', { food: true }, 'no-such-bureau'],
    // Where an authority has no intake body each bureau is its own.
    ['other', { intake: 'own' }, 'distributed'],
  ] as const)
    assert.equal(way(unit, leaving), expected, `${unit} ${JSON.stringify(leaving)}`);
});
