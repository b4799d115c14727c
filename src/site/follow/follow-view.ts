import { type ClockCard, clockCard } from '#kernel/clock-card.ts';
import { type Day, isDay } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { evidenceKind } from '#site/kit/evidence.ts';
import { paths } from '#site/kit/paths.ts';
import {
  type CaseAct,
  type CaseFile,
  type CasePerson,
  caseActs,
  type FollowView,
  type PastClock,
  type StoryEntry,
} from './case.page.ts';

const actOf: Readonly<Record<string, CaseAct>> = {
  supply: 'supply',
  'add-evidence': 'add-evidence',
  rate: 'rate',
  interrupt: 'ask-recusal',
  withdraw: 'withdraw',
};

/** The case as the complainant's page shows it; the view itself holds only what this person may see. */
export const followView = (view: CaseView, today: Day, t: Translate): Omit<FollowView, 'shell'> => {
  const asked = askedNow(view);
  const reason = lastReason(view);
  const meeting = mediationOf(view);
  const lawful = new Set(view.acts.map(({ act }) => actOf[act]));
  const supplyOnly = asked !== undefined;
  return {
    number: view.number,
    phase: view.phase,
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
          },
        }),
    ...(isDay(view.firstReceivedOn) && isDay(view.ownReceivedOn)
      ? { receipts: { first: view.firstReceivedOn, own: view.ownReceivedOn } }
      : {}),
    ...(asked === undefined ? {} : { awaited: { what: asked.what, dueOn: asked.dueOn } }),
    ...(reason === undefined ? {} : { reason }),
    ...(view.phase === 'agreed' && view.recoveredFen !== null && view.recoveredFen > 0
      ? { recovered: view.recoveredFen }
      : {}),
    ...(meeting === undefined ? {} : { mediation: meeting }),
    clocks: cardsOf(view, today, t),
    pastClocks: pastClocksOf(view, today, t),
    evidence: evidenceOf(view, t),
    // Handing in asked-for papers comes first; without a request, more evidence is the act.
    acts: caseActs.filter((act) => lawful.has(act) && (act !== 'supply' || supplyOnly)),
    story: storyOf(view, t),
    papers: view.papers.map((paper) => ({
      n: paper.n,
      title: t(`complaint:paper.${paper.code}`),
      ...(paper.number === null ? {} : { number: paper.number }),
      madeAt: new Date(paper.madeAt),
    })),
    people: peopleOf(view),
  };
};

const registrationOf = (number: string, on: string | null): NonNullable<FollowView['registration']> =>
  isDay(on) ? { number, on } : { number };

const cardsOf = (view: CaseView, today: Day, t: Translate): ClockCard[] =>
  view.clocks
    .filter((clock) => clock.state === 'running' || clock.state === 'overdue' || clock.state === 'paused')
    .map((clock) => clockCard(clock.reckoning, today, t));

/** Whether a limit was kept is as much the complainant's business as that it runs. */
const pastClocksOf = (view: CaseView, today: Day, t: Translate): PastClock[] =>
  view.clocks
    .filter((clock) => clock.state === 'met' || clock.state === 'met-late' || clock.state === 'lapsed')
    .map((clock) => {
      const { title, basisText } = clockCard(clock.reckoning, today, t);
      return {
        title,
        basis: basisText,
        state: clock.state as PastClock['state'],
        ...(clock.dueOn === null ? {} : { dueOn: clock.dueOn as Day }),
        ...(clock.metOn === null ? {} : { metOn: clock.metOn as Day }),
      };
    });

/** The view holds only what this person may open; the other side's files come as clean copies. */
const evidenceOf = (view: CaseView, t: Translate): CaseFile[] =>
  view.evidence.map((item, at) => ({
    id: item.file,
    name: item.name ?? t('answer:case.file', { n: at + 1 }),
    bytes: item.bytes,
    kind: evidenceKind(item.mediaType),
    address: item.url,
    by: item.by,
    purpose: item.purpose,
  }));

export type Asked = { readonly kind: 'identity' | 'voluntary'; readonly what: string; readonly dueOn: Day };

