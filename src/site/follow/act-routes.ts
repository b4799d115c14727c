import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { dayOf, isDay } from '#kernel/day.ts';
import { refuse } from '#kernel/refusal.ts';
import { type CaseView, caseView, readCaseNumber } from '#modules/complaints/facade.ts';
import { scopeOf } from '#platform/actor-scope.ts';
import { now } from '#platform/clock.ts';
import { Refused } from '#platform/http/errors.ts';
import { requireActor } from '#platform/http/people.ts';
import { type OwnPower, paperFaults, readAgentAnswer } from '#site/kit/agent-form.ts';
import type { FieldFault, FormState } from '#site/kit/form.ts';
import type { RawForm } from '#site/kit/form-reader.ts';
import { paths } from '#site/kit/paths.ts';
import { toldByOf } from '#site/kit/told-by.ts';
import { doFormAct, type HandedForm, lostFaults, refusedFaults, withHandedForm } from '#site/visit/form-act.ts';
import { faultFrom } from '#site/visit/refusal-words.ts';
import { type SiteKit, type Visit, valuesOf, versionIn, visitOf } from '#site/visit/visit.ts';
import {
  type HandedPurpose,
  handedPurposes,
  readAddEvidence,
  readChosenTelling,
  readConsents,
  readEndOfAgency,
  readRating,
  readRecusal,
  readSettlement,
  readSupply,
  readWithdraw,
} from './act-forms.ts';
import {
  addEvidencePage,
  consentsPage,
  endAgentPage,
  nameAgentPage,
  ownPartPage,
  ratePage,
  recusalPage,
  settlementPage,
  supplyPage,
  takeBackPage,
  tellingPage,
  withdrawPage,
} from './acts.page.ts';
import type { CaseAct } from './case.page.ts';
import { askedOf, ownAgent } from './follow-view.ts';
import { overIn } from './over.ts';
import { sayDone } from './routes.ts';
import { settleClaims } from './settle-claims.ts';
import { mapped, type SiteAct } from './site-act.ts';

/** Of one's own place among those who complain together (art. 12). */
const ownPart = (act: 'leave-joint' | 'end-representative', why: string): SiteAct => ({
  api: act,
  files: false,
  bound: true,
  page: (view, shown, visit) => ownPartPage({ ...view, act, first: shown.standsFirst }, visit.t),
  read: (raw) => mapped(readEndOfAgency(raw), (answer) => ({ why, ...answer })),
});

