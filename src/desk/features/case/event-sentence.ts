import type { Day } from '#kernel/day.ts';
import { moneyText } from '#kernel/money.ts';
import { ownName } from '#kernel/paper-name.ts';
import type { Translate } from '#kernel/translate.ts';
import type { CasePaper, TimelineEntry } from '#modules/complaints/case-contract.ts';
import { dayOrText } from '../../kit/when.ts';

/** Which group of words a plain value of an event belongs to; a value outside its group stays as it is. */
const wordsOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ComplaintAssigned: { role: 'assignedAs' },
  TellingChosen: { tellBy: 'tellBy' },
  ProofRequested: { kind: 'proofKind' },
  ComplaintDirectedElsewhere: { path: 'path' },
  ContactAttempted: { party: 'party', channel: 'contactChannel', outcome: 'contactOutcome' },
  OperatorAnswered: { by: 'by' },
  AgentNamed: { side: 'party' },
  AgentEnded: { side: 'party' },
  ComplainantLeft: { why: 'leaving' },
  RepresentativeEnded: { why: 'endOfOffice' },
  PlatformDataReceived: { outcome: 'platformOutcome' },
  MediationOpened: { mode: 'mode' },
  SessionCalledOff: { why: 'sessionOff' },
  MediationInterrupted: { by: 'party' },
  AppraisalStarted: { costBorneBy: 'costBearer' },
  AgreementRecorded: { form: 'agreementForm' },
  ReturnVisited: { outcome: 'contactOutcome', score: 'score' },
  ComplaintRated: { score: 'score' },
  PaperDelivered: { to: 'recipient', channel: 'contactChannel', outcome: 'deliveryOutcome' },
  DeliveryTakenBack: { to: 'recipient' },
  PaperOpened: { to: 'recipient' },
  SentAgain: { to: 'recipient', channel: 'contactChannel' },
  NoticeTold: { channel: 'contactChannel', outcome: 'deliveryOutcome', reason: 'tellingReason' },
  DecisionAnnulled: { back: 'phase' },
  PersonErased: { repeats: 'erasedAgain' },
  BundleMade: { purpose: 'bundlePurpose' },
  OutcomeRecorded: { kind: 'bundlePurpose', result: 'outcomeResult' },
};

/** Names an event's sentence may use although its details hold none. */
const nameFields = [
  'from',
  'to',
  'competent',
  'superior',
  'rival',
  'body',
  'organisation',
  'station',
  'mediator',
  'against',
  'platform',
  'person',
] as const;

const yesNoOpen = (value: unknown): 'yes' | 'no' | 'open' =>
  value === null || value === undefined ? 'open' : value ? 'yes' : 'no';

/** Who did it, by name where an official did. */
export const actorWords = ({ actorName, actorParty, actorRelation }: TimelineEntry, t: Translate): string => {
  if (actorName !== null) return actorName;
  if (actorParty === null) return t('desk:case.system');
  const as = actorRelation === null ? '' : t('complaint:aside', { text: t(`complaint:relation.${actorRelation}`) });
  return `${t(`complaint:party.${actorParty}`)}${as}`;
};

/** Whose words an event takes where what it says makes another sentence of it. */
const saidOf = ({ type, details }: TimelineEntry): string => {
  if (type === 'ComplaintFiled' && typeof details.helperName === 'string') return 'ComplaintFiledFor';
  if (type === 'OperatorAnswered' && details.settledOn !== undefined) return 'OperatorSettled';
  if (type === 'ProofSupplied' && details.moreToCome === true) return 'ProofToCome';
  if (type === 'ProofSupplied' && details.claims !== undefined) return 'ClaimsStated';
  if (type === 'RespondentNotified' && details.noticeUntil !== undefined) return 'RespondentNotifiedByNotice';
  if (type === 'PaperDelivered' && details.noticeUntil !== undefined)
    return details.dueOn === undefined ? 'PaperNoticed' : 'PaperNoticedAsking';
  if (type === 'RecusalDecided' && details.mediator === null) return 'RecusalDecidedOpen';
  if (type === 'RivalAnswered') return details.takes === true ? 'RivalTakes' : 'RivalDeclines';
  if (type === 'ReturnVisited' && typeof details.score === 'number') return 'ReturnVisitedRated';
  if (type === 'BundleMade' && details.evidenceFrom !== undefined) return 'BundlePartMade';
  if (type === 'SealedCopyKept' && details.comparedByEye === true) return 'SealedCopyCompared';
  if (type === 'PersonErased' && details.repeats !== undefined) return 'PersonErasedAgain';
  return type;
};

