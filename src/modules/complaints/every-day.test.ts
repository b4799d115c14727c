import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify from 'fastify';
import { isRefusal } from '#kernel/refusal.ts';
import { validation } from '#platform/http/validation.ts';
import {
  accepted,
  answered,
  association,
  filed,
  type Given,
  institute,
  mediating,
  namedMediator,
  outcome,
  paperMade,
  sealed,
} from '#test/decided.ts';
import type { Command } from './commands.ts';
import type { ComplaintEvent } from './complaint.ts';
import { actBodies } from './contract.ts';

/** Every day and moment that an act takes, tried with days that do not exist, days nobody means, and days long ago and far ahead. */

type Shape = { readonly format?: string; readonly properties?: Readonly<Record<string, Shape>> };
const dayFields = (shape: Shape, path = ''): [string, Shape][] =>
  shape.format === 'date' || shape.format === 'date-time'
    ? [[path, shape]]
    : Object.entries(shape.properties ?? {}).flatMap(([name, inner]) =>
        dayFields(inner, path === '' ? name : `${path}.${name}`),
      );
const every = Object.entries(actBodies).flatMap(([act, shape]) =>
  dayFields(shape as Shape).map(([field, day]) => ({ key: `${act} ${field}`, day })),
);

const noDays = [
  '2026-02-30',
  '2026-13-01',
  '2026-00-10',
  '2025-02-29',
  '0000-01-01',
  '0204-04-21',
  '1899-12-31',
  '2201-01-01',
  '26-4-21',
  '',
];

test('a day that does not exist, or that nobody means, is refused by its field in every act', async () => {
  const app = fastify(validation(false));
  for (const { key, day } of every)
    app.post(
      `/${encodeURIComponent(key)}`,
      { schema: { body: { type: 'object', properties: { day } } } },
      () => 'taken',
    );
  for (const { key, day } of every) {
    const send = async (text: string) =>
      (
        await app.inject({
          method: 'POST',
          url: `/${encodeURIComponent(encodeURIComponent(key))}`,
          payload: { day: text },
        })
      ).statusCode;
    const isMoment = day.format === 'date-time';
    const of = (text: string) => (isMoment ? `${text}T02:00:00Z` : text);
    for (const text of noDays) assert.equal(await send(of(text)), 400, `${key} ${text}`);
    assert.equal(await send(of('2026-04-21')), 200, key);
  }
  await app.close();
});

const reasons = sealed('reasons');
const agentPaper = {
  file: 'power',
  sha256: '',
  mediaType: 'application/pdf',
  bytes: 1,
  by: 'staff',
  purpose: 'power-of-attorney',
} as const;
const agent = { person: 'agent', fields: { name: sealed('吴敏') }, items: [agentPaper] } as const;
const appraised: ComplaintEvent = {
  type: 'AppraisalStarted',
  payload: { from: '2026-04-20', body: '市质检院', designated: true, costBorneBy: 'shared' },
};
const disputed: ComplaintEvent = {
  type: 'CompetenceDisputed',
  payload: { rival: '别市局', on: '2026-04-17', reasons },
};
const refusedNow: ComplaintEvent = { type: 'ComplaintRefused', payload: { on: '2026-04-20', ground: 3, reasons } };

/** `taken`: such a day can be true, or is a wish of whoever states it. */
type Row = {
  readonly given: Given;
  readonly act: (day: string) => object;
  readonly old: 'refused' | 'taken';
  readonly ahead: 'refused' | 'taken';
};
const moment = (day: string) => `${day}T02:00:00Z`;
const both = { old: 'refused', ahead: 'refused' } as const;
const fresh: Given = { events: [filed({ objectCode: 'education' })] };
const running: Given = { events: mediating };
const willing: Given = { events: [filed(), accepted(), answered(true, true)] };

