import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import {
  authorityOf,
  codesOf,
  competentBureaus,
  intakeCentreOf,
  type OperatorRecord,
  operatorOf,
  type Standing,
  standingOn,
  type Unit,
  unitsOf,
} from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { lawFor } from '../handle.ts';
import type { ClaimKind } from '../vocabulary.ts';

/** An official of the history, as the session would state them. */
export type HistoryOfficial = { readonly actor: Actor; readonly name: string; readonly phone: string };

export type HistoryMatter = {
  /** Parts of the names of those who are complained of like this; a matter without any fits everybody nobody else fits. */
  readonly sellers: readonly string[];
  /** From and to how many hundred yuan it is about. */
  readonly hundreds: readonly [number, number];
  readonly facts: readonly string[];
  readonly wish: string;
  readonly claim: ClaimKind;
  readonly object: string;
  readonly problem: string;
};

/** What histories are told with; invented, and handed over by whoever wants one. */
export type HistoryWords = {
  readonly families: readonly string[];
  readonly given: readonly string[];
  readonly streets: Readonly<Record<string, readonly string[]>>;
  readonly matters: readonly HistoryMatter[];
  readonly endings: readonly string[];
  readonly refusal: readonly { readonly fact: string; readonly reasons: string }[];
  readonly termination: readonly { readonly fact: string; readonly reasons: string }[];
  readonly terms: readonly string[];
  /** Of what was done on the spot: no term runs from it. */
  readonly termsPerformed: readonly string[];
  readonly proofWanted: string;
  readonly proofGiven: string;
  readonly place: string;
  readonly elsewhere: string;
  readonly visit: string;
  /** Who took a letter at another body. */
  readonly receiver: string;
};

/** Everything a history needs of the directory, read once. */
export type HistoryWorld = {
  readonly units: ReadonlyMap<string, ReadonlyMap<string, Unit>>;
  readonly authorities: ReadonlyMap<string, string>;
  readonly operators: readonly HistoryOperator[];
  readonly standing: (bureau: string, on: Day) => Standing;
  readonly problems: ReadonlyMap<string, string>;
  /** Officials by bureau. */
  readonly heads: ReadonlyMap<string, HistoryOfficial>;
  readonly handlers: ReadonlyMap<string, readonly HistoryOfficial[]>;
  readonly mediators: ReadonlyMap<string, readonly HistoryOfficial[]>;
  readonly intake: ReadonlyMap<string, HistoryOfficial>;
  readonly staff: ReadonlyMap<string, { readonly name: string; readonly phone: string }>;
  readonly words: HistoryWords;
};

export type HistoryOperator = {
  readonly record: OperatorRecord;
  readonly tenant: string;
  readonly bureau: string;
  readonly intake: string;
};

export type HistoryPeople = { readonly officials: readonly HistoryOfficial[]; readonly operators: readonly string[] };

export const readWorld = async (
  context: Context,
  tx: Tx,
  people: HistoryPeople,
  words: HistoryWords,
  span: { readonly from: Date; readonly until: Date },
): Promise<HistoryWorld> => {
  const on = dayOf(span.until);
  const operators: HistoryOperator[] = [];
  for (const id of people.operators) {
    const found = await readOperator(context, tx, id, on);
    if (found !== undefined) operators.push(found);
  }
  const tenants = [...new Set(operators.map((one) => one.tenant))];
  const units = new Map<string, ReadonlyMap<string, Unit>>();
  const authorities = new Map<string, string>();
  for (const tenant of tenants) {
    await context.vault.load(tenant, tx);
    units.set(tenant, new Map((await unitsOf(tx, tenant, on)).map((unit) => [unit.id, unit])));
    authorities.set(tenant, (await authorityOf(tx, tenant))?.name ?? tenant);
  }
  const { officials } = people;
  const having = (role: string) => officials.filter((one) => one.actor.roles.some((held) => held === role));
  return {
    units,
    authorities,
    operators: operators.filter((one) => having('handler').some((official) => official.actor.bureau === one.bureau)),
    standing: await readStandings(tx, operators, span),
    problems: new Map((await codesOf(tx, 'problem-12315')).map((code) => [code.code, code.titleZh])),
    heads: new Map(having('bureau-head').map((one) => [one.actor.bureau ?? '', one])),
    handlers: Map.groupBy(having('handler'), (one) => one.actor.bureau ?? ''),
    mediators: Map.groupBy(having('mediator'), (one) => one.actor.bureau ?? ''),
    intake: new Map(having('intake-officer').map((one) => [one.actor.tenant ?? '', one])),
    staff: new Map(officials.map((one) => [one.actor.account, one])),
    words,
  };
};

const readOperator = async (context: Context, tx: Tx, id: string, on: Day): Promise<HistoryOperator | undefined> => {
  const record = await operatorOf(tx, id);
  const { competent } = await competentBureaus(tx, lawFor(context, '').rulebook, {
    on,
    respondent: { by: 'operator', id },
  });
  const [first] = competent;
  if (record === undefined || first === undefined) return undefined;
  const tenant = first.bureau.split('-')[0] ?? first.bureau;
  const unit = (await unitsOf(tx, tenant, on)).find((one) => one.id === first.bureau);
  if (unit === undefined) return undefined;
  const bureau = unit.kind === 'station' && unit.parent !== null ? unit.parent : unit.id;
  const centre = await intakeCentreOf(tx, unit.tenant, on);
  return { record, tenant: unit.tenant, bureau, intake: centre?.id ?? bureau };
};

const DAY = 86_400_000;

/** A bureau's standing may change from one day to the next: asked for every day of the span, once. */
const readStandings = async (
  tx: Tx,
  operators: readonly HistoryOperator[],
  span: { readonly from: Date; readonly until: Date },
): Promise<HistoryWorld['standing']> => {
  const known = new Map<string, Standing>();
  for (const bureau of new Set(operators.map((one) => one.bureau))) {
    for (let at = span.from.getTime(); at <= span.until.getTime() + DAY; at += DAY) {
      const on = dayOf(new Date(at));
      known.set(`${bureau} ${on}`, await standingOn(tx, bureau, on));
    }
  }
  return (bureau, on) => known.get(`${bureau} ${on}`) ?? 'companion';
};
