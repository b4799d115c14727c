import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Filing } from '#modules/complaints/complaint.ts';
import { accepted, filed, happens, refused, sealed } from '#test/decided.ts';
import { evolve, fold } from '../evolve.ts';

const companion = [filed({ standing: 'companion', receivedOn: null })];
const register = { act: 'register', externalNumber: '12315-77', registeredOn: '2026-04-20' } as const;
const reasons = sealed('reasons');
const numbered = {
  type: 'ComplaintRegistered',
  payload: { externalNumber: '12315-77', receivedOn: '2026-04-20' },
} as const;
const routed = {
  type: 'ComplaintRouted',
  payload: { from: 'yunqi-intake', to: 'yunqi-linxi', receivedOn: '2026-04-20', reasoning: 'place' },
} as const;

describe('registering with the national platform', () => {
  test('a companion filing is received on the day of its registration (CMP-01)', () => {
    const [event] = happens({ events: companion }, register, ['ComplaintRegistered']).events;
    assert.ok(event);
    const state = evolve(fold(companion), event);
    assert.deepEqual(
      [state.phase, state.startedOn, state.registration?.number],
      ['under-review', '2026-04-20', '12315-77'],
    );
  });

  test('what is received already only gets its number, in every open phase', () => {
    for (const events of [[filed()], [filed(), accepted()]]) {
      const [event] = happens({ events }, register, ['ComplaintRegistered']).events;
      assert.ok(event);
      const before = fold(events);
      const after = evolve(before, event);
      assert.deepEqual(after.registration, { number: '12315-77', on: '2026-04-20', isReceipt: false });
      assert.deepEqual(
        [after.phase, after.receivedOn, after.startedOn],
        [before.phase, before.receivedOn, before.startedOn],
      );
    }
  });

  test('never on a day ahead nor before it came in; an import was registered long before it was loaded', () => {
    refused({ events: companion }, { ...register, registeredOn: '2026-04-22' }, 'registration-day-ahead');
    refused({ events: companion }, { ...register, registeredOn: '2026-04-14' }, 'registration-before-filing');
    const imported: Partial<Filing> = { standing: 'companion', receivedOn: null, channel: 'import' };
    happens({ events: [filed(imported)] }, { ...register, registeredOn: '2025-09-25' }, ['ComplaintRegistered']);
  });

  test('the number of the hotline 12345 is no registration', () => {
    const hotline = filed({
      channel: 'hotline-12345',
      standing: 'companion',
      receivedOn: null,
      externalNumber: '2026-1',
    });
    assert.equal(fold([hotline]).registration, null);
    happens({ events: [hotline] }, register, ['ComplaintRegistered']);
  });
});

describe('a wrong registration', () => {
  const wrong = [...companion, numbered];
  const right = { ...register, externalNumber: '12315-78', registeredOn: '2026-04-17', reasons } as const;

  test('is put right with reasons, and the limit runs from the right day', () => {
    refused({ events: wrong }, { ...register, externalNumber: '12315-78' }, 'already-registered');
    refused({ events: wrong }, { ...register, reasons }, 'registered-just-so');
    const [event] = happens({ events: wrong }, right, ['ComplaintRegistered']).events;
    assert.ok(event?.type === 'ComplaintRegistered');
    assert.deepEqual(event.payload.was, { externalNumber: '12315-77', registeredOn: '2026-04-20' });
    const state = evolve(fold(wrong), event);
    assert.deepEqual(
      [state.startedOn, state.firstReceivedOn, state.phase],
      ['2026-04-17', '2026-04-17', 'under-review'],
    );
  });

  test('does not move the limit of a bureau that received it later', () => {
    const atIntake = filed({ standing: 'companion', receivedOn: null, bureau: 'yunqi-intake' });
    const passed = [atIntake, numbered, routed];
    const [event] = happens({ events: passed }, right, ['ComplaintRegistered']).events;
    assert.ok(event);
    const state = evolve(fold(passed), event);
    assert.deepEqual([state.firstReceivedOn, state.startedOn], ['2026-04-17', '2026-04-20']);
  });

  test('keeps its day once a decision rests on it; the number can still be put right', () => {
    const decided = [...wrong, accepted('2026-04-20')];
    refused({ events: decided }, right, 'registration-day-stands');
    happens({ events: decided }, { ...right, registeredOn: '2026-04-20' }, ['ComplaintRegistered']);
  });

  test('a work order of the platform typed with the wrong day is put right the same way', () => {
    const order = filed({ channel: 'platform-12315', externalNumber: '12315-77', receivedOn: '2026-04-20' });
    const [event] = happens({ events: [order] }, { ...right, registeredOn: '2026-04-10' }, [
      'ComplaintRegistered',
    ]).events;
    assert.ok(event);
    assert.equal(evolve(fold([order]), event).startedOn, '2026-04-10');
  });
});
