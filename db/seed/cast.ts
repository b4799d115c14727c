/**
 * The people of the made-up district: the same in tests, demo and documents. Names, numbers and places are invented; the
 * region codes begin with 99, which GB/T 2260 does not use, and no telephone exchange has the numbers.
 */
import type { Role } from '#kernel/actor.ts';

export const castNames = [
  'consumer',
  'second-consumer',
  'operator',
  'intake-officer',
  'handler',
  'mediator',
  'bureau-head',
  'handler-other-county',
  'handler-other-city',
  'association-mediator',
  'system-administrator',
  'security-administrator',
  'auditor',
  'leader',
] as const;

export type CastName = (typeof castNames)[number];

type Person = {
  readonly name: CastName;
  readonly account: string;
  readonly personName: string;
  readonly phone: string;
};

export type CastConsumer = Person & { readonly kind: 'consumer'; readonly address: string; readonly idNumber: string };

export type CastOperator = Person & { readonly kind: 'operator'; readonly actsFor: readonly string[] };

export type CastOfficial = Person & {
  readonly kind: 'staff';
  readonly roles: readonly Role[];
  readonly tenant: string;
  readonly bureau: string;
  /** Bureaus whose cases the office opens. */
  readonly sees: readonly string[];
  /** Organisations the person also acts for. */
  readonly actsFor: readonly string[];
  readonly title: string;
  readonly licenceNumber: string | null;
  readonly desks: readonly string[];
  readonly login: string;
};

export type CastMember = CastConsumer | CastOperator | CastOfficial;

/** Only ever valid in a demo: written in the README and shown on the start screen. */
export const demoPassword = 'yunqi-shan-shui-315';
export const demoTotpSecret = 'FANGXINDEMONLYFANGXINDEMONLYABCD';

/** Fixed ids look like version 7 of the year 1970, so that none can ever be given again. */
export const fixedId = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** 强健健身, the gym that closes: the respondent in most examples. */
export const gymOperatorId = fixedId(1001);

const yunqiBureaus = [
  'yunqi-city',
  'yunqi-intake',
  'yunqi-linxi',
  'yunqi-linxi-chengdong',
  'yunqi-linxi-qiaoxia',
  'yunqi-wangshan',
  'yunqi-wangshan-chengguan',
  'yunqi-wangshan-yunling',
] as const;

const linxi = ['yunqi-linxi', 'yunqi-linxi-chengdong', 'yunqi-linxi-qiaoxia'];
const wangshan = ['yunqi-wangshan', 'yunqi-wangshan-chengguan', 'yunqi-wangshan-yunling'];

type Official = Omit<CastOfficial, 'kind' | 'login' | 'tenant' | 'actsFor'> & {
  readonly tenant?: string;
  readonly actsFor?: readonly string[];
};

const official = (rest: Official): CastOfficial => ({
  tenant: 'yunqi',
  actsFor: [],
  ...rest,
  kind: 'staff',
  login: rest.name,
});

