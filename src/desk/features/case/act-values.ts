import { addDays, type Day } from '#kernel/day.ts';
import { readMoney, yuanText } from '#kernel/money.ts';
import { daysOf, lastDayOf, type Rulebook } from '#kernel/rule.ts';
import type { ActNameText, CaseAct, CasePaper, CaseView } from '#modules/complaints/case-contract.ts';
import type { CaseCompetence } from '#modules/complaints/competence-contract.ts';
import { type Particulars, purchaseOf, respondentOf } from '../../kit/particulars/particulars-of.ts';
import type { ActField, Asked, Values } from './act-field.ts';
import { powersFiled } from './agent-forms.ts';
import { anotherWay } from './ways.ts';

/** What stands in the form, what goes to the server, and what the form begins with. */
export type ClaimEntry = { readonly kind: string; readonly amount?: string };
export type FileEntry = { readonly file: string; readonly name: string };

export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const fenOf = (text: unknown): number | undefined => {
  const reading = readMoney(String(text));
  return 'fen' in reading ? reading.fen : undefined;
};

const isClaim = (value: unknown): value is ClaimEntry => typeof value === 'object' && value !== null && 'kind' in value;
const isFile = (value: unknown): value is FileEntry => typeof value === 'object' && value !== null && 'file' in value;

const claimOf = ({ kind, amount }: ClaimEntry) => {
  const amountFen = isEmpty(amount) ? undefined : fenOf(amount);
  return amountFen === undefined ? { kind } : { kind, amountFen };
};

const sent = (field: ActField, value: unknown): unknown => {
  switch (field.control) {
    case 'money':
      return fenOf(value);
    case 'moment':
    case 'session':
      return `${String(value)}:00+08:00`;
    case 'number':
    case 'ground':
    case 'paper':
    case 'decision':
      return Number(value);
    case 'known-way':
      return value === anotherWay ? undefined : value;
    case 'choice':
      return field.choices?.numeric ? Number(value) : value;
    case 'files':
      return Array.isArray(value) ? value.filter(isFile).map((one) => one.file) : [];
    case 'claims':
      return Array.isArray(value) ? value.filter(isClaim).map(claimOf) : [];
    default:
      return typeof value === 'string' ? value.trim() : value;
  }
};

/** Fields whose body member may not be missing although nothing was typed. */
const whenEmpty: Readonly<Record<string, unknown>> = { outcome: [], changed: {} };

export const visibleFields = (fields: readonly ActField[], values: Values, view: Asked): readonly ActField[] => {
  const visible = fields.filter((field) => field.when === undefined || field.when(values, view));
  const leads = (field: ActField): boolean => field.leads?.(view) === true;
  return [...visible.filter(leads), ...visible.filter((field) => !leads(field))];
};

export const bodyOf = (fields: readonly ActField[], values: Values, view: Asked): Record<string, unknown> => {
  const body: Record<string, unknown> = {};
  for (const field of visibleFields(fields, values, view)) {
    const [first = '', second] = field.name.split('.');
    if (field.control === 'respondent') body[first] = respondentOf(values);
    if (field.control === 'purchase') body[first] = purchaseOf(values);
    const value = values[field.name];
    if (isEmpty(value)) {
      if (field.control === 'claims' || second !== undefined) body[first] ??= whenEmpty[first];
      continue;
    }
    if (second === undefined) body[first] = sent(field, value);
    else body[first] = { ...(typeof body[first] === 'object' ? body[first] : {}), [second]: sent(field, value) };
  }
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
};

/** Of an act that replaces what is on file, only what differs from it. */
export const changedMembers = (body: Record<string, unknown>, onFile: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(body).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(onFile[name])),
  );

/** Respondent, purchase and class as they stand on file. */
/** The story only where an officer wrote it: that one may be put right. */
const particularsOnFile = ({ respondent, purchase, ...view }: CaseView): Particulars => {
  const fromRegister = respondent.operator !== null || respondent.shop !== null;
  const onFile = {
    respondentKind: respondent.kind,
    operator: respondent.operator,
    operatorName: fromRegister ? [respondent.name, respondent.uscc].filter(Boolean).join(' · ') : null,
    shop: respondent.shop,
    platform: respondent.platform,
    respondentName: respondent.name,
    respondentAddress: respondent.address,
    shownAddress: respondent.platformShows?.address ?? null,
    respondentContact: respondent.contact,
    respondentPhone: respondent.phone,
    ...purchase,
    online: purchase?.online ?? 'open',
    amount: view.amountFen === null ? null : yuanText(view.amountFen),
    objectCode: view.objectCode,
    problemCode: view.problemCode,
    facts: view.acts.some(({ story }) => story === 'written') ? view.facts : null,
  };
  return Object.fromEntries(Object.entries(onFile).filter(([, value]) => value !== null));
};

