import { type ClockCard, clockCard } from '#kernel/clock-card.ts';
import { type Day, isDay } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { ownName } from '#kernel/paper-name.ts';
import type { Translate } from '#kernel/translate.ts';
import type { CaseView } from '#modules/complaints/facade.ts';
import type { Agreed, CaseFile, CasePerson, Meeting, Paper, PastClock, StoryEntry } from '#site/kit/case-parts.ts';
import { evidenceKind } from '#site/kit/evidence.ts';

/** What the pages of a case show either party, from the view that holds only what this person may see. */

export const cardsOf = (view: CaseView, today: Day, t: Translate): ClockCard[] =>
  view.clocks
    .filter((clock) => clock.state === 'running' || clock.state === 'overdue' || clock.state === 'paused')
    .map(({ reckoning, withdrawnOn }) => ({
      ...clockCard(reckoning, today, t),
      ...(withdrawnOn === undefined
        ? {}
        : { means: t('complaint:clockMeans.withdrawn', { day: longDay(withdrawnOn as Day, t) }) }),
    }));

/** Whether a limit was kept is as much the complainant's business as that it runs. */
export const pastClocksOf = (view: CaseView, today: Day, t: Translate): PastClock[] =>
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
export const evidenceOf = (view: CaseView, t: Translate, addressOf: (file: string) => string): CaseFile[] =>
  view.evidence.map((item, at) => ({
    id: item.file,
    name: item.name ?? t('answer:case.file', { n: at + 1 }),
    bytes: item.bytes,
    kind: evidenceKind(item.mediaType),
    address: addressOf(item.file),
    by: item.by,
    purpose: item.purpose,
  }));

/** The decision a case of this state rests on; what was annulled since is none. */
const decisionOf: Readonly<Partial<Record<CaseView['phase'], string>>> = {
  refused: 'ComplaintRefused',
  transferred: 'ComplaintTransferredOut',
  'directed-elsewhere': 'ComplaintDirectedElsewhere',
  terminated: 'MediationTerminated',
};

export const lastReason = ({ phase, timeline }: Pick<CaseView, 'phase' | 'timeline'>): string | undefined => {
  const decided = decisionOf[phase];
  const last = decided === undefined ? undefined : timeline.findLast(({ type }) => type === decided);
  return last?.texts.find(({ field }) => field === 'reasons')?.text ?? undefined;
};

/** Stated once mediation had been accepted: what follows is the end of it, by decision. */
export const isWithdrawn = ({ closedOn, timeline }: Pick<CaseView, 'closedOn' | 'timeline'>): boolean =>
  closedOn === null &&
  timeline.findLast(({ type }) => type === 'WithdrawalStated' || type === 'WithdrawalTakenBack')?.type ===
    'WithdrawalStated';

/** Whether somebody else than whoever reads did it last: one of several, an agent, the person an agent acts for. */
export const didOthers = (view: Told, ...types: readonly string[]): boolean => {
  const last = view.timeline.findLast(({ type }) => types.includes(type));
  return last !== undefined && isOthers(view, last);
};

/** What an agreement leaves to be done depends on whether it was performed at once, and on what there is to sue with (art. 24). */
export const agreedHow = ({ phase, timeline }: Pick<CaseView, 'phase' | 'timeline'>): Agreed | undefined => {
  const made = phase === 'agreed' ? timeline.findLast(({ type }) => type === 'AgreementRecorded') : undefined;
  if (made === undefined) return undefined;
  if (made.details['performed'] === true) return 'performed';
  return made.details['form'] === 'record' ? 'record' : 'paper';
};

