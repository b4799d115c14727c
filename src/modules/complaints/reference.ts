import type { Day } from '#kernel/day.ts';
import type { Language } from '#kernel/translate.ts';
import {
  authorityOf,
  type BureauBelow,
  bureausBelow,
  codeName,
  type OperatorRecord,
  type Organisation,
  openOrganisationOf,
  openUnitOf,
  operatorOf,
  organisationOf,
  powersOf,
  type StaffMember,
  staffMember,
  superiorsOf,
  type Unit,
  unitsOf,
} from '#modules/directory/facade.ts';
import { officesAt } from '#platform/auth/colleagues.ts';
import { elapsed } from '#platform/clock.ts';
import type { Tx } from '#platform/db.ts';
import type { Facts, Official } from './commands.ts';
import { type LocalForm, localFormsOn } from './local-forms/local-form.ts';
import { localFormsOf } from './local-forms/store.ts';
import type { Above, Superior } from './superiors.ts';

/** Reference rows change a few times a year and are asked for by every act: kept for half a minute a process. */
const KEPT_FOR = 30_000;
const KEPT_AT_MOST = 5_000;

const kept = new Map<string, { readonly until: number; readonly value: unknown }>();

export const remembered = async <T>(key: string, load: () => Promise<T>): Promise<T> => {
  const held = kept.get(key);
  const now = elapsed();
  if (held !== undefined && held.until > now) return held.value as T;
  const value = await load();
  if (kept.size >= KEPT_AT_MOST) kept.clear();
  kept.set(key, { until: now + KEPT_FOR, value });
  return value;
};

export const forgetReference = (): void => kept.clear();

export const unitsFor = (tx: Tx, tenant: string, on: Day): Promise<ReadonlyMap<string, Unit>> =>
  remembered(
    `units:${tenant}:${on}`,
    async () => new Map((await unitsOf(tx, tenant, on)).map((unit) => [unit.id, unit])),
  );

/** The authority's own letters in force on the day; who enters one takes what is kept away. */
export const localFormsFor = (tx: Tx, tenant: string, on: Day): Promise<readonly LocalForm[]> =>
  remembered(`local-forms:${tenant}:${on}`, async () => localFormsOn(await localFormsOf(tx, tenant), on));

/** Any unit by its id, whichever authority it belongs to; undefined when there is none or it is closed by then. */
export const unitFor = (tx: Tx, id: string, on: Day): Promise<Unit | undefined> =>
  remembered(`unit:${id}:${on}`, () => openUnitOf(tx, id, on));

/** Who stands above each of these units on the day. */
export const aboveFor = async (tx: Tx, units: readonly (string | null | undefined)[], on: Day): Promise<Above> => {
  const above = new Map<string, readonly Superior[]>();
  for (const unit of units)
    if (unit != null && !above.has(unit) && (await unitFor(tx, unit, on)) !== undefined)
      above.set(unit, await remembered(`superiors:${unit}:${on}`, () => superiorsOf(tx, unit, on)));
  return above;
};

/** Whether a bureau has the power to decide on complaints on the day. */
export const mayDecide = (tx: Tx, unit: string, on: Day): Promise<boolean> =>
  remembered(`decides:${unit}:${on}`, async () => (await powersOf(tx, unit, on)).includes('decide-complaints'));

/** Every bureau of the instance open on the day, with who stands above it. */
export const everyBureau = (tx: Tx, on: Day): Promise<readonly BureauBelow[]> =>
  remembered(`bureaus:${on}`, () => bureausBelow(tx, on));

/** A body of that authority kept on the day; a closed one is none. */
export const organisationFor = (tx: Tx, tenant: string, id: string, on: Day): Promise<Organisation | undefined> =>
  remembered(`organisation:${tenant}:${id}:${on}`, () => openOrganisationOf(tx, tenant, id, on));

/** What a unit or an organisation is called, also after it has closed. */
export const bodyName = async (tx: Tx, id: string, on: Day): Promise<string> =>
  (await unitFor(tx, id, on))?.name ??
  (await remembered(`organisation:${id}`, () => organisationOf(tx, id)))?.name ??
  id;

/** The body a mediation is entrusted to. */
export const entrustedFor = async (
  tx: Tx,
  tenant: string,
  body: string | null,
  on: Day,
): Promise<Pick<Facts, 'entrusted'>> => {
  if (body === null) return {};
  const offices = await remembered(`offices:${tenant}:${body}:${on}`, () => officesAt(tx, tenant, [body], on));
  const isHere = offices.some(({ bureau, roles }) => bureau === body && roles.includes('association-mediator'));
  return { entrusted: { name: await bodyName(tx, body, on), ...(isHere ? {} : { onPaper: true }) } };
};

export const authorityFor = (tx: Tx, tenant: string) =>
  remembered(`authority:${tenant}`, () => authorityOf(tx, tenant));

const isAccount = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(text);

/** Undefined for whoever is no official: a person, the system, an operator that answered by the code of its notice. */
export const staffFor = (tx: Tx, account: string, on: Day): Promise<StaffMember | undefined> =>
  isAccount(account)
    ? remembered(`staff:${account}:${on}`, () => staffMember(tx, account, on))
    : Promise.resolve(undefined);

/** What a code of a table is called in that language; undefined without a code, or for one the table does not hold. */
export const codeNameFor = (
  tx: Tx,
  system: Parameters<typeof codeName>[1],
  code: string | undefined,
  language: Language,
): Promise<string | undefined> =>
  code === undefined
    ? Promise.resolve(undefined)
    : remembered(
        `code:${system}:${code}:${language}`,
        async () => (await codeName(tx, system, code, language)) ?? undefined,
      );

export const problemName = (tx: Tx, code: string | undefined): Promise<string | undefined> =>
  codeNameFor(tx, 'problem-12315', code, 'zh-CN');

/** The codes on file that the 12315 tables hold, or held: what came from a list of somebody else's is none of them. */
export const listedCodesOf = async (
  tx: Tx,
  { objectCode, problemCode }: { readonly objectCode?: string; readonly problemCode?: string },
): Promise<ReadonlySet<string>> => {
  const isObject = (await codeNameFor(tx, 'object-12315', objectCode, 'zh-CN')) !== undefined;
  const isProblem = (await problemName(tx, problemCode)) !== undefined;
  return new Set(
    [isObject ? objectCode : undefined, isProblem ? problemCode : undefined].filter((code) => code !== undefined),
  );
};

/** What the register says of an operator; a change of it reaches papers half a minute later. */
export const operatorFor = (tx: Tx, id: string): Promise<OperatorRecord | undefined> =>
  remembered(`operator:${id}`, () => operatorOf(tx, id));

/** Officials with an office in these places or above them, by account. */
export const officialsAt = async (
  tx: Tx,
  tenant: string,
  places: readonly string[],
  on: Day,
): Promise<readonly Official[]> => {
  const offices = await remembered(`offices:${tenant}:${places.join()}:${on}`, () => officesAt(tx, tenant, places, on));
  const officials: Official[] = [];
  for (const [account, held] of Map.groupBy(offices, (office) => office.account))
    officials.push({ account, name: (await staffFor(tx, account, on))?.name ?? account, offices: held });
  return officials;
};
