import { test } from 'node:test';
import type { Day } from '#kernel/day.ts';
import { accounts, happens, mediating, refused, sealed } from '#test/decided.ts';
import type { Command } from '../commands.ts';

const reasons = sealed('reasons');
const agree: Command = {
  act: 'record-agreement',
  form: 'record',
  performed: true,
  waivedByBoth: false,
  recoveredFen: 0,
  terms: reasons,
  outcome: [],
};

test('CMP-02: no agreement comes of days in which the mediation stood interrupted, unless both settled by themselves (art. 21(2))', () => {
  const asked = { by: 'respondent', against: accounts.mediator, reasons, on: '2026-05-01' } as const;
  const decided = { recused: false, mediator: accounts.mediator, reasons, on: '2026-05-10' } as const;
  const events = [
    ...mediating,
    { type: 'MediationInterrupted', payload: asked },
    { type: 'RecusalDecided', payload: decided },
  ] as const;
  const dated = (agreedOn: Day) => ({ ...agree, agreedOn });
  const given = { events, on: '2026-05-12' } as const;
  refused(given, dated('2026-05-05'), 'agreement-while-interrupted');
  refused(given, dated('2026-05-09'), 'agreement-while-interrupted');
  for (const day of ['2026-04-30', '2026-05-01', '2026-05-10', '2026-05-12'] as const)
    happens(given, dated(day), ['AgreementRecorded'], ['mediation-record → file']);
  const told = {
    type: 'OperatorAnswered',
    payload: { consentsToMediation: null, consentsToEntrust: null, items: [], by: 'phone', settledOn: '2026-05-05' },
  } as const;
  refused({ ...given, events: [...events, told] }, dated('2026-05-05'), 'agreement-while-interrupted');
  const yes = { type: 'SettlementAnswered', payload: { on: '2026-05-11', settled: true } } as const;
  const both = { ...given, events: [...events, told, yes] };
  happens(both, dated('2026-05-05'), ['AgreementRecorded'], ['mediation-record → file']);
  refused(both, dated('2026-05-06'), 'agreement-while-interrupted');
});
