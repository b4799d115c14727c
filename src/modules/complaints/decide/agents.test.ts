import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accepted, answered, filed, happens, opened, people, refused, sealed, stateAfter } from '#test/decided.ts';
import { agentInForce, agentOf, standingOf } from '../agents.ts';
import type { Command, CommandOf } from '../commands.ts';
import type { ComplaintEvent, EvidenceItem, Party } from '../complaint.ts';
import { sightOf } from '../evidence-audience.ts';
import type { Mandate } from '../filing-parts.ts';

const paper = (by: EvidenceItem['by'], file = 'power'): EvidenceItem => ({
  file,
  sha256: '',
  mediaType: 'application/pdf',
  bytes: 1,
  by,
  purpose: 'power-of-attorney',
});

const parties = (() => {
  const event = filed();
  return event.type === 'ComplaintFiled' ? event.payload.parties : [];
})();

/** Filed by an agent, with its paper. */
const filedByAgent = (mandate?: Mandate, more: Partial<Party> = {}): ComplaintEvent =>
  filed({
    parties: [
      ...parties,
      { person: 'agent', kind: 'agent', fields: {}, account: 'agent', ...(mandate ? { mandate } : {}), ...more },
    ],
    evidence: [paper('complainant')],
  });

const special = { powers: 'special' } as const;
const general = { powers: 'general' } as const;

const named = (
  mandate: Mandate,
  items: readonly EvidenceItem[] = [paper('staff')],
  person = 'theirs',
): ComplaintEvent => ({
  type: 'AgentNamed',
  payload: {
    side: 'respondent',
    person,
    fields: { name: sealed('吴敏') },
    mandate,
    on: '2026-04-18',
    items: items.map((item) => ({ ...item, by: 'respondent', person })),
  },
});

const agree: CommandOf<'record-agreement'> = {
  act: 'record-agreement',
  form: 'mediation-paper',
  performed: false,
  waivedByBoth: false,
  recoveredFen: 0,
  terms: sealed('terms'),
  outcome: [],
};
const nameTheirs: CommandOf<'name-agent'> = {
  act: 'name-agent',
  side: 'respondent',
  person: 'theirs',
  fields: {},
  mandate: special,
  items: [paper('staff')],
};
const mediating = [accepted(), answered(), opened()];
const form9 = ['form-9 → complainant, respondent, file'];
const settles = (events: readonly ComplaintEvent[], command: Command = agree) =>
  happens({ events, by: 'mediator' }, command, ['AgreementRecorded'], form9);

describe('an agent of the respondent (Order 121 art. 11, form 9 note 3)', () => {
  test('is named by the respondent or an officer, and its paper hangs on its own person', () => {
    for (const by of ['respondent', 'handler', 'mediator'] as const) {
      const [event] = happens({ events: [filed(), accepted()], by }, nameTheirs, ['AgentNamed']).events;
      assert.ok(event?.type === 'AgentNamed');
      assert.deepEqual(event.payload.items, [{ ...paper('respondent'), person: 'theirs' }]);
    }
    refused({ events: [filed(), accepted()], by: 'consumer' }, nameTheirs, 'speaks-for-the-other-party');
    refused({ events: [filed(), accepted()], by: 'otherCounty' }, nameTheirs, 'not-permitted');
  });

  test('can be named with the answer, which may then say nothing else', () => {
    const { act: _act, side: _side, ...agent } = nameTheirs;
    const answer: Command = { act: 'answer', items: [], by: 'code', agent };
    happens({ events: [filed(), accepted()], by: 'respondent' }, answer, ['OperatorAnswered', 'AgentNamed']);
    const late = { ...answer, agent: { ...agent, mandate: { ...special, until: '2026-04-01' as const } } };
    refused({ events: [filed(), accepted()], by: 'respondent' }, late, 'agent-power-over-already');
  });

  test('is not named before the respondent knows of the complaint, nor with a power that has ended', () => {
    refused({ events: [filed()] }, nameTheirs, 'respondent-not-told-yet');
    happens({ events: [filed(), answered()] }, nameTheirs, ['AgentNamed']);
    const over = { ...nameTheirs, mandate: { ...special, until: '2026-04-01' as const } };
    refused({ events: [filed(), accepted()] }, over, 'agent-power-over-already');
  });

  test('gives way to the next one, and ends when its power is taken back; the file keeps who it was', () => {
    const state = stateAfter([filed(), accepted(), named(special), named(general, [], 'next')]);
    assert.equal(agentOf(state, 'respondent')?.person, 'next');
    assert.equal(state.parties.find(({ person }) => person === 'theirs')?.endedOn, '2026-04-18');
    const end: Command = { act: 'end-agent', side: 'respondent' };
    happens({ events: [filed(), accepted(), named(special)], by: 'respondent' }, end, ['AgentEnded']);
    refused({ events: [filed(), accepted()], by: 'respondent' }, end, 'no-agent-to-end');
    refused({ events: [filed(), accepted(), named(special)], by: 'consumer' }, end, 'speaks-for-the-other-party');
  });

  test('acts not for another respondent put on file in place of the first', () => {
    const other: Command = {
      act: 'complete-particulars',
      respondent: { kind: 'ordinary', operator: 'other' },
      person: '00000000-0000-7000-8000-000000000102',
      fields: { name: sealed('另一家') },
    };
    happens({ events: [filed(), answered(), named(special)] }, other, ['ParticularsCompleted', 'AgentEnded']);
    happens({ events: [filed(), answered()] }, other, ['ParticularsCompleted']);
  });

  test('its power is seen by the bureau and its own side, never by the complainant', () => {
    const state = stateAfter([filed(), accepted(), named(special)]);
    const [item] = state.evidence;
    assert.ok(item);
    const sight = (who: keyof typeof people) => sightOf(item, people[who], state, 'yunqi');
    assert.deepEqual([sight('handler'), sight('respondent'), sight('consumer')], ['original', 'original', undefined]);
  });
});

