import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accepted, accounts, filed, sealed } from '#test/decided.ts';
import type { ComplaintEvent, Party } from './complaint.ts';
import { partiesActing } from './who-acted.ts';

const person = (n: number) => `00000000-0000-7000-8000-00000000020${n}`;
const others = { agent: 'agent-account', joint: 'joint-account', operator: 'operator-account' } as const;
const party = (kind: Party['kind'], n: number, account: string): Party => ({
  person: person(n),
  kind,
  account,
  fields: { name: sealed(kind) },
});

describe('who acted, where no official did', () => {
  const opening = filed({
    parties: [
      party('complainant', 1, accounts.consumer),
      party('joint', 2, others.joint),
      { person: person(3), kind: 'respondent', account: 'respondent:X', fields: {} },
    ],
  });
  const asked = (by: 'complainant' | 'respondent'): ComplaintEvent => ({
    type: 'MediationInterrupted',
    payload: { by, against: accounts.mediator, reasons: sealed('r'), on: '2026-04-21' },
  });
  const evidence: ComplaintEvent = { type: 'EvidenceAdded', payload: { items: [] } };
  const noted: ComplaintEvent = { type: 'ComplaintRated', payload: { score: 5, on: '2026-05-01' } };

  test('an operator with an account, one who complains along and an agent are not taken for the complainant', () => {
    const named: ComplaintEvent = {
      type: 'AgentNamed',
      payload: {
        side: 'complainant',
        person: person(4),
        account: others.agent,
        fields: {},
        mandate: { powers: 'special' },
        items: [],
        on: '2026-04-20',
      },
    };
    const acts: readonly (readonly [string, ComplaintEvent])[] = [
      [accounts.consumer, opening],
      [accounts.handler, accepted()],
      [accounts.consumer, named],
      [others.agent, asked('complainant')],
      [others.operator, asked('respondent')],
      [others.operator, evidence],
      [others.joint, evidence],
      ['respondent:X', evidence],
      [accounts.consumer, noted],
    ];
    const kinds = partiesActing(acts.map(([actor, event]) => ({ actor, event }))).map(({ kind }) => kind);
    assert.deepEqual(kinds.slice(0, 1).concat(kinds.slice(2)), [
      'complainant',
      'complainant',
      'agent',
      'respondent',
      'respondent',
      'joint',
      'respondent',
      'complainant',
    ]);
  });

  test('whoever no longer stands for a party is still what it was when it acted', () => {
    const corrected: ComplaintEvent = {
      type: 'PersonCorrected',
      payload: { person: person(1), fields: {}, account: 'another' },
    };
    const acts = [
      [accounts.consumer, opening],
      [accounts.consumer, noted],
      [accounts.handler, corrected],
      [accounts.consumer, noted],
      ['another', noted],
    ] as const;
    const kinds = partiesActing(acts.map(([actor, event]) => ({ actor, event }))).map(({ kind }) => kind);
    assert.deepEqual([kinds[1], kinds[3], kinds[4]], ['complainant', 'complainant', 'complainant']);
  });

  test('a station keeper who files for somebody is a helper, and says what makes it one', () => {
    const keeper: Party = { ...party('helper', 5, 'keeper-account'), relation: 'keeper' };
    const filing = filed({ parties: [party('complainant', 1, accounts.consumer), keeper] });
    const acts = [
      ['keeper-account', filing],
      ['keeper-account', evidence],
      [accounts.consumer, noted],
    ] as const;
    assert.deepEqual(partiesActing(acts.map(([actor, event]) => ({ actor, event }))), [
      { kind: 'helper', relation: 'keeper' },
      { kind: 'helper', relation: 'keeper' },
      { kind: 'complainant' },
    ]);
  });

  test('a walk-up helper filed, though it came by the account of whoever is helped, who did all that followed', () => {
    const child: Party = { person: person(6), kind: 'helper', relation: 'child', fields: { name: sealed('child') } };
    const filing = filed({ parties: [party('complainant', 1, accounts.consumer), child] });
    const acts = [
      [accounts.consumer, filing],
      [accounts.consumer, evidence],
      [accounts.consumer, noted],
    ] as const;
    assert.deepEqual(partiesActing(acts.map(([actor, event]) => ({ actor, event }))), [
      { kind: 'helper', relation: 'child', forAnother: true },
      { kind: 'complainant' },
      { kind: 'complainant' },
    ]);
  });

  test('with nobody known by an account at all the helper filed, and an agent who was helped filed as the agent', () => {
    const child: Party = { person: person(6), kind: 'helper', relation: 'child', fields: {} };
    const { account: _, ...unknown } = party('complainant', 1, '');
    const byNobody = filed({ parties: [unknown, child] });
    assert.deepEqual(partiesActing([{ actor: 'system:front-door', event: byNobody }]), [
      { kind: 'helper', relation: 'child', unnamed: true, forAnother: true },
    ]);
    const agent = party('agent', 7, others.agent);
    const byAgent = filed({ parties: [party('complainant', 1, accounts.consumer), agent, child] });
    assert.deepEqual(partiesActing([{ actor: others.agent, event: byAgent }]), [{ kind: 'agent' }]);
  });
});
