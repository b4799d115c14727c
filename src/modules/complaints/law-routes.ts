import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { refuse } from '#kernel/refusal.ts';
import { ruleReached } from '#kernel/rule.ts';
import {
  calendarObjection,
  decideSwitch,
  enterDecree,
  enteredNotices,
  previewDecree,
  settingFault,
  unitOf,
} from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { orRefuse, Refused } from '#platform/http/errors.ts';
import { requireStaff, requireStrong } from '#platform/http/people.ts';
import { lawFor, scopeOf } from './handle.ts';
import { DecreeBody, DecreeMoves, LawCalendar, LawRules, SettingBody, SignatureBody } from './law-contract.ts';
import type { LimitKeeper } from './reckoning/limit-keeper.ts';
import { foreseeMoves, type LawChange, type Moves, type UnitMoves } from './reckoning/moves.ts';
import { orderReckoning } from './reckoning/reckon-cases.ts';
import { signSwitch, switchSignatures } from './reckoning/signatures.ts';

const tags = ['law'];
const ByYear = Type.Object({ year: Type.Integer({ minimum: 1900, maximum: 2200 }) });

const isAdministrator = (actor: Actor): boolean => actor.roles.includes('system-administrator');

const administrator = (actor: Actor): Actor => {
  if (!isAdministrator(actor)) throw new Refused(refuse('only-system-administrator', { status: 403 }));
  return actor;
};

/**
 * The law as it is applied, and its dated decisions: notices on holidays and the answers to open questions. `others`: what else
 * has limits besides complaints.
 */