export const isRequired = (field: ActField, values: Values): boolean =>
  typeof field.required === 'function' ? field.required(values) : (field.required ?? false);

/** Papers owed to a party and not delivered: the first is what "deliver" most likely means. */
export const owed = (
  papers: readonly CasePaper[],
): { paper: CasePaper; to: 'complainant' | 'respondent' | 'bureau' }[] =>
  papers.flatMap((paper) =>
    (['complainant', 'respondent', 'bureau'] as const)
      .filter((to) => paper.owedTo.includes(to))
      .map((to) => ({ paper, to })),
  );

const decisionTypes = new Set([
  'ComplaintAccepted',
  'ComplaintRefused',
  'ComplaintTransferredOut',
  'ComplaintDirectedElsewhere',
  'AgreementRecorded',
  'MediationTerminated',
]);

/** A correction is foretold of the decision chosen, not of the last. */
export const ofChosenDecision = (act: CaseAct, { version }: Values): CaseAct => {
  const made = act.decisions?.find((one) => one.version === version);
  return made === undefined ? act : { ...act, papers: made.papers, grounds: made.grounds, choices: made.choices };
};

/** What the list of a correction offers: a withdrawal bears no paper to put right, and what was annulled stands no more. */
export const decisionsToCorrect = (
  { decisions = [] }: Pick<CaseAct, 'decisions'>,
  view: Pick<CaseView, 'timeline'>,
) => {
  const standing = new Set(decisions.map(({ version }) => version));
  return view.timeline.filter(({ type, version }) => decisionTypes.has(type) && standing.has(version));
};

/** The last working day before the one on which acceptance must be decided: a proof that fails to come can still be refused. */
const proofDay = (view: CaseView, today: Day): Day => {
  const clock = view.clocks.find((one) => one.rule === 'CMP-01' && one.metOn === null);
  const counted = clock?.reckoning.days.filter((one) => one.counted).map((one) => one.day) ?? [];
  const before = counted.filter((day) => day < (clock?.dueOn ?? '') && day >= today).at(-1);
  return before ?? (clock?.dueOn == null ? addDays(today, 5) : today);
};

const REASONING_AT_MOST = 200;

/** To the bureau that has the power, with the ground and the sentence that say why. */
const routedBy = (competence: CaseCompetence | undefined): Values => {
  const [to] = competence?.competent.filter((one) => !one.own) ?? [];
  if (to === undefined || competence?.waitsForOnline) return {};
  const why = competence?.steps.at(-1)?.sentence;
  const said = [`${to.name}（${to.ground}）`, why].filter(Boolean).join('：');
  return { to: to.bureau, reasoning: said.slice(0, REASONING_AT_MOST) };
};

/** Ground 1 names who has the power instead, unless this bureau has it itself. */
const refusedFor = (competence: CaseCompetence | undefined): Values => {
  const [right] = competence?.competent ?? [];
  return right === undefined || competence?.waitsForOnline || competence?.competent.some((one) => one.own)
    ? {}
    : { rightBureau: right.bureau };
};

const restsOn = ({ knewOn }: CaseView, competence: CaseCompetence | undefined): Values => ({
  ...refusedFor(competence),
  ...(knewOn == null ? {} : { knewOn }),
});

/** By the superior that was asked, else the nearest, of those that do not decide here. */
const designationOf = (competence: CaseCompetence | undefined, today: Day): Values => {
  const outside = (competence?.superiors ?? []).filter(({ unit }) => unit === null).map(({ name }) => name);
  const body = outside.find((name) => name === competence?.dispute?.asked) ?? outside[0];
  return body === undefined ? { decidedOn: today } : { decidedOn: today, body };
};