const rows: Readonly<Record<string, Row>> = {
  'register registeredOn': { given: fresh, act: (day) => ({ externalNumber: '1', registeredOn: day }), ...both },
  'correct-receipt receivedOn': {
    given: { events: [filed({ channel: 'letter' })], by: 'head' },
    act: (day) => ({ receivedOn: day, reasons }),
    ...both,
  },
  'route reportBackOn': {
    given: { events: [filed({ bureau: 'yunqi-intake' })], by: 'intake' },
    act: (day) => ({ to: 'yunqi-wangshan', reasoning: '经营地', reportBackOn: day }),
    old: 'refused',
    ahead: 'refused',
  },
  'dispute-competence arisenOn': {
    given: fresh,
    act: (day) => ({ rivalBody: '别市局', arisenOn: day, reasons }),
    ...both,
  },
  'agree-competence agreedOn': {
    given: { events: [filed(), disputed], by: 'head' },
    act: (day) => ({ takenBy: 'own', agreedOn: day, counterpart: reasons, reasons }),
    ...both,
  },
  'record-designation decidedOn': {
    given: { events: [filed(), disputed], by: 'head' },
    act: (day) => ({
      body: '云澜省市场监督管理局',
      decidedOn: day,
      document: '1',
      items: [agentPaper],
      competentBody: '别市局',
      reasons,
    }),
    ...both,
  },
  'request-proof dueOn': { given: fresh, act: (day) => ({ kind: 'identity', dueOn: day, what: reasons }), ...both },
  'complete-particulars purchase.purchasedOn': {
    given: fresh,
    act: (day) => ({ purchasedOn: day, note: reasons }),
    old: 'taken',
    ahead: 'refused',
  },
  'refuse earlierOn': {
    given: fresh,
    act: (day) => ({ ground: 2, reasons, earlierHandler: 'court', earlierBody: '法院', earlierOn: day }),
    old: 'taken',
    ahead: 'refused',
  },
  'refuse knewOn': {
    given: fresh,
    act: (day) => ({ ground: 4, reasons, knewOn: day }),
    old: 'taken',
    ahead: 'refused',
  },
  'contact at': {
    given: fresh,
    act: (day) => ({ party: 'respondent', channel: 'visit', outcome: 'no-answer', at: moment(day) }),
    ...both,
  },
  'answer settledOn': { given: willing, act: (day) => ({ by: 'phone', items: [], settledOn: day }), ...both },
  'answer agent.until': {
    given: willing,
    act: (day) => ({
      by: 'phone',
      items: [],
      consentsToMediation: true,
      agent: { ...agent, mandate: { powers: 'general', until: day } },
    }),
    old: 'refused',
    ahead: 'taken',
  },
  'name-agent until': {
    given: fresh,
    act: (day) => ({ side: 'complainant', ...agent, mandate: { powers: 'general', until: day } }),
    old: 'refused',
    ahead: 'taken',
  },
  'notify-respondent answerBy': {
    given: { events: [filed(), accepted()] },
    act: (day) => ({ answerBy: day, code: sealed('code') }),
    old: 'refused',
    ahead: 'refused',
  },
  'request-platform-data dueOn': {
    given: { events: [filed({ respondent: { kind: 'platform-shop', platform: 'good', showsNoAddress: true } })] },
    act: (day) => ({ platform: 'good', dueOn: day }),
    old: 'refused',
    ahead: 'refused',
  },
  'open-mediation at': {
    given: { ...willing, named: namedMediator },
    act: (day) => ({ mediator: namedMediator.account, mode: 'phone', at: moment(day) }),
    old: 'refused',
    ahead: 'refused',
  },
  'resume endedOn': {
    given: { events: [...mediating, appraised] },
    act: (day) => ({ endedOn: day, reasons }),
    ...both,
  },
  'appraise from': {
    given: { ...running, organisation: institute },
    act: (day) => ({ designated: true, organisation: institute.id, costBorneBy: 'shared', from: day }),
    ...both,
  },
  'entrust reportBackOn': {
    given: { ...willing, organisation: association },
    act: (day) => ({ organisation: association.id, reportBackOn: day }),
    old: 'refused',
    ahead: 'refused',
  },
  'record-agreement agreedOn': {
    given: running,
    act: (day) => ({
      form: 'mediation-paper',
      agreedOn: day,
      performed: false,
      waivedByBoth: false,
      recoveredFen: 0,
      terms: reasons,
      outcome: [],
    }),
    ...both,
  },
  'record-agreement begunAt': {
    given: running,
    act: (day) => ({
      form: 'record',
      performed: true,
      waivedByBoth: false,
      recoveredFen: 0,
      terms: reasons,
      outcome: [],
      begunAt: moment(day),
    }),
    ...both,
  },
  'record-agreement endedAt': {
    given: running,
    act: (day) => ({
      form: 'record',
      performed: true,
      waivedByBoth: false,
      recoveredFen: 0,
      terms: reasons,
      outcome: [],
      endedAt: moment(day),
    }),
    ...both,
  },
  'terminate settledOn': { given: running, act: (day) => ({ ground: 1, reasons, settledOn: day }), ...both },
  'terminate earlierOn': {
    given: running,
    act: (day) => ({ ground: 6, found: '2', reasons, earlierHandler: 'court', earlierBody: '法院', earlierOn: day }),
    old: 'taken',
    ahead: 'refused',
  },
  'terminate knewOn': {
    given: running,
    act: (day) => ({ ground: 6, found: '4', reasons, knewOn: day }),
    old: 'taken',
    ahead: 'refused',
  },
  'deliver at': {
    given: { events: [filed(), accepted(), paperMade(1, 'form-5', 'complainant')] },
    act: (day) => ({ paper: 1, to: 'complainant', channel: 'hand', outcome: 'delivered', at: moment(day) }),
    ...both,
  },
  'record-outcome decidedOn': {
    given: { events: [filed(), refusedNow] },
    act: (day) => ({ kind: 'court', reference: '1', result: 'upheld', decidedOn: day }),
    ...both,
  },
};

/** Days of a correction are tried as those of the decision it corrects. */
const asTheDecision = ['correct earlierOn', 'correct knewOn', 'correct settledOn', 'confirm-agent until'];

test('every day of every act is swept', () => {
  assert.deepEqual(
    every.map(({ key }) => key).filter((key) => !(key in rows) && !asTheDecision.includes(key)),
    [],
  );
});

for (const [key, { given, act, old, ahead }] of Object.entries(rows)) {
  const name = key.split(' ')[0] ?? '';
  const said = (day: string) => outcome(given, { act: name, ...act(day) } as Command);
  for (const [day, expected] of [
    ['1990-01-01', old],
    ['2199-12-31', ahead],
  ] as const)
    test(`${key} ${day}: ${expected}`, () => {
      const done = said(day);
      assert.equal(isRefusal(done) ? 'refused' : 'taken', expected, JSON.stringify(done).slice(0, 400));
      if (!isRefusal(done)) return;
      const field = key.split(' ')[1]?.split('.').at(-1);
      assert.ok(
        done.field !== undefined && (done.field === field || done.field.endsWith(`.${field}`)),
        `${done.refusal} at ${done.field}`,
      );
    });
}
