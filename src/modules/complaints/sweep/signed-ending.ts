import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import type { RuleSetting } from '#kernel/rule.ts';
import type { Tx } from '#platform/db.ts';

export const endingSwitch = { rule: 'TER-05', name: 'end-mediation-without-officer' } as const;

/** The decision on a switch that holds on a day; undefined while nobody has decided. */
export const decisionInForce = (
  settings: readonly RuleSetting[],
  rule: string,
  name: string,
  on: Day,
): RuleSetting | undefined =>
  settings
    .filter((one) => one.rule === rule && one.name === name && compareDays(one.effectiveFrom, on) <= 0)
    .sort((a, b) => compareDays(a.effectiveFrom, b.effectiveFrom))
    .at(-1);

/** The decision by which the tenant lets the limit end mediation; undefined where an officer always decides. */
export const endingByItself = (settings: readonly RuleSetting[], on: Day): RuleSetting | undefined => {
  const decided = decisionInForce(settings, endingSwitch.rule, endingSwitch.name, on);
  return decided?.value === 'yes' ? decided : undefined;
};

export type Signature = { readonly account: string; readonly on: Day };

/**
 * Who signed that in this bureau the limit itself ends mediation. The tenant's decision alone is not enough: the head of the
 * bureau in whose name it happens must have signed that very decision.
 */
export const signatureUnder = async (
  tx: Tx,
  at: { readonly tenant: string; readonly bureau: string },
  settings: readonly RuleSetting[],
  today: Day,
): Promise<Signature | undefined> => {
  const decided = endingByItself(settings, today);
  if (decided === undefined) return undefined;
  const signed = await tx.maybe<{ signed_by: string; signed_at: Date }>(
    `select signed_by, signed_at from switch_signature
      where tenant = $1 and bureau = $2 and rule = $3 and name = $4 and effective_from = $5 and value = $6`,
    [at.tenant, at.bureau, decided.rule, decided.name, decided.effectiveFrom, decided.value],
  );
  return signed === undefined ? undefined : { account: signed.signed_by, on: dayOf(signed.signed_at) };
};
