import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { maskOf } from '#kernel/mask.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { chainEvents } from '#platform/events.ts';
import { readAnew, versionAhead } from '#platform/http/etag.ts';
import { newId } from '#platform/ids.ts';
import { afterAct } from './after-act.ts';
import { clocksOf } from './clocks.ts';
import type { Command, Facts } from './commands.ts';
import type { Complaint, ComplaintEvent } from './complaint.ts';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import { refusedUnder } from './governing.ts';
import { heirOf } from './heirs.ts';
import type { InnerCommand } from './inner-acts.ts';
import { justWrittenIn } from './just-written.ts';
import { lessenWords, wordsOfStory } from './keeping/lessen-words.ts';
import { goesOnElsewhere, handOver } from './linked/hand-over.ts';
import { linkedNumberFor } from './linked/linked-ids.ts';
import { makePapers } from './paper-making.ts';
import { aboveFor, entrustedFor, listedCodesOf, mayDecide, unitFor } from './reference.ts';
import { askRival } from './rivals/ask-rival.ts';
import { sameAddressFor } from './same-address.ts';
import { lawFor, scopeOf } from './scope.ts';
import { Sealing } from './sealing.ts';
import {
  endEntrustedAccess,
  grantAccess,
  holdHead,
  type LoadedComplaint,
  lockComplaint,
  moveAccess,
  moveStation,
  tenantOfNumber,
} from './store.ts';
import { successorIn } from './succession.ts';
import { writeAct } from './write.ts';

/** Turns a request into a command once the case is known: texts are sealed on the way. */
export type CommandMaker = (loaded: LoadedComplaint, sealing: Sealing) => Command | InnerCommand | Refusal;

export type ActOutcome = {
  readonly tenant: string;
  readonly number: string;
  readonly version: number;
  readonly state: Complaint;
};

export type ActRequest = {
  readonly number: string;
  readonly actor: Actor;
  readonly at: Date;
  /** The version the person looked at; undefined where the act does not depend on it (a job re-decides). */
  readonly expectedVersion?: number | undefined;
  readonly make: CommandMaker;
  /** What only the database can say against it, asked once the case is locked. */
  readonly objection?: (loaded: LoadedComplaint) => Promise<Refusal | undefined>;
  /** Whom the act names, looked up where the case lies. */
  readonly lookUp?: (
    loaded: LoadedComplaint,
  ) => Promise<Pick<Facts, 'named' | 'officials' | 'organisation' | 'localForms' | 'storyLeft'>>;
  /** Gives the case the files the act names, where they must be its own before the act is over. */
  readonly bindFiles?: (at: Pick<LoadedComplaint, 'tenant' | 'stream'>, state: Complaint) => Promise<void>;
  readonly units: Facts['units'];
  readonly namedUnit?: Facts['namedUnit'];
  /** The tenant of the case, where the caller has asked for it already. */
  readonly tenant?: string | undefined;
  /** Decides on the case as this process wrote it last; the caller does it anew without, whatever goes wrong. */
  readonly recalled?: LoadedComplaint | undefined;
  /** Kept for the next act on it; what the platform does by itself may take keys away, and is not. */
  readonly isKept?: boolean;
};

export { lawFor, scopeOf } from './scope.ts';

