import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { makeLetter } from '#modules/complaints/facade.ts';
import { openUnitOf, staffMember } from '#modules/directory/facade.ts';
import { looksAt } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { DataRequest } from '#platform/data-requests.ts';
import type { Tx } from '#platform/db.ts';
import { clocksOf } from './clocks.ts';
import type { AnswerReporterBody } from './contract.ts';
import { lawFor } from './handle.ts';
import { answerObjection } from './permits.ts';
import { evolve, type PaperMade, type Report, type ReportEvent, type Sealed } from './report.ts';
import { markCopied } from './requests-found.ts';
import { type LockedReport, lockReport, writeChange } from './store.ts';

type Wish = { readonly actor: Actor; readonly number: string; readonly at: Date };

/**
 * PIPL art. 45: what a report holds of who made it and now asks, in a letter of its own, numbered by chance and kept under the reporter's
 * key. The answer of the complaints desk says nothing of it (decision 0028).
 */
export const answerReporter = async (
  context: Context,
  tx: Tx,
  { actor, number, at }: Wish,
  { person, request, reason }: AnswerReporterBody,
): Promise<{ readonly letter: string; readonly version: number } | Refusal> => {
  const locked = await lockReport(tx, number);
  if (locked === undefined) return refuse('report-not-found', { status: 404 });
  const { tenant, stream, state } = locked;
  const objection = answerObjection(actor, state, person);
  if (objection !== undefined) return objection;
  const asked = await context.people.dataRequests.ofDesk(tx, actor.account, request);
  if (asked === undefined || (asked.kind !== 'access' && asked.kind !== 'copy') || asked.state === 'refused')
    return refuse('data-request-not-open', { status: 409, field: 'request' });
  const unmarked = await markCopied(tx, actor, { tenant, stream, person }, request);
  if (unmarked !== undefined) return unmarked;
  const made = await letterOf(context, tx, actor, locked, asked, dayOf(at));
  if (isRefusal(made)) return made;
  const [data] = made.sealed;
  if (data === undefined) throw new Error('nothing was sealed');
  const { number: letter, templateVersion, dataHash } = made.letter;
  const n = state.papers.length + 1;
  const paper: PaperMade = { n, code: 'personal-data-answer', number: letter, templateVersion, data, dataHash };
  const event: ReportEvent = { type: 'ReporterAnswered', payload: { on: dayOf(at), request, papers: [paper] } };
  const after = evolve(state, event);
  const clocks = clocksOf(after, lawFor(context, tenant));
  const change = { at, actor: actor.account, act: 'answer-reporter', event, state: after, clocks, reason };
  await writeChange(tx, context, locked, change);
  return { letter, version: after.version };
};

const letterOf = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  { tenant, stream, state }: LockedReport,
  asked: DataRequest,
  on: Day,
) => {
  const unit = await openUnitOf(tx, state.bureau, on);
  if (unit === undefined || state.reporter === null) return refuse('no-such-bureau', { status: 422 });
  const { person } = state.reporter;
  const member = await staffMember(tx, actor.account, on);
  const t = context.texts('zh-CN');
  const key = (part: string) => `papers:personal-data-answer.${part}`;
  const held = await heldIn(context, tx, { tenant, stream, state });
  const looks = await looksAt(tx, { tenant, stream, person });
  const lines = [...held, ['received', state.receivedOn] as const, ['looks', String(looks.length)] as const];
  const letter = await makeLetter(context, tx, {
    code: 'personal-data-answer',
    tenant,
    unit,
    word: '举信答',
    on,
    ungapped: true,
    data: (head) => ({
      ...head,
      addressee: held.find(([field]) => field === 'name')?.[1] ?? '',
      receivedOn: asked.receivedOn as Day,
      kind: t(key(`kind.${asked.kind}`)),
      identity: t(key(`identity.${asked.identityCheck ?? 'account'}`)),
      outcome: 'granted',
      answer: '',
      done: [],
      holdings: [
        { number: state.number, lines: lines.map(([field, value]) => ({ label: t(key(`field.${field}`)), value })) },
      ],
      contact: { name: member?.name ?? unit.name, phone: member?.phone ?? unit.phone },
    }),
  });
  const put = await context.vault.putEntries(tx, {
    ...{ tenant, stream, person },
    entries: [{ kind: 'paper', value: letter.canonical }],
  });
  return isRefusal(put) ? put : { letter, sealed: put.map(({ entry, commitment }): Sealed => ({ entry, commitment })) };
};

/** What the reporter told of themselves and of the matter, in the order of the letter. */
const heldIn = async (
  context: Context,
  tx: Tx,
  { tenant, stream, state }: { readonly tenant: string; readonly stream: string; readonly state: Report },
): Promise<(readonly [field: string, value: string])[]> => {
  const refs = Object.entries({
    ...state.reporter?.fields,
    reported: state.reported.fields.name,
    clue: state.clue,
    place: state.place,
  }).flatMap(([field, sealed]) =>
    sealed === undefined || field === 'id-type' ? [] : [[field, sealed.entry] as const],
  );
  const opened = await context.vault.openEntries(
    tx,
    { tenant, stream },
    refs.map(([, entry]) => entry),
  );
  const values = new Map(opened.flatMap((one) => (isRefusal(one) ? [] : [[one.entry, String(one.value)] as const])));
  return refs.flatMap(([field, entry]) => {
    const value = values.get(entry) ?? '';
    return value === '' ? [] : [[field, value] as const];
  });
};