export const meetingOf = (view: CaseView): Meeting | undefined => {
  if (view.phase !== 'mediating' || isWithdrawn(view)) return undefined;
  const opened = view.timeline.findLast(({ type }) => type === 'MediationOpened' || type === 'SessionCalledOff');
  if (opened?.type !== 'MediationOpened') return undefined;
  const { at, mode } = opened?.details ?? {};
  if (typeof mode !== 'string') return undefined;
  const place = opened?.texts.find(({ field }) => field === 'place')?.text;
  return {
    mode: mode as Meeting['mode'],
    ...(typeof at === 'string' ? { at: new Date(at) } : {}),
    ...(place == null ? {} : { place }),
  };
};

type Told = Pick<CaseView, 'audience' | 'timeline'> & Partial<Pick<CaseView, 'parties' | 'ownAgency'>>;

/** What an official puts on file is told the one who complains as their own; among several, and an agent, as nobody's. */
const isOthers = (
  { parties = [], ownAgency = null }: Told,
  { own, actorParty }: CaseView['timeline'][number],
): boolean => !own && (actorParty !== null || ownAgency !== null || parties.some(({ kind }) => isBeside.has(kind)));

const isBeside: ReadonlySet<string> = new Set(['representative', 'joint']);

/** Events told as what the reader did, or as what is asked of or done for them alone. */
const ofReader: ReadonlySet<string> = new Set([
  ...['ComplaintFiled', 'ProofRequested', 'WithdrawalStated', 'ComplaintWithdrawn', 'ComplaintRated'],
  ...['PaperOpened', 'PersonErased', 'AgentNamed', 'AgentEnded'],
]);

/** The words in which this reader is told what happened. */
const titleKey = (view: Told, entry: CaseView['timeline'][number]): string => {
  if (view.audience === 'respondent' && operatorWords.has(entry.type)) return `follow:operator.story.${entry.type}`;
  // Whoever is helped did not do it, and whoever helps acts for nobody.
  if (entry.type === 'ComplaintFiled' && entry.actorParty === 'helper' && view.audience === 'complainant')
    return `follow:${entry.details['helperName'] ? 'helpedStory' : 'helpedStoryUnnamed'}.ComplaintFiled`;
  const part = `${entry.type}${whose(view, entry)}`;
  const isTold = view.audience === 'complainant' && ofReader.has(entry.type) && !part.endsWith('Other');
  // An agent who renews its power names nobody of its own.
  const isPrincipals = view.ownAgency != null && entry.type.startsWith('Agent');
  return isTold && (isPrincipals || isOthers(view, entry)) ? `follow:othersStory.${part}` : `follow:story.${part}`;
};

/** The story so far, newest first, in the words of whoever reads it. */
export const storyOf = (view: Told, t: Translate): StoryEntry[] => {
  const papers = new Map(
    view.timeline.flatMap(({ type, details }) => (type === 'PaperMade' ? [[details['n'], details]] : [])),
  );
  return [...view.timeline].reverse().map((entry) => {
    const values: Record<string, string | number> = { toName: '', to: '', competentName: '', organisationName: '' };
    for (const [name, value] of Object.entries(entry.details))
      if (typeof value === 'string' || typeof value === 'number')
        values[name] = isDay(value) ? longDay(value, t) : value;
    const title = known.has(entry.type) ? t(titleKey(view, entry), values) : t('follow:story.other');
    const text =
      entry.type === 'OperatorAnswered'
        ? answerWords(entry, t)
        : [consentWords(view, entry, t), ...entry.texts.map((one) => one.text)]
            .filter((one) => one !== null)
            .join('\n');
    const made = ofPaper.has(entry.type) ? papers.get(entry.details['n']) : undefined;
    const paper = made === undefined ? '' : (ownName(made, t) ?? t(`complaint:paper.${String(made['code'])}`));
    const said = [paper, entry.type === 'ComplaintFiled' ? '' : text].filter((line) => line !== '').join('\n');
    return { title, at: new Date(entry.at), ...doneBy(entry, t), ...(said === '' ? {} : { text: said }) };
  });
};

