import { dayOf } from '#kernel/day.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eventsOf } from '#platform/events.ts';
import { caseFiles } from '#platform/files/list-files.ts';
import type { ComplaintEvent } from './complaint.ts';
import { fold } from './evolve.ts';
import { openPaperDesk } from './open-paper-desk.ts';
import type { PaperDesk } from './paper-data/paper-desk.ts';

type Stored = { readonly type: string };

/** The filing, and what an officer completed of it by a call: that is what was registered. */
export const isRegistered = ({ type }: Stored): boolean => type === 'ComplaintFiled' || type === 'ParticularsCompleted';

/** Form 1 is written as of the filing, by whoever filed it, whatever has been supplied, corrected or decided since. */
export const registrationDesk = async (
  context: Context,
  tx: Tx,
  at: { readonly tenant: string; readonly stream: string },
): Promise<PaperDesk> => {
  const events = (await eventsOf(tx, at)).filter(isRegistered);
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
  return { ...desk, evidenceNames: new Map(names) };
};
