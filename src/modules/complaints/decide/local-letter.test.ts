import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { textsFor } from '#platform/texts.ts';
import { factsOf, filed, happens, mediating, refused, sealed, stateAfter } from '#test/decided.ts';
import { clocksOf } from '../clocks.ts';
import type { LocalForm } from '../local-forms/local-form.ts';
import { actsFor } from '../views/acts.ts';

const form: LocalForm = {
  ...{ code: 'reminder', version: 2, title: '消费提示函', englishTitle: '', addressee: 'complainant', series: '示函' },
  ...{ wording: '请{{办法}}。', aid: '', notes: '', from: '2026-01-01', to: null },
  fields: [{ label: '办法', required: true, long: false }],
};
const ended = [
  ...mediating,
  { type: 'MediationTerminated', payload: { on: '2026-04-21', ground: 3, reasons: sealed('理由') } },
] as const;

describe('a local letter', () => {
  const command = { act: 'make-local-letter', form: 'reminder.2', answers: [sealed('保存票据')] } as const;
  const forms = { localForms: [form] };

  test('is one event and one paper, and moves neither state nor limits', () => {
    happens({ events: [filed()], ...forms }, command, ['LocalLetterMade'], ['local-letter → complainant']);
    const { events } = happens(
      { events: ended, ...forms },
      command,
      ['LocalLetterMade'],
      ['local-letter → complainant'],
    );
    const { law } = factsOf({});
    const [before, after] = [stateAfter(ended), stateAfter([...ended, ...events])];
    assert.deepEqual([after.phase, clocksOf(after, law)], [before.phase, clocksOf(before, law)]);
    const archived = [...ended, { type: 'ComplaintArchived', payload: { on: '2026-04-21' } } as const];
    refused({ events: archived, ...forms }, command, 'already-archived');
    refused({ events: [filed()], by: 'otherCounty', ...forms }, command, 'not-permitted');
  });

  test('to both sides it is one letter each; to a body it needs its name', () => {
    const both = { localForms: [{ ...form, addressee: 'both' as const }] };
    const body = { localForms: [{ ...form, addressee: 'body' as const }] };
    happens(
      { events: [filed()], ...both },
      command,
      ['LocalLetterMade'],
      ['local-letter → complainant', 'local-letter → respondent'],
    );
    refused({ events: [filed()], ...body }, command, 'local-letter-without-body');
    happens(
      { events: [filed()], ...body },
      { ...command, body: '商务局' },
      ['LocalLetterMade'],
      ['local-letter → bureau'],
    );
  });

  test('a version that no longer holds, and a blank left empty, are refused', () => {
    refused({ events: [filed()], ...forms }, { ...command, form: 'reminder.1' }, 'local-form-not-in-force');
    refused({ events: [filed()], ...forms }, { ...command, answers: [null] }, 'local-letter-field-empty');
    refused({ events: [filed()] }, command, 'local-form-not-in-force');
  });

  test('the case offers the forms in force, and says when there are none', () => {
    const zh = textsFor('zh-CN');
    const state = stateAfter([filed()]);
    const { acts } = actsFor(state, factsOf(forms), zh);
    const offered = acts.find(({ act }) => act === 'make-local-letter')?.forms ?? [];
    assert.deepEqual([offered[0]?.id, offered[0]?.fields[0]?.label], ['reminder.2', '办法']);
    const { unavailable } = actsFor(state, factsOf({}), zh);
    assert.equal(unavailable.find(({ act }) => act === 'make-local-letter')?.code, 'no-local-form-in-force');
  });
});
