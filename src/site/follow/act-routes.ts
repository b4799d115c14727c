import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { type CaseView, caseView, performAct, readCaseNumber, scopeOf } from '#modules/complaints/facade.ts';
import { draftAccount, draftOnly } from '#modules/intake/facade.ts';
import { now } from '#platform/clock.ts';
import { nobody } from '#platform/db.ts';
import { dropDraftFiles } from '#platform/files/list-files.ts';
import { Refused } from '#platform/http/errors.ts';
import { checkForm } from '#platform/http/guard.ts';
import { claimKey, keyFrom, storeAnswer } from '#platform/http/idempotency.ts';
import { requireActor } from '#platform/http/people.ts';
import { newId } from '#platform/ids.ts';
import { type FieldFault, guardFields } from '#site/kit/form.ts';
import type { RawForm, Reading } from '#site/kit/form-reader.ts';
import type { Safe } from '#site/kit/html.ts';
import { paths } from '#site/kit/paths.ts';
import { bindToCase, itemsOf } from '#site/visit/case-files.ts';
import { readMultipart } from '#site/visit/multipart.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { idempotencyIn, rawForm, type SiteKit, type Visit, valuesOf, versionIn, visitOf } from '#site/visit/visit.ts';
import {
  type HandedPurpose,
  handedPurposes,
  readAddEvidence,
  readRating,
  readRecusal,
  readSupply,
  readWithdraw,
} from './act-forms.ts';
import { type ActView, addEvidencePage, ratePage, recusalPage, supplyPage, withdrawPage } from './acts.page.ts';
import type { CaseAct } from './case.page.ts';
import { askedNow } from './follow-view.ts';
import { sayDone } from './routes.ts';

type ApiAct = 'supply' | 'add-evidence' | 'rate' | 'interrupt' | 'withdraw';

type Side = 'complainant' | 'respondent';
const sideOf = (actor: Actor): Side => (actor.kind === 'operator' ? 'respondent' : 'complainant');

type SiteAct = {
  readonly api: ApiAct;
  readonly files: boolean;
  /** Rests on what the person saw: somebody else's act in between is told first. */
  readonly bound: boolean;
  readonly page: (view: ActView, shown: CaseView, visit: Visit, side: Side) => Safe;
  /** Reads the form into the body of the act. */
  readonly read: (raw: RawForm, files: number, visit: Visit, side: Side) => Reading<Record<string, unknown>>;
};

const mapped = <T extends object>(
  reading: Reading<T>,
  body: (answer: T) => Record<string, unknown>,
): Reading<Record<string, unknown>> =>
  'answer' in reading ? { answer: body(reading.answer), warnings: reading.warnings } : reading;

const acts: Readonly<Record<CaseAct, SiteAct>> = {
  supply: {
    api: 'supply',
    files: true,
    bound: false,
    page: (view, shown, visit) => {
      const asked = askedNow(shown);
      const purposes = purposesFor(shown, 'complainant');
      return supplyPage({ ...view, purposes, ...(asked === undefined ? {} : { asked }) }, visit.t);
    },
    read: (raw, files) => mapped(readSupply(raw, files), (answer) => ({ ...answer })),
  },
  'add-evidence': {
    api: 'add-evidence',
    files: true,
    bound: false,
    page: (view, shown, visit, side) => addEvidencePage({ ...view, purposes: purposesFor(shown, side) }, visit.t),
    read: (raw, files) => mapped(readAddEvidence(raw, files), (answer) => ({ items: [], ...answer })),
  },
  rate: {
    api: 'rate',
    files: false,
    bound: true,
    page: (view, _shown, visit) => ratePage(view, visit.t),
    read: (raw) => mapped(readRating(raw), (answer) => ({ ...answer })),
  },
  'ask-recusal': {
    api: 'interrupt',
    files: false,
    bound: true,
    page: (view, shown, visit) =>
      recusalPage(
        {
          ...view,
          assistants: shown.assistants,
          ...(shown.mediatorName === null ? {} : { mediator: shown.mediatorName }),
        },
        visit.t,
      ),
    read: (raw, _files, _visit, side) => mapped(readRecusal(raw), (answer) => ({ by: side, ...answer })),
  },
  withdraw: {
    api: 'withdraw',
    files: false,
    bound: true,
    page: (view, shown, visit) =>
      withdrawPage(
        { ...view, joint: shown.parties.some(({ kind }) => kind === 'joint' || kind === 'representative') },
        visit.t,
      ),
    read: (raw, _files, visit) =>
      mapped(readWithdraw(raw), ({ why, reasons, representedConsent }) => {
        const said = [why === undefined ? undefined : visit.t(`follow:act.withdraw.whys.${why}`), reasons].filter(
          (one) => one !== undefined,
        );
        return {
          ...(said.length === 0 ? {} : { reasons: said.join('\n') }),
          ...(representedConsent === undefined ? {} : { representedConsent }),
        };
      }),
  },
};