/** load → permit → decide → append → project → audit, in the caller's transaction. */
export const actOnComplaint = async (context: Context, tx: Tx, request: ActRequest): Promise<ActOutcome | Refusal> => {
  const { actor } = request;
  if (actor.kind !== 'staff') {
    // A party belongs to no tenant: to lock and write, the scope takes in the one tenant of the case.
    const tenant = request.tenant ?? (await tenantOfNumber(tx, request.number));
    if (tenant !== undefined) await tx.rescope(scopeOf(actor, [tenant]));
  }
  const loaded = request.recalled ?? (await lockComplaint(tx, context.vault, request.number));
  if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
  const stale = versionObjection(loaded, request.expectedVersion);
  if (stale !== undefined) return stale;
  const today = dayOf(request.at);
  const law = lawFor(context, loaded.tenant);
  const cited = (refusal: Refusal): Refusal => refusedUnder(refusal, loaded.state, today, law);
  const objection = await request.objection?.(loaded);
  if (objection !== undefined) return cited(objection);

  const { erased } = loaded;
  const sealing = new Sealing(context.vault, loaded.tenant, loaded.stream, loaded.personKeys, erased, (person) =>
    heirOf(loaded.state, erased, person),
  );
  const command = request.make(loaded, sealing);
  if (isRefusal(command)) return cited(command);
  const { rival } = loaded.state.dispute ?? {};
  const namedUnit = request.namedUnit ?? (rival == null ? undefined : await unitFor(tx, rival, today));
  const facts: Facts = {
    now: request.at,
    today,
    actor,
    tenant: loaded.tenant,
    law,
    units: request.units,
    above: await aboveFor(tx, [loaded.state.bureau, rival, namedUnit?.id], today),
    listedCodes: await listedCodesOf(tx, loaded.state),
    ...(await request.lookUp?.(loaded)),
    ...(await entrustedFor(tx, loaded.tenant, loaded.state.entrustedTo, today)),
    ...(namedUnit === undefined
      ? {}
      : { namedUnit: { ...namedUnit, mayDecide: await mayDecide(tx, namedUnit.id, today) } }),
    ...linkedNumberFor(loaded, namedUnit, today),
    ...(await sameAddressFor(context, tx, loaded, sealing)),
  };
  const decision = decide(command, loaded.state, facts);
  if (isRefusal(decision)) return decision;

  const decided = decision.events.reduce<Complaint>((state, event) => evolve(state, event), loaded.state);
  const movesTo = decided.bureau === loaded.state.bureau ? undefined : decided.bureau;
  const opensTo = decided.entrustedTo === loaded.state.entrustedTo ? null : decided.entrustedTo;
  if (request.recalled !== undefined && decision.papers.length > 0) holdHead(tx, loaded);
  const papers = await makePapers(context, tx, { loaded, decided, orders: decision.papers, facts, sealing });
  const events: readonly ComplaintEvent[] = [...decision.events, ...papers.events];
  const state = papers.events.reduce<Complaint>((before, event) => evolve(before, event), decided);

  // The new row must be visible to the one who writes it, also when the case leaves the bureau.
  if (movesTo !== undefined) {
    await tx.rescope({ ...scopeOf(actor, [loaded.tenant]), bureaus: [...actor.bureaus, movesTo] });
  }
  const chained = chainEvents(
    { tenant: loaded.tenant, stream: loaded.stream },
    { version: loaded.state.version, headHash: loaded.headHash },
    events,
    { actor: actor.account, at: request.at },
  );
  writeAct(tx, {
    tenant: loaded.tenant,
    stream: loaded.stream,
    at: request.at,
    actor: actor.account,
    act: command.act,
    state,
    respondentName: newRespondentName(decision.events, sealing),
    complainantMasked:
      newMask(decision.events, loaded.state, sealing) ?? (await maskOfSuccessor(context, tx, loaded, decision.events)),
    chained,
    clocks: clocksOf(state, facts.law),
    clocksBefore: events.some(reckonsAnew) ? undefined : clocksOf(loaded.state, facts.law),
    bureauBefore: loaded.state.bureau,
    onlyAfter: request.recalled?.state.version,
    entries: sealing.prepared,
    papers: papers.rows,
    auditId: newId(),
  });
  const at = { tenant: loaded.tenant, stream: loaded.stream, bureau: state.bureau };
  if (decision.events.some(isStoryWritten)) await wordsOfStory(context, tx, at);
  else if (sealing.names) await lessenWords(context, tx, at);
  if (movesTo !== undefined) await moveAccess(tx, at);
  if (state.station !== loaded.state.station) await moveStation(tx, at, state.station);
  if (opensTo !== null) await grantAccess(tx, at, opensTo, 'entrusted');
  await askRival(context, tx, {
    ...{ loaded, state, actor, events, at: request.at },
    named: namedUnit,
    // A designation names another unit than the one that was asked.
    rival: rival == null ? undefined : await unitFor(tx, rival, today),
    plain: (sealed) => sealing.plain(sealed.entry),
  });
  // Files of this very act go along only as files of the case.
  if (goesOnElsewhere(events)) await request.bindFiles?.(loaded, state);
  await handOver(context, tx, { loaded, after: state, actor, events, to: namedUnit, at: request.at });
  await afterAct(tx, {
    tenant: loaded.tenant,
    stream: loaded.stream,
    at: request.at,
    today: facts.today,
    law: facts.law,
    since: loaded.state.version,
    before: loaded.state,
    state,
    events,
    plain: (sealed) => sealing.plain(sealed.entry),
  });
  // Last: a body that gives it back no longer sees what is still to be written.
  if (loaded.state.entrustedTo !== null && state.entrustedTo === null) await endEntrustedAccess(tx, at);
  const { number } = request;
  const { tenant, stream } = loaded;
  const written = { tenant, stream, before: loaded, chained, actor: actor.account, personKeys: sealing.keys, erased };
  const kept = justWrittenIn(context);
  tx.afterCommit(() => (request.isKept === true ? kept.keep(number, written) : kept.forget(number)));
  return { tenant: loaded.tenant, number, version: state.version, state };
};

