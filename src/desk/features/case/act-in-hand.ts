import type { CaseAct } from '#modules/complaints/case-contract.ts';

/**
 * The act whose form is open. It stays although the case, asked for anew, offers it no more: what somebody else did is said
 * in the form, and what was typed is still to be read and copied there.
 */
export const actInHand = (
  kept: CaseAct | undefined,
  wished: string | null,
  offered: readonly CaseAct[],
): CaseAct | undefined =>
  offered.find(({ act }) => act === wished) ?? (kept !== undefined && kept.act === wished ? kept : undefined);