/** What a form begins with: only what the file already says. */
export const initialValues = (
  act: ActNameText,
  view: CaseView,
  account: string,
  today: Day,
  competence?: CaseCompetence,
  rulebook?: Rulebook,
): Values => {
  const firstOwed = owed(view.papers)[0];
  switch (act) {
    case 'register':
      return view.externalNumber === null
        ? { registeredOn: today }
        : { registeredBefore: true, externalNumber: view.externalNumber, registeredOn: view.registeredOn ?? today };
    case 'assign':
      return { role: 'handler', ...(view.station === null ? {} : { station: view.station }) };
    case 'dispute-competence':
      return { arisenOn: today };
    case 'agree-competence':
      return { agreedOn: today };
    case 'record-designation':
      return designationOf(competence, today);
    case 'route':
      return routedBy(competence);
    case 'refuse':
      return restsOn(view, competence);
    case 'complete-particulars':
      return particularsOnFile(view);
    case 'supply':
      // Asked in the call that completes the two questions of form 1, unless it was said before.
      return view.tellBy === null && view.notInSource.includes('consents') ? { tellingOpen: true } : {};
    case 'choose-telling':
      return wishOnFile(view);
    case 'accept':
      return { contact: view.handler ?? account };
    case 'request-proof':
      return { kind: 'identity', dueOn: proofDay(view, today) };
    case 'contact':
      return { party: 'respondent', channel: 'phone' };
    case 'answer':
      return { by: 'phone' };
    case 'name-agent':
      return { side: 'respondent', powers: 'general', idType: 'resident-id' };
    case 'confirm-agent':
      return powersFiled(view);
    case 'end-agent':
      return sideWithAgent(view);
    case 'leave-joint':
      return { why: 'withdrew' };
    case 'end-representative':
      return { why: 'recalled' };
    case 'open-mediation':
      return {
        mediator: view.mediator ?? undefined,
        mode: 'on-site',
        materials: ['power-of-attorney', 'trade-proof', 'dispute-proof'],
        ...(rulebook === undefined ? {} : { recusalDays: daysOf(rulebook, 'RCS-01', today) }),
      };
    case 'notify-respondent':
      return rulebook === undefined ? {} : { answerBy: lastDayOf(rulebook, 'ANS-02', today) };
    case 'resume':
      return view.phase === 'appraisal' ? { endedOn: today } : {};
    case 'appraise':
      return { from: today };
    case 'record-agreement':
      return {
        form: 'mediation-paper',
        outcome: view.claims.map(claimEntry),
        ...(isSettled(view) ? { agreedOn: view.settlement?.on, terms: lastSaidOfSettlement(view) } : {}),
      };
    case 'withdraw':
      return isSettled(view) ? { reasons: view.settlement?.reasons } : {};
    case 'terminate':
      return view.toEnd === null
        ? restsOn(view, competence)
        : {
            ground: view.toEnd.ground,
            reasons: view.toEnd.reasons,
            ...(view.toEnd.because === 'settlement' ? { settledOn: view.toEnd.since } : {}),
          };
    case 'request-platform-data':
      return { ...(view.respondent.platform === null ? {} : { platform: view.respondent.platform }) };
    case 'deliver':
      return firstOwed
        ? { paper: firstOwed.paper.n, to: firstOwed.to, outcome: 'delivered' }
        : { outcome: 'delivered' };
    case 'send-again':
      return sentInVain(view);
    case 'correct':
      return {
        version: decisionsToCorrect(view.acts.find((one) => one.act === 'correct') ?? {}, view).at(-1)?.version,
      };
    default:
      return {};
  }
};

/** The paper that came back, else the notice that did. */
const sentInVain = ({ papers, notices }: CaseView): Values => {
  const [first] = papers.flatMap((paper) => attemptsInVain(paper).map((to) => ({ paper: paper.n, to })));
  const failed = notices.find(({ state }) => state === 'failed');
  return first ?? (failed === undefined ? {} : { notice: failed.notice });
};

/** Parties whose last attempt did not arrive, or is not known to have. */
export const attemptsInVain = ({ delivered, opened }: CasePaper): ('complainant' | 'respondent')[] =>
  (['complainant', 'respondent'] as const).filter((to) => {
    const last = delivered.findLast((one) => one.to === to && one.takenBack === null);
    return (last?.outcome === 'failed' || last?.outcome === 'sent') && !opened.some((one) => one.to === to);
  });

const isSettled = ({ settlement }: CaseView): boolean => settlement?.settled === true;

/** What the operator wrote when it told of the settlement: the officer makes terms of it. */
const lastSaidOfSettlement = ({ timeline }: CaseView): string | undefined =>
  timeline
    .findLast(({ type, details }) => type === 'OperatorAnswered' && details['settledOn'] !== undefined)
    ?.texts.find(({ field: name }) => name === 'statement')?.text ?? undefined;

const wishOnFile = ({ tellBy, electronic, largePrint }: CaseView): Values => ({
  largePrint,
  ...(tellBy === null ? {} : { tellBy }),
  ...(electronic === null ? {} : { electronic }),
});

/** Where only one side has an agent, it is this one. */
const sideWithAgent = ({ parties }: CaseView): Values => {
  const sides = parties.flatMap(({ kind, standing }) => {
    if (standing === null || standing === 'ended') return [];
    return kind === 'agent' ? ['complainant'] : kind === 'respondent-agent' ? ['respondent'] : [];
  });
  return sides.length === 1 ? { side: sides[0] } : {};
};

const claimEntry = (claim: CaseView['claims'][number]): ClaimEntry =>
  claim.amountFen === undefined ? { kind: claim.kind } : { kind: claim.kind, amount: yuanText(claim.amountFen) };
