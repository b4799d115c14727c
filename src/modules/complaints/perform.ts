import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import type { OrderText } from '#kernel/governing-order.ts';
import { readPhone } from '#kernel/phone.ts';
import { isRefusal, type Refusal } from '#kernel/refusal.ts';
import { codeObjection } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { bindInHand, itemsInHand } from '#platform/files/in-hand.ts';
import { agentFiled, type FiledAgent } from './agent-making.ts';
import { sizeObjection } from './bundle/bundle-size.ts';
import { type BoundFiles, commandFrom } from './command-making.ts';
import type { Facts } from './commands.ts';
import type { ActBody } from './contract.ts';
import { otherOrderObjection } from './governing.ts';
import { type ActOutcome, type ActRequest, actOnComplaint, lawFor, scopeOf } from './handle.ts';
import { joinObjection } from './incidents/views.ts';
import { justWrittenIn } from './just-written.ts';
import { localFormsOn } from './local-forms/local-form.ts';
import { localFormsOf } from './local-forms/store.ts';
import { numberCalled, withNumber } from './number-called.ts';
import { registeredIn } from './particulars-making.ts';
import type { FormAct } from './permits.ts';
import { officialsAt, organisationFor, unitFor, unitsFor } from './reference.ts';
import { bothSidesObjection, noticeAddressObjection, noticeNumberObjection } from './respondent-number.ts';
import { type LoadedComplaint, tenantOfNumber } from './store.ts';
import { storyLeftIn } from './story-left.ts';
import { mediatedBy } from './views/mediators.ts';
import { placeOfNumber } from './views/place-of-number.ts';

export type Performance<A extends FormAct> = {
  readonly number: string;
  readonly act: A;
  readonly body: ActBody<A>;
  readonly actor: Actor;
  readonly at: Date;
  readonly expectedVersion?: number | undefined;
  readonly files?: BoundFiles;
  /** The case may be taken as this process wrote it last (`JustWritten`): the caller repeats without, whatever goes wrong. */
  readonly recalls?: boolean;
  /** Of a batch: the order by whose list its ground was chosen. */
  readonly groundBy?: OrderText;
};

/** One act as asked for over HTTP or from a form: looks up whom it names, then does it in the caller's transaction. */
export const performAct = async <A extends FormAct>(
  context: Context,
  tx: Tx,
  wish: Performance<A>,
): Promise<ActOutcome | Refusal> => {
  const on = dayOf(wish.at);
  const recalled = wish.recalls === true ? justWrittenIn(context).at(wish.number, wish.expectedVersion) : undefined;
  const tenant = wish.actor.tenant ?? recalled?.tenant ?? (await tenantOfNumber(tx, wish.number)) ?? '';
  const { phone } = wish.body as { phone?: string };
  if (wish.act === 'notify-respondent' && phone !== undefined) {
    const objection = await noticeNumberObjection(context, tx, wish.number, phone);
    if (objection !== undefined) return objection;
  }
  const { email } = wish.body as { email?: string };
  if (wish.act === 'notify-respondent' && email !== undefined) {
    const objection = await noticeAddressObjection(context, tx, wish.number, email);
    if (objection !== undefined) return objection;
  }
  const filed = wish.act === 'confirm-agent' ? await agentFiled(context, tx, wish.number) : undefined;
  const agent = agentIn(wish.act, wish.body) ?? confirmed(filed);
  const account = agent?.side === 'complainant' ? await agentAccount(context, tx, wish.actor, agent.phone) : undefined;
  if (wish.act === 'join-incident') {
    const objection = await joinObjection(tx, wish.number, wish.body as ActBody<'join-incident'>);
    if (objection !== undefined) return objection;
  }
  if (wish.act === 'complete-particulars') {
    const objection = await codeObjection(tx, wish.body as ActBody<'complete-particulars'>, on);
    if (objection !== undefined) return objection;
  }
  const namedUnit = await unitIn(tx, wish.act, wish.body, on);
  const registered =
    wish.act === 'complete-particulars'
      ? await registeredIn(tx, wish.body as ActBody<'complete-particulars'>)
      : undefined;
  if (isRefusal(registered)) return registered;
  const inHand = await itemsInHand(context, tx, wish.actor, filesNamed(wish.body), 'items');
  if (isRefusal(inHand)) return inHand;
  const bound = new Set<string>();
  const bindFiles: NonNullable<ActRequest['bindFiles']> = async ({ tenant: here, stream }, { evidence }) => {
    const named = evidence.filter(({ file }) => !bound.has(file) && inHand.some((one) => one.file === file));
    const scope = scopeOf(wish.actor, [here]);
    const unbound = await bindInHand(context, tx, wish.actor, named, { tenant: here, stream }, scope);
    if (unbound !== undefined) throw new Error(`files of an act could not be bound: ${unbound.refusal}`);
    for (const { file } of named) bound.add(file);
  };
  let called: Awaited<ReturnType<typeof numberCalled>>;
  const done = await actOnComplaint(context, tx, {
    number: wish.number,
    tenant: tenant === '' ? undefined : tenant,
    recalled,
    isKept: true,
    actor: wish.actor,
    at: wish.at,
    expectedVersion: wish.expectedVersion,
    make: withNumber(
      commandFrom(wish.act, wish.body, [...(wish.files ?? []), ...inHand], registered, {
        actor: wish.actor,
        byStaff: wish.actor.kind === 'staff',
        ...(account === undefined ? {} : { account }),
        ...(filed === undefined ? {} : { filed }),
      }),
      () => (isRefusal(called) ? undefined : called),
    ),
    objection: async (loaded) => {
      const found =
        wish.act === 'contact' ? await numberCalled(context, tx, loaded, wish.body as ActBody<'contact'>) : undefined;
      if (isRefusal(found)) return found;
      called = found;
      return (
        (wish.groundBy === undefined
          ? undefined
          : otherOrderObjection(wish.groundBy, loaded.state, on, lawFor(context, loaded.tenant))) ??
        (wish.act === 'bundle'
          ? await sizeObjection(context, tx, loaded, wish.body as ActBody<'bundle'>)
          : undefined) ??
        (agent === undefined ? undefined : await bothSidesObjection(context, tx, loaded, agent))
      );
    },
    lookUp: async (loaded) => ({
      ...(await namedIn(tx, loaded, wish.act, wish.body, on)),
      ...(await organisationIn(tx, loaded, wish.body, on)),
      ...(wish.act === 'accept' || wish.act === 'complete-particulars'
        ? { storyLeft: await storyLeftIn(context, tx, loaded) }
        : {}),
      ...(wish.act === 'make-local-letter'
        ? { localForms: localFormsOn(await localFormsOf(tx, loaded.tenant), on) }
        : {}),
    }),
    bindFiles,
    units: await unitsFor(tx, tenant, on),
    ...(namedUnit === undefined ? {} : { namedUnit }),
  });
  if (isRefusal(done) || inHand.length === 0) return done;
  await bindFiles(await placeOfNumber(tx, wish.number), done.state);
  return done;
};