/** Said of one paper, which stands beside it by its name. */
const ofPaper: ReadonlySet<string> = new Set(['PaperMade', 'PaperDelivered', 'DeliveryTakenBack', 'PaperOpened']);

/** What parties do themselves, or an official puts on file for them. */
const ofParties: ReadonlySet<string> = new Set([
  ...[
    'ComplaintFiled',
    'ProofSupplied',
    'EvidenceAdded',
    'OperatorAnswered',
    'SettlementAnswered',
    'TellingChosen',
    'ConsentsStated',
  ],
  ...['AgentNamed', 'AgentEnded', 'ComplainantLeft', 'RepresentativeNamed', 'RepresentativeEnded'],
  ...['MediationInterrupted', 'WithdrawalStated', 'WithdrawalTakenBack', 'ComplaintWithdrawn', 'ComplaintRated'],
]);

const doneBy = (
  { type, actorKind, actorParty, actorRelation, own }: CaseView['timeline'][number],
  t: Translate,
): Pick<StoryEntry, 'by'> => {
  if (own) return { by: t('follow:by.you') };
  if (actorParty === null) return actorKind === 'staff' && ofParties.has(type) ? { by: t('follow:by.staff') } : {};
  const as = actorRelation === null ? '' : t('complaint:aside', { text: t(`complaint:relation.${actorRelation}`) });
  return { by: `${t(`complaint:party.${actorParty}`)}${as}` };
};

/** What the business agreed to and when it has time, then its own words, as far as this reader may read them. */
const answerWords = ({ details, texts }: CaseView['timeline'][number], t: Translate): string => {
  const { consentsToMediation, consentsToEntrust, settledOn } = details;
  const agreed = (to: string, consent: unknown): string =>
    typeof consent === 'boolean' ? t(`follow:answered.${to}.${consent ? 'yes' : 'no'}`) : '';
  const written = (field: string): string => texts.find((one) => one.field === field)?.text ?? '';
  const times = written('wishedTimes');
  return [
    agreed('mediation', consentsToMediation),
    agreed('entrust', consentsToEntrust),
    isDay(settledOn) ? t('follow:answered.settledOn', { day: longDay(settledOn, t) }) : '',
    times === '' ? '' : `${t('follow:answered.wishedTimes')}${times}`,
    written('statement'),
  ]
    .filter((line) => line !== '')
    .join('\n');
};

/** The business that agreed as mediation was opened, or as the agreement was made, had not answered in writing. */
const consentWords = ({ audience }: Told, { details }: CaseView['timeline'][number], t: Translate): string | null =>
  details['respondentConsented'] === true
    ? t(`follow:consentedAtOnce.${audience === 'respondent' ? 'own' : 'business'}`)
    : null;

/** An agent is one's own or the other side's; a paper that was only sent, or came back, did not arrive. */
const whose = (
  { audience }: Pick<CaseView, 'audience'>,
  { type, details }: CaseView['timeline'][number],
): '' | 'Own' | 'Other' | 'ByAgent' | 'Mediator' | 'Later' | 'Claims' | 'Sent' | 'Failed' | 'TakenBack' => {
  if (type === 'PaperDelivered' && details['takenBackOn'] !== undefined) return 'TakenBack';
  if (type === 'PaperDelivered')
    return details['outcome'] === 'sent' ? 'Sent' : details['outcome'] === 'failed' ? 'Failed' : '';
  if (details['byAgent'] === true) return 'ByAgent';
  if (details['moreToCome'] === true) return 'Later';
  if (type === 'ProofSupplied' && details['claims'] !== undefined) return 'Claims';
  if (type === 'ComplaintAssigned' && details['role'] === 'mediator' && details['toName'] !== undefined)
    return 'Mediator';
  return type !== 'AgentNamed' && type !== 'AgentEnded' ? '' : details['side'] === audience ? 'Own' : 'Other';
};

