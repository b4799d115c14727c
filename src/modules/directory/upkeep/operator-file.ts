import type { Actor } from '#kernel/actor.ts';
import { isPersonalNumber, shownCode } from '#kernel/personal-number.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { checkUscc } from '#kernel/uscc.ts';
import type { Tx } from '#platform/db.ts';
import type { OperatorFile, Revision } from '../register-contract.ts';
import { operatorOf, shownOperator } from '../views/operators.ts';
import { mayOpenCode } from './open-code.ts';
import { revisionsOf } from './revisions.ts';

type More = { readonly website: string | null; readonly version: number; readonly sameAsName: string | null };

/** One operator with premises, shops, what was merged into it and what it said before each correction. */
export const operatorFile = async (tx: Tx, actor: Actor, id: string): Promise<OperatorFile | Refusal> => {
  const operator = await operatorOf(tx, id);
  if (operator === undefined) return refuse('operator-unknown', { status: 404 });
  const more = await tx.one<More>(
    `select o.website, o.version, s.name as "sameAsName" from operator o left join operator s on s.id = o.same_as
     where o.id = $1`,
    [id],
  );
  return {
    ...shownOperator(operator, mayOpenCode(actor)),
    ...more,
    warnings: warningsOf(operator.uscc),
    premises: await premisesOf(tx, id),
    shops: await shopsOf(tx, id),
    merged: await tx.rows('select id, name from operator where same_as = $1 order by name, id', [id]),
    revisions: (await revisionsOf(tx, 'operator', id)).map(withoutNumber),
  };
};

/** What is wrong with a person's number is not said digit by digit. */
const warningsOf = (code: string | null): OperatorFile['warnings'] => {
  if (code === null) return [];
  return isPersonalNumber(code) ? [{ code: 'personal-number' }] : [...checkUscc(code).warnings];
};

const withoutNumber = (revision: Revision): Revision => {
  const { uscc } = revision.before;
  return typeof uscc === 'string' ? { ...revision, before: { ...revision.before, uscc: shownCode(uscc) } } : revision;
};

const premisesOf = (tx: Tx, operator: string): Promise<OperatorFile['premises']> =>
  tx.rows(
    `select id, name, address, region_code as region, phone, from_on as "from", to_on as "to" from premises
     where operator = $1 order by to_on nulls first, from_on desc, name`,
    [operator],
  );

/** Those it sells in, and where it is a platform those on it, the latest looked up first. */
const shopsOf = (tx: Tx, operator: string): Promise<OperatorFile['shops']> =>
  tx.rows(
    `select s.id, s.platform, p.name as "platformName", s.shop_name as "shopName", s.shop_reference as "shopReference",
       s.link, s.shown_name as "shownName", s.shown_address as "shownAddress", s.shown_region as "shownRegion",
       s.looked_up_on as "lookedUpOn"
     from platform_shop s join operator p on p.id = s.platform
     where s.seller = $1 or s.platform = $1 order by s.looked_up_on desc, s.shop_name limit 200`,
    [operator],
  );
