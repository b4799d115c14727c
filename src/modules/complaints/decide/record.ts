import { compareDays } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import { forPurpose } from '../evidence-audience.ts';
import { cameInOn, isBeforeReceipt } from '../evolve-facts.ts';
import { placesOf } from '../permits.ts';
import { sessionAt } from '../sessions.ts';
import { waysShown } from '../shown-way.ts';
import { wayKindOf } from '../tried.ts';
import { agentNamed, namingObjection } from './agents.ts';
import { answerDayObjection, deemedServedOn, noticedAnswerObjection } from './days-ahead.ts';
import { settlementDayObjection } from './settlement-day.ts';
import { withdrawalObjection } from './withdrawn.ts';

const o121 = (article: string) => ({ text: 'order-121', article });

/** Acts that put something on file without deciding anything. */

export const recordContact = (command: CommandOf<'contact'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const at = command.at === undefined ? facts.now : new Date(command.at);
  const { number, nth } = command;
  // Whether the right one was called, nobody can show later who did not write it down.
  if (wayKindOf[command.channel] === 'phone' && number === undefined)
    return refuse('number-called-missing', { status: 422, field: 'called', basis: [o121('23(1)(2)')] });
  if (at.getTime() > facts.now.getTime()) {
    return refuse('contact-lies-ahead', { status: 422, field: 'at', basis: [o121('23(1)(2)')] });
  }
  if (isBeforeReceipt(at.toISOString(), state)) {
    return refuse('contact-before-receipt', {
      status: 422,
      field: 'at',
      basis: [o121('23(1)(2)')],
      params: { since: cameInOn(state) ?? '' },
    });
  }
  if (command.asShown === true) {
    const unfit = shownWayObjection(command, state);
    if (unfit !== undefined) return unfit;
  }
  const session = sessionAt(state);
  if (command.outcome === 'absent' && (session === null || new Date(session).getTime() > at.getTime())) {
    return refuse('no-session-to-miss', { status: 422, field: 'outcome', basis: [o121('23(1)(2)')] });
  }
  return {
    events: [
      {
        type: 'ContactAttempted',
        payload: {
          at: at.toISOString(),
          channel: command.channel,
          party: command.party,
          outcome: command.outcome,
          ...(command.asShown === true ? { asShown: true as const } : {}),
          ...(number === undefined || nth === undefined ? {} : { number, nth }),
          ...(command.note === undefined ? {} : { note: command.note }),
        },
      },
    ],
    papers: [],
  };
};

/** Art. 13(3): only of a seller on a platform is anything shown, and only by telephone, letter or visit is it tried. */
const shownWayObjection = ({ party, channel }: CommandOf<'contact'>, { respondent }: Complaint): Refusal | undefined =>
  party === 'respondent' && respondent.kind === 'platform-shop' && waysShown.includes(channel)
    ? undefined
    : refuse('no-shown-way', { status: 422, field: 'asShown', basis: [o121('13(3)')] });

/** The operator is told of the complaint, asked whether it agrees to mediation, and given a code to answer with. */
export const notifyRespondent = (
  command: CommandOf<'notify-respondent'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  if (compareDays(command.answerBy, facts.today) < 0) {
    return refuse('answer-day-in-the-past', { status: 422, field: 'answerBy', basis: [o121('18')] });
  }
  const isNoticed = command.publicNotice === true;
  const objection = isNoticed ? noticedAnswerObjection : answerDayObjection;
  const unfit = objection(command.answerBy, 'answerBy', facts, [o121('18')]);
  if (unfit !== undefined) return unfit;
  return (
    noticeObjection(state) ?? {
      events: [
        {
          type: 'RespondentNotified',
          payload: {
            on: facts.today,
            answerBy: command.answerBy,
            code: command.code,
            ...(isNoticed ? { noticeUntil: deemedServedOn(facts) } : {}),
            ...(command.phone === undefined ? {} : { phone: command.phone }),
            ...(command.email === undefined ? {} : { email: command.email }),
          },
        },
      ],
      papers: [
        { code: 'respondent-notice', to: ['respondent'], details: { answerBy: command.answerBy, code: command.code } },
      ],
    }
  );
};

