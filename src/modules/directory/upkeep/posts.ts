import type { Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { knownAccounts, ofTenant } from '#platform/auth/accounts.ts';
import type { Tx } from '#platform/db.ts';
import { newId } from '#platform/ids.ts';
import type { NewPost, PostEnding, StaffPost } from '../upkeep-contract.ts';
import { keepRevision } from './revisions.ts';
import { ownPlace, refuseUnlessOpen } from './unit-facts.ts';
import { type Keeper, noteChange, refuseBlank, refuseNul } from './who.ts';

const POST = `p.account, p.name, p.title, p.unit, p.licence_number as "licenceNumber", p.phone, p.desks, p.from_on as "from",
  p.to_on as "to"`;

/** Units and organisations: where posts are held. */
const PLACES = '(select id, tenant from bureau union select id, tenant from organisation)';

/** Everybody who works or worked at a unit of the tenant, and whether the account to it is made yet. */
export const postsOf = async (tx: Tx, tenant: string): Promise<StaffPost[]> => {
  const rows = await tx.rows<Omit<StaffPost, 'mayEnter'>>(
    `select ${POST} from staff_profile p join ${PLACES} b on b.id = p.unit where b.tenant = $1
     order by p.name, p.from_on desc, p.unit limit 5000`,
    [tenant],
  );
  const known = await knownAccounts(tx, [...new Set(rows.map((row) => row.account))]);
  return rows.map((row) => ({ ...row, mayEnter: known.has(row.account) }));
};

/** Whether the account id is that of a post of the tenant that is not over: what an account may be made to. */
export const isPost = async (tx: Tx, tenant: string, account: string, on: Day): Promise<boolean> =>
  (
    await tx.rows(
      `select 1 from staff_profile p join ${PLACES} b on b.id = p.unit
       where p.account = $1 and b.tenant = $2 and (p.to_on is null or p.to_on > $3::date) limit 1`,
      [account, tenant, on],
    )
  ).length > 0;

/** Units and organisations of a tenant that are there on a day: where roles may be held. */
export const rolePlaces = async (tx: Tx, tenant: string, on: Day): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await tx.rows<{ id: string }>(
        `select id from bureau where tenant = $1 and (closed_on is null or closed_on > $2::date)
         union select id from organisation where tenant = $1 and (to_on is null or to_on > $2::date)`,
        [tenant, on],
      )
    ).map((row) => row.id),
  );

/**
 * What a role opens where nobody says otherwise: the cases of the unit and of those below it, at a 12315 centre those of the
 * bureau it belongs to.
 */
export const usualSight = async (tx: Tx, tenant: string, place: string, on: Day): Promise<string[]> => {
  const rows = await tx.rows<{ id: string }>(
    `with recursive open as (
       select id, parent, kind from bureau where tenant = $1 and (closed_on is null or closed_on > $3::date)),
     seen as (
       select case when kind = 'intake-centre' and parent is not null then parent else id end as id from open where id = $2
       union select o.id from open o join seen s on o.parent = s.id)
     select id from seen order by id`,
    [tenant, place, on],
  );
  return rows.length === 0 ? [place] : rows.map(({ id }) => id);
};

const isColleague = async (tx: Tx, keeper: Keeper, account: string): Promise<boolean> => {
  const [post] = await tx.rows(
    `select 1 from staff_profile p join ${PLACES} b on b.id = p.unit where p.account = $1 and b.tenant = $2 limit 1`,
    [account, keeper.tenant],
  );
  return post !== undefined || (await ofTenant(tx, account, keeper.tenant)) === true;
};

type OpenPost = { readonly unit: string; readonly from: Day };

/** Posts a person holds on the day a new one begins, locked. */
const openPosts = (tx: Tx, tenant: string, account: string, on: Day): Promise<OpenPost[]> =>
  tx.rows<OpenPost>(
    `select p.unit, p.from_on as "from" from staff_profile p join ${PLACES} b on b.id = p.unit
     where p.account = $1 and b.tenant = $2 and (p.to_on is null or p.to_on > $3::date) for update of p`,
    [account, tenant, on],
  );

/**
 * Enters a post, or a person's post with another title or other desks from a day on: the row before ends on that day.
 * The account to a new post is made by the security administrator, so that nobody alone lets anybody in.
 */
