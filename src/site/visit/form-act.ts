import type { FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { type ActBody, type FormAct, performAct } from '#modules/complaints/facade.ts';
import { draftAccount, draftOnly } from '#modules/intake/facade.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { dropDraftFiles } from '#platform/files/list-files.ts';
import { Refused } from '#platform/http/errors.ts';
import { checkForm } from '#platform/http/guard.ts';
import { claimForm, keyFrom, sentBefore, storeAnswer } from '#platform/http/idempotency.ts';
import { newId } from '#platform/ids.ts';
import type { HeldFiles } from '#site/kit/evidence.ts';
import { type FieldFault, guardFields } from '#site/kit/form.ts';
import type { RawForm } from '#site/kit/form-reader.ts';
import { bindToCase, itemsOf } from './case-files.ts';
import { filesHeld, heldDraft, holdFiles } from './held-files.ts';
import { type Handed, readMultipart } from './multipart.ts';
import { idempotencyIn, rawForm, type SiteKit, versionIn } from './visit.ts';

/** A form of the site that does one act on a case, with whatever files came along. */
export type HandedForm = Handed & {
  readonly draft: string;
  /** Files held for this sending that come no more, late or taken along already: nothing is done without them in silence. */
  readonly lost: boolean;
  /** How many files it came with, lost ones counted. */
  readonly brought: number;
  /** Files of which something is to be said before the act; a form sent with them once more has been told. */
  readonly untold: boolean;
  /** Keeps the files for when the form is sent once more; without it they go. */
  readonly hold: () => HeldFiles;
  /** The same for files that were held before, where the form has another fault. */
  readonly holdAgain: () => HeldFiles | undefined;
};

/** Reads the form and lets `work` act on it; what no act took along is not kept, because a browser hands files in anew. */
export const withHandedForm = async <T>(
  kit: SiteKit,
  request: FastifyRequest,
  work: (form: HandedForm) => Promise<T>,
): Promise<T> => {
  const { database, files: store } = kit.context;
  const fresh = newId();
  const unwanted = new Set(request.isMultipart() ? [fresh] : []);
  try {
    const { raw: whole, ...handed } = await readForm(kit, request, fresh);
    const { held: written, ...raw } = whole;
    const before = heldDraft(kit, request, written);
    if (before !== undefined) unwanted.add(before.draft);
    // Others chosen in their place are meant, whatever was held.
    const wantsHeld = written !== undefined && handed.taken.length + handed.refused.length === 0;
    const there =
      wantsHeld && before !== undefined ? { ...before, ...(await filesHeld(kit, before.draft)) } : undefined;
    const back = there !== undefined && there.taken.length >= there.files ? there : undefined;
    const draft = back?.draft ?? fresh;
    const form = { ...handed, raw, draft, ...(back === undefined ? {} : { taken: back.taken, said: back.said }) };
    const lost = wantsHeld && back === undefined;
    const hold = () => {
      unwanted.delete(draft);
      return holdFiles(kit, request, draft, form);
    };
    return await work({
      ...form,
      lost,
      brought: lost ? (before?.files ?? 1) : form.taken.length,
      untold: back === undefined && form.said.some((one) => one.asksThought),
      hold,
      holdAgain: () => (back === undefined ? undefined : hold()),
    });
  } finally {
    for (const draft of unwanted)
      await database.transact(draftOnly(draft), (tx) => dropDraftFiles(store, tx, { draft }));
  }
};

/** What a file is for, by the field it comes in. */
const placesOfFiles = {
  ...{ files: 'evidence', identity: 'identity', representation: 'representation' },
  powerOfAttorney: 'power-of-attorney',
} as const;

const readForm = async (kit: SiteKit, request: FastifyRequest, draft: string): Promise<Handed> => {
  const place = async () => ({ draft, owner: draftAccount(draft), purposes: placesOfFiles });
  if (request.isMultipart()) return await readMultipart(kit.context, request, place);
  checkForm(request, (request.body as Record<string, unknown> | undefined)?.[guardFields.csrf]);
  return { raw: rawForm(request), guards: (request.body ?? {}) as RawForm, taken: [], refused: [], said: [] };
};

/** Files that were not kept, as faults of the one field they are chosen in. */
export const refusedFaults = ({ refused }: Pick<Handed, 'refused'>): FieldFault[] =>
  refused.map(({ says, values }) => ({ field: 'files', says, ...(values === undefined ? {} : { values }) }));

/** Files held for this sending that come no more, as a fault where they are chosen anew. */
export const lostFaults = ({ lost }: Pick<HandedForm, 'lost'>): FieldFault[] =>
  lost ? [{ field: 'files', says: 'site:evidence.chooseAgain' }] : [];

export type FormActWish<A extends FormAct> = {
  readonly number: string;
  readonly act: A;
  readonly body: ActBody<A>;
  readonly actor: Actor;
  readonly side: 'complainant' | 'respondent';
  /** Rests on what the person saw: somebody else's act in between is told first. */
  readonly bound: boolean;
};

/**
 * The act in the transaction that also binds its files; done once however often the form is sent. `done-before` where it comes back
 * with other words: what was changed since is not taken, and the case says so.
 */
export const doFormAct = <A extends FormAct>(
  kit: SiteKit,
  request: FastifyRequest,
  form: HandedForm,
  { number, act, body, actor, side, bound }: FormActWish<A>,
): Promise<Refusal | 'files-gone' | 'done-before' | undefined> => {
  const { context } = kit;
  return context.database
    .transactTogether(nobody, async (tx) => {
      const key = keyFrom(request, actor.account, idempotencyIn(form.guards), form.raw);
      // A second press finds its files gone with the first: then it is answered as that one.
      const earlier = form.lost ? await sentBefore(tx, key) : await claimForm(tx, key);
      if (earlier !== undefined) return earlier.changed ? 'done-before' : undefined;
      if (form.lost) return 'files-gone';
      const files = form.taken.length === 0 ? [] : await itemsOf(kit, tx, form.draft, side);
      await tx.rescope(scopeOf(actor));
      const outcome = await performAct(context, tx, {
        number,
        act,
        body,
        actor,
        at: now(),
        files,
        expectedVersion: bound ? versionIn(form.guards) : undefined,
      });
      if (isRefusal(outcome)) throw new Refused(outcome);
      // What the act put on file and nothing else: a row that no event names is none of the case.
      const onFile = new Set(outcome.state.evidence.map(({ file }) => file));
      const taken = files.flatMap(({ file }) => (onFile.has(file) ? [file] : []));
      if (taken.length > 0)
        await bindToCase(kit, tx, form.draft, {
          files: taken,
          number,
          givenBy: actor.account,
          principals: actor.principals,
          items: outcome.state.evidence,
        });
      await storeAnswer(tx, key, { status: 303, answer: null });
      return undefined;
    })
    .catch((error: unknown): Refusal => {
      if (error instanceof Refused) return error.refusal;
      throw error;
    });
};