/** Whom a withdrawn complaint is about is told with the end of it (form 8), and asked nothing more. */
export const noticeObjection = (state: Complaint): Refusal | undefined =>
  withdrawalObjection(state) ?? respondentObjection(state);

/** Nobody can be told while it is not known who is complained about. */
export const respondentObjection = (state: Complaint): Refusal | undefined => {
  const party = state.parties.find((one) => one.kind === 'respondent');
  return state.respondent.operator === undefined && party?.fields.name === undefined
    ? refuse('respondent-not-known', { basis: [o121('10(1)')], instead: ['complete-particulars'] })
    : undefined;
};

export const recordAnswer = (command: CommandOf<'answer'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const { settledOn } = command;
  const unfitDay = settledOn === undefined ? undefined : settlementDayObjection(settledOn, state, facts);
  if (unfitDay !== undefined) return { basis: [o121('18')], ...unfitDay };
  const { agent } = command;
  const unfit = agent === undefined ? undefined : namingObjection(agent, facts.today, 'agent.until');
  if (unfit !== undefined) return unfit;
  if (
    command.consentsToMediation === undefined &&
    command.consentsToEntrust === undefined &&
    command.statement === undefined &&
    command.wishedTimes === undefined &&
    settledOn === undefined &&
    agent === undefined &&
    command.items.length === 0
  ) {
    return refuse('answer-is-empty', { status: 422, field: 'statement' });
  }
  return {
    events: [
      {
        type: 'OperatorAnswered',
        payload: {
          consentsToMediation: command.consentsToMediation ?? null,
          consentsToEntrust: command.consentsToEntrust ?? null,
          items: command.items,
          by: command.by,
          at: facts.now.toISOString(),
          ...(command.statement === undefined ? {} : { statement: command.statement }),
          ...(command.wishedTimes === undefined ? {} : { wishedTimes: command.wishedTimes }),
          ...(command.contactPhone === undefined ? {} : { contactPhone: command.contactPhone }),
          ...(settledOn === undefined ? {} : { settledOn }),
        },
      },
      ...(agent === undefined ? [] : [agentNamed('respondent', agent, facts.today)]),
    ],
    papers: [],
  };
};

export const platformObjection = (state: Complaint): Refusal | undefined => {
  const withdrawn = withdrawalObjection(state);
  if (withdrawn !== undefined) return withdrawn;
  if (state.respondent.kind !== 'platform-shop' && state.respondent.kind !== 'unknown') {
    return refuse('respondent-is-no-platform-shop', { basis: [{ text: 'cpl', article: '44' }] });
  }
  return undefined;
};

/** CPL art. 44: the platform must give the seller's real name, address and contact. */
export const requestPlatformData = (
  command: CommandOf<'request-platform-data'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const objection = platformObjection(state);
  if (objection !== undefined) return objection;
  if (compareDays(command.dueOn, facts.today) < 0)
    return refuse('answer-day-in-the-past', { status: 422, field: 'dueOn', basis: cpl44 });
  const tooFar = answerDayObjection(command.dueOn, 'dueOn', facts, cpl44);
  if (tooFar !== undefined) return tooFar;
  return {
    events: [{ type: 'PlatformDataRequested', payload: { platform: command.platform, dueOn: command.dueOn } }],
    papers: [
      {
        code: 'platform-data-request',
        to: ['bureau'],
        details: {
          platform: command.platform,
          dueOn: command.dueOn,
          ...(command.finding === undefined ? {} : { finding: command.finding }),
        },
      },
    ],
  };
};