const acts: Readonly<Record<CaseAct, SiteAct>> = {
  supply: {
    api: 'supply',
    files: true,
    bound: false,
    page: (view, shown, visit) => {
      const asked = askedOf(shown, dayOf(now()));
      return supplyPage({ ...view, purposes: purposesFor(shown), asked }, visit.t);
    },
    read: (raw, files) => mapped(readSupply(raw, files), (answer) => ({ ...answer })),
  },
  'add-evidence': {
    api: 'add-evidence',
    files: true,
    bound: false,
    page: (view, shown, visit) => addEvidencePage({ ...view, purposes: purposesFor(shown) }, visit.t),
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
    read: (raw) => mapped(readRecusal(raw), (answer) => ({ by: 'complainant', ...answer })),
  },
  'confirm-settlement': {
    api: 'confirm-settlement',
    files: false,
    bound: true,
    page: (view, shown, visit) => {
      const { settlement, respondent } = shown;
      if (settlement === null || !isDay(settlement.on)) throw new Refused(refuse('no-settlement-told'));
      return settlementPage(
        {
          ...view,
          day: settlement.on,
          respondent: respondent.name ?? visit.t('follow:cases.noName'),
          joint: isJoint(shown),
          onlyNo: shown.ownAgency?.maySettle === false,
        },
        visit.t,
      );
    },
    read: (raw) => mapped(readSettlement(raw), (answer) => ({ ...answer })),
  },
  'name-agent': {
    api: 'name-agent',
    files: true,
    bound: false,
    page: (view, shown, visit, phone) =>
      nameAgentPage({ ...view, ...agentNow(shown), ...ownPower(shown, phone) }, visit.t),
    read: (raw, files) => {
      const reading = readAgentAnswer(raw, dayOf(now()));
      const faults = [...('faults' in reading ? reading.faults : []), ...paperFaults(files > 0, [])];
      return 'faults' in reading || faults.length > 0
        ? { faults }
        : mapped(reading, (agent) => ({ side: 'complainant', ...agent }));
    },
  },
  'end-agent': {
    api: 'end-agent',
    files: false,
    bound: false,
    page: (view, shown, visit) => endAgentPage({ ...view, ...agentNow(shown) }, visit.t),
    read: (raw) => mapped(readEndOfAgency(raw), (answer) => ({ side: 'complainant', ...answer })),
  },
  'choose-telling': {
    api: 'choose-telling',
    files: false,
    bound: false,
    page: (view, shown, visit) => {
      const isAgent = shown.ownAgency !== null;
      const email =
        shown.parties.find(({ kind }) => kind === (isAgent ? 'agent' : 'complainant'))?.masked.email ?? undefined;
      const form = Object.keys(view.form.values).length > 0 ? view.form : { ...view.form, values: wishOnFile(shown) };
      const addressOwed = !isAgent && shown.addressOwed;
      return tellingPage({ ...view, form, isAgent, addressOwed, ...(email === undefined ? {} : { email }) }, visit.t);
    },
    read: (raw) => mapped(readChosenTelling(raw), (answer) => ({ ...answer })),
  },
  'state-consents': {
    api: 'state-consents',
    files: false,
    bound: true,
    page: (view, shown, visit) => {
      const own = ownConsents(shown);
      const form = Object.keys(view.form.values).length > 0 ? view.form : { ...view.form, values: own.values };
      return consentsPage({ ...view, form, asked: own.asked, others: own.others }, visit.t);
    },
    read: (raw) => mapped(readConsents(raw), (answer) => ({ ...answer })),
  },
  'settle-claims': settleClaims,
  'leave-joint': ownPart('leave-joint', 'withdrew'),
  'end-representative': ownPart('end-representative', 'laid-down'),
  'take-back-withdrawal': {
    api: 'take-back-withdrawal',
    files: false,
    bound: true,
    page: (view, _shown, visit) => takeBackPage(view, visit.t),
    read: (raw) => mapped(readEndOfAgency(raw), (answer) => ({ ...answer })),
  },
  withdraw: {
    api: 'withdraw',
    files: false,
    bound: true,
    page: (view, shown, visit) =>
      withdrawPage(
        {
          ...view,
          form: becauseSettled(view.form, shown),
          joint: isJoint(shown),
          ...(shown.acceptedOn === null ? {} : { endsMediation: shown.bureauName }),
        },
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

/** Whoever has said that both settled need not choose why again. */
const becauseSettled = (form: FormState, { settlement }: CaseView): FormState =>
  settlement?.settled === true && form.values['why'] === undefined
    ? { ...form, values: { ...form.values, why: 'settled' } }
    : form;

const isJoint = ({ parties }: CaseView): boolean =>
  parties.some(({ kind }) => kind === 'joint' || kind === 'representative');

const agentNow = (shown: CaseView): { agent?: string } => {
  const name = ownAgent(shown)?.masked.name;
  return name == null ? {} : { agent: name };
};

/** An agent names nobody but itself, and with general powers gives itself no others (Civil Code art. 165). */
const ownPower = ({ ownAgency }: CaseView, phone: string | undefined): { own?: OwnPower } =>
  ownAgency === null
    ? {}
    : { own: { general: ownAgency.powers === 'general', ...(phone === undefined ? {} : { phone }) } };

/** What whoever looks said so far of themselves (an agent: the principal), and what can still be said. */
const ownConsents = (shown: CaseView) => {
  const { parties, acceptedOn, closedOn, standsFirst, ownAgency } = shown;
  const others = isJoint(shown) && ownAgency === null;
  const said = parties.find((party) => party.said !== null)?.said ?? { joint: null, publicity: null, entrust: null };
  // Who filed agreed by filing; who took that one's place has to say so like everybody else.
  const asksJoint = others && (!standsFirst || said.joint !== true) && acceptedOn === null && closedOn === null;
  const asked = (['joint', 'publicity', 'entrust'] as const).filter(
    (what) => (what !== 'joint' || asksJoint) && (what !== 'entrust' || closedOn === null),
  );
  const values = Object.fromEntries(
    asked.flatMap((what) => {
      const answer = said[what];
      return answer == null ? [] : [[what, answer ? 'yes' : 'no'] as const];
    }),
  );
  return { asked, others, values };
};

const wishOnFile = (shown: CaseView): Record<string, string> => {
  const { ownAgency, largePrint } = shown;
  const { tellBy, electronic } = ownAgency === null ? shown : (ownAgency.wish ?? { tellBy: null, electronic: null });
  const toldBy = toldByOf(tellBy, ownAgency === null && largePrint);
  return {
    ...(toldBy === undefined ? {} : { toldBy }),
    ...(electronic === true ? { electronic: 'yes' } : {}),
  };
};

/** Only what this case can need is offered: nobody without an agent has a power of attorney to show. */
const purposesFor = ({ parties }: CaseView): HandedPurpose[] => {
  const has = (...kinds: string[]) => parties.some(({ kind }) => kinds.includes(kind));
  return handedPurposes.filter(
    (purpose) =>
      (purpose !== 'power-of-attorney' || has('agent')) &&
      (purpose !== 'representation' || has('joint', 'representative')),
  );
};

/** Words, or a file that is none, prove nobody's identity. */
const isIdentityOwed = (view: CaseView | undefined): boolean =>
  view?.asked.some(({ kind }) => kind === 'identity') === true;

const doneAs = (name: CaseAct, answer: Record<string, unknown>, view: CaseView | undefined): string => {
  if (name !== 'supply') return name;
  if (isIdentityOwed(view)) return 'supplyInPart';
  return answer['moreToCome'] === true ? 'supplyLater' : name;
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
      held?: HandedForm['holdAgain'],
    ) => {
      const visit = visitOf(kit, request, reply);
      const actor = requireActor(request);
      const { number, act } = parts(request);
      const { shown, profile } = await context.database.transact(scopeOf(actor), async (tx) => ({
        shown: await caseView(context, tx, number, { actor, at: now(), t: visit.t }),
        profile: actor.kind === 'consumer' ? await context.people.consumers.profile(tx, actor.account) : undefined,
      }));
      if (shown === undefined) throw new Refused(refuse('complaint-not-found', { status: 404 }));
      // Whoever acts for the operator does it on the pages of the operator.
      if (shown.audience === 'respondent') return visit.to(paths.answerCase(number));
      const form = visit.form(valuesOf(raw), faults, shown.version);
      return visit.show(
        act.page({ shell: visit.shell, form, number, held: held?.() }, shown, visit, profile?.phone),
        faults.length > 0 ? 422 : 200,
      );
    };

    app.get('/cases/:number/:act', (request, reply) =>
      request.signedIn === undefined ? visitOf(kit, request, reply).to(paths.follow) : show(request, reply),
    );

    app.post('/cases/:number/:act', { config: { csrf: 'in-handler' } }, (request, reply) => {
      requireActor(request);
      return withHandedForm(kit, request, (form) => takeAct(request, reply, form));
    });

    /** An agent who lays the task down sees the case no more. */
    const nowOf = (actor: Actor, number: string, visit: Visit): Promise<CaseView | undefined> =>
      context.database.transact(scopeOf(actor), (tx) =>
        caseView(context, tx, number, { actor, at: now(), t: visit.t }),
      );

    const seenOf = async (actor: Actor, number: string, visit: Visit): Promise<CaseView> => {
      const view = await nowOf(actor, number, visit);
      if (view === undefined) throw new Refused(refuse('complaint-not-found', { status: 404 }));
      return view;
    };

    const takeAct = async (request: FastifyRequest, reply: FastifyReply, form: HandedForm): Promise<FastifyReply> => {
      const visit = visitOf(kit, request, reply);
      const actor = requireActor(request);
      const { number, act, name } = parts(request);
      if (act.check !== undefined && form.raw['act'] === 'change') return await show(request, reply, form.raw);
      if (form.refused.length > 0) {
        const faults = refusedFaults(form);
        return await show(request, reply, form.raw, name === 'name-agent' ? paperFaults(true, faults) : faults);
      }
      const lost = name === 'name-agent' ? paperFaults(true, lostFaults(form)) : lostFaults(form);
      const read = act.read(form.raw, form.brought, visit);
      if ('faults' in read) return await show(request, reply, form.raw, [...lost, ...read.faults], form.holdAgain);
      if (act.files && form.untold) return await show(request, reply, form.raw, [], form.hold);
      if (act.check !== undefined && form.raw['checked'] !== 'yes') {
        const seen = await seenOf(actor, number, visit);
        const guarded = visit.form(valuesOf(form.raw), [], versionIn(form.guards) ?? seen.version);
        const checked = act.check({ shell: visit.shell, form: guarded, number }, read.answer, seen, visit);
        return 'faults' in checked ? await show(request, reply, form.raw, checked.faults) : visit.show(checked.page);
      }
      const refused = await doFormAct(kit, request, form, {
        number,
        act: act.api,
        body: read.answer as never,
        actor,
        side: 'complainant',
        bound: act.bound,
      });
      if (refused === 'files-gone') return await show(request, reply, form.raw, lost);
      const view = await nowOf(actor, number, visit);
      if (refused === 'done-before' && view !== undefined) {
        sayDone(kit, request, reply, { act: refused, number });
        return visit.to(paths.caseOf(number));
      }
      if (refused !== undefined && refused !== 'done-before') {
        const over = act.isOver?.(view) === true ? 'over' : overIn(refused, act.api, view);
        const field = Object.keys(form.raw)[0] ?? 'text';
        if (over === undefined)
          return await show(request, reply, form.raw, [faultFrom(refused, request, field)], form.holdAgain);
        sayDone(kit, request, reply, { act: over, number });
        return visit.to(paths.caseOf(number));
      }
      const done = view === undefined ? `left-${name}` : doneAs(name, read.answer, view);
      sayDone(kit, request, reply, { act: done, number });
      return visit.to(view === undefined ? paths.cases : paths.caseOf(number));
    };
  };
