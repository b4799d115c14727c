import assert from 'node:assert/strict';
import type { Actor, Role } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import type { Command, Decision, Facts, Official } from '#modules/complaints/commands.ts';
import type { Complaint, ComplaintEvent, Filing, Sealed } from '#modules/complaints/complaint.ts';
import { decide } from '#modules/complaints/decide.ts';
import { fold } from '#modules/complaints/evolve.ts';
import type { InnerCommand } from '#modules/complaints/inner-acts.ts';
import type { Superior } from '#modules/complaints/superiors.ts';
import { packagedCalendar } from '#modules/directory/packaged-calendar.ts';
import { CODE_TABLES } from '#modules/directory/reference/codes.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';

/** Given these events, when this command, then these events or this refusal: decisions without any database. */

export const tenant = 'yunqi';
export const number = 'YUNQI-260415-8F3KQ2-7';
const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const accounts = { consumer: id(1), handler: id(5), mediator: id(6), head: id(7), second: id(8) } as const;
export const gym = id(1001);

export const sealed = (text: string): Sealed => ({ entry: text, commitment: '' });

const staff = (account: string, bureaus: readonly string[], ...roles: Role[]): Actor => ({
  kind: 'staff',
  account,
  roles,
  tenants: [tenant],
  bureaus,
  principals: [account],
  tenant,
});

export const people = {
  consumer: {
    kind: 'consumer',
    account: accounts.consumer,
    roles: [],
    tenants: [],
    bureaus: [],
    principals: [accounts.consumer],
  },
  respondent: {
    kind: 'operator',
    account: `respondent:${number}`,
    roles: [],
    tenants: [],
    bureaus: [],
    principals: [`respondent:${number}`],
  },
  handler: staff(accounts.handler, ['yunqi-linxi'], 'handler'),
  mediator: staff(accounts.mediator, ['yunqi-linxi'], 'mediator'),
  head: staff(accounts.head, ['yunqi-linxi'], 'bureau-head'),
  intake: staff(id(4), ['yunqi-city', 'yunqi-intake', 'yunqi-linxi', 'yunqi-wangshan'], 'intake-officer'),
  otherCounty: staff(id(9), ['yunqi-wangshan'], 'handler', 'bureau-head'),
  association: {
    ...staff(id(10), ['linxi-association'], 'association-mediator'),
    principals: [id(10), 'linxi-association'],
  },
  delivery: {
    kind: 'system',
    account: 'system:delivery',
    roles: [],
    tenants: [tenant],
    bureaus: ['yunqi-intake', 'yunqi-linxi', 'yunqi-wangshan'],
    principals: [],
  },
} as const satisfies Record<string, Actor>;
export type Who = keyof typeof people;

const units: Facts['units'] = new Map([
  ['yunqi-city', { kind: 'bureau', parent: null }],
  ['yunqi-intake', { kind: 'intake-centre', parent: 'yunqi-city' }],
  ['yunqi-linxi', { kind: 'bureau', parent: 'yunqi-city' }],
  ['yunqi-wangshan', { kind: 'bureau', parent: 'yunqi-city' }],
  ['yunqi-linxi-chengdong', { kind: 'station', parent: 'yunqi-linxi' }],
  ['yunqi-wangshan-yunling', { kind: 'station', parent: 'yunqi-wangshan' }],
  ['linxi-association', { kind: 'association', parent: null }],
]);

const listedCodes: Facts['listedCodes'] = new Set(
  CODE_TABLES.filter(({ id }) => id.endsWith('-12315')).flatMap(({ items }) => items.map(({ code }) => code)),
);

/** City, province and nation above the counties, as in the demonstration district. */
const province: readonly Superior[] = [
  { unit: null, name: '云澜省市场监督管理局' },
  { unit: null, name: '国家市场监督管理总局' },
];
const superiors: Facts['above'] = new Map<string, readonly Superior[]>([
  ['yunqi-city', province],
  ...['yunqi-intake', 'yunqi-linxi', 'yunqi-wangshan'].map(
    (unit) => [unit, [{ unit: 'yunqi-city', name: '云栖市市场监督管理局' }, ...province]] as const,
  ),
  ['lanchuan-beidu', [{ unit: 'lanchuan-city', name: '澜川市市场监督管理局' }, ...province]],
  ['far-away', [{ unit: null, name: '别省市场监督管理局' }]],
]);

export const filed = (given: Partial<Filing> = {}): ComplaintEvent => ({
  type: 'ComplaintFiled',
  payload: {
    number,
    channel: 'web',
    standing: 'published-channel',
    bureau: 'yunqi-linxi',
    intake: 'yunqi-intake',
    receivedOn: '2026-04-15',
    respondent: { kind: 'ordinary', operator: gym },
    parties: [
      {
        person: id(101),
        kind: 'complainant',
        account: accounts.consumer,
        fields: { name: sealed('林晓禾'), address: sealed('桂花路 12 号') },
      },
      { person: id(102), kind: 'respondent', account: `respondent:${number}`, fields: { name: sealed('强健健身') } },
    ],
    online: false,
    claims: [{ kind: 'refund', amountFen: 96_000 }],
    consents: { publicity: true, entrust: true },
    facts: sealed('facts'),
    evidence: [],
    food: false,
    contentHash: 'f'.repeat(64),
    ...given,
  },
});

export const accepted = (on: Day = '2026-04-17'): ComplaintEvent => ({
  type: 'ComplaintAccepted',
  payload: { on, contact: accounts.handler },
});

