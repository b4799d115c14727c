import { dayOf } from '#kernel/day.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eventsOf } from '#platform/events.ts';
import { caseFiles } from '#platform/files/list-files.ts';
import type { ComplaintEvent, Particulars } from './complaint.ts';
import { fold } from './evolve.ts';
import { openPaperDesk } from './open-paper-desk.ts';
import type { CompletedLater, PaperDesk } from './paper-data/paper-desk.ts';
import { staffFor, unitsFor } from './reference.ts';

type Stored = { readonly type: string };

/** The filing, and what an officer completed of it by a call: that is what was registered. */
export const isRegistered = ({ type }: Stored): boolean => type === 'ComplaintFiled' || type === 'ParticularsCompleted';

/**
 * Form 1 is written as of the filing, by whoever filed it, whatever has been supplied, corrected or decided since; once an
 * officer has completed the filing, as of that day and by that officer: nobody signs words they did not write.
 */
export const registrationDesk = async (
  context: Context,
  tx: Tx,
  at: { readonly tenant: string; readonly stream: string },
): Promise<PaperDesk> => {
  const all = await eventsOf(tx, at);
  const events = all.filter(isRegistered);
  const [filed] = events;
  if (filed === undefined) throw new Error('a case without a filing');
  const desk = await openPaperDesk(context, tx, {
    tenant: at.tenant,
    stream: at.stream,
    state: fold(events as unknown as ComplaintEvent[]),
    today: dayOf(filed.at),
    actor: filed.actor,
    withAlong: true,
  });
  const files = await caseFiles(context.files, tx, at);
  const names = files.flatMap((file) => (file.state === 'kept' ? [[file.file, file.name] as const] : []));
  const completed = await completedLater(tx, at.tenant, all);
  return { ...desk, evidenceNames: new Map(names), ...(completed === undefined ? {} : { completed }) };
};

type Dated = Awaited<ReturnType<typeof eventsOf>>[number];

const factsIn = ({ payload }: Dated): boolean => (payload as Particulars).facts !== undefined;
const othersIn = ({ payload }: Dated): boolean =>
  Object.keys(payload as Particulars).some((name) => name !== 'facts' && name !== 'note');

/** Who completed the filing last, and when which part of it became the words of an officer. */
const completedLater = async (tx: Tx, tenant: string, all: readonly Dated[]): Promise<CompletedLater | undefined> => {
  const steps = all.filter(({ type }) => type === 'ParticularsCompleted');
  const last = steps.at(-1);
  if (last === undefined) return undefined;
  const on = dayOf(last.at);
  const told = async (step: Dated | undefined) => {
    if (step === undefined) return undefined;
    const day = dayOf(step.at);
    const { bureau } = fold(all.slice(0, all.indexOf(step) + 1) as unknown as ComplaintEvent[]);
    return { on: day, unit: (await unitsFor(tx, tenant, day)).get(bureau)?.name ?? bureau };
  };
  const [facts, others] = [await told(steps.findLast(factsIn)), await told(steps.findLast(othersIn))];
  const name = (await staffFor(tx, last.actor, on))?.name;
  return {
    ...(name === undefined ? {} : { clerk: { name, on } }),
    ...(facts === undefined ? {} : { facts }),
    ...(others === undefined ? {} : { others }),
  };
};