export const lawRoutes =
  (context: Context, refreshLaw: () => Promise<void>, others: readonly LimitKeeper[]): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { database } = context;

    const inWords = (actor: Actor, moves: Moves, changedDays: number): Promise<DecreeMoves> =>
      database.transact(scopeOf(actor), async (tx) => {
        const byBureau = await namedBureaus(tx, moves.byBureau);
        const names = new Map(byBureau.map((one) => [one.bureau, one.name]));
        const shifts = moves.shifts.map((one) => ({ ...one, name: names.get(one.bureau) ?? one.bureau }));
        return { ...moves, changedDays, byBureau, shifts };
      });

    const decreeMoves = async (actor: Actor, year: number, body: DecreeBody): Promise<DecreeMoves> => {
      const preview = await database.transact(scopeOf(actor), async (tx) => {
        orRefuse(await calendarObjection(tx, actor));
        return orRefuse(await previewDecree(tx, { ...body, year }));
      });
      const [first, last] = [preview.changes[0]?.day, preview.changes.at(-1)?.day];
      if (first === undefined || last === undefined)
        return { changedDays: 0, total: 0, reports: 0, moves: [], byBureau: [], shifts: [], shiftsLeftOut: 0 };
      const change: LawChange = {
        reach: { kind: 'days', from: first, to: last },
        before: (tenant) => ({ ...lawFor(context, tenant), calendar: preview.before }),
        after: (tenant) => ({ ...lawFor(context, tenant), calendar: preview.after }),
      };
      return await inWords(actor, await foreseeMoves(context, actor, change, others), preview.changes.length);
    };

    const settingMoves = async (actor: Actor, body: SettingBody): Promise<DecreeMoves> => {
      const { tenant = '' } = actor;
      const fault = settingFault(actor, { ...body, tenant });
      if (fault !== undefined) throw new Refused(fault);
      const { rule, name, value } = body;
      const decided = { rule, name, value, effectiveFrom: body.effectiveFrom as Day, effectiveTo: null };
      const change: LawChange = {
        reach: { kind: 'rule', rule: ruleReached(decided), from: decided.effectiveFrom },
        tenant,
        before: (of) => lawFor(context, of),
        after: (of) => {
          const law = lawFor(context, of);
          const kept = law.settings.filter(
            (one) => !(one.rule === rule && one.name === name && one.effectiveFrom === decided.effectiveFrom),
          );
          return { ...law, settings: [...kept, decided] };
        },
      };
      return await inWords(actor, await foreseeMoves(context, actor, change, others), 0);
    };

    app.get(
      '/law/rules',
      {
        schema: {
          tags,
          summary: 'The rulebook, the tenant’s decisions and who signed them',
          response: { 200: LawRules },
        },
      },
      async (request) => {
        const actor = requireStaff(request);
        const law = context.law();
        const signatures = await database.transact(scopeOf(actor), (tx) =>
          switchSignatures(tx, actor.tenant ?? '', dayOf(now())),
        );
        return {
          rulebook: law.rulebook,
          settings: [...law.settingsOf(actor.tenant ?? '')],
          signatures,
          mayDecide: isAdministrator(actor),
        };
      },
    );

    app.get(
      '/law/calendar',
      { schema: { tags, summary: 'The decreed years, day by day', response: { 200: LawCalendar } } },
      async (request) => {
        const actor = requireStaff(request);
        const { notices, objection } = await database.transact(scopeOf(actor), async (tx) => ({
          notices: await enteredNotices(tx),
          objection: await calendarObjection(tx, actor),
        }));
        const revision = (year: number): number =>
          Math.max(0, ...notices.filter((one) => one.year === year).map((one) => one.revision));
        return {
          years: Object.values(context.law().calendar.years).map((year) => ({
            ...year,
            revision: revision(year.year),
          })),
          mayEnter: objection === undefined,
        };
      },
    );

    app.post(
      '/law/calendar/:year/preview',
      {
        schema: {
          tags,
          summary: 'Whose limits a notice would move; changes nothing',
          params: ByYear,
          body: DecreeBody,
          response: { 200: DecreeMoves },
        },
      },
      (request) => decreeMoves(administrator(requireStaff(request)), request.params.year, request.body),
    );

    app.post(
      '/law/calendar/:year',
      {
        schema: {
          tags,
          summary: 'Put a notice into force; the cases it moves are reckoned anew by acts of their own',
          params: ByYear,
          body: DecreeBody,
          response: { 200: DecreeMoves },
        },
      },
      async (request) => {
        const actor = administrator(requireStrong(request).actor);
        const { year } = request.params;
        const moves = await decreeMoves(actor, year, request.body);
        const { knownRevision, ...input } = request.body;
        await database.transact(scopeOf(actor), async (tx) => {
          orRefuse(await enterDecree(tx, actor, { ...input, year }, knownRevision, now()));
          await orderReckoning(tx, { cause: { year } }, now());
        });
        await refreshLaw();
        return moves;
      },
    );

    app.post(
      '/law/settings/preview',
      {
        schema: {
          tags,
          summary: 'Whose limits a decision would move; changes nothing',
          body: SettingBody,
          response: { 200: DecreeMoves },
        },
      },
      (request) => settingMoves(administrator(requireStaff(request)), request.body),
    );

    app.post(
      '/law/settings',
      {
        schema: {
          tags,
          summary: 'Decide an open question for the own tenant from a day on',
          body: SettingBody,
          response: { 200: DecreeMoves },
        },
      },
      async (request) => {
        const actor = administrator(requireStrong(request).actor);
        const { tenant = '' } = actor;
        const moves = await settingMoves(actor, request.body);
        const { rule, name, effectiveFrom } = request.body;
        await database.transact(scopeOf(actor), async (tx) => {
          orRefuse(await decideSwitch(tx, actor, { ...request.body, tenant }, now()));
          const cause = { rule, name, from: effectiveFrom as Day };
          await orderReckoning(tx, { cause, tenant }, now());
        });
        await refreshLaw();
        return moves;
      },
    );

    app.post(
      '/law/settings/sign',
      {
        schema: {
          tags,
          summary: 'A bureau head signs the decision that lets the platform act in the bureau’s name',
          body: SignatureBody,
          response: { 200: Type.Object({ bureau: Type.String() }) },
        },
      },
      async (request) => {
        const { actor } = requireStrong(request);
        const settings = context.law().settingsOf(actor.tenant ?? '');
        return await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await signSwitch(tx, actor, request.body, settings, now())),
        );
      },
    );
  };

/** A notice holds for every authority of the instance, so units of all of them are named; also one that is closed by now. */
const namedBureaus = async (tx: Tx, byBureau: ReadonlyMap<string, UnitMoves>): Promise<DecreeMoves['byBureau']> => {
  const named: DecreeMoves['byBureau'] = [];
  for (const [bureau, count] of byBureau)
    named.push({ bureau, name: (await unitOf(tx, bureau))?.name ?? bureau, ...count });
  return named;
};

export const lawSchemas = [LawRules, LawCalendar, DecreeMoves];