export const cast: Readonly<Record<CastName, CastMember>> = {
  consumer: {
    name: 'consumer',
    kind: 'consumer',
    account: fixedId(1),
    personName: '林晓禾',
    phone: '13800000001',
    address: '云栖市临溪区桂花路 12 号 3 单元 502 室',
    idNumber: '990102199001010023',
  },
  'second-consumer': {
    name: 'second-consumer',
    kind: 'consumer',
    account: fixedId(2),
    personName: '周明远',
    phone: '13800000002',
    address: '澜川市北渡区港口路 7 号 1 幢 201 室',
    idNumber: '990203198505120039',
  },
  operator: {
    name: 'operator',
    kind: 'operator',
    account: fixedId(3),
    personName: '吴敏',
    phone: '13900000003',
    actsFor: [gymOperatorId],
  },
  'intake-officer': official({
    name: 'intake-officer',
    account: fixedId(4),
    personName: '苏晴',
    phone: '13900000004',
    roles: ['intake-officer'],
    bureau: 'yunqi-intake',
    sees: yunqiBureaus,
    title: '12315 中心 受理员',
    licenceNumber: '99010000004',
    desks: ['intake', 'reports'],
  }),
  handler: official({
    name: 'handler',
    account: fixedId(5),
    personName: '陈一鸣',
    phone: '13900000005',
    roles: ['handler'],
    bureau: 'yunqi-linxi',
    sees: linxi,
    title: '消费者权益保护科 科员',
    licenceNumber: '99010200005',
    desks: ['complaints', 'reports'],
  }),
  mediator: official({
    name: 'mediator',
    account: fixedId(6),
    personName: '何静',
    phone: '13900000006',
    roles: ['mediator'],
    bureau: 'yunqi-linxi',
    sees: linxi,
    title: '城东市场监管所 副所长',
    licenceNumber: '99010200006',
    desks: ['complaints', 'mediation'],
  }),
  'bureau-head': official({
    name: 'bureau-head',
    account: fixedId(7),
    personName: '方正平',
    phone: '13900000007',
    roles: ['bureau-head'],
    bureau: 'yunqi-linxi',
    sees: linxi,
    title: '局长',
    licenceNumber: '99010200007',
    desks: ['complaints', 'supervision', 'reports'],
  }),
  'handler-other-county': official({
    name: 'handler-other-county',
    account: fixedId(8),
    personName: '陆川',
    phone: '13900000008',
    roles: ['handler', 'mediator'],
    bureau: 'yunqi-wangshan',
    sees: wangshan,
    title: '消费者权益保护股 科员',
    licenceNumber: '99012100008',
    desks: ['complaints', 'mediation'],
  }),
  'handler-other-city': official({
    name: 'handler-other-city',
    account: fixedId(9),
    personName: '郑岚',
    phone: '13900000009',
    roles: ['handler', 'mediator'],
    tenant: 'lanchuan',
    bureau: 'lanchuan-beidu',
    sees: ['lanchuan-beidu', 'lanchuan-beidu-gangkou'],
    title: '消费者权益保护科 科员',
    licenceNumber: '99020300009',
    desks: ['complaints', 'mediation', 'reports'],
  }),
  'association-mediator': official({
    name: 'association-mediator',
    account: fixedId(10),
    personName: '许婉',
    phone: '13900000010',
    roles: ['association-mediator'],
    bureau: 'yunqi-association',
    sees: [],
    actsFor: ['yunqi-association'],
    title: '投诉部 调解员',
    licenceNumber: null,
    desks: ['mediation'],
  }),
  'system-administrator': official({
    name: 'system-administrator',
    account: fixedId(11),
    personName: '秦朗',
    phone: '13900000011',
    roles: ['system-administrator'],
    bureau: 'yunqi-city',
    sees: [],
    title: '系统管理员',
    licenceNumber: null,
    desks: ['administration'],
  }),
  'security-administrator': official({
    name: 'security-administrator',
    account: fixedId(12),
    personName: '韩雪',
    phone: '13900000012',
    roles: ['security-administrator'],
    bureau: 'yunqi-city',
    sees: [],
    title: '安全管理员',
    licenceNumber: null,
    desks: ['administration'],
  }),
  auditor: official({
    name: 'auditor',
    account: fixedId(13),
    personName: '沈默言',
    phone: '13900000013',
    roles: ['auditor'],
    bureau: 'yunqi-city',
    sees: [],
    title: '审计管理员',
    licenceNumber: null,
    desks: ['audit'],
  }),
  leader: official({
    name: 'leader',
    account: fixedId(14),
    personName: '高远',
    phone: '13900000014',
    roles: ['leader'],
    bureau: 'yunqi-city',
    sees: yunqiBureaus,
    title: '分管副局长',
    licenceNumber: '99010000014',
    desks: ['supervision'],
  }),
};

export const castMembers: readonly CastMember[] = castNames.map((name) => cast[name]);

export const castOfficials: readonly CastOfficial[] = castMembers.filter((member) => member.kind === 'staff');

export const isCastName = (name: string): name is CastName => (castNames as readonly string[]).includes(name);