/** What is recorded must have been asked for, and each request is answered once; an answer that comes late is still taken. */
export const platformAnswerObjection = (
  { platformRequest }: Complaint,
  outcome: CommandOf<'record-platform-data'>['outcome'] = 'answered',
): Refusal | undefined =>
  platformRequest === null ||
  platformRequest.outcome === 'answered' ||
  (platformRequest.outcome !== null && outcome !== 'answered')
    ? refuse('platform-not-asked', { basis: cpl44, instead: ['request-platform-data'] })
    : undefined;

/** CPL art. 44: what the platform gave of its seller becomes what is known of the respondent. */
export const recordPlatformData = (
  command: CommandOf<'record-platform-data'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const objection = platformAnswerObjection(state, command.outcome);
  if (objection !== undefined) return objection;
  const { outcome, person, fields, note } = command;
  const gave = fields === undefined ? [] : Object.keys(fields);
  if (outcome === 'answered' && gave.length === 0) {
    return refuse('platform-answer-is-empty', { status: 422, field: 'name', basis: cpl44 });
  }
  if (outcome !== 'answered' && gave.length > 0) {
    return refuse('platform-gave-nothing', { status: 422, field: 'outcome', basis: cpl44 });
  }
  // The shop's own name stays on file beside the one the platform gave.
  const shown = state.parties.find((party) => party.person === person)?.fields;
  const asCalled = shown?.['named-as'] ?? shown?.name;
  return {
    events: [
      {
        type: 'PlatformDataReceived',
        payload: {
          outcome,
          on: facts.today,
          ...(person === undefined || fields === undefined || gave.length === 0
            ? {}
            : {
                person,
                fields: {
                  ...(fields.name === undefined || asCalled === undefined ? {} : { 'named-as': asCalled }),
                  ...fields,
                },
              }),
          ...(note === undefined ? {} : { note }),
        },
      },
    ],
    papers: [],
  };
};

const cpl44 = [{ text: 'cpl', article: '44' }];

export const addEvidence = (command: CommandOf<'add-evidence'>, state: Complaint, facts: Facts): Decision | Refusal => {
  if (command.items.length === 0) return refuse('nothing-supplied', { status: 422, field: 'items' });
  const items = forPurpose(ofSide(command.items, state, facts), command.purpose, state, facts.actor);
  return { events: [{ type: 'EvidenceAdded', payload: { items } }], papers: [] };
};

/** A party hands in for its own side, whatever kind of account it signs in with. */
const ofSide = (items: CommandOf<'add-evidence'>['items'], state: Complaint, facts: Facts) => {
  const places = placesOf(facts.actor, state, facts.tenant);
  const by = places.has('joint')
    ? 'complainant'
    : (['complainant', 'respondent'] as const).find((side) => places.has(side));
  return by === undefined ? items : items.map((item) => ({ ...item, by }));
};

export const addNote = (command: CommandOf<'note'>): Decision => ({
  events: [{ type: 'NoteAdded', payload: { text: command.text } }],
  papers: [],
});

export const joinIncident = (command: CommandOf<'join-incident'>, state: Complaint): Decision | Refusal => {
  const { incident, reasons } = command;
  if (state.incident === incident)
    return refuse('already-in-this-incident', { field: 'incident', basis: [o121('12')] });
  // It would leave the other's list of victims without anybody's word on it.
  if (state.incident !== null)
    return refuse('in-another-incident', { field: 'incident', basis: [o121('12')], instead: ['leave-incident'] });
  const payload = { incident, ...(reasons === undefined ? {} : { reasons }) };
  return { events: [{ type: 'JoinedIncident', payload }], papers: [] };
};

export const leaveIncident = (command: CommandOf<'leave-incident'>, state: Complaint): Decision | Refusal =>
  state.incident === null
    ? refuse('in-no-incident', { basis: [o121('12')], instead: ['join-incident'] })
    : {
        events: [{ type: 'LeftIncident', payload: { incident: state.incident, reasons: command.reasons } }],
        papers: [],
      };
