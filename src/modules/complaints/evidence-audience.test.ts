import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accounts, filed, happens, people, sealed, tenant } from '#test/decided.ts';
import type { ComplaintEvent, EvidenceItem } from './complaint.ts';
import { sightOf, whosePaper } from './evidence-audience.ts';
import { fold } from './evolve.ts';

const item = (file: string, more: Partial<EvidenceItem> = {}): EvidenceItem => ({
  file,
  sha256: '',
  mediaType: 'image/jpeg',
  bytes: 1,
  by: 'complainant',
  ...more,
});

const asked = (kind: 'identity' | 'voluntary'): ComplaintEvent => ({
  type: 'ProofRequested',
  payload: { kind, dueOn: '2026-04-22', what: sealed('what') },
});

const purposesAfter = (events: readonly ComplaintEvent[], command: Parameters<typeof happens>[1]) => {
  const { events: made } = happens({ events, by: 'consumer' }, command, [
    command.act === 'supply' ? 'ProofSupplied' : 'EvidenceAdded',
  ]);
  const [event] = made;
  assert.ok(event?.type === 'ProofSupplied' || event?.type === 'EvidenceAdded');
  return event.payload.items.map(({ purpose }) => purpose);
};

describe('who sees a file of the case', () => {
  const state = fold([filed()]);
  const seen = (given: EvidenceItem) =>
    Object.fromEntries(
      (['consumer', 'respondent', 'handler', 'otherCounty'] as const).map((who) => [
        who,
        sightOf(given, people[who], state, tenant),
      ]),
    );

  test('evidence: the sender and the bureau as handed in, the other side a clean copy', () => {
    assert.deepEqual(seen(item('a')), {
      consumer: 'original',
      respondent: 'clean',
      handler: 'original',
      otherCounty: undefined,
    });
    assert.deepEqual(seen(item('b', { by: 'respondent' })), {
      consumer: 'clean',
      respondent: 'original',
      handler: 'original',
      otherCounty: undefined,
    });
  });

  test('papers about a person never reach the other side, in either direction', () => {
    for (const purpose of ['identity', 'power-of-attorney', 'representation'] as const) {
      assert.equal(seen(item('a', { purpose }))['respondent'], undefined, purpose);
      assert.equal(seen(item('a', { purpose }))['consumer'], 'original', purpose);
      assert.equal(seen(item('a', { purpose, by: 'respondent' }))['consumer'], undefined, purpose);
      assert.equal(seen(item('a', { purpose }))['handler'], 'original', purpose);
    }
  });

  test('nor an entrusted body, which sees the evidence', () => {
    const entrusted = { ...state, entrustedTo: 'linxi-association' };
    assert.equal(sightOf(item('a'), people.association, entrusted, tenant), 'clean');
    assert.equal(sightOf(item('a', { purpose: 'identity' }), people.association, entrusted, tenant), undefined);
  });

  test('what officers gathered stays with them', () => {
    assert.equal(seen(item('a', { by: 'staff' }))['respondent'], undefined);
    assert.equal(seen(item('a', { by: 'staff' }))['consumer'], undefined);
  });

  test("also in a case that came from another body; what officers took in over the counter is the complainant's", () => {
    const evidence = [item('theirs'), item('gathered', { by: 'staff' })];
    const linked = {
      number: 'YUNQI-260401-8F3KQ2-7',
      bureau: 'yunqi-wangshan',
      on: '2026-04-15',
      basis: 'competence',
      firstReceivedOn: '2026-04-01',
    } as const;
    const sees = (who: 'consumer' | 'respondent' | 'handler', of: typeof state) =>
      of.evidence.flatMap((one) => (sightOf(one, people[who], of, tenant) === undefined ? [] : [one.file]));
    const goesOn = fold([filed({ linked, evidence })]);
    assert.deepEqual(sees('consumer', goesOn), ['theirs']);
    assert.deepEqual(sees('respondent', goesOn), ['theirs']);
    assert.deepEqual(sees('handler', goesOn), ['theirs', 'gathered']);
    assert.deepEqual(sees('consumer', fold([filed({ evidence })])), ['theirs', 'gathered']);
  });

  test('of several who complain together, one does not see the identity card of another', () => {
    const second = { ...people.consumer, account: accounts.second, principals: [accounts.second] };
    const together = {
      ...state,
      parties: [...state.parties, { person: 'two', kind: 'representative', account: accounts.second, fields: {} }],
    } as const;
    const first = item('a', { purpose: 'identity', person: 'consumer' });
    assert.equal(sightOf(first, second, together, tenant), undefined);
    assert.equal(sightOf({ ...first, person: 'two' }, second, together, tenant), 'original');
    assert.equal(sightOf(item('a'), second, together, tenant), 'original');
  });
});

describe('what a file is for', () => {
  const items = [item('a')];
  test('what follows an identity-proof notice (form 4) is proof of identity unless said otherwise', () => {
    assert.deepEqual(purposesAfter([filed(), asked('identity')], { act: 'supply', items }), ['identity']);
    const answered = { type: 'ProofSupplied', payload: { items } } as const;
    assert.deepEqual(purposesAfter([filed(), asked('identity'), answered], { act: 'supply', items }), ['identity']);
    assert.deepEqual(purposesAfter([filed(), asked('identity')], { act: 'supply', items, purpose: 'evidence' }), [
      undefined,
    ]);
    assert.deepEqual(purposesAfter([filed(), asked('voluntary')], { act: 'supply', items }), [undefined]);
  });
  test('more evidence may be said to be a paper about a person', () => {
    assert.deepEqual(purposesAfter([filed()], { act: 'add-evidence', items }), [undefined]);
    assert.deepEqual(purposesAfter([filed()], { act: 'add-evidence', items, purpose: 'power-of-attorney' }), [
      'power-of-attorney',
    ]);
  });
});

test('PIPL 47 a card filed with the complaint is of who filed it, a power of the only agent there was', () => {
  const state = fold([filed()]);
  const [first] = state.parties;
  assert.ok(first?.kind === 'complainant');
  const withAgent = { ...state, parties: [...state.parties, { person: 'agent', kind: 'agent' as const, fields: {} }] };
  assert.equal(whosePaper(item('a', { purpose: 'identity' }), withAgent), first.person);
  assert.equal(whosePaper(item('a', { purpose: 'power-of-attorney' }), withAgent), 'agent');
  assert.equal(whosePaper(item('a', { purpose: 'power-of-attorney', person: 'later' }), withAgent), 'later');
  assert.equal(whosePaper(item('a'), withAgent), undefined, 'what proves the matter is nobody’s alone');
  assert.equal(whosePaper(item('a', { purpose: 'identity', by: 'respondent' }), withAgent), undefined);
});
