import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { filed, happens, people, refused, sealed, stateAfter } from '#test/decided.ts';
import { evolve } from '../evolve.ts';

const reachable = (...fields: string[]) =>
  filed({
    parties: stateAfter([filed()]).parties.map((party) =>
      party.kind === 'complainant'
        ? { ...party, fields: Object.fromEntries(['name', ...fields].map((name) => [name, sealed(name)])) }
        : party,
    ),
  });

describe('how the complainant is told (NTC-01)', () => {
  test('the person chooses, and an officer for it; a text message alone is no consent to electronic papers', () => {
    const wish = { act: 'choose-telling', tellBy: 'sms', largePrint: true } as const;
    const events = [reachable('phone')];
    for (const by of ['consumer', 'handler'] as const) happens({ events, by }, wish, ['TellingChosen']);
    const [made] = happens({ events, by: 'consumer' }, wish, ['TellingChosen']).events;
    assert.ok(made?.type === 'TellingChosen');
    const state = evolve(stateAfter(events), made);
    assert.deepEqual([state.tellBy, state.electronic, state.largePrint], ['sms', false, true]);
    refused({ events: [...events, made], by: 'consumer' }, wish, 'told-so-already');
    happens({ events: [...events, made], by: 'consumer' }, { ...wish, electronic: true }, ['TellingChosen']);
  });

  test('NTC-01 nobody who speaks for the person rewrites its address or consents for it; an agent says how papers reach itself', () => {
    const { parties } = stateAfter([reachable('phone', 'address')]);
    const own = parties.find(({ kind }) => kind === 'complainant')?.person ?? '';
    const power = { file: 'p', sha256: '', mediaType: 'application/pdf', bytes: 1, by: 'complainant' } as const;
    const agent = {
      person: 'agent',
      kind: 'agent',
      account: 'agent',
      fields: {},
      mandate: { powers: 'general' },
    } as const;
    const speaker = { person: 'speaker', kind: 'representative', account: 'speaker', fields: {} } as const;
    const as = (account: string) => ({ ...people.consumer, account, principals: [account] });
    const evidence = [{ ...power, purpose: 'power-of-attorney' }] as const;
    const events = [filed({ parties: [...parties, agent, speaker], evidence, tellBy: 'letter', electronic: false })];
    const wish = { act: 'choose-telling', tellBy: 'e-mail', electronic: true } as const;
    refused({ events, as: as('speaker') }, wish, 'particulars-are-the-persons-own');
    for (const account of ['speaker', 'agent']) {
      const given = { events, as: as(account) };
      const fields = { address: sealed('elsewhere') };
      refused(given, { act: 'supply', items: [], person: own, fields }, 'particulars-are-the-persons-own');
      const telling = { tellBy: 'sms', electronic: true } as const;
      refused(given, { act: 'supply', items: [], telling }, 'particulars-are-the-persons-own');
    }
    refused({ events, as: as('agent') }, wish, 'email-missing');
    const unproven = [filed({ parties: [...parties, agent] })];
    refused({ events: unproven, as: as('agent') }, wish, 'agent-without-power');
    const given = { ...wish, person: 'agent', fields: { email: sealed('email') } };
    const made = happens({ events, as: as('agent') }, given, ['TellingChosen']).events;
    const state = made.reduce(evolve, stateAfter(events));
    assert.deepEqual([state.tellBy, state.electronic], ['letter', false], 'what the person chose stays');
    const fieldsOf = (kind: string) => Object.keys(state.parties.find((party) => party.kind === kind)?.fields ?? {});
    assert.deepEqual(fieldsOf('complainant'), ['name', 'phone', 'address']);
    assert.deepEqual(fieldsOf('agent'), ['email']);
    const { wish: itself } = state.parties.find(({ kind }) => kind === 'agent') ?? {};
    assert.deepEqual(itself, { tellBy: 'e-mail', electronic: true });
    refused({ events: [...events, ...made], as: as('agent') }, wish, 'told-so-already');
  });

  test('an e-mail needs an address, a letter needs one too, and takes the consent back', () => {
    const events = [reachable('phone')];
    const by = 'consumer';
    refused({ events, by }, { act: 'choose-telling', tellBy: 'e-mail' }, 'email-missing');
    refused({ events, by }, { act: 'choose-telling', tellBy: 'letter' }, 'address-missing');
    const { parties } = stateAfter(events);
    const person = parties.find(({ kind }) => kind === 'complainant')?.person ?? '';
    const named = { act: 'choose-telling', tellBy: 'e-mail', electronic: true, person } as const;
    const [told] = happens({ events, by }, { ...named, fields: { email: sealed('email') } }, ['TellingChosen']).events;
    assert.ok(told?.type === 'TellingChosen');
    const state = evolve(stateAfter(events), told);
    assert.ok(state.parties.find((party) => party.person === person)?.fields.email);
    const letter = { act: 'choose-telling', tellBy: 'letter', electronic: true, person } as const;
    const [back] = happens({ events, by }, { ...letter, fields: { address: sealed('address') } }, [
      'TellingChosen',
    ]).events;
    assert.equal(back?.type === 'TellingChosen' && back.payload.electronic, false);
  });

  test('asked in the call that completes a filing: an address told in it counts, one that is missing is said there', () => {
    const events = [reachable('phone')];
    const by = 'handler';
    const supply = { act: 'supply', items: [], consents: { publicity: false, entrust: false } } as const;
    const untold = refused({ events, by }, { ...supply, telling: { tellBy: 'letter' } }, 'address-missing');
    assert.equal(untold.field, 'identity.address');
    const person = stateAfter(events).parties.find(({ kind }) => kind === 'complainant')?.person ?? '';
    const completed = { ...supply, person, fields: { address: sealed('address') } };
    const wish = { ...completed, telling: { tellBy: 'letter', largePrint: true } } as const;
    const made = happens({ events, by }, wish, ['ProofSupplied', 'TellingChosen']).events;
    const state = made.reduce(evolve, stateAfter(events));
    assert.deepEqual([state.tellBy, state.electronic, state.largePrint], ['letter', false, true]);
    happens({ events: [...events, ...made], by }, wish, ['ProofSupplied']);
  });
});
