import { type Day, isDay } from '#kernel/day.ts';
import { refuse } from '#kernel/refusal.ts';
import type { CaseView } from '#modules/complaints/facade.ts';
import { Refused } from '#platform/http/errors.ts';
import { asClaimed, claimsCheckPage, claimsPage } from './claims.page.ts';
import { type ClaimsAnswer, claimsFaults, claimsSent, readClaims } from './claims-form.ts';
import { maySettleClaims } from './follow-view.ts';
import { mapped, type SiteAct } from './site-act.ts';

/** What is still open, to whoever may say it. */
const openIn = (shown: CaseView): { leftOn: Day; claims: CaseView['claims']; joint: boolean } => {
  const leftOn = shown.claimsUnsettled?.on;
  if (!isDay(leftOn) || !maySettleClaims(shown)) throw new Refused(refuse('no-claims-open'));
  const joint = shown.parties.some(({ kind }) => kind === 'joint' || kind === 'representative');
  return { leftOn, claims: shown.claims, joint };
};

/** Art. 12: which claims still stand once one of several has left by an act of their own; looked over before it is sent. */
export const settleClaims: SiteAct = {
  api: 'supply',
  files: false,
  bound: true,
  page: (view, shown, visit) => {
    const open = openIn(shown);
    const isBlank = Object.keys(view.form.values).length === 0;
    const form = isBlank ? { ...view.form, values: asClaimed(open.claims) } : view.form;
    return claimsPage({ ...view, form, ...open }, visit.t);
  },
  read: (raw) => mapped(readClaims(raw), (answer) => ({ items: [], ...answer })),
  check: (view, answer, shown, visit) => {
    const open = openIn(shown);
    const said = answer as ClaimsAnswer;
    const faults = claimsFaults(said, open);
    if (faults.length > 0) return { faults };
    return { page: claimsCheckPage({ ...view, ...open, standing: said.claims, sent: claimsSent(said) }, visit.t) };
  },
  isOver: (view) => view !== undefined && view.claimsUnsettled === null,
};
