import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsFor } from '#platform/texts.ts';
import { actsOn, amountsOf, batchFields, batchOrder } from './incident-forms.ts';

const zh = textsFor('zh-CN');

test('each one’s amount is read a line; the first that cannot be read is told by its place', () => {
  assert.deepEqual(amountsOf(['YUNQI-260101-000000-0 1,280', '', 'YUNQI-260101-000001-1：12.5元']).rows, [
    { number: 'YUNQI-260101-000000-0', recoveredFen: 128_000 },
    { number: 'YUNQI-260101-000001-1', recoveredFen: 1250 },
  ]);
  assert.deepEqual(amountsOf(['YUNQI-260101-000000-0 1', 'YUNQI-260101-000001-1']).fault, {
    line: 2,
    text: 'YUNQI-260101-000001-1',
  });
});

test('an order for agreements names its cases, and what is common apart from what is each one’s own', () => {
  const asked = { form: 'record', terms: '退还【金额】', outcome: 'refund', amounts: ['YUNQI-260101-000000-0 3'] };
  assert.deepEqual(batchOrder('record-agreement', asked), {
    act: 'record-agreement',
    numbers: ['YUNQI-260101-000000-0'],
    amounts: [{ number: 'YUNQI-260101-000000-0', recoveredFen: 300 }],
    body: { form: 'record', terms: '退还【金额】', outcome: [{ kind: 'refund' }] },
  });
  assert.deepEqual(batchOrder('note', { text: '一' }), { act: 'note', body: { text: '一' } });
});

test('the respondent’s answer to all its complaints: one consent, one statement, how it came', () => {
  const fields = batchFields('answer', zh, { rules: [], today: '2026-04-21', bureau: 'yunqi-linxi' });
  const told = fields.map(({ name, required = false, label }) => `${name}${required ? '*' : ''} ${label !== ''}`);
  assert.deepEqual(told, ['consentsToMediation* true', 'consentsToEntrust true', 'statement true', 'by* true']);
});

test('one meeting on site for all has its time and place, as the single act asks; by telephone neither is missed', () => {
  const fields = batchFields('open-mediation', zh, { rules: [], today: '2026-04-21', bureau: 'yunqi-linxi' });
  const needed = (mode: string) =>
    fields
      .filter(({ when }) => when?.({ mode }) !== false)
      .filter(({ required }) => (typeof required === 'function' ? required({ mode }) : required === true))
      .map(({ name }) => name);
  assert.deepEqual(needed('on-site'), ['mediator', 'mode', 'at', 'place']);
  assert.deepEqual(needed('phone'), ['mediator', 'mode']);
});

test('ending many at once asks of an item of art. 16 what the single act asks', () => {
  const fields = batchFields('terminate', zh, { rules: [], today: '2026-04-21', bureau: 'yunqi-linxi' });
  const asked = (found: string) =>
    fields.filter(({ when }) => when?.({ ground: 6, found }) === true).map(({ name }) => name);
  assert.deepEqual(asked('1'), ['found', 'rightBureau', 'competentBody', 'noFoodMatter']);
  assert.deepEqual(asked('2'), ['found', 'earlierHandler', 'earlierBody', 'earlierOn']);
  assert.deepEqual(asked('4'), ['found', 'knewOn']);
});

test('ANS-03 notifying many respondents at once asks whether a public notice is made', () => {
  const fields = batchFields('notify-respondent', zh, { rules: [], today: '2026-04-21', bureau: 'yunqi-linxi' });
  assert.deepEqual(
    fields.map(({ name, kind, required }) => [name, kind, required ?? false]),
    [
      ['answerBy', 'day', true],
      ['publicNotice', 'yes-no', false],
    ],
  );
});

test('an announcement in force can be withdrawn, also once the event is closed; nothing else is offered then', () => {
  const of = (phase: 'open' | 'closed', announcedOn: string | null) => actsOn({ phase, announcedOn }).join(' ');
  assert.equal(of('open', null), 'facts verify announce close');
  assert.equal(of('open', '2026-04-21'), 'facts verify announce withdraw-announcement close');
  assert.equal(of('closed', '2026-04-21'), 'withdraw-announcement');
  assert.equal(of('closed', null), '');
});