describe('an agreement binds the party: on its day the agent has a special power that holds (Civil Procedure Law art. 62)', () => {
  const said = { complainant: { complainantAgreed: true }, respondent: { respondentAgreed: true } } as const;
  const begun = {
    complainant: (mandate: Mandate, items = [paper('complainant')]) => [
      filed({
        parties: [...parties, { person: 'agent', kind: 'agent', fields: {}, mandate }],
        evidence: items,
      }),
      ...mediating,
    ],
    respondent: (mandate: Mandate, items = [paper('respondent')]) => [filed(), ...mediating, named(mandate, items)],
  };

  for (const side of ['complainant', 'respondent'] as const)
    test(`${side}: special power settles; a general, missing or ended one only where the party itself agreed`, () => {
      settles(begun[side](special));
      settles(begun[side]({ ...special, until: '2026-04-21' }));
      const stopped = [
        [begun[side](general), 'agent-without-special-powers'],
        [begun[side](special, []), 'agent-power-not-on-file'],
        [begun[side]({ ...special, until: '2026-04-20' }), 'agent-power-run-out'],
      ] as const;
      for (const [events, code] of stopped) {
        const refusal = refused({ events, by: 'mediator' }, agree, code);
        assert.equal(refusal.field, `${side}Agreed`);
        const { events: done } = settles(events, { ...agree, ...said[side] });
        const [recorded] = done;
        assert.ok(recorded?.type === 'AgreementRecorded');
        assert.deepEqual(recorded.payload.principalsAgreed, [side]);
      }
    });

  test('the day is that of the agreement, not of its entry', () => {
    const events = begun.respondent({ ...special, until: '2026-04-20' });
    settles(events, { ...agree, agreedOn: '2026-04-20' });
  });
});

