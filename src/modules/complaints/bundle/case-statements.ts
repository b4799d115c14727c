import type { Day } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { agentPowersText } from '#kernel/identity-words.ts';
import type { ComplaintEvent, Party, Sealed } from '../complaint.ts';
import { partiesFiled } from '../evolve-facts.ts';
import type { Side } from '../filing-parts.ts';
import { dayAndTimeOf, type PaperDesk } from '../paper-data/paper-desk.ts';
import type { PaperData } from '../papers.ts';
import { wayKindOf } from '../tried.ts';
import type { Opened } from '../views/opened.ts';
import type { Doer, HashedEvent } from './case-records.ts';
import { successorWords, whoIsMeant } from './who-is-meant.ts';

type Said = { readonly party: Side; readonly at?: string; readonly parts: readonly (string | undefined)[] };

/** What the parties stated and how they were reached: the answers, the requests and what came of them, the contacts. */
export const statementsOf = (
  events: readonly HashedEvent[],
  doers: readonly Doer[],
  opened: Opened,
  desk: PaperDesk,
): PaperData['case-statements'] => ({
  caseNumber: desk.state.number,
  authority: desk.unit.name,
  rows: events.flatMap(({ event, at }, place) => {
    const said = saidIn(event, opened, desk) ?? ofRecusal(event, events.slice(0, place), opened, desk);
    if (said === undefined) return [];
    return [
      {
        at: dayAndTimeOf(said.at ?? at.toISOString()),
        matter: desk.t(`papers:case-history.type.${event.type}`),
        party: whoIsMeant(event, desk, opened) ?? saidBy(said.party, doers[place], desk),
        content: said.parts.filter((part) => part !== undefined && part !== '').join('\n'),
      },
    ];
  }),
});

/** The side it is about; by whom on that side, where it said so itself. */
const saidBy = (party: Side, doer: Doer | undefined, { t }: PaperDesk): string =>
  doer?.side === party ? doer.words : t(`complaint:party.${party}`);

const saidIn = (event: ComplaintEvent, opened: Opened, desk: PaperDesk): Said | undefined => {
  const { t } = desk;
  const word = (key: string, values?: Readonly<Record<string, string | number>>) =>
    t(`papers:case-statements.${key}`, values);
  const text = (sealed: Parameters<Opened['text']>[0]) =>
    sealed === undefined ? undefined : (opened.text(sealed) ?? word('erased'));
  const attached = (items: readonly unknown[]) =>
    items.length === 0 ? undefined : word('items', { items: items.length });
  const until = (day: Day) => word('dueOn', { day: longDay(day, t) });
  const yesOrNo = (key: string, answer: boolean | null | undefined) =>
    answer === null || answer === undefined ? undefined : word(`${key}.${answer ? 'yes' : 'no'}`);
  switch (event.type) {
    case 'ComplaintFiled': {
      const helper = partiesFiled(event.payload).find(({ kind }) => kind === 'helper');
      return helper === undefined ? undefined : { party: 'complainant', parts: helpIn(helper, opened, desk) };
    }
    case 'ProofRequested':
      return { party: 'complainant', parts: [text(event.payload.what), until(event.payload.dueOn)] };
    case 'ProofSupplied':
      return { party: 'complainant', parts: [text(event.payload.text), attached(event.payload.items)] };
    case 'WithdrawalStated':
    case 'WithdrawalTakenBack':
    case 'ComplaintWithdrawn':
      return { party: 'complainant', parts: [text(event.payload.reasons)] };
    case 'SettlementAnswered': {
      const { settled, text: said } = event.payload;
      return { party: 'complainant', parts: [word(`settled.${settled ? 'yes' : 'no'}`), text(said)] };
    }
    case 'RespondentNotified':
      return { party: 'respondent', parts: [until(event.payload.answerBy)] };
    case 'OperatorAnswered': {
      const { consentsToMediation, consentsToEntrust, statement, wishedTimes, items, by, settledOn } = event.payload;
      return {
        party: 'respondent',
        parts: [
          yesOrNo('consent', consentsToMediation),
          yesOrNo('entrust', consentsToEntrust),
          settledOn === undefined ? undefined : word('settledOn', { day: longDay(settledOn, t) }),
          text(statement),
          wishedTimes === undefined ? undefined : word('wished', { times: text(wishedTimes) ?? '' }),
          attached(items),
          word('way', { way: t(`complaint:by.${by}`) }),
        ],
      };
    }
    case 'MediationOpened':
    case 'AgreementRecorded': {
      const { respondentConsented } = event.payload;
      return respondentConsented === true ? { party: 'respondent', parts: [yesOrNo('consent', true)] } : undefined;
    }
    case 'AgentNamed': {
      const { side, mandate, items } = event.payload;
      return {
        party: side,
        parts: [
          agentPowersText(mandate.powers, t),
          mandate.until === undefined ? undefined : word('until', { day: longDay(mandate.until, t) }),
          attached(items),
        ],
      };
    }
    case 'AgentConfirmed': {
      const { mandate, items } = event.payload;
      return {
        party: 'complainant',
        parts: [
          agentPowersText(mandate.powers, t),
          mandate.until === undefined ? undefined : word('until', { day: longDay(mandate.until, t) }),
          attached(items),
        ],
      };
    }
    case 'AgentEnded':
      return { party: event.payload.side, parts: [text(event.payload.reasons)] };
    case 'ConsentsStated': {
      const { joint, publicity, entrust, items, reasons } = event.payload;
      return {
        party: 'complainant',
        parts: [
          yesOrNo('joint', joint),
          yesOrNo('publicity', publicity),
          yesOrNo('entrust', entrust),
          text(reasons),
          attached(items),
        ],
      };
    }
    case 'ComplainantLeft':
    case 'RepresentativeNamed':
    case 'RepresentativeEnded': {
      const { reasons, items } = event.payload;
      const why =
        event.type === 'ComplainantLeft'
          ? t(`complaint:leaving.${event.payload.why}`)
          : event.type === 'RepresentativeEnded'
            ? t(`complaint:endOfOffice.${event.payload.why}`)
            : undefined;
      return {
        party: 'complainant',
        parts: [why, successorWords(event, desk, opened), text(reasons), attached(items)],
      };
    }
    case 'ContactAttempted': {
      const { channel, party, outcome, note, at } = event.payload;
      return {
        party,
        at,
        parts: [
          word('way', { way: t(`complaint:contactChannel.${channel}`) }),
          calledBy(event.payload, text, word),
          word('outcome', { outcome: t(`complaint:contactOutcome.${outcome}`) }),
          text(note),
        ],
      };
    }
    default:
      return undefined;
  }
};