export const answered = (mediation: boolean | null = true, entrust: boolean | null = null): ComplaintEvent => ({
  type: 'OperatorAnswered',
  payload: { consentsToMediation: mediation, consentsToEntrust: entrust, items: [], by: 'phone' },
});

export const opened = (on: Day = '2026-04-20', mediator: string = accounts.mediator): ComplaintEvent => ({
  type: 'MediationOpened',
  payload: { mediator, mode: 'phone', on },
});

export const contacted = (
  outcome: string,
  party: 'complainant' | 'respondent' = 'respondent',
  at = '2026-04-20T02:00:00Z',
): ComplaintEvent => ({
  type: 'ContactAttempted',
  payload: { at, channel: 'phone', party, outcome },
});

export const paperMade = (
  n: number,
  code: string,
  ...to: ('complainant' | 'respondent' | 'bureau' | 'file')[]
): ComplaintEvent => ({
  type: 'PaperMade',
  payload: { n, code, number: `第${n}号`, to, templateVersion: '1', data: sealed(`paper ${n}`), dataHash: `${n}` },
});

export const delivered = (n: number, to: 'complainant' | 'respondent' | 'bureau'): ComplaintEvent => ({
  type: 'PaperDelivered',
  payload: { n, to, channel: 'internet', outcome: 'delivered', at: '2026-04-20T02:00:00.000Z' },
});

export const mediating = [filed(), accepted(), answered(), opened()] as const;

export const officialAt = (account: string, name: string, bureau: string, ...roles: Role[]): Official => ({
  account,
  name,
  offices: [{ bureau, roles, sees: [bureau] }],
});
export const namedMediator = officialAt(accounts.mediator, '何静', 'yunqi-linxi', 'mediator');
export const namedSecond = officialAt(accounts.second, '沈听雨', 'yunqi-linxi', 'mediator');
export const namedHandler = officialAt(accounts.handler, '陈一鸣', 'yunqi-linxi', 'handler');
export const namedStranger = officialAt(accounts.second, '沈听雨', 'yunqi-wangshan', 'handler', 'mediator');

export const association = {
  id: 'linxi-association',
  kind: 'association',
  name: '临溪区消费者协会',
  authorisedBy: '消费者权益保护法第三十七条',
} as const;
export const institute = {
  id: 'yunqi-quality-institute',
  kind: 'appraisal-body',
  name: '云栖市产品质量检验研究院',
  authorisedBy: '资质认定证书 1 号',
} as const;

export type Given = {
  readonly events: readonly ComplaintEvent[];
  readonly by?: Who;
  /** Somebody who is not of the cast. */
  readonly as?: Actor;
  readonly on?: Day;
  readonly named?: Official;
  /** Who could be named beside; the one named is always among them. */
  readonly officials?: readonly Official[];
  readonly namedUnit?: NonNullable<Facts['namedUnit']>;
  readonly linkedNumber?: string;
  readonly organisation?: NonNullable<Facts['organisation']>;
  readonly entrusted?: NonNullable<Facts['entrusted']>;
  readonly localForms?: NonNullable<Facts['localForms']>;
  readonly storyLeft?: boolean;
  readonly sameAddress?: NonNullable<Facts['sameAddress']>;
  readonly settings?: Facts['law']['settings'];
  readonly above?: Facts['above'];
};

export const stateAfter = (events: readonly ComplaintEvent[]): Complaint => fold(events);

export const factsOf = ({
  by = 'handler',
  as,
  on = '2026-04-21',
  named,
  officials = [],
  namedUnit,
  linkedNumber,
  organisation,
  entrusted,
  localForms,
  storyLeft,
  sameAddress,
  settings = [],
  above = superiors,
}: Omit<Given, 'events'>): Facts => ({
  now: new Date(`${on}T02:00:00Z`),
  today: on,
  actor: as ?? people[by],
  tenant,
  law: { calendar: packagedCalendar(), rulebook, settings },
  units,
  above,
  listedCodes,
  officials: [...(named === undefined ? [] : [named]), ...officials],
  ...(named === undefined ? {} : { named }),
  ...(namedUnit === undefined ? {} : { namedUnit }),
  ...(linkedNumber === undefined ? {} : { linkedNumber }),
  ...(organisation === undefined ? {} : { organisation }),
  ...(entrusted === undefined ? {} : { entrusted }),
  ...(localForms === undefined ? {} : { localForms }),
  ...(storyLeft === undefined ? {} : { storyLeft }),
  ...(sameAddress === undefined ? {} : { sameAddress }),
});

export const outcome = (given: Given, command: Command | InnerCommand) =>
  decide(command, fold(given.events), factsOf(given));

/** The decision, its events by name, the papers by code and addressee. */
export const happens = (
  given: Given,
  command: Command | InnerCommand,
  events: readonly ComplaintEvent['type'][],
  papers: readonly string[] = [],
): Decision => {
  const decision = outcome(given, command);
  assert.ok(!isRefusal(decision), JSON.stringify(decision));
  assert.deepEqual(
    decision.events.map((event) => event.type),
    events,
  );
  assert.deepEqual(
    decision.papers.map((paper) => `${paper.code} → ${paper.to.join(', ')}`),
    papers,
  );
  return decision;
};

export const refused = (given: Given, command: Command | InnerCommand, code: string): Refusal => {
  const decision = outcome(given, command);
  assert.ok(isRefusal(decision), `${code} was not refused`);
  assert.equal(decision.refusal, code);
  return decision;
};