/** The complainant's agent follows the case with a telephone of its own, as one named at filing does (art. 11). */
const agentAccount = async (context: Context, tx: Tx, actor: Actor, phone: string): Promise<string | undefined> => {
  if (readPhone(phone).kind !== 'mobile') return undefined;
  const account = await context.people.consumers.accountFor(tx, phone);
  await tx.rescope(scopeOf(actor));
  return account;
};

const confirmed = (filed: FiledAgent | undefined) =>
  filed?.phone === undefined ? undefined : { side: 'complainant' as const, phone: filed.phone, field: 'powers' };

/** The agent an act names, as far as it can be recognised: by its telephone. */
const agentIn = (act: FormAct, body: unknown) => {
  if (act === 'name-agent') {
    const { side, phone } = body as ActBody<'name-agent'>;
    return phone === undefined ? undefined : { side, phone, field: 'phone' };
  }
  const { agent } = act === 'answer' ? (body as ActBody<'answer'>) : {};
  return agent?.phone === undefined
    ? undefined
    : { side: 'respondent' as const, phone: agent.phone, field: 'agent.phone' };
};

const filesNamed = (body: unknown): readonly string[] => {
  const { items, agent } = body as { items?: unknown; agent?: { items?: unknown } };
  return [items, agent?.items].flatMap((named) =>
    Array.isArray(named) ? named.filter((one) => typeof one === 'string') : [],
  );
};

const namingField: Readonly<Partial<Record<FormAct, string>>> = {
  assign: 'to',
  'open-mediation': 'mediator',
  resume: 'mediator',
};

/** Whom the act names, and who else could be named in their place. */
const namedIn = async (
  tx: Tx,
  loaded: LoadedComplaint,
  act: FormAct,
  body: unknown,
  on: Day,
): Promise<Pick<Facts, 'named' | 'officials'>> => {
  const field = namingField[act];
  const account = field === undefined ? undefined : (body as Record<string, unknown>)[field];
  if (typeof account !== 'string') return {};
  const { station } = body as { station?: unknown };
  const held = mediatedBy(loaded);
  const places = typeof station === 'string' ? [...held, station] : held;
  const officials = await officialsAt(tx, loaded.tenant, places, on);
  const named = officials.find((one) => one.account === account);
  return { officials, ...(named === undefined ? {} : { named }) };
};

/** Looked for in the directory of the authority that has the case. */
const organisationIn = async (
  tx: Tx,
  { tenant }: LoadedComplaint,
  body: unknown,
  on: Day,
): Promise<Pick<Facts, 'organisation'>> => {
  const { organisation: id } = body as { organisation?: unknown };
  const organisation = typeof id === 'string' ? await organisationFor(tx, tenant, id, on) : undefined;
  return organisation === undefined ? {} : { organisation };
};

/** Units that may belong to another authority than the case. */
const unitField: Readonly<Partial<Record<FormAct, string>>> = {
  route: 'to',
  refuse: 'rightBureau',
  terminate: 'rightBureau',
  correct: 'rightBureau',
  transfer: 'unit',
  'dispute-competence': 'rival',
  'ask-superior': 'rival',
  'record-designation': 'competent',
  'decide-competence': 'competent',
};

const unitIn = async (tx: Tx, act: FormAct, body: unknown, on: Day): Promise<Facts['namedUnit']> => {
  const field = unitField[act];
  const id = field === undefined ? undefined : (body as Record<string, unknown>)[field];
  return typeof id === 'string' ? await unitFor(tx, id, on) : undefined;
};
