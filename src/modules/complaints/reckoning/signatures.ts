import type { Actor } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { RuleSetting } from '#kernel/rule.ts';
import { audit } from '#platform/audit.ts';
import type { Tx } from '#platform/db.ts';
import type { SignatureBody, SwitchSignature } from '../law-contract.ts';
import { staffFor } from '../reference.ts';

type Row = Omit<SwitchSignature, 'signedByName' | 'signedAt'> & { readonly signed_at: Date };

export const switchSignatures = async (tx: Tx, tenant: string, today: Day): Promise<SwitchSignature[]> => {
  const rows = await tx.rows<Row>(
    `select bureau, rule, name, value, effective_from as "effectiveFrom", signed_by as "signedBy", signed_at
       from switch_signature where tenant = $1 order by signed_at`,
    [tenant],
  );
  const signatures: SwitchSignature[] = [];
  for (const { signed_at, ...row } of rows) {
    const signedByName = (await staffFor(tx, row.signedBy, today))?.name ?? row.signedBy;
    signatures.push({ ...row, signedByName, signedAt: signed_at.toISOString() });
  }
  return signatures;
};

/** For the own bureau only, under a decision that stands; signing twice changes nothing. */
export const signSwitch = async (
  tx: Tx,
  actor: Actor,
  wish: SignatureBody,
  settings: readonly RuleSetting[],
  at: Date,
): Promise<{ bureau: string } | Refusal> => {
  const { tenant, bureau } = actor;
  if (!actor.roles.includes('bureau-head') || tenant === undefined || bureau === undefined)
    return refuse('only-the-bureau-head-signs', { status: 403 });
  const stands = settings.some(
    (one) =>
      one.rule === wish.rule &&
      one.name === wish.name &&
      one.value === wish.value &&
      one.effectiveFrom === wish.effectiveFrom,
  );
  if (!stands) return refuse('no-such-decision-to-sign', { status: 409, field: 'effectiveFrom' });
  const { rule, name, effectiveFrom, value } = wish;
  const signed = await tx.run(
    `insert into switch_signature (tenant, bureau, rule, name, effective_from, value, signed_by, signed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [tenant, bureau, rule, name, effectiveFrom, value, actor.account, at],
  );
  if (signed > 0) {
    await audit(tx, {
      tenant,
      account: actor.account,
      act: 'sign-switch',
      subject: `rule:${rule}`,
      detail: { name, effectiveFrom, value, bureau },
    });
  }
  return { bureau };
};
