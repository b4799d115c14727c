import type { CaseAct, CaseView } from '#modules/complaints/case-contract.ts';
import type { UnitItem } from '#modules/directory/contract.ts';
import type { Values } from './act-field.ts';
import { recipientsOf } from './local-letter-forms.ts';

type Papers = CaseAct['papers'];
type Known = Pick<CaseView, 'acceptedOn' | 'bureau' | 'mediator'>;
type Units = readonly Pick<UnitItem, 'id' | 'tenant'>[];

/** Of the papers an act may make those that it makes as it is filled in. */
export const papersMade = (act: CaseAct, view: Known, values: Values, units: Units = []): Papers => {
  const only = (isMade: (code: string) => boolean) => act.papers.filter(({ code }) => isMade(code));
  switch (act.act) {
    // A bureau of the directory is asked on its own desk, without a letter.
    case 'dispute-competence':
      return only(() => Boolean(values.rivalBody));
    case 'route':
      return only(() => values.to !== view.bureau);
    case 'agree-competence':
      return only(() => values.takenBy === 'rival');
    case 'decide-competence':
    case 'record-designation':
      return handedOver(act.papers, view, values, units);
    case 'appraise':
      return only(() => values.costBorneBy !== 'not-agreed');
    case 'open-mediation':
      return only(() => values.mode === 'on-site' || Boolean(values.at));
    case 'assign':
      return only(() => values.role === 'mediator' && Boolean(values.to) && values.to !== view.mediator);
    case 'request-proof': {
      const identity = view.acceptedOn === null ? 'form-4' : 'identity-request';
      return only((code) => code === (values.kind === 'identity' ? identity : 'supplement-request'));
    }
    case 'direct-elsewhere': {
      const notice = values.path === 'national-platform' ? 'unregistered-notice' : 'other-path-notice';
      return only((code) => code === notice);
    }
    case 'record-agreement': {
      const form = values.form === 'record' ? 'mediation-record' : 'form-9';
      return only((code) => code === form || code === 'entrustment-end');
    }
    case 'make-local-letter': {
      const form = act.forms?.find(({ id }) => id === values.form);
      return form === undefined ? [] : [{ code: 'local-letter', to: recipientsOf(form) }];
    }
    case 'deliver':
      return [
        ...only((code) =>
          code === 'call-record'
            ? values.channel === 'phone' && values.to !== 'bureau'
            : values.channel === 'public-notice',
        ),
        ...(values.outcome === 'failed' ? [] : beside(act, values)),
      ];
    default:
      return act.papers;
  }
};

/** Nothing where the case stays, no letter where it goes to a bureau of the same authority. */
const handedOver = (papers: Papers, { bureau }: Known, values: Values, units: Units): Papers => {
  if (values.competent === bureau) return [];
  const tenantOf = (id: unknown) => units.find((unit) => unit.id === id)?.tenant;
  const isInside = values.competent !== undefined && tenantOf(values.competent) === tenantOf(bureau);
  return isInside ? papers.filter(({ code }) => code !== 'competence-transfer') : papers;
};

const beside = ({ latecomers = [] }: CaseAct, { paper, to }: Values): Papers =>
  latecomers.filter((one) => String(one.paper) === String(paper) && one.to === to).flatMap(({ papers }) => papers);
