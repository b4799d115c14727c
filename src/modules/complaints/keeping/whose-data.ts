import type { Actor } from '#kernel/actor.ts';
import type { Context } from '#platform/context.ts';
import type { DataRequest } from '#platform/data-requests.ts';
import { nobody, type Tx } from '#platform/db.ts';
import type { FoundCase } from '#platform/desk-requests.ts';
import type { Party } from '../complaint.ts';
import { scopeOf } from '../scope.ts';
import { type LoadedComplaint, readComplaint } from '../store.ts';

/**
 * A mark finds whoever gave this number, and a number is given for others as well: a daughter's for her mother, one for two. What is
 * held goes to the asker only where they are the one it is about (PIPL art. 45); of anybody else not even that there is a case.
 */

const plain = (name: string): string => name.normalize('NFKC').replaceAll(/\s/gu, '');

/** Names on file of some parties of one case; what was erased or never given is left out. */
export const namesOf = async (
  context: Context,
  tx: Tx,
  loaded: LoadedComplaint,
  parties: readonly Party[],
): Promise<readonly string[]> => {
  const entries = parties.flatMap(({ fields }) => (fields.name === undefined ? [] : [fields.name.entry]));
  const opened = await context.vault.openEntries(tx, loaded, entries);
  return opened.flatMap((one) => ('refusal' in one ? [] : [plain(String(one.value))]));
};

/** Several people who come in by one account: which of them asks, nobody can tell. */
export const areSeveral = (names: readonly string[]): boolean => new Set(names).size > 1;

/** Everybody who stands in a case with one of these accounts; whoever only helped is somebody else. */
export const standingWith = (accounts: readonly string[], { state }: LoadedComplaint): readonly Party[] =>
  state.parties.filter(({ account, kind }) => account !== undefined && kind !== 'helper' && accounts.includes(account));

type Names = (tx: Tx, one: FoundCase) => Promise<string | undefined>;

/** Of the people found for a request, who is the one that asks. */
export const askersOwn = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  asked: DataRequest,
  found: readonly FoundCase[],
  nameElsewhere: Names,
): Promise<ReadonlySet<FoundCase>> => {
  const accounts = [asked.account, asked.follower].flatMap((one) => (one === null ? [] : [one]));
  const left = await leftBy(context, tx, actor, accounts);
  const name = (await context.people.deskRequests.personOf(tx, asked.id))?.name;
  const own = new Set<FoundCase>();
  for (const one of found) {
    const isOwn =
      name === undefined
        ? await standsThere(context, tx, one, accounts, left)
        : one.foundBy === 'id-number' || (await nameThere(context, tx, one, nameElsewhere)) === plain(name);
    if (isOwn) own.add(one);
  }
  return own;
};

const leftBy = async (context: Context, tx: Tx, actor: Actor, accounts: readonly string[]) => {
  const left = new Set<string>();
  for (const account of accounts) {
    await tx.rescope({ ...nobody, account, principals: [account] });
    for (const { stream, person } of await context.people.deskRequests.casesLeft(tx, account))
      left.add(`${stream} ${person}`);
  }
  await tx.rescope(scopeOf(actor));
  return left;
};

const standsThere = async (
  context: Context,
  tx: Tx,
  { stream, number, person, kind }: FoundCase,
  accounts: readonly string[],
  left: ReadonlySet<string>,
): Promise<boolean> => {
  if (kind !== 'complaint')
    return (
      (await tx.maybe(
        "select 1 from case_locator where key_kind = 'account' and key = any ($1::text[]) and stream = $2",
        [accounts, stream],
      )) !== undefined
    );
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return false;
  const once = loaded.state.parties.filter((party) => left.has(`${stream} ${party.person}`));
  const mine = [...standingWith(accounts, loaded), ...once];
  return mine.some((party) => party.person === person) && !areSeveral(await namesOf(context, tx, loaded, mine));
};

const nameThere = async (context: Context, tx: Tx, one: FoundCase, elsewhere: Names): Promise<string | undefined> => {
  if (one.kind !== 'complaint') {
    const name = await elsewhere(tx, one);
    return name === undefined ? undefined : plain(name);
  }
  const loaded = await readComplaint(tx, context.vault, one.number);
  const parties = loaded?.state.parties.filter(({ person }) => person === one.person) ?? [];
  return loaded === undefined ? undefined : (await namesOf(context, tx, loaded, parties))[0];
};

/** Whoever asks with an account is found as those they stand as with it, whatever telephone they gave. */
export const findByAccount = async (context: Context, tx: Tx, asked: DataRequest): Promise<void> => {
  const accounts = [asked.account, asked.follower].flatMap((one) => (one === null ? [] : [one]));
  if (accounts.length === 0) return;
  const cases = await tx.rows<{ stream: string; number: string }>(
    `select distinct a.stream, l.key as number from case_locator a
       join case_locator l on l.tenant = a.tenant and l.stream = a.stream and l.key_kind = 'number'
      where a.key_kind = 'account' and a.kind = 'complaint' and a.tenant = $1 and a.key = any ($2::text[])
        and ($3::uuid is null or a.stream = $3) order by l.key limit 200`,
    [asked.tenant, accounts, asked.stream],
  );
  for (const { stream, number } of cases) {
    const loaded = await readComplaint(tx, context.vault, number);
    if (loaded === undefined) continue;
    for (const { person } of standingWith(accounts, loaded))
      await context.people.deskRequests.markFound(tx, { tenant: asked.tenant, request: asked.id, stream, person });
  }
};
