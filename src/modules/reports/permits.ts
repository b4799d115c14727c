import type { Actor, Role } from '#kernel/actor.ts';
import { type LegalBasis, type Refusal, refuse } from '#kernel/refusal.ts';

const o121 = (article: string): LegalBasis => ({ text: 'order-121', article });

/** Who may note a clue: those who mediate or decide, in the bureau where the complaint lies. */
export const clueFinders: readonly Role[] = ['handler', 'mediator', 'bureau-head'];

/** A clue is found in mediation or when its file is read again; before acceptance there is only the complaint itself. */
export const cluePhases: readonly string[] = [
  'under-review',
  'accepted',
  'mediating',
  'interrupted',
  'appraisal',
  'agreed',
  'terminated',
  'withdrawn',
  'refused',
];

export const clueObjection = (
  actor: Actor,
  complaint: { readonly bureau: string; readonly phase: string },
): Refusal | undefined => {
  const mayFind =
    actor.kind === 'staff' &&
    actor.bureaus.includes(complaint.bureau) &&
    actor.roles.some((role) => clueFinders.includes(role));
  if (!mayFind) return refuse('not-permitted', { status: 403, basis: [o121('27')] });
  if (!cluePhases.includes(complaint.phase)) return refuse('no-clue-in-this-state', { basis: [o121('27')] });
  return undefined;
};

export const prolongObjection = (actor: Actor, report: { readonly bureau: string }): Refusal | undefined =>
  actor.roles.includes('bureau-head') && actor.bureaus.includes(report.bureau)
    ? undefined
    : refuse('prolonging-needs-the-head', { status: 403, basis: [o121('27')] });

/** Whoever works at the reports desk keeps a report whole for a review, suit or inquiry; the head lets it go again. */
export const holdObjection = (
  actor: Actor,
  report: { readonly bureau: string },
  act: 'place-hold' | 'lift-hold',
): Refusal | undefined => {
  const roles: readonly Role[] = act === 'lift-hold' ? ['bureau-head'] : ['handler', 'bureau-head'];
  const may = actor.bureaus.includes(report.bureau) && actor.roles.some((role) => roles.includes(role));
  return may ? undefined : refuse('not-permitted', { status: 403, basis: [{ text: 'pipl', article: '47(2)' }] });
};
