import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eventsOf } from '#platform/events.ts';
import { actOnComplaint, scopeOf } from './handle.ts';
import { placesOf, worksOnCase } from './permits.ts';
import { unitsFor } from './reference.ts';
import { isRegistered } from './registration-desk.ts';
import { readComplaint } from './store.ts';

/**
 * Form 1 as a paper of the case (Order 121 art. 10): made once, when it is first needed, from the filing; made anew only
 * when an officer has completed the filing since. The filing itself does not wait for it.
 * @returns its number among the papers of the case
 */
export const keepRegistration = async (
  context: Context,
  at: { readonly number: string; readonly tenant: string },
): Promise<number | Refusal> => {
  const actor = (await systemActors(context.database, 'registration')).find((one) => one.tenant === at.tenant);
  if (actor === undefined) return refuse('complaint-not-found', { status: 404 });
  const found = await context.database.transact(scopeOf(actor), (tx) => formIn(context, tx, at.number));
  if (isRefusal(found) || found.n !== undefined) return isRefusal(found) ? found : (found.n ?? 0);
  const moment = now();
  const done = await context.database.transact(scopeOf(actor), async (tx) =>
    actOnComplaint(context, tx, {
      number: at.number,
      actor,
      at: moment,
      units: await unitsFor(tx, at.tenant, dayOf(moment)),
      // Two who open it at once: the second finds that the first has made it.
      make: ({ state }) =>
        state.papers.length === found.papers
          ? { act: 'keep-registration' }
          : refuse('paper-being-made', { status: 503 }),
    }),
  );
  if (!isRefusal(done)) return done.state.papers.length;
  const again = await context.database.transact(scopeOf(actor), (tx) => formIn(context, tx, at.number));
  return isRefusal(again) ? again : (again.n ?? done);
};

/** For whoever may read it: the bureau with its station, the complainant and each who complains along. */
export const registrationOf = async (context: Context, actor: Actor, number: string): Promise<number | Refusal> => {
  const tenant = await context.database.transact(scopeOf(actor), async (tx) => {
    const loaded = await readComplaint(tx, context.vault, number);
    if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
    const places = placesOf(actor, loaded.state, loaded.tenant);
    const mayRead = worksOnCase(places) || places.has('complainant') || places.has('joint');
    return mayRead ? loaded.tenant : refuse('paper-not-for-you', { status: 403 });
  });
  return isRefusal(tenant) ? tenant : await keepRegistration(context, { number, tenant });
};

type FormFound = { readonly n: number | undefined; readonly papers: number };

const formIn = async (context: Context, tx: Tx, number: string): Promise<FormFound | Refusal> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
  const { tenant, stream, state } = loaded;
  const events = await eventsOf(tx, { tenant, stream });
  const last = events.findLastIndex(isRegistered);
  const since = events.slice(last).flatMap(({ type, payload }) => (type === 'PaperMade' ? [payload] : []));
  const form = (since as { n: number; code: string }[]).find((paper) => paper.code === 'form-1');
  if (form !== undefined) return { n: form.n, papers: state.papers.length };
  // Nothing can be written any more about somebody who was erased.
  const opened = await context.vault.openEntry(tx, { tenant, stream, entry: state.facts.entry });
  return 'refusal' in opened ? opened : { n: undefined, papers: state.papers.length };
};