const isStoryWritten = (event: ComplaintEvent): boolean =>
  event.type === 'ParticularsCompleted' && event.payload.facts !== undefined;

/** After such an act every row of a limit is written, whatever it said before. */
const reckonsAnew = ({ type }: ComplaintEvent): boolean =>
  type === 'CalendarReckonedAnew' || type === 'SettingReckonedAnew' || type === 'RuleReckonedAnew';

/** The name a proof of identity gave: the worklist shows it masked. */
const newMask = (events: readonly ComplaintEvent[], before: Complaint, sealing: Sealing): string | null => {
  const complainant = before.parties.find((party) => party.kind === 'complainant')?.person;
  for (const event of events) {
    if (event.type !== 'ProofSupplied' && event.type !== 'PersonCorrected') continue;
    if (event.payload.person !== complainant) continue;
    const name = event.payload.fields?.name;
    const plain = name === undefined ? undefined : sealing.plain(name.entry);
    if (plain !== undefined) return maskOf('name', plain);
  }
  return null;
};

/** Somebody else stands first where several complain together: the row names that one from now on. */
const maskOfSuccessor = async (
  context: Context,
  tx: Tx,
  { tenant, stream, state }: LoadedComplaint,
  events: readonly ComplaintEvent[],
): Promise<string | null> => {
  const successor = successorIn(events);
  if (successor === undefined) return null;
  const name = state.parties.find(({ person }) => person === successor)?.fields.name;
  if (name === undefined) return '';
  const opened = await context.vault.openEntry(tx, { tenant, stream, entry: name.entry });
  return isRefusal(opened) ? '' : maskOf('name', String(opened.value));
};

/** As the worklist names the respondent from now on; null where the act says nothing of the name. */
const newRespondentName = (events: readonly ComplaintEvent[], sealing: Sealing): string | null => {
  for (const event of events) {
    if (event.type !== 'ParticularsCompleted' && event.type !== 'PlatformDataReceived') continue;
    const { name } = event.payload.fields ?? {};
    return (name === undefined ? undefined : sealing.plain(name.entry)) ?? null;
  }
  return null;
};

const versionObjection = (loaded: LoadedComplaint, expected: number | undefined): Refusal | undefined => {
  const { version } = loaded.state;
  if (expected === undefined || (expected <= version && expected >= loaded.settledVersion)) return undefined;
  const ahead = versionAhead(expected, version);
  if (ahead !== undefined) return ahead;
  return refuse('changed-meanwhile', {
    status: 412,
    params: { expected, version },
    instead: readAnew,
    since: { version, events: `/api/v1/complaints/${loaded.state.number}/events?cursor=${expected}` },
  });
};