/** Only what this case can need is offered: nobody without an agent has a power of attorney to show. */
const purposesFor = ({ parties }: CaseView, side: Side): HandedPurpose[] => {
  const has = (...kinds: string[]) => side === 'complainant' && parties.some(({ kind }) => kinds.includes(kind));
  return handedPurposes.filter(
    (purpose) =>
      (purpose !== 'power-of-attorney' || has('agent')) &&
      (purpose !== 'representation' || has('joint', 'representative')),
  );
};

const isAct = (text: string): text is CaseAct => Object.hasOwn(acts, text);

/** What a complainant does on a case: one page an act, done once, in the transaction that also binds its files. */
export const followActRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    const { context } = kit;

    const parts = (request: FastifyRequest): { number: string; act: SiteAct; name: CaseAct } => {
      const { number, act } = request.params as { number: string; act: string };
      const known = readCaseNumber(number);
      if (known === undefined || !isAct(act)) throw new Refused(refuse('route-not-found', { status: 404 }));
      return { number: known, act: acts[act], name: act };
    };

    const show = async (
      request: FastifyRequest,
      reply: FastifyReply,
      raw: RawForm = {},
      faults: readonly FieldFault[] = [],
    ) => {
      const visit = visitOf(kit, request, reply);
      const actor = requireActor(request);
      const { number, act } = parts(request);
      const shown = await context.database.transact(scopeOf(actor), (tx) =>
        caseView(context, tx, number, { actor, at: now(), t: visit.t }),
      );
      if (shown === undefined) throw new Refused(refuse('complaint-not-found', { status: 404 }));
      const form = visit.form(valuesOf(raw), faults, shown.version);
      return visit.show(
        act.page({ shell: visit.shell, form, number }, shown, visit, sideOf(actor)),
        faults.length > 0 ? 422 : 200,
      );
    };

    app.get('/cases/:number/:act', (request, reply) =>
      request.signedIn === undefined ? visitOf(kit, request, reply).to(paths.follow) : show(request, reply),
    );

    app.post('/cases/:number/:act', { config: { csrf: 'in-handler' } }, async (request, reply) => {
      requireActor(request);
      const draft = newId();
      try {
        return await takeAct(request, reply, draft);
      } finally {
        // Whatever no act took along: a browser hands files in anew with every try.
        if (request.isMultipart())
          await context.database.transact(draftOnly(draft), (tx) => dropDraftFiles(context.files, tx, { draft }));
      }
    });

    const takeAct = async (request: FastifyRequest, reply: FastifyReply, draft: string): Promise<FastifyReply> => {
      const visit = visitOf(kit, request, reply);
      const actor = requireActor(request);
      const { number, act, name } = parts(request);
      const place = async () => ({ draft, owner: draftAccount(draft), purposes: { files: 'evidence' } });
      const handed = await readForm(kit, request, place);
      if (handed.refused.length > 0)
        return await show(
          request,
          reply,
          handed.raw,
          handed.refused.map((one) => ({
            field: 'files',
            says: one.says,
            ...(one.values === undefined ? {} : { values: one.values }),
          })),
        );
      const read = act.read(handed.raw, handed.taken.length, visit, sideOf(actor));
      if ('faults' in read) return await show(request, reply, handed.raw, read.faults);
      const done = await context.database
        .transact(nobody, async (tx) => {
          const key = keyFrom(request, actor.account, idempotencyIn(handed.guards), handed.raw);
          const earlier = await claimKey(tx, key, '');
          if (earlier !== undefined) return isRefusal(earlier) ? earlier : undefined;
          const files = handed.taken.length === 0 ? [] : await itemsOf(kit, tx, draft, sideOf(actor));
          await tx.rescope(scopeOf(actor));
          const outcome = await performAct(context, tx, {
            number,
            act: act.api,
            body: read.answer as never,
            actor,
            at: now(),
            files,
            expectedVersion: act.bound ? versionIn(handed.guards) : undefined,
          });
          if (isRefusal(outcome)) throw new Refused(outcome);
          if (files.length > 0)
            await bindToCase(kit, tx, draft, {
              number,
              givenBy: actor.account,
              principals: actor.principals,
              items: outcome.state.evidence,
            });
          await storeAnswer(tx, key, { status: 303, answer: null });
          return undefined;
        })
        .catch((error: unknown): Refusal | undefined => {
          if (error instanceof Refused) return error.refusal;
          throw error;
        });
      if (done !== undefined)
        return await show(request, reply, handed.raw, [faultFrom(done, request, Object.keys(handed.raw)[0] ?? 'text')]);
      sayDone(kit, request, reply, name);
      return visit.to(paths.caseOf(number));
    };
  };

const readForm = async (kit: SiteKit, request: FastifyRequest, place: Parameters<typeof readMultipart>[2]) => {
  if (request.isMultipart()) return await readMultipart(kit.context, request, place);
  checkOwnForm(request);
  return { raw: rawForm(request), guards: (request.body ?? {}) as RawForm, taken: [], refused: [] };
};

const checkOwnForm = (request: FastifyRequest): void =>
  checkForm(request, (request.body as Record<string, unknown> | undefined)?.[guardFields.csrf]);