/** Events an operator is told of in other words than the complainant. */
const operatorWords: ReadonlySet<string> = new Set([
  'ComplaintFiled',
  'ProofRequested',
  'OperatorAnswered',
  'RespondentNotified',
  'WithdrawalStated',
  'ComplaintWithdrawn',
  'ComplaintRated',
  'PersonErased',
]);

const known: ReadonlySet<string> = new Set([
  'ComplaintFiled',
  'ComplaintRegistered',
  'ReceiptDayCorrected',
  'ComplaintRouted',
  'ComplaintReturned',
  'ComplaintAssigned',
  'StationAssigned',
  'CompetenceAgreed',
  'CompetenceDecided',
  'ComplaintTakenOver',
  'ProofRequested',
  'ProofSupplied',
  'TellingChosen',
  'ParticularsCompleted',
  'EvidenceAdded',
  'ComplaintAccepted',
  'ComplaintRefused',
  'ComplaintTransferredOut',
  'ComplaintDirectedElsewhere',
  'OperatorAnswered',
  'SettlementAnswered',
  'RespondentNotified',
  'AgentNamed',
  'AgentEnded',
  'AgentConfirmed',
  'ConsentsStated',
  'ComplainantLeft',
  'RepresentativeNamed',
  'RepresentativeEnded',
  'MediationOpened',
  'SessionCalledOff',
  'MediationInterrupted',
  'RecusalDecided',
  'AppraisalStarted',
  'AppraisalNotAgreed',
  'AppraisalEnded',
  'MediationEntrusted',
  'EntrustingEnded',
  'AgreementRecorded',
  'MediationTerminated',
  'WithdrawalStated',
  'WithdrawalTakenBack',
  'ComplaintWithdrawn',
  'ComplaintRated',
  'ReturnVisited',
  'PaperMade',
  'PaperDelivered',
  'DeliveryTakenBack',
  'PaperOpened',
  'DecisionAnnulled',
  'DecisionCorrected',
  'PersonErased',
  'PersonCorrected',
  'FileRetired',
  'CalendarReckonedAnew',
  'SettingReckonedAnew',
  'RuleReckonedAnew',
  'ComplaintArchived',
]);

/** Whoever complains along with the first, masked: those chosen to speak in one line, the others in another, however many. */
export const togetherIn = ({ parties }: Pick<CaseView, 'parties'>, t: Translate): CasePerson[] =>
  (['representative', 'joint'] as const).flatMap((role) => {
    const all = parties.filter(({ kind }) => kind === role);
    const names = all.flatMap(({ masked }) => (masked.name === null || masked.name === '' ? [] : [masked.name]));
    const count = all.length < 2 ? {} : { note: t('follow:case.together', { count: all.length }) };
    return names.length === 0 ? [] : [{ role, name: names.join(t('site:listComma')), ...count }];
  });

/** The papers addressed to this reader, each where it can be opened. */
export const papersOf = (view: CaseView, t: Translate, addressOf: (n: number) => string): Paper[] =>
  view.papers.map((paper) => ({
    address: addressOf(paper.n),
    title: paper.title ?? t(`complaint:paper.${paper.code}`),
    ...(paper.number === null ? {} : { number: paper.number }),
    madeAt: new Date(paper.madeAt),
    ...(paper.standing === 'valid' ? {} : { fell: paper.standing }),
    ...replacesIn(paper, t),
    ...(paper.recipients.some((to) => to === view.audience) ? { openedAt: openedAt(paper.opened[0]?.at) } : {}),
  }));

/** Of two forms 1 the earlier says that it was replaced. */
const replacesIn = ({ code, replaces }: CaseView['papers'][number], t: Translate): Pick<Paper, 'replaces'> =>
  replaces === null || code === 'form-1' || !isDay(replaces.on)
    ? {}
    : { replaces: { number: replaces.number, day: longDay(replaces.on, t) } };

const openedAt = (at: string | undefined): Date | null => (at === undefined ? null : new Date(at));
