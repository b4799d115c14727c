import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { filed, happens, refused, sealed, stateAfter } from '#test/decided.ts';
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
