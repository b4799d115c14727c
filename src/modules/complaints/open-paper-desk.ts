import type { Day } from '#kernel/day.ts';
import { shopOf } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { PersonKeys } from '#platform/crypto/person-keys.ts';
import type { Tx } from '#platform/db.ts';
import { agentInForce } from './agents.ts';
import { mediationLimit } from './clocks.ts';
import type { Complaint, Party, PersonField } from './complaint.ts';
import { orderOn } from './governing.ts';
import type { AlongOnPaper, PaperDesk, PersonOnPaper } from './paper-data/paper-desk.ts';
import { authorityFor, codeNameFor, operatorFor, problemName, staffFor, unitFor, unitsFor } from './reference.ts';
import { lawFor } from './scope.ts';
import type { Sealing } from './sealing.ts';
import { storyRead } from './story-left.ts';

export type DeskWanted = {
  readonly tenant: string;
  readonly stream: string;
  readonly state: Complaint;
  readonly today: Day;
  readonly actor: string;
  /** Texts sealed in the very act that orders the papers. */
  readonly sealing?: Sealing;
  /** The keys of the case where the caller holds it locked, and so knows whose are destroyed. */
  readonly keys?: PersonKeys;
  /** Officials and operators the papers name beside those of the case. */
  readonly accounts?: readonly string[];
  readonly operators?: readonly string[];
  /** The papers name everybody who complains along. */
  readonly withAlong?: boolean;
  /** Units the papers name, of this authority or another. */
  readonly units?: readonly string[];
};

/** Everything papers may need to say, opened once: an act is the record of its own use of personal values. */
export const openPaperDesk = async (context: Context, tx: Tx, wanted: DeskWanted): Promise<PaperDesk> => {
  const { state, tenant, today } = wanted;
  const units = await unitsFor(tx, tenant, today);
  const unit = units.get(state.bureau);
  if (unit === undefined) throw new Error(`no unit ${state.bureau} in ${tenant}`);
  const values = await openedValues(context, tx, wanted);
  const law = lawFor(context, tenant);
  const partyOf = (kind: Party['kind']) => state.parties.find((party) => party.kind === kind);
  const complainant = partyOf('complainant');
  const textOf = (entry: string): string => textIn(values, entry);
  const loadedText = (entry: string): string => {
    if (!values.has(entry)) throw new Error(`a paper asks for entry ${entry}, which its desk never opened`);
    return textOf(entry);
  };
  return {
    unit,
    units: await withNamed(tx, units, wanted),
    authority: (await authorityFor(tx, tenant))?.name ?? unit.name,
    state,
    order: orderOn(state, today, law),
    mediationLimit: mediationLimit(state, law),
    today,
    complainantPerson: complainant?.person ?? wanted.stream,
    complainant: personIn(complainant, values),
    respondent: await respondentIn(tx, state, personIn(partyOf('respondent'), values)),
    agentOn: (side, on) => {
      const agent = agentInForce(state, side, on);
      return agent === undefined ? undefined : personIn(agent, values);
    },
    along: wanted.withAlong === true ? alongIn(state, values) : [],
    facts: storyRead(context, textOf(state.facts.entry), context.texts('zh-CN')),
    claim: state.claimText === undefined ? '' : textOf(state.claimText.entry),
    purchase: recordIn(values, state.purchase?.entry),
    platform: await platformOf(tx, state),
    evidenceNames: new Map(),
    problem: await problemName(tx, state.problemCode),
    englishProblem: await codeNameFor(tx, 'problem-12315', state.problemCode, 'en'),
    shop: state.respondent.shop === undefined ? undefined : (await shopOf(tx, state.respondent.shop))?.shopName,
    staff: await staffOf(tx, wanted),
    operators: await operatorsOf(tx, wanted),
    actor: wanted.actor,
    answerUrl: `${context.publicUrl}/answer`,
    t: context.texts('zh-CN'),
    plain: (sealed) => (sealed === undefined ? '' : (wanted.sealing?.plain(sealed.entry) ?? loadedText(sealed.entry))),
  };
};

const withNamed = async (tx: Tx, own: PaperDesk['units'], { units = [], today }: DeskWanted) => {
  const foreign = await Promise.all(units.filter((id) => !own.has(id)).map((id) => unitFor(tx, id, today)));
  return new Map([...own, ...foreign.flatMap((unit) => (unit === undefined ? [] : [[unit.id, unit] as const]))]);
};

