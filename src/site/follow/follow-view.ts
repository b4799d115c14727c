import { compareDays, type Day, isDay } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { agentPowersText } from '#kernel/identity-words.ts';
import type { Translate } from '#kernel/translate.ts';
import type { CaseParty, CaseView } from '#modules/complaints/case-contract.ts';
import type { CasePerson } from '#site/kit/case-parts.ts';
import { paths } from '#site/kit/paths.ts';
import {
  agreedHow,
  cardsOf,
  didOthers,
  evidenceOf,
  isWithdrawn,
  lastReason,
  meetingOf,
  papersOf,
  pastClocksOf,
  storyOf,
  togetherIn,
} from '#site/visit/case-parts.ts';
import { type Asked, type CaseAct, caseActs, type FollowView } from './case.page.ts';

const actOf: Readonly<Record<string, CaseAct>> = {
  supply: 'supply',
  'add-evidence': 'add-evidence',
  rate: 'rate',
  interrupt: 'ask-recusal',
  'name-agent': 'name-agent',
  'end-agent': 'end-agent',
  'choose-telling': 'choose-telling',
  'state-consents': 'state-consents',
  'leave-joint': 'leave-joint',
  'end-representative': 'end-representative',
  'confirm-settlement': 'confirm-settlement',
  withdraw: 'withdraw',
  'take-back-withdrawal': 'take-back-withdrawal',
};

/** What only helps a case that goes on is not offered to whom withdrew. */
const ofGoingOn: ReadonlySet<CaseAct> = new Set(['supply', 'add-evidence', 'ask-recusal', 'settle-claims']);