export const enterPost = async (tx: Tx, keeper: Keeper, post: NewPost): Promise<{ account: string } | Refusal> => {
  const unit = await ownPlace(tx, keeper, post.unit);
  if ('refusal' in unit) return refuse('bureau-unknown', { status: 422, field: 'unit' });
  const fault =
    refuseNul(post) ?? refuseBlank(post, ['name', 'title', 'phone']) ?? refuseUnlessOpen(unit, post.from, 'from');
  if (fault !== undefined) return fault;
  const account = post.account ?? newId();
  if (post.account !== undefined && !(await isColleague(tx, keeper, post.account)))
    return refuse('person-unknown', { status: 404, field: 'account' });
  const held = await openPosts(tx, keeper.tenant, account, post.from);
  const ending = held.filter((one) => one.unit === post.unit || post.endsOthers === true);
  const later = ending.find((one) => one.from > post.from);
  if (later !== undefined)
    return refuse('later-post-exists', { status: 409, field: 'from', params: { from: later.from } });
  for (const one of ending)
    if (one.from !== post.from || one.unit !== post.unit) await endRow(tx, account, one, post.from);
  if (ending.some((one) => one.unit === post.unit && one.from === post.from))
    await keepBefore(tx, keeper, account, post);
  await writeRow(tx, account, post);
  await noteChange(tx, keeper, {
    act: held.length === 0 ? 'enter-post' : 'change-post',
    subject: `account:${account}`,
    detail: { unit: post.unit, from: post.from, desks: post.desks, endsOthers: post.endsOthers === true },
  });
  return { account };
};

/** The post of somebody enrolled before there was anybody to enter posts: an administrator of a new instance. */
export const enterFirstPost = (
  tx: Tx,
  post: Pick<NewPost, 'name' | 'title' | 'unit' | 'desks' | 'from'> & { readonly account: string },
): Promise<number> => writeRow(tx, post.account, { ...post, phone: '' });

const endRow = (tx: Tx, account: string, post: OpenPost, on: Day): Promise<number> =>
  tx.run('update staff_profile set to_on = $4 where account = $1 and unit = $2 and from_on = $3', [
    account,
    post.unit,
    post.from,
    on,
  ]);

const keepBefore = async (tx: Tx, keeper: Keeper, account: string, post: NewPost): Promise<void> => {
  const before = await tx.one<object>(
    `select ${POST} from staff_profile p where p.account = $1 and p.unit = $2 and p.from_on = $3`,
    [account, post.unit, post.from],
  );
  const subject = `${account}/${post.unit}/${post.from}`;
  await keepRevision(tx, keeper, { kind: 'staff-post', subject, before, reason: 'entered again for the same day' });
};

const writeRow = (tx: Tx, account: string, post: NewPost): Promise<number> =>
  tx.run(
    `insert into staff_profile (account, name, licence_number, title, unit, phone, desks, from_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (account, unit, from_on) do update set name = excluded.name, licence_number = excluded.licence_number,
       title = excluded.title, phone = excluded.phone, desks = excluded.desks, to_on = null`,
    [
      account,
      post.name.trim(),
      post.licenceNumber?.trim() || null,
      post.title.trim(),
      post.unit,
      post.phone.trim(),
      post.desks,
      post.from,
    ],
  );

/** The last day at a unit is the one before; roles are ended by the security administrator. */
export const endPost = async (tx: Tx, keeper: Keeper, wish: PostEnding): Promise<{ account: string } | Refusal> => {
  const unit = await ownPlace(tx, keeper, wish.unit);
  if ('refusal' in unit) return unit;
  const fault = refuseNul(wish) ?? refuseBlank(wish, ['reason']);
  if (fault !== undefined) return fault;
  const ended = await tx.run(
    `update staff_profile set to_on = $3 where account = $1 and unit = $2 and from_on <= $3::date
       and (to_on is null or to_on > $3::date)`,
    [wish.account, wish.unit, wish.on],
  );
  if (ended === 0) return refuse('post-not-held', { status: 409, field: 'on' });
  await noteChange(tx, keeper, {
    act: 'end-post',
    subject: `account:${wish.account}`,
    reason: wish.reason.trim(),
    detail: { unit: wish.unit, on: wish.on },
  });
  return { account: wish.account };
};