describe('an agent of the complainant whose power has run out (Civil Code arts 162, 171, 173)', () => {
  test('what it filed in time is accepted; what it filed without a power is not', () => {
    happens(
      { events: [filedByAgent({ ...special, until: '2026-04-15' })] },
      { act: 'accept' },
      ['ComplaintAccepted'],
      ['form-5 → complainant'],
    );
    const events = [filedByAgent({ ...special, until: '2026-04-14' })];
    const refusal = refused({ events }, { act: 'accept' }, 'agent-power-run-out');
    assert.ok(refusal.instead?.includes('name-agent'));
    const renewed = { act: 'name-agent', side: 'complainant', person: 'new', fields: {}, mandate: special } as const;
    happens({ events }, { ...renewed, items: [paper('staff')] }, ['AgentNamed']);
    const ended: ComplaintEvent = {
      type: 'AgentEnded',
      payload: { side: 'complainant', person: 'agent', on: '2026-04-16' },
    };
    happens({ events: [...events, ended] }, { act: 'accept' }, ['ComplaintAccepted'], ['form-5 → complainant']);
  });

  const agent = { ...people.consumer, account: 'agent', principals: ['agent'] };

  test('does nothing more but show a new power; papers go to the party itself', () => {
    const events = [filedByAgent({ ...special, until: '2026-04-16' }), accepted()];
    const late = { events, as: agent };
    refused(late, { act: 'add-evidence', items: [paper('complainant')] }, 'agent-power-run-out');
    refused(late, { act: 'withdraw' }, 'agent-power-run-out');
    const shows = { act: 'supply', items: [paper('complainant', 'new')], purpose: 'power-of-attorney' } as const;
    happens(late, shows, ['ProofSupplied']);
    const beside = [
      { ...shows, items: [], text: sealed('here it is') },
      { ...shows, claims: [{ kind: 'repair' }] },
      { ...shows, consents: { publicity: true, entrust: true } },
      { ...shows, telling: { tellBy: 'letter' } },
      { ...shows, person: parties[0]?.person ?? '', fields: { name: sealed('另一人') } },
      { act: 'add-evidence', items: [], purpose: 'power-of-attorney' },
    ] as const;
    for (const command of beside) refused(late, command, 'agent-power-run-out');
    const state = stateAfter(events);
    assert.equal(agentInForce(state, 'complainant', '2026-04-16')?.person, 'agent');
    assert.equal(agentInForce(state, 'complainant', '2026-04-17'), undefined);
  });

  test('with general powers neither withdraws nor changes claims; what older filings say of it is in the vault only', () => {
    const by = (mandate?: Mandate) => ({ events: [filedByAgent(mandate)], as: agent });
    refused(by(general), { act: 'withdraw' }, 'agent-without-special-powers');
    refused(by(general), { act: 'supply', items: [], claims: [{ kind: 'repair' }] }, 'agent-without-special-powers');
    happens(by(special), { act: 'withdraw' }, ['ComplaintWithdrawn']);
    happens(by(), { act: 'withdraw' }, ['ComplaintWithdrawn']);
    const unproven = filed({
      parties: [...parties, { person: 'agent', kind: 'agent', fields: {}, account: 'agent', mandate: special }],
    });
    refused({ events: [unproven], as: agent }, { act: 'withdraw' }, 'agent-without-power');
  });

  const renewed: CommandOf<'name-agent'> = {
    act: 'name-agent',
    side: 'complainant',
    person: 'new',
    fields: {},
    account: 'agent',
    mandate: special,
    items: [paper('complainant', 'new')],
  };

  test('gives itself no power: it shows a paper, stays itself, and only the principal or an official widens it (art. 165)', () => {
    const by = (mandate: Mandate, as: typeof agent | typeof people.consumer = agent) => ({
      events: [filedByAgent(mandate)],
      as,
    });
    const widened = refused(by(general), renewed, 'agent-widens-its-own-power');
    assert.equal(widened.field, 'powers');
    refused(by(special), { ...renewed, items: [] }, 'agent-without-power');
    const { account: _own, ...withoutPhone } = renewed;
    for (const third of [{ ...renewed, account: 'third' }, withoutPhone])
      refused(by(special), third, 'agent-names-only-itself');
    happens(by(general), { ...renewed, mandate: general }, ['AgentNamed']);
    happens(by({ ...special, until: '2026-04-15' }), renewed, ['AgentNamed']);
    happens(by(general, people.consumer), { ...renewed, account: 'third', items: [] }, ['AgentNamed']);
    happens({ events: [filedByAgent(general)], by: 'handler' }, renewed, ['AgentNamed']);
  });

  test('who is agent no more stands nowhere in the case', () => {
    const ended: ComplaintEvent = {
      type: 'AgentEnded',
      payload: { side: 'complainant', person: 'agent', on: '2026-04-16' },
    };
    refused({ events: [filedByAgent(special), ended], as: agent }, { act: 'withdraw' }, 'not-permitted');
    const state = stateAfter([filedByAgent(special), ended]);
    const party = state.parties.find(({ person }) => person === 'agent');
    assert.ok(party);
    assert.deepEqual([standingOf(state, party, '2026-04-16'), party.account], ['ended', undefined]);
  });
});

describe('the agent of a filing made before agents took part (Order 121 art. 11)', () => {
  const confirm = { act: 'confirm-agent', person: 'agent', account: 'own', fields: {}, items: [] } as const;
  const old = filedByAgent(undefined, { fields: { name: sealed('name'), power: sealed('power') } });

  test('an official reads the paper and records its powers; by them the rules go from then on, and what was filed stays', () => {
    const wish = { ...confirm, mandate: general, fields: { power: sealed('read') }, items: [paper('staff', 'later')] };
    const events = happens({ events: [old], by: 'handler' }, wish, ['AgentConfirmed']).events;
    const state = stateAfter([old, ...events]);
    const agent = agentOf(state, 'complainant');
    assert.deepEqual([agent?.person, agent?.account, agent?.mandate], ['agent', 'own', general]);
    assert.deepEqual(
      [agent?.fields.name?.entry, agent?.fields.power?.entry],
      [sealed('name').entry, sealed('read').entry],
    );
    assert.equal(standingOf(state, agent as Party, '2026-04-20'), 'in-force');
    assert.deepEqual(
      state.evidence.map(({ file, by, person }) => [file, by, person]),
      [
        ['power', 'complainant', undefined],
        ['later', 'complainant', 'agent'],
      ],
    );
    refused({ events: [old, ...events], by: 'handler' }, wish, 'no-agent-to-confirm');
  });

  test('a power that has ended since is recorded as it is; neither party confirms it, nor an agent with powers on record', () => {
    happens({ events: [old], by: 'handler' }, { ...confirm, mandate: { ...special, until: '2026-01-01' } }, [
      'AgentConfirmed',
    ]);
    refused({ events: [old], by: 'consumer' }, { ...confirm, mandate: special }, 'not-permitted');
    refused(
      { events: [filedByAgent(special)], by: 'handler' },
      { ...confirm, mandate: special },
      'no-agent-to-confirm',
    );
    refused({ events: [filed()], by: 'handler' }, { ...confirm, mandate: special }, 'no-agent-to-confirm');
  });
});