/** The paper an event is about, by name and number: the same is said of many. */
const namedPaper = (details: TimelineEntry['details'], t: Translate): string =>
  t('complaint:ofPaper', {
    paper: ownName(details, t) ?? t(`complaint:paper.${String(details.paperCode)}`),
    number: String(details.paperNumber ?? ''),
  }).trimEnd();

/** One event as a sentence in the language shown. */
export const eventSentence = (entry: TimelineEntry, today: Day, t: Translate): string => {
  const { details, type } = entry;
  const groups = wordsOf[type] ?? {};
  const values: Record<string, string | number> = { from: '', to: '', number: '', paper: '', body: '', document: '' };
  for (const name of nameFields) values[`${name}Name`] = String(details[name] ?? '');
  for (const [name, value] of Object.entries(details)) {
    const group = groups[name];
    if (value === null) values[name] = '';
    else if (group !== undefined) values[name] = t(`complaint:${group}.${String(value)}`);
    else values[name] = typeof value === 'number' ? value : dayOrText(String(value), today, t);
  }
  if (typeof details.recoveredFen === 'number') values.recovered = moneyText(details.recoveredFen);
  values.consent = t(`complaint:consent.${yesNoOpen(details.consentsToMediation)}`);
  values.decision = t(`complaint:recusal.${details.recused === true ? 'yes' : 'no'}`);
  const assistant = entry.texts.find((text) => text.field === 'assistant')?.text;
  if (assistant != null) values.againstName = assistant;
  if (type === 'PaperMade') {
    values.paper = ownName(details, t) ?? t(`complaint:paper.${String(details.code)}`);
    values.number = String(details.number ?? '');
  }
  if (typeof details.paperCode === 'string') values.paper = namedPaper(details, t);
  if (type === 'LocalLetterMade') values.title = ownName(details, t) ?? '';
  if (typeof details.notice === 'string') values.what = t(`complaint:notice.${details.notice.replace(/-\d+$/u, '')}`);
  else if (type === 'SentAgain') values.what = t('complaint:field.paper');
  if (type === 'NoticeTold')
    values.reason = typeof details.reason === 'string' ? t('complaint:aside', { text: values.reason ?? '' }) : '';
  if (type === 'ConsentsStated')
    values.said = (['joint', 'publicity', 'entrust'] as const)
      .filter((what) => details[what] !== undefined)
      .map((what) => t(`desk:case.said.${what}.${details[what] === true ? 'yes' : 'no'}`))
      .join(t.language === 'en' ? ' ' : '');
  if (type === 'SettlementAnswered')
    values.answer = t(`complaint:settlement.${details.settled === true ? 'yes' : 'no'}`);
  const consented =
    details.respondentConsented === true ? t('complaint:aside', { text: t('complaint:consentedAtOnce') }) : '';
  const said = `${t(`complaint:event.${saidOf(entry)}`, values).trim()}${consented}`;
  return typeof details.takenBackOn !== 'string'
    ? said
    : `${said}${t('complaint:takenBack', { day: dayOrText(details.takenBackOn, today, t) })}`;
};

/** Of a mark made by mistake: since when, by whom and why it is no service. */
export const takenBackWords = (
  { on, by, reasons }: NonNullable<CasePaper['delivered'][number]['takenBack']>,
  today: Day,
  t: Translate,
): string =>
  t('complaint:takenBackBy', {
    day: dayOrText(on, today, t),
    by: by ?? '',
    reasons: reasons ?? t('desk:case.textErased'),
  });

/** One attempt to bring a paper to its reader, as the list of papers says it. */
export const deliverySentence = (
  { to, channel, outcome, noticeUntil, dueOn }: CasePaper['delivered'][number],
  today: Day,
  t: Translate,
): string => {
  const who = t(`complaint:recipient.${to}`);
  if (noticeUntil === null) {
    const [way, how] = [t(`complaint:contactChannel.${channel}`), t(`complaint:deliveryOutcome.${outcome}`)];
    return t('complaint:event.PaperDelivered', { to: who, channel: way, outcome: how, paper: '' });
  }
  const until = dayOrText(noticeUntil, today, t);
  return dueOn === null
    ? t('complaint:event.PaperNoticed', { to: who, noticeUntil: until, paper: '' })
    : t('complaint:event.PaperNoticedAsking', {
        to: who,
        noticeUntil: until,
        dueOn: dayOrText(dueOn, today, t),
        paper: '',
      });
};
