import { basisText } from '#kernel/article.ts';
import type { Refusal } from '#kernel/refusal.ts';
import type { Translate } from '#kernel/translate.ts';
import type { CaseAct, UnavailableAct } from '../case-contract.ts';
import { groundsFor } from '../clocks.ts';
import type { Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import { foreseenObjection, papersOfAct } from '../decide/foresee.ts';
import { isFormAct, objectionTo, permits } from '../permits.ts';

/** Which acts are lawful now for this person, and why the others are not. */
export const actsFor = (
  state: Complaint,
  facts: Facts,
  t: Translate,
): { acts: CaseAct[]; unavailable: UnavailableAct[] } => {
  const acts: CaseAct[] = [];
  const unavailable: UnavailableAct[] = [];
  for (const permit of permits) {
    const { act } = permit;
    if (!isFormAct(act)) continue;
    const objection = objectionTo(act, facts.actor, state, facts.tenant) ?? foreseenObjection(act, state, facts);
    if (objection === undefined) {
      acts.push({
        act,
        binding: permit.binding ?? false,
        basis: [...permit.basis],
        articleText: basisText(permit.basis, t),
        papers: (papersOfAct[act] ?? []).map((paper) => ({ code: paper.code, to: [...paper.to] })),
        ...groundsOf(act, state, facts),
      });
    } else if (objection.refusal !== 'not-permitted') {
      unavailable.push(unavailableAct(act, objection));
    }
  }
  return { acts, unavailable };
};

const groundsOf = (act: string, state: Complaint, facts: Facts): Pick<CaseAct, 'grounds'> => {
  if (act !== 'refuse' && act !== 'terminate') return {};
  const grounds = groundsFor(act === 'refuse' ? 'refusal' : 'termination', state, facts.today, facts.law);
  return { grounds: grounds.map(({ number, textKey }) => ({ number, textKey })) };
};

const unavailableAct = (act: UnavailableAct['act'], objection: Refusal): UnavailableAct => ({
  act,
  code: objection.refusal,
  params: { ...objection.params },
  basis: [...(objection.basis ?? [])],
  instead: [...(objection.instead ?? [])],
});
