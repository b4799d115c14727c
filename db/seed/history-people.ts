/** Officials beside the cast, so that the demo's past was not the work of one person a county. None has a password: the security administrator may give one. */
import type { Actor, Role } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import type { HistoryOfficial } from '#modules/complaints/facade.ts';
import { enterGrant, makeAccount } from '#platform/auth/grants.ts';
import type { Tx } from '#platform/db.ts';
import { castMembers, fixedId } from './cast.ts';

type Post = {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly tenant: string;
  readonly bureau: string;
  readonly sees: readonly string[];
  readonly title: string;
};

const linxi = ['yunqi-linxi', 'yunqi-linxi-chengdong', 'yunqi-linxi-qiaoxia'];
const wangshan = ['yunqi-wangshan', 'yunqi-wangshan-chengguan', 'yunqi-wangshan-yunling'];
const city = ['yunqi-city'];
const beidu = ['lanchuan-beidu', 'lanchuan-beidu-gangkou'];

const handlers = (tenant: string, sees: readonly string[], names: readonly string[]): Post[] =>
  names.map((name) => ({
    name,
    roles: ['handler', 'mediator'],
    tenant,
    bureau: sees[0] ?? '',
    sees,
    title: '消费者权益保护科 科员',
  }));
const head = (tenant: string, sees: readonly string[], name: string): Post => ({
  name,
  roles: ['bureau-head'],
  tenant,
  bureau: sees[0] ?? '',
  sees,
  title: '局长',
});

const posts: readonly Post[] = [
  ...handlers('yunqi', linxi, ['曹文博', '董雅琴', '范立新', '龚晓燕', '洪志远']),
  {
    name: '孟德贤',
    roles: ['association-mediator'],
    tenant: 'yunqi',
    bureau: 'yunqi-linxi-mediation',
    sees: [],
    title: '人民调解员',
  },
  head('yunqi', wangshan, '江怀山'),
  ...handlers('yunqi', wangshan, ['孔令仪', '赖国栋', '毛春华', '倪思成']),
  head('yunqi', city, '潘世杰'),
  ...handlers('yunqi', city, ['钱若谷', '任静宜', '石磊']),
  head('lanchuan', beidu, '汤绍文'),
  ...handlers('lanchuan', beidu, ['万青山', '夏雨荷', '严守正', '叶知秋']),
];

const accountOf = (at: number): string => fixedId(9000 + at);

const seeder: Actor = { kind: 'system', account: 'system:seed', roles: [], tenants: [], bureaus: [], principals: [] };
const SINCE: Day = '2020-01-01';

/** Everybody who may act in a past case, the cast among them. */
export const historyPeople = (): HistoryOfficial[] => [
  ...castHandlers(),
  ...posts.map((post, at) => official(accountOf(at), post, phoneOf(at))),
];

/** Enters them where they are missing. */
export const seedHistoryPeople = async (tx: Tx): Promise<void> => {
  const known = await tx.rows<{ account: string }>('select account from account where account = any ($1::uuid[])', [
    posts.map((_, at) => accountOf(at)),
  ]);
  const there = new Set(known.map((row) => row.account));
  for (const [at, post] of posts.entries()) {
    if (!there.has(accountOf(at))) await enter(tx, accountOf(at), post, at);
  }
};

const phoneOf = (at: number): string => `0000-8100${String(1000 + at)}`;

const enter = async (tx: Tx, account: string, post: Post, at: number): Promise<void> => {
  const { tenant, bureau, sees } = post;
  await makeAccount(tx, 'staff', account);
  await tx.run('insert into staff_credential (account, login, must_change_password) values ($1, $2, true)', [
    account,
    `h${String(at + 1).padStart(2, '0')}`,
  ]);
  for (const role of post.roles) {
    const given = await enterGrant(tx, seeder, { account, role, tenant, bureau, sees: [...sees], from: SINCE });
    if (isRefusal(given)) throw new Error(`${post.name}: ${given.refusal}`);
  }
  await tx.run(
    `insert into staff_profile (account, name, licence_number, title, unit, phone, desks, from_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (account, unit, from_on) do nothing`,
    [account, post.name, `9901${String(2000000 + at)}`, post.title, bureau, phoneOf(at), ['complaints'], SINCE],
  );
};

const official = (account: string, post: Omit<Post, 'title'>, phone: string): HistoryOfficial => ({
  name: post.name,
  phone,
  actor: {
    kind: 'staff',
    account,
    roles: post.roles,
    tenants: [post.tenant],
    bureaus: [...post.sees],
    principals: [account],
    bureau: post.bureau,
    tenant: post.tenant,
  },
});

const atComplaints: readonly Role[] = ['handler', 'mediator', 'bureau-head', 'intake-officer'];

/** Those of the cast who work on complaints: their desks have a past too. */
const castHandlers = (): HistoryOfficial[] =>
  castMembers.flatMap((member) => {
    if (member.kind !== 'staff') return [];
    if (!member.roles.some((role) => atComplaints.includes(role))) return [];
    const { personName: name, roles, tenant, bureau, sees } = member;
    return [official(member.account, { name, roles, tenant, bureau, sees }, member.phone)];
  });