const isAlong = ({ kind }: Party): boolean => kind === 'representative' || kind === 'joint';

const platformOf = async (tx: Tx, { respondent }: Complaint): Promise<string | undefined> =>
  respondent.platform === undefined ? undefined : (await operatorFor(tx, respondent.platform))?.name;

type Values = ReadonlyMap<string, unknown>;

const textIn = (values: Values, entry: string | undefined): string => {
  const value = values.get(entry ?? '');
  return value === undefined ? '' : String(value);
};

const recordIn = (values: Values, entry: string | undefined): Readonly<Record<string, string>> => {
  const value = values.get(entry ?? '');
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, one]) => typeof one === 'string')) as Record<
    string,
    string
  >;
};

const openedValues = async (
  context: Context,
  tx: Tx,
  { tenant, stream, state, withAlong, keys }: DeskWanted,
): Promise<Values> => {
  const sealed = [
    ...state.parties
      .filter((party) => party.kind !== 'former' && (party.kind !== 'joint' || withAlong === true))
      .flatMap((party) => Object.values(party.fields)),
    state.facts,
    ...(state.claimText === undefined ? [] : [state.claimText]),
    ...(state.purchase === undefined ? [] : [state.purchase]),
    ...(state.mediation?.place == null ? [] : [state.mediation.place]),
    ...state.assistants,
    ...[state.recusal, ...state.recusals].flatMap((one) => (one?.assistant === undefined ? [] : [one.assistant])),
    ...(state.respondentPhone === null ? [] : [state.respondentPhone]),
    ...(state.respondentEmail === null ? [] : [state.respondentEmail]),
    ...(state.answerCode === null ? [] : [state.answerCode]),
    ...state.voided.map(({ reasons }) => reasons),
  ];
  const entries = sealed.map(({ entry }) => entry);
  const at = { tenant, stream };
  const opened = await (keys === undefined
    ? context.vault.openEntries(tx, at, entries)
    : context.vault.openUnder(tx, at, entries, keys));
  // Of a person who was erased nothing is left to say.
  const values = new Map<string, unknown>(entries.map((entry) => [entry, '']));
  for (const one of opened) if (!('refusal' in one)) values.set(one.entry, one.value);
  return values;
};

const personIn = (party: Party | undefined, values: Values): PersonOnPaper => {
  const field = (name: PersonField): string => textIn(values, party?.fields[name]?.entry);
  return {
    name: field('name'),
    phone: field('phone'),
    address: field('address'),
    contact: field('contact'),
    email: field('email'),
  };
};

const alongIn = ({ parties }: Complaint, values: Values): AlongOnPaper[] =>
  parties.filter(isAlong).flatMap((party) => {
    const { name, phone, address } = personIn(party, values);
    // Somebody who was erased is named on nothing any more.
    const isGone = Object.values(party.fields).every(({ entry }) => !values.has(entry));
    return isGone ? [] : [{ name, phone, address, speaks: party.kind === 'representative' }];
  });

/** From the register, as the case page shows it; what the complainant wrote stands where the register is silent. */
const respondentIn = async (tx: Tx, state: Complaint, written: PersonOnPaper): Promise<PersonOnPaper> => {
  const { operator } = state.respondent;
  const registered = operator === undefined ? undefined : await operatorFor(tx, operator);
  return {
    name: registered?.name ?? written.name,
    phone: registered?.contactPhone || written.phone,
    address: registered?.address || written.address,
    contact: registered?.contactName || written.contact,
  };
};

const staffOf = async (tx: Tx, { state, today, actor, accounts = [] }: DeskWanted): Promise<PaperDesk['staff']> => {
  const named = [
    actor,
    state.handler,
    state.mediator,
    state.recusal?.against,
    ...state.recusals.map((one) => one.against),
    ...accounts,
  ];
  const staff = new Map<string, { name: string; phone: string }>();
  for (const account of named) {
    if (account == null || staff.has(account) || !/^[0-9a-f-]{36}$/u.test(account)) continue;
    const member = await staffFor(tx, account, today);
    if (member !== undefined) staff.set(account, { name: member.name, phone: member.phone });
  }
  return staff;
};

const operatorsOf = async (tx: Tx, { operators = [] }: DeskWanted): Promise<PaperDesk['operators']> => {
  const found = new Map<string, { name: string }>();
  for (const id of operators) {
    const operator = await operatorFor(tx, id);
    if (operator !== undefined) found.set(id, { name: operator.name });
  }
  return found;
};