/** Who wrote it down for the complainant, and how the helper knew: no agent, whoever it is (art. 11 asks for a power). */
const helpIn = (helper: Party, opened: Opened, { t }: PaperDesk): readonly (string | undefined)[] => {
  const { relation, told, fields } = helper;
  const word = (key: string, values?: Readonly<Record<string, string>>) => t(`papers:case-statements.${key}`, values);
  const station = opened.text(fields.station);
  return [
    word('helped', {
      name: opened.text(fields.name) ?? word('erased'),
      as: relation === undefined ? '' : t('complaint:aside', { text: t(`complaint:relation.${relation}`) }),
    }),
    station === null ? undefined : word('helpedAt', { station }),
    told === undefined ? undefined : word('helpTold', { how: t(`complaint:told.${told}`) }),
  ];
};

/** In full: it is what shows that the right one was called. Of a call from before numbers were kept, that none was. */
const calledBy = (
  { channel, number }: Extract<ComplaintEvent, { type: 'ContactAttempted' }>['payload'],
  text: (sealed: Sealed | undefined) => string | undefined,
  word: (key: string, values?: Readonly<Record<string, string>>) => string,
): string | undefined => {
  const kind = wayKindOf[channel as keyof typeof wayKindOf];
  if (kind === undefined) return undefined;
  if (number === undefined) return kind === 'phone' ? word('calledUnknown') : undefined;
  return word(`called.${kind}`, { number: text(number) ?? '' });
};

type Asked = Extract<ComplaintEvent, { type: 'MediationInterrupted' }>['payload'];

/** Art. 21: who asked that whom step aside, why, and what was decided of it. */
const ofRecusal = (
  event: ComplaintEvent,
  before: readonly HashedEvent[],
  opened: Opened,
  desk: PaperDesk,
): Said | undefined => {
  const word = (key: string, values?: Readonly<Record<string, string>>) =>
    desk.t(`papers:case-statements.${key}`, values);
  const text = (sealed: Parameters<Opened['text']>[0]) => opened.text(sealed) ?? word('erased');
  const nameOf = ({ against, assistant }: Pick<Asked, 'against' | 'assistant'>) =>
    against === null ? text(assistant) : (desk.staff.get(against)?.name ?? '');
  if (event.type === 'MediationInterrupted') {
    const { by, reasons } = event.payload;
    return { party: by, parts: [word('recusalAsked', { name: nameOf(event.payload) }), text(reasons)] };
  }
  if (event.type !== 'RecusalDecided') return undefined;
  const asked = before.map((one) => one.event).findLast((one) => one.type === 'MediationInterrupted')?.payload;
  if (asked === undefined) return undefined;
  const { recused, reasons } = event.payload;
  const outcome = word(recused ? 'recusalGranted' : 'recusalDeclined', { name: nameOf(asked) });
  return { party: asked.by, parts: [outcome, text(reasons)] };
};
