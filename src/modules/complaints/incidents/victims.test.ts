import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import { type ServiceSaid, serviceObjection } from './serving.ts';
import { type Claimant, countedOnce, withoutDuplicates } from './victims.ts';

const claimant = (complaint: string, phones: string[], idNumbers: string[] = []): Claimant => ({
  complaint,
  person: `${complaint}-p`,
  phones,
  idNumbers,
});
const grouped = (claimants: Claimant[]) =>
  withoutDuplicates(claimants).map((group) => group.map(({ complaint }) => complaint).join('+'));

test('who complained twice is counted once, by phone or by id number, also over a third complaint', () => {
  assert.deepEqual(grouped([claimant('a', ['p1']), claimant('b', ['p2']), claimant('c', ['p1'])]), ['a+c', 'b']);
  assert.deepEqual(grouped([claimant('a', ['p1'], ['i1']), claimant('b', ['p2'], ['i1'])]), ['a+b']);
  assert.deepEqual(grouped([claimant('a', ['p1'], ['i1']), claimant('b', ['p2'], ['i1']), claimant('c', ['p2'])]), [
    'a+b+c',
  ]);
});

test('two people with one telephone and two id numbers stay two', () => {
  assert.deepEqual(grouped([claimant('a', ['p1'], ['i1']), claimant('b', ['p1'], ['i2'])]), ['a', 'b']);
  assert.deepEqual(
    grouped([claimant('a', ['p1'], ['i1']), claimant('b', ['p1'], ['i2']), claimant('c', ['p9'], ['i2'])]),
    ['a', 'b+c'],
  );
});

test('a couple on one complaint with one telephone stay two, also when both complain again', () => {
  const couple = [claimant('a', ['p1']), claimant('a', ['p1']), claimant('b', ['p1']), claimant('b', ['p1'])];
  assert.deepEqual(grouped(couple), ['a+b', 'a+b']);
});

test('nothing known about somebody joins them to nobody', () => {
  assert.deepEqual(grouped([claimant('a', []), claimant('b', [])]), ['a', 'b']);
});

test('eight hundred card holders are quick', () => {
  const many = Array.from({ length: 800 }, (_, i) =>
    claimant(`c${i}`, [`p${i % 700}`], i % 3 === 0 ? [`i${i % 700}`] : []),
  );
  assert.equal(withoutDuplicates(many).length, 700);
});

const announcement = { code: 'incident-announcement', on: '2026-11-02' as Day } as const;
const list = { code: 'incident-claimants', on: '2026-11-02' as Day } as const;
const [yesterday, today] = [new Date('2026-11-28T02:00:00Z'), new Date('2026-11-29T02:00:00Z')];

test('PIPL 25 a paper that names people is never hung up; what was handed over or sent is proved, and not before it was made', () => {
  const of = (said: Omit<ServiceSaid, 'at'>, paper: typeof announcement | typeof list = announcement, at = yesterday) =>
    serviceObjection({ ...said, at }, paper, today)?.refusal;
  assert.equal(of({ way: 'posted-up' }), undefined);
  assert.equal(of({ way: 'posted-up' }, list), 'only-announcements-are-public');
  assert.equal(of({ way: 'published' }, list), 'only-announcements-are-public');
  assert.equal(of({ way: 'hand' }, list), 'receiver-not-named');
  assert.equal(of({ way: 'hand', receiver: '书记员' }, list), undefined);
  assert.equal(of({ way: 'letter', receiver: '收发室' }), 'proof-of-service-missing');
  assert.equal(of({ way: 'e-mail', proof: '回执 12' }), undefined);
  assert.equal(of({ way: 'posted-up' }, announcement, new Date('2026-11-30T02:00:00Z')), 'service-in-the-future');
  assert.equal(of({ way: 'posted-up' }, announcement, new Date('2026-11-01T02:00:00Z')), 'service-before-the-paper');
});

test('of complaints that repeat each other the highest sum counts, of equal ones that of the later; one without a sum only where none has any', () => {
  const counted = (...amounts: (number | null)[]) => {
    const sums = amounts.map((amountFen, place) => ({ place, amountFen }));
    const found = countedOnce(sums);
    assert.deepEqual(
      [...found.repeats, ...(found.counted === undefined ? [] : [found.counted])].toSorted((a, b) => a.place - b.place),
      sums,
    );
    return found.counted?.place;
  };
  assert.deepEqual([counted(100, 300, 200), counted(300, 300, 200), counted(null, 0), counted(5, null)], [1, 1, 1, 0]);
  assert.deepEqual([counted(null, null), counted(7), counted()], [1, 0, undefined]);
});