/** The last request for papers, unless something was handed in since. */
export const askedNow = (view: CaseView): Asked | undefined => {
  const last = view.timeline.findLast((entry) => entry.type === 'ProofRequested' || entry.type === 'ProofSupplied');
  if (last?.type !== 'ProofRequested') return undefined;
  const { kind, dueOn } = last.details;
  return {
    kind: kind === 'identity' ? 'identity' : 'voluntary',
    what: last.texts.find(({ field }) => field === 'what')?.text ?? '',
    dueOn: String(dueOn) as Day,
  };
};

const ending: ReadonlySet<string> = new Set([
  'ComplaintRefused',
  'ComplaintTransferredOut',
  'ComplaintDirectedElsewhere',
  'MediationTerminated',
]);

const lastReason = (view: CaseView): string | undefined => {
  const last = view.timeline.findLast((entry) => ending.has(entry.type));
  if (last === undefined || view.closedOn === null) return undefined;
  return last.texts.find(({ field }) => field === 'reasons')?.text ?? undefined;
};

const mediationOf = (view: CaseView): FollowView['mediation'] => {
  if (view.phase !== 'mediating') return undefined;
  const opened = view.timeline.findLast((entry) => entry.type === 'MediationOpened');
  const { at, mode } = opened?.details ?? {};
  if (typeof mode !== 'string') return undefined;
  const place = opened?.texts.find(({ field }) => field === 'place')?.text;
  return {
    mode: mode as NonNullable<FollowView['mediation']>['mode'],
    ...(typeof at === 'string' ? { at: new Date(at) } : {}),
    ...(place == null ? {} : { place }),
  };
};

const storyOf = (view: CaseView, t: Translate): StoryEntry[] =>
  [...view.timeline].reverse().map((entry) => {
    const values: Record<string, string | number> = { toName: '', to: '', competentName: '', organisationName: '' };
    for (const [name, value] of Object.entries(entry.details))
      if (typeof value === 'string' || typeof value === 'number') values[name] = value;
    const key = `follow:story.${entry.type}`;
    const title = known.has(entry.type) ? t(key, values) : t('follow:story.other');
    const text = entry.texts
      .map((one) => one.text)
      .filter((one) => one !== null)
      .join('\n');
    const paper = entry.type === 'PaperMade' ? t(`complaint:paper.${String(entry.details['code'])}`) : undefined;
    const said = paper ?? (entry.type === 'ComplaintFiled' ? '' : text);
    return { title, at: new Date(entry.at), ...(said === '' ? {} : { text: said }) };
  });

const known: ReadonlySet<string> = new Set([
  'ComplaintFiled',
  'ComplaintRegistered',
  'ComplaintRouted',
  'ComplaintReturned',
  'ComplaintAssigned',
  'StationAssigned',
  'CompetenceAgreed',
  'CompetenceDecided',
  'ComplaintTakenOver',
  'ProofRequested',
  'ProofSupplied',
  'ParticularsCompleted',
  'EvidenceAdded',
  'ComplaintAccepted',
  'ComplaintRefused',
  'ComplaintTransferredOut',
  'ComplaintDirectedElsewhere',
  'OperatorAnswered',
  'RespondentNotified',
  'MediationOpened',
  'MediationInterrupted',
  'RecusalDecided',
  'AppraisalStarted',
  'AppraisalEnded',
  'MediationEntrusted',
  'AgreementRecorded',
  'MediationTerminated',
  'WithdrawalStated',
  'ComplaintWithdrawn',
  'ComplaintRated',
  'ReturnVisited',
  'PaperMade',
  'PaperDelivered',
  'DecisionAnnulled',
  'DecisionCorrected',
  'PersonErased',
  'FileRetired',
  'CalendarReckonedAnew',
  'ComplaintArchived',
]);

const peopleOf = (view: CaseView): CasePerson[] => {
  const named = (role: CasePerson['role'], name: string | null): CasePerson[] =>
    name === null || name === '' ? [] : [{ role, name }];
  const own = view.parties.find((party) => party.kind === 'complainant');
  return [
    ...named('bureau', view.bureauName),
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
    ...named('you', own?.masked.name ?? null),
    ...view.parties.filter((party) => party.kind === 'agent').flatMap((party) => named('agent', party.masked.name)),
    ...view.parties.filter((party) => party.kind === 'helper').flatMap((party) => named('helper', party.masked.name)),
  ];
};
