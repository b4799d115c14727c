import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import { agentFields, type OwnPower } from '#site/kit/agent-form.ts';
import { type HeldFiles, heldFiles } from '#site/kit/evidence.ts';
import { type Fields, fieldsOf } from '#site/kit/fields.ts';
import { dayWords } from '#site/kit/figures.ts';
import { filesByPurpose } from '#site/kit/files-by-purpose.ts';
import { errorSummary, type FormState, formStates, postForm } from '#site/kit/form.ts';
import { type Content, html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { inset, warning } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';
import { said } from '#site/kit/reading.ts';
import { tellingChoice } from '#site/kit/told-by.ts';
import { type HandedPurpose, saidAs } from './act-forms.ts';
import { type Asked, askedWords, type CaseAct } from './case.page.ts';

export type ActView = {
  readonly shell: Shell;
  readonly form: FormState;
  readonly number: string;
  readonly held?: HeldFiles | undefined;
};

type ActParts = {
  readonly title: string;
  readonly body: (field: Fields) => Content;
  readonly files?: boolean;
  /** Other words on the button than those of the act. */
  readonly button?: string;
  /** Stands between the button and the way back. */
  readonly beside?: Content;
};

/** An act of the complainant: what it means, what it needs, the button that names it, and the way back. */
export function actPage(view: ActView, act: CaseAct, t: Translate, parts: ActParts): Safe {
  return layout(
    {
      shell: view.shell,
      title: parts.title,
      states: [...formStates(view.form, t), view.number],
      back: paths.caseOf(view.number),
      body: html`${errorSummary(view.form, t)}
${postForm({
  action: paths.caseAct(view.number, act),
  form: view.form,
  files: parts.files ?? false,
  grave: act === 'withdraw' || act === 'leave-joint',
  body: html`${heldFiles(view.held, t)}${parts.body(fieldsOf(view.form, t))}`,
  act: parts.button ?? t(`follow:act.${act}.button`),
  beside: html`${parts.beside}<a href="${paths.caseOf(view.number)}">${t('site:cancel')}</a>`,
})}`,
    },
    t,
  );
}

export type HandInView = ActView & { readonly purposes: readonly HandedPurpose[] };

export type SupplyView = HandInView & {
  readonly asked: readonly Asked[];
};

const whatFollows = ({ kind, inMediation }: Asked) =>
  kind === 'voluntary' ? 'voluntary' : inMediation ? 'identityInMediation' : 'identity';

export function supplyPage(view: SupplyView, t: Translate): Safe {
  const title = t('follow:act.supply.title');
  const { asked } = view;
  // What is asked for comes first.
  const isIdentityAsked = asked.some(({ kind }) => kind === 'identity');
  const purposes = isIdentityAsked
    ? view.purposes.toSorted((one, other) => Number(other === 'identity') - Number(one === 'identity'))
    : view.purposes;
  return actPage(view, 'supply', t, {
    title,
    files: true,
    body: (field) => html`<h1>${title}</h1>
${asked.map((one) => inset(html`<p>${askedWords(one, t)}</p><p>${said(one.what)}</p><p>${t(`follow:act.supply.${whatFollows(one)}`)}</p>`))}
${filesByPurpose(field, purposes, 'follow:act.purpose', t, isIdentityAsked ? 'identity' : undefined)}
${field.long({ name: 'text', label: t('follow:act.supply.text'), optional: true, rows: 5, most: 4000 })}
${asked.some(({ kind }) => kind === 'voluntary') && saidAsField(field, t)}`,
  });
}

const saidAsField = (field: Fields, t: Translate): Safe => html`<input type="hidden" name="askedMore" value="yes">
${field.radios({
  name: 'saidAs',
  legend: t('follow:act.supply.saidAs.legend'),
  options: saidAs.map((value) => ({
    value,
    label: t(`follow:act.supply.saidAs.${value}.label`),
    hint: t(`follow:act.supply.saidAs.${value}.hint`),
  })),
})}`;

export function addEvidencePage(view: HandInView, t: Translate): Safe {
  const title = t('follow:act.add-evidence.title');
  return actPage(view, 'add-evidence', t, {
    title,
    files: true,
    body: (field) => html`<h1>${title}</h1><p>${t('follow:act.add-evidence.text')}</p>
${filesByPurpose(field, view.purposes, 'follow:act.purpose', t)}`,
  });
}

/** Art. 12: those represented agree before anything is given up or settled. */
export const representedCheck = (
  act: 'withdraw' | 'confirm-settlement' | 'settle-claims',
  field: Fields,
  t: Translate,
): Safe =>
  field.checks({
    name: 'representedConsent',
    legend: t('follow:act.withdraw.representedLegend'),
    hint: t(`follow:act.${act}.representedHint`),
    options: [{ value: 'yes', label: t('follow:act.withdraw.represented') }],
  });

export type WithdrawView = ActView & {
  readonly joint?: boolean;
  /** Who is to end mediation by a decision, where it was accepted: until then a withdrawal can be taken back (art. 23(1)(1)). */
  readonly endsMediation?: string;
};

export function withdrawPage(view: WithdrawView, t: Translate): Safe {
  const { endsMediation: bureau } = view;
  const title = t('follow:act.withdraw.title');
  return actPage(view, 'withdraw', t, {
    title,
    body: (field) => html`<h1>${title}</h1>
${warning(bureau === undefined ? t('follow:act.withdraw.ends') : t('follow:act.withdraw.endsMediation', { bureau }), t)}
<p>${t('follow:act.withdraw.rights')}</p>
${field.radios({
  name: 'why',
  legend: t('follow:act.withdraw.why'),
  optional: true,
  options: (['settled', 'no-longer', 'elsewhere', 'other'] as const).map((why) => ({
    value: why,
    label: t(`follow:act.withdraw.whys.${why}`),
  })),
})}
${field.long({ name: 'reasons', label: t('follow:act.withdraw.reasons'), optional: true, rows: 3, most: 2000 })}
${view.joint && representedCheck('withdraw', field, t)}`,
  });
}

export type NameAgentView = ActView & { readonly agent?: string; readonly own?: OwnPower };

/**
 * @param agent who acts for the complainant now, masked
 * @param own where that agent looks: a new power for itself
 */
export function nameAgentPage({ agent, own, ...view }: NameAgentView, t: Translate): Safe {
  const title = t(own === undefined ? 'follow:act.name-agent.title' : 'follow:act.name-agent.ownTitle');
  return actPage(view, 'name-agent', t, {
    title,
    files: true,
    body: () => html`<h1>${title}</h1><p>${t(own === undefined ? 'follow:act.name-agent.text' : 'follow:act.name-agent.ownText')}</p>
${own === undefined && agent !== undefined && html`<p>${t('follow:act.name-agent.now', { name: agent })}</p>`}
${agentFields(view.form, [], t, 'follow', own)}`,
  });
}

export function endAgentPage(view: ActView & { readonly agent?: string }, t: Translate): Safe {
  const title = t('follow:act.end-agent.title');
  return actPage(view, 'end-agent', t, {
    title,
    body: (field) => html`<h1>${title}</h1><p>${t('follow:act.end-agent.text')}</p>
${view.agent !== undefined && html`<p>${t('follow:act.name-agent.now', { name: view.agent })}</p>`}
${field.long({ name: 'reasons', label: t('follow:act.end-agent.label'), optional: true, rows: 3, most: 1000 })}`,
  });
}

/** A withdrawal that was stated and has not ended the case yet. */
export function takeBackPage(view: ActView, t: Translate): Safe {
  const title = t('follow:act.take-back-withdrawal.title');
  return actPage(view, 'take-back-withdrawal', t, {
    title,
    body: (field) => html`<h1>${title}</h1><p>${t('follow:act.take-back-withdrawal.text')}</p>
${field.long({ name: 'reasons', label: t('follow:act.take-back-withdrawal.label'), optional: true, rows: 3, most: 1000 })}`,
  });
}

export type ConsentQuestion = 'joint' | 'publicity' | 'entrust';

/** @param view `asked`: what can still be answered; `others`: whoever complains along knows that it counts for them alone */
export function consentsPage(
  view: ActView & { readonly asked: readonly ConsentQuestion[]; readonly others: boolean },
  t: Translate,
): Safe {
  const title = t('follow:act.state-consents.title');
  return actPage(view, 'state-consents', t, {
    title,
    body: (
      field,
    ) => html`<h1>${title}</h1><p>${t(`follow:act.state-consents.${view.others ? 'othersText' : 'text'}`)}</p>
${view.asked.map((name) =>
  field.radios({
    name,
    legend: t(`follow:act.state-consents.${name}.legend`),
    hint: t(`follow:act.state-consents.${name}.hint`),
    options: (['yes', 'no'] as const).map((value) => ({
      value,
      label: t(`follow:act.state-consents.${name}.${value}`),
    })),
  }),
)}`,
  });
}

/** One of several goes, or speaks for the others no more; `first`: who stands first of them. */
export function ownPartPage(
  view: ActView & { readonly act: 'leave-joint' | 'end-representative'; readonly first: boolean },
  t: Translate,
): Safe {
  const { act } = view;
  const title = t(`follow:act.${act}.title`);
  return actPage(view, act, t, {
    title,
    body: (field) => html`<h1>${title}</h1><p>${t(`follow:act.${act}.text`)}</p>
${view.first && inset(html`<p>${t(`follow:act.${act}.first`)}</p>`)}
${field.long({ name: 'reasons', label: t(`follow:act.${act}.label`), optional: true, rows: 3, most: 1000 })}`,
  });
}

/** @param view `isAgent`: whoever looks speaks for the complainant and says how papers reach it itself */
export function tellingPage(
  view: ActView & { readonly email?: string; readonly isAgent?: boolean; readonly addressOwed?: boolean },
  t: Translate,
): Safe {
  const title = t('follow:act.choose-telling.title');
  return actPage(view, 'choose-telling', t, {
    title,
    body: (field) => html`<h1>${title}</h1>
<p>${t(view.isAgent ? 'follow:act.choose-telling.agentText' : 'follow:act.choose-telling.text')}</p>
${view.email !== undefined && html`<p>${t('follow:act.choose-telling.email', { email: view.email })}</p>`}
${tellingChoice(field, t, { optional: false, largePrint: view.isAgent !== true })}
${field.text({ name: 'address', label: t('follow:act.choose-telling.address'), hint: t(`follow:act.choose-telling.${view.isAgent ? 'agentAddressHint' : view.addressOwed ? 'addressOwedHint' : 'addressHint'}`), optional: view.addressOwed !== true, autocomplete: 'street-address' })}`,
  });
}

export type SettlementView = ActView & {
  readonly day: Day;
  readonly respondent: string;
  readonly joint?: boolean;
  /** An agent without the power to settle says no at the most. */
  readonly onlyNo?: boolean;
};

export function settlementPage(view: SettlementView, t: Translate): Safe {
  const title = t('follow:act.confirm-settlement.title', {
    day: dayWords(view.day, t),
    respondent: view.respondent,
  });
  return actPage(view, 'confirm-settlement', t, {
    title,
    body: (field) => html`${view.onlyNo && inset(html`<p>${t('follow:act.confirm-settlement.onlyNo')}</p>`)}
${field.radios({
  name: 'settled',
  legend: title,
  asHeading: true,
  options: (['yes', 'no'] as const)
    .filter((value) => value === 'no' || !view.onlyNo)
    .map((value) => ({
      value,
      label: t(`follow:act.confirm-settlement.${value}.label`),
      hint: t(`follow:act.confirm-settlement.${value}.hint`),
    })),
})}
${view.joint && !view.onlyNo && representedCheck('confirm-settlement', field, t)}
${field.long({ name: 'text', label: t('follow:act.confirm-settlement.text'), optional: true, rows: 3, most: 1000 })}`,
  });
}

export type RecusalView = ActView & { readonly mediator?: string; readonly assistants?: readonly string[] };

/** Whom a request is about is asked only where somebody assists: `0` is the mediator, else the place in their list. */
export function recusalPage(view: RecusalView, t: Translate): Safe {
  const title = t('follow:act.ask-recusal.title');
  const { mediator, assistants = [] } = view;
  const people = [
    ...(mediator === undefined
      ? []
      : [{ value: '0', label: t('follow:act.ask-recusal.theMediator', { name: mediator }) }]),
    ...assistants.map((name, at) => ({
      value: String(at + 1),
      label: t('follow:act.ask-recusal.assistant', { name }),
    })),
  ];
  return actPage(view, 'ask-recusal', t, {
    title,
    body: (field) => html`<h1>${title}</h1>
${mediator !== undefined && assistants.length === 0 && html`<p>${t('follow:act.ask-recusal.mediator', { name: mediator })}</p>`}
<p>${t('follow:act.ask-recusal.text')}</p>
${
  assistants.length > 0 &&
  html`<input type="hidden" name="assisted" value="yes">${field.radios({ name: 'who', legend: t('follow:act.ask-recusal.who'), options: people })}`
}
${field.long({ name: 'reasons', label: t('follow:act.ask-recusal.reasons'), hint: t('follow:act.ask-recusal.reasonsHint'), rows: 5, most: 4000 })}`,
  });
}

/** 4 very satisfied … 1 unsatisfied, as the complaints contract counts. */
const scores = [4, 3, 2, 1] as const;

export function ratePage(view: ActView, t: Translate): Safe {
  const title = t('follow:act.rate.title');
  return actPage(view, 'rate', t, {
    title,
    body: (field) => html`${field.radios({
      name: 'score',
      legend: title,
      asHeading: true,
      hint: t('follow:act.rate.hint'),
      options: scores.map((score) => ({ value: String(score), label: t(`follow:act.rate.score.${score}`) })),
    })}
${field.long({ name: 'text', label: t('follow:act.rate.text'), hint: t('follow:act.rate.textHint'), optional: true, rows: 4, most: 1000 })}`,
  });
}
