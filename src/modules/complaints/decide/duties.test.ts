import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isRefusal } from '#kernel/refusal.ts';
import type { DocumentDutyRule, NoticeRule } from '#kernel/rule.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import { textsFor } from '#platform/texts.ts';
import { accepted, answered, factsOf, filed, type Given, mediating, namedMediator, sealed } from '#test/decided.ts';
import type { Command } from '../commands.ts';
import { decide } from '../decide.ts';
import { fold } from '../evolve.ts';
import type { InnerCommand } from '../inner-acts.ts';
import type { PaperOrder } from '../paper-orders.ts';

/** The rulebook says which papers are owed to whom; the acts order them. Here the one holds the other to its word. */

const today = '2026-04-21';
const reasons = sealed('理由');
type Doing = { readonly given: Given; readonly command: Command | InnerCommand };

const atCity = filed({ bureau: 'yunqi-intake' });
const system = { events: [filed()], by: 'delivery' } as const;

/** The act by which each event of a duty comes about. */
const doings: Readonly<Record<string, Doing>> = {
  'complaint-received': { given: system, command: { act: 'keep-registration' } },
  'complaint-routed-down': {
    given: { events: [atCity], by: 'intake' },
    command: { act: 'route', to: 'yunqi-linxi', reasoning: '被投诉人在该辖区' },
  },
  'identity-proof-requested': {
    given: { events: [filed()] },
    command: { act: 'request-proof', kind: 'identity', dueOn: '2026-04-22', what: sealed('身份证') },
  },
  'complaint-accepted': { given: { events: [filed()] }, command: { act: 'accept' } },
  'complaint-refused': { given: { events: [filed()] }, command: { act: 'refuse', ground: 3, reasons } },
  'mediation-summoned': {
    given: { events: [filed(), accepted(), answered()], named: namedMediator },
    command: {
      act: 'open-mediation',
      mediator: namedMediator.account,
      mode: 'on-site',
      at: '2026-04-24T02:00:00Z',
      place: sealed('二楼调解室'),
    },
  },
  'mediation-terminated': {
    given: { events: [...mediating] },
    command: { act: 'terminate', ground: 3, reasons },
  },
  'agreement-reached-on-site': {
    given: { events: [...mediating] },
    command: {
      act: 'record-agreement',
      form: 'mediation-paper',
      performed: false,
      waivedByBoth: false,
      recoveredFen: 0,
      terms: reasons,
      outcome: [],
    },
  },
  'not-under-this-procedure': {
    given: { events: [filed()] },
    command: { act: 'direct-elsewhere', path: 'reconsideration', reasons },
  },
  'food-matter-transferred': {
    given: { events: [filed({ food: true })] },
    command: { act: 'transfer', to: '农业农村局', reasons },
  },
  'fraud-suspected': {
    given: { events: [filed()] },
    command: { act: 'hand-over-fraud', to: '公安局', reasons, acts: ['planting'] },
  },
};

/** Told by the module of reports, which has no complaint. */
const elsewhere: ReadonlySet<string> = new Set(['report-handled']);

const ordersOf = (event: string): readonly PaperOrder[] => {
  const doing = doings[event];
  assert.ok(doing, `no act stands for ${event}`);
  const decision = decide(doing.command, fold(doing.given.events), factsOf({ on: today, ...doing.given }));
  assert.ok(!isRefusal(decision), `${event}: ${JSON.stringify(decision)}`);
  return decision.papers;
};

const reaches = (orders: readonly PaperOrder[], recipient: string): boolean => {
  if (recipient === 'file') return orders.length > 0;
  const outside = recipient !== 'complainant' && recipient !== 'respondent';
  return orders.some((order) =>
    (order.to as readonly string[]).some((to) => (outside ? to === 'bureau' || to === 'body' : to === recipient)),
  );
};

const zh = textsFor('zh-CN');

/** Where on a paper the thing to be told stands. */
const toldBy: Readonly<Record<string, (order: PaperOrder) => boolean>> = {
  decision: () => true,
  reason: ({ details }) => 'reasons' in details,
  ground: ({ details }) => 'ground' in details,
  remedies: ({ code }) => zh(`papers:${code}.remedies`).includes('第三十九条'),
  time: ({ details }) => 'at' in details,
  place: ({ details }) => 'place' in details,
  mediators: ({ details }) => 'mediator' in details,
  'proper-path': ({ details }) => 'path' in details,
  transfer: ({ code }) => code === 'food-transfer-notice',
  'receiving-body': ({ details }) => 'to' in details,
  facts: ({ details }) => 'reasons' in details,
  evidence: ({ code }) => zh(`papers:${code}.evidence`, { items: 1 }) !== '',
};

const inForce = (rule: DocumentDutyRule | NoticeRule): boolean =>
  rule.effectiveFrom <= today && (rule.effectiveTo === null || today < rule.effectiveTo);

const duties = rulebook.rules.filter((rule) => rule.kind === 'document-duty').filter(inForce);
const notices = rulebook.rules
  .filter((rule) => rule.kind === 'notice')
  .filter(inForce)
  .filter((rule) => !elsewhere.has(rule.event));

describe('DOC-01 DOC-03 DOC-04 DOC-05 DOC-06 DOC-07 DOC-08 DOC-09 the act makes the form', () => {
  for (const rule of duties) {
    test(`${rule.code}: form ${rule.form} for ${rule.recipients.join(', ')} when ${rule.event}`, () => {
      const forms = ordersOf(rule.event).filter((order) => order.code === `form-${rule.form}`);
      assert.ok(forms.length > 0, `form ${rule.form} is not ordered`);
      for (const recipient of rule.recipients) assert.ok(reaches(forms, recipient), `not for ${recipient}`);
    });
  }
});

describe('NTC-01 NTC-02 NTC-03 NTC-04 NTC-05 NTC-06 NTC-07 whoever must be told is told all of it', () => {
  for (const rule of notices) {
    test(`${rule.code}: ${rule.recipients.join(', ')} when ${rule.event}`, () => {
      const orders = ordersOf(rule.event);
      for (const recipient of rule.recipients) assert.ok(reaches(orders, recipient), `not for ${recipient}`);
      for (const thing of rule.tells) {
        const isTold = toldBy[thing];
        assert.ok(isTold, `nothing says where ${thing} stands`);
        assert.ok(orders.some(isTold), `${thing} is not told`);
      }
    });
  }
});
