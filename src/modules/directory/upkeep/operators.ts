import { dayOf } from '#kernel/day.ts';
import { shownCode } from '#kernel/personal-number.ts';
import { readPhone } from '#kernel/phone.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { checkUscc } from '#kernel/uscc.ts';
import type { Tx } from '#platform/db.ts';
import { versionFault } from '#platform/http/etag.ts';
import { nameKey } from '../name-search.ts';
import type { OperatorChange } from '../register-contract.ts';
import { replaceOperator } from '../store.ts';
import { bureausOfRegions } from '../views/places.ts';
import { keepRevision } from './revisions.ts';
import { refuseUnknownRegions } from './unit-facts.ts';
import { type Keeper, noteChange, refuseNul, refuseUnlessInstanceKeeper } from './who.ts';

type Before = {
  readonly id: string;
  readonly version: number;
  readonly same_as: string | null;
  readonly uscc: string | null;
  readonly registered_region: string | null;
  readonly business_region: string | null;
};

/** The whole row under lock, without what only the search needs. */
const lockOperator = async (tx: Tx, id: string): Promise<Before | Refusal> =>
  (await tx.maybe<Before>(
    `select id, kind, name, trade_name, uscc, registered_address, registered_region, business_address, business_region,
       contact_name, contact_phone, website, status, same_as, version from operator where id = $1 for update`,
    [id],
  )) ?? refuse('operator-unknown', { status: 404 });

/**
 * The register is one for all tenants: whoever's bureau is responsible for the operator's place corrects it, and the
 * keeper of the instance where nobody is.
 */
const refuseForeign = async (tx: Tx, keeper: Keeper, operator: Before): Promise<Refusal | undefined> => {
  const regions = [operator.business_region, operator.registered_region].filter((one) => one !== null);
  const responsible = await bureausOfRegions(tx, regions, dayOf(keeper.at));
  if (responsible.length === 0) return undefined;
  const [own] = await tx.rows('select 1 from bureau where id = any ($1::text[]) and tenant = $2 limit 1', [
    responsible.map((one) => one.bureau),
    keeper.tenant,
  ]);
  if (own !== undefined) return undefined;
  const refusal = await refuseUnlessInstanceKeeper(tx, keeper);
  return refusal === undefined ? undefined : refuse('operator-of-another-tenant', { status: 403 });
};

const openForChange = async (tx: Tx, keeper: Keeper, id: string): Promise<Before | Refusal> => {
  const before = await lockOperator(tx, id);
  return 'refusal' in before ? before : ((await refuseForeign(tx, keeper, before)) ?? before);
};

/** A person's number sent back as it was shown is left as it is: whoever corrects the address need not open it. */
const codeTyped = (typed: string | undefined, before: string | null): string | null => {
  const text = typed?.trim() ?? '';
  if (text === '') return null;
  return before !== null && text === shownCode(before) ? before : checkUscc(text).text;
};

/** Writes the row anew; what it said before stays readable, with who corrected it and why. */
export const changeOperator = async (
  tx: Tx,
  keeper: Keeper,
  id: string,
  relied: number,
  wish: OperatorChange,
): Promise<{ id: string; version: number } | Refusal> => {
  const before = await openForChange(tx, keeper, id);
  if ('refusal' in before) return before;
  const regions = [wish.registeredRegion, wish.businessRegion].filter((one) => one !== undefined);
  const fault =
    versionFault(relied, before.version) ??
    refuseNul(wish) ??
    (await refuseUnknownRegions(tx, regions, 'businessRegion'));
  if (fault !== undefined) return fault;
  if (nameKey(wish.name) === '') return refuse('operator-name-says-nothing', { status: 422, field: 'name' });
  const { reason, uscc: typed, contactPhone, ...rest } = wish;
  const uscc = codeTyped(typed, before.uscc);
  const phone = contactPhone === undefined ? null : readPhone(contactPhone).text;
  await keepRevision(tx, keeper, { kind: 'operator', subject: id, before, reason: reason.trim() });
  await replaceOperator(tx, { ...rest, id, name: wish.name.trim(), uscc, contactPhone: phone });
  await noteChange(tx, keeper, {
    act: 'change-operator',
    subject: `operator:${id}`,
    reason: reason.trim(),
    detail: { status: wish.status, version: before.version + 1 },
  });
  return { id, version: before.version + 1 };
};

/** Two rows known to be one operator: this one leads to the other from now on; cases keep the row they name. */
export const mergeOperator = async (
  tx: Tx,
  keeper: Keeper,
  id: string,
  wish: { readonly into: string; readonly reason: string },
): Promise<{ id: string } | Refusal> => {
  if (wish.into === id) return refuse('merged-into-itself', { status: 422, field: 'into' });
  // Locked in one order, so that two merges the other way round wait for each other instead of failing.
  const [first, second] = [id, wish.into].sort();
  for (const one of [first, second]) if (one !== undefined) await lockOperator(tx, one);
  const before = await openForChange(tx, keeper, id);
  if ('refusal' in before) return before;
  const target = await openForChange(tx, keeper, wish.into);
  if ('refusal' in target) return target.refusal === 'operator-unknown' ? { ...target, field: 'into' } : target;
  const fault = refuseNul(wish);
  if (fault !== undefined) return fault;
  if (before.same_as !== null) return refuse('merged-already', { status: 409 });
  if (target.same_as !== null) return refuse('merged-into-a-duplicate', { status: 409, field: 'into' });
  await point(tx, keeper, before, wish.into, wish.reason.trim(), 'merge-operator');
  return { id };
};

/** A merge that was wrong: the row stands for itself again. */
export const separateOperator = async (
  tx: Tx,
  keeper: Keeper,
  id: string,
  wish: { readonly reason: string },
): Promise<{ id: string } | Refusal> => {
  const before = await openForChange(tx, keeper, id);
  if ('refusal' in before) return before;
  const fault = refuseNul(wish);
  if (fault !== undefined) return fault;
  if (before.same_as === null) return refuse('not-merged', { status: 409 });
  await point(tx, keeper, before, null, wish.reason.trim(), 'separate-operator');
  return { id };
};

const point = async (
  tx: Tx,
  keeper: Keeper,
  before: Before,
  into: string | null,
  reason: string,
  act: 'merge-operator' | 'separate-operator',
): Promise<void> => {
  await keepRevision(tx, keeper, { kind: 'operator', subject: before.id, before, reason });
  await tx.run('update operator set same_as = $2, version = version + 1 where id = $1', [before.id, into]);
  await noteChange(tx, keeper, {
    act,
    subject: `operator:${before.id}`,
    reason,
    detail: { other: into ?? before.same_as ?? '' },
  });
};
