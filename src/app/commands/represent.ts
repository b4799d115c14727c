import type { Actor } from '#kernel/actor.ts';
import { type Day, isDay } from '#kernel/day.ts';
import { isRefusal } from '#kernel/refusal.ts';
import {
  endRepresentative,
  findOperators,
  linkRepresentative,
  mainAuthority,
  operatorOf,
  representativesOf,
} from '#modules/directory/facade.ts';
import { shownAuthorities } from '#modules/directory/representative-contract.ts';
import { nobody, type Tx } from '#platform/db.ts';
import { problemOf } from '#platform/http/problem.ts';
import { noGateways } from '#platform/messages/gateways.ts';
import { type People, wirePeople } from '#platform/people.ts';
import { StartFailure } from '#platform/postgres/start-failure.ts';
import { readArgs } from '../read-args.ts';
import { languageOf, type Out, type Run } from '../say.ts';
import { type OpenInstance, withInstance } from '../with-instance.ts';

const options = {
  operator: { type: 'string' },
  tenant: { type: 'string' },
  name: { type: 'string' },
  phone: { type: 'string' },
  shown: { type: 'string' },
  note: { type: 'string' },
  until: { type: 'string' },
  end: { type: 'string' },
  reason: { type: 'string' },
} as const;

type Wish = Readonly<Partial<Record<keyof typeof options, string>>>;
type Desk = { readonly people: People; readonly tx: Tx; readonly actor: Actor; readonly operator: string };

/** `fangxin represent`: who acts for an operator with an account of its own: listed, entered, ended. */
export const run: Run = async (argv, out) => {
  const { values } = readArgs({ args: [...argv], options });
  const usage = () => new StartFailure('argument-missing', { usage: out.say('cli:commands.represent.usage') });
  if (values.operator === undefined) throw usage();
  if (values.end !== undefined && values.reason === undefined) throw usage();
  const isLink = values.name !== undefined || values.phone !== undefined || values.shown !== undefined;
  if (isLink && (values.name === undefined || values.phone === undefined || shownIn(values) === undefined))
    throw usage();
  if (values.until !== undefined && !isDay(values.until)) throw usage();
  return await withInstance((instance) =>
    instance.database.transact(nobody, async (tx) => {
      const desk = await deskOf(instance, tx, values);
      if (values.end !== undefined) return await end(desk, values.end, values.reason ?? '', out);
      return isLink ? await link(desk, values, out) : await list(desk, out);
    }),
  );
};

const shownIn = ({ shown }: Wish) => shownAuthorities.find((one) => one === shown);

const deskOf = async ({ keyring, database }: OpenInstance, tx: Tx, wish: Wish): Promise<Desk> => {
  const tenant = wish.tenant ?? (await mainAuthority(tx))?.id ?? '';
  await tx.rescope({ ...nobody, tenants: [tenant] });
  return {
    people: wirePeople(database, keyring, noGateways),
    tx,
    actor: {
      kind: 'system',
      account: 'system:command-line',
      roles: [],
      tenants: [tenant],
      bureaus: [],
      principals: [],
      tenant,
    },
    operator: await operatorNamed(tx, wish.operator ?? ''),
  };
};

/** By its id in the register, or by its licence code. */
const operatorNamed = async (tx: Tx, text: string): Promise<string> => {
  const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(text);
  const found = isId
    ? (await operatorOf(tx, text))?.id
    : (await findOperators(tx, { text, by: 'licence-code' })).operators[0]?.id;
  if (found === undefined) throw new StartFailure('directory:refusals.operator-unknown');
  return found;
};

const link = async ({ people, tx, actor, operator }: Desk, wish: Wish, out: Out): Promise<number> => {
  const { name = '', phone = '', note, until } = wish;
  const shown = shownIn(wish) ?? 'letter';
  const body = {
    name,
    phone,
    shown,
    ...(note === undefined ? {} : { note }),
    ...(until === undefined ? {} : { until: until as Day }),
  };
  return told(await linkRepresentative({ people }, tx, actor, operator, body), out);
};

const end = async ({ people, tx, actor, operator }: Desk, id: string, reason: string, out: Out): Promise<number> =>
  told(await endRepresentative({ people }, tx, actor, { operator, id, reason }), out);

const list = async ({ people, tx, actor, operator }: Desk, out: Out): Promise<number> => {
  const rows = await representativesOf({ people }, tx, actor, operator);
  if (isRefusal(rows)) return told(rows, out);
  for (const { id, name, phone, shown, from, to, current } of rows) {
    const said = out.say(`administration:representatives.shown.${shown}`);
    const cells = [current ? '+' : '-', id, name, phone, said, from, to ?? ''];
    out.print(cells.map((cell) => cell.replaceAll(/\p{Cc}+/gu, ' ')).join('\t'));
  }
  if (rows.length === 0) out.note(out.say('administration:representatives.none'));
  return 0;
};

/** The id alone on standard output, so that scripts can take it; why not on standard error. */
const told = (outcome: Awaited<ReturnType<typeof linkRepresentative>>, out: Out): number => {
  if (isRefusal(outcome)) throw new StartFailure('represent-refused', { why: whyNot(outcome) });
  out.print(outcome.id);
  return 0;
};

const whyNot = (refusal: Parameters<typeof problemOf>[0]): string => {
  const { detail, title } = problemOf(refusal, languageOf(process.env), '');
  return detail ?? title;
};