/** The case as the complainant's page shows it; the view itself holds only what this person may see. */
export const followView = (view: CaseView, today: Day, t: Translate): Omit<FollowView, 'shell'> => {
  const asked = askedOf(view, today);
  const reason = lastReason(view);
  const agreed = agreedHow(view);
  const meeting = meetingOf(view);
  const settlement = settlementOf(view);
  const lawful = new Set([
    ...view.acts.map(({ act }) => actOf[act]),
    ...(maySettleClaims(view) ? (['settle-claims'] as const) : []),
  ]);
  return {
    number: view.number,
    phase: view.phase,
    withdrawn: isWithdrawn(view),
    ...(didOthers(view, 'WithdrawalStated', 'ComplaintWithdrawn') ? { byOthers: true as const } : {}),
    ...(agreed === undefined ? {} : { agreed }),
    respondent: view.respondent.name ?? t('follow:cases.noName'),
    bureau: view.bureauName,
    filedAt: new Date(view.filedAt),
    ...(view.externalNumber === null ? {} : { registration: registrationOf(view.externalNumber, view.registeredOn) }),
    ...(view.announcement === null
      ? {}
      : {
          announcement: {
            title: view.announcement.title,
            address: paths.announcement(view.announcement.incident),
            on: view.announcement.publishedOn as Day,
            withdrawnOn: view.announcement.withdrawnOn as Day | null,
          },
        }),
    ...(isDay(view.firstReceivedOn) && isDay(view.ownReceivedOn)
      ? { receipts: { first: view.firstReceivedOn, own: view.ownReceivedOn } }
      : {}),
    ...linksOf(view),
    asked,
    ...(view.addressOwed && view.standsFirst && lawful.has('choose-telling') ? { addressOwed: true as const } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(view.phase === 'agreed' && view.recoveredFen !== null && view.recoveredFen > 0
      ? { recovered: view.recoveredFen }
      : {}),
    ...(meeting === undefined ? {} : { mediation: meeting }),
    ...(settlement === undefined ? {} : { settlement }),
    ...(isDay(view.claimsUnsettled?.on) ? { claimsOpenSince: view.claimsUnsettled.on } : {}),
    clocks: cardsOf(view, today, t),
    pastClocks: pastClocksOf(view, today, t),
    evidence: evidenceOf(view, t, (file) => paths.evidence(view.number, file)),
    // Handing in asked-for papers comes first; without a request, more evidence is the act.
    acts: caseActs.filter(
      (act) =>
        lawful.has(act) &&
        (act !== 'supply' || asked.length > 0) &&
        (!ofGoingOn.has(act) || !isWithdrawn(view)) &&
        (act !== 'end-agent' || ownAgent(view) !== undefined) &&
        isAsked(view, act),
    ),
    story: storyOf(view, t),
    papers: papersOf(view, t, (n) => paths.paper(view.number, n)),
    people: peopleOf(view, t),
  };
};

const linksOf = ({ linkedTo, linkedFrom }: CaseView): Pick<FollowView, 'linkedTo' | 'linkedFrom'> => {
  const shown = ({ number, bureauName, on }: NonNullable<CaseView['linkedTo']>) => ({
    number,
    bureau: bureauName,
    address: paths.caseOf(number),
    on: on as Day,
  });
  return {
    ...(linkedTo === null ? {} : { linkedTo: shown(linkedTo) }),
    ...(linkedFrom === null ? {} : { linkedFrom: shown(linkedFrom) }),
  };
};

const registrationOf = (number: string, on: string | null): NonNullable<FollowView['registration']> =>
  isDay(on) ? { number, on } : { number };

/** Who speaks for those who remain, or stands alone; an agent only with the power to give up a claim. */
export const maySettleClaims = ({ claimsUnsettled, acts, ownAgency }: CaseView): boolean =>
  claimsUnsettled !== null && acts.some(({ act }) => act === 'supply') && ownAgency?.maySettle !== false;

/** Every request that stands open, to whoever may answer it: proof of identity first, the nearest day first. */
export const askedOf = (view: Pick<CaseView, 'acts' | 'asked' | 'closedOn' | 'timeline'>, today: Day): Asked[] =>
  view.acts.every(({ act }) => act !== 'supply') || isWithdrawn(view)
    ? []
    : view.asked
        .map(({ kind, what, dueOn, inMediation }) => ({
          kind,
          what: what ?? '',
          dueOn: dueOn as Day,
          inMediation,
          passed: compareDays(today, dueOn as Day) > 0,
        }))
        .sort((one, other) =>
          one.kind === other.kind ? compareDays(one.dueOn, other.dueOn) : one.kind === 'identity' ? -1 : 1,
        );

/** What the operator says of a settlement, as long as something follows from it. */
const settlementOf = (view: CaseView): FollowView['settlement'] => {
  const { settlement, closedOn } = view;
  if (settlement === null || closedOn !== null || !isDay(settlement.on)) return undefined;
  const byOthers = didOthers(view, 'SettlementAnswered') ? { byOthers: true as const } : {};
  return { on: settlement.on, answer: settlement.settled, ...byOthers };
};

/** Asked as long as it is unanswered, and still offered where the answer may have been a slip. */
const isAsked = (view: CaseView, act: CaseAct): boolean =>
  act !== 'confirm-settlement' || (view.settlement !== null && view.settlement.settled !== true);

export const ownAgent = ({ parties }: CaseView): CaseParty | undefined => parties.find(({ kind }) => kind === 'agent');

/** Whether the agent's power holds, and what to do where it does not. */
const noteOn = ({ standing, power }: CaseParty, t: Translate): { note?: string } => {
  if (standing === null || standing === 'ended') return {};
  const powers = power?.powers == null ? '' : agentPowersText(power.powers, t);
  const until = isDay(power?.until) ? longDay(power.until, t) : '';
  return { note: t(`follow:case.agentStanding.${standing}`, { powers, until }) };
};

type PeopleIn = Pick<
  CaseView,
  'parties' | 'respondent' | 'bureauName' | 'bureauPhone' | 'handlerName' | 'mediatorName' | 'entrustedToName'
>;

export const peopleOf = (view: PeopleIn, t: Translate): CasePerson[] => {
  const named = (role: CasePerson['role'], name: string | null): CasePerson[] =>
    name === null || name === '' ? [] : [{ role, name }];
  const own = view.parties.find((party) => party.kind === 'complainant');
  const isJoint = view.parties.some(({ kind }) => kind === 'representative' || kind === 'joint');
  return [
    { role: 'bureau', name: view.bureauName, ...(view.bureauPhone === '' ? {} : { phone: view.bureauPhone }) },
    ...named('handler', view.handlerName),
    ...named('mediator', view.mediatorName),
    ...named('entrusted', view.entrustedToName),
    ...(view.respondent.name === null
      ? []
      : [
          {
            role: 'respondent' as const,
            name: view.respondent.name,
            ...(view.respondent.phone === null ? {} : { phone: view.respondent.phone }),
          },
        ]),
    ...view.parties
      .filter((party) => party.kind === 'respondent-agent')
      .flatMap((party) => named('respondentAgent', party.masked.name)),
    ...named('you', own?.masked.name ?? null).map((first) =>
      isJoint ? { ...first, note: t('follow:case.speaks') } : first,
    ),
    ...togetherIn(view, t),
    ...view.parties
      .filter((party) => party.kind === 'agent')
      .flatMap((party) => named('agent', party.masked.name).map((agent) => ({ ...agent, ...noteOn(party, t) }))),
    ...view.parties.filter((party) => party.kind === 'helper').flatMap((party) => named('helper', party.masked.name)),
  ];
};
