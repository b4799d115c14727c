import type { Actor } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit, looksAt } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { caseFiles } from '#platform/files/list-files.ts';
import { openedValuesOf } from '#platform/opened-values.ts';
import type { Party } from '../complaint.ts';
import { scopeOf } from '../handle.ts';
import { type LoadedComplaint, readComplaint } from '../store.ts';
import type { OwnData } from './contract.ts';
import { areSeveral, namesOf } from './whose-data.ts';

/**
 * Everything one case holds about the person who asks (PIPL art. 45), in clear, with who opened what and why; of somebody who left the
 * case as well. Leaves the transaction in the scope of the actor.
 */
export const ownDataIn = async (context: Context, tx: Tx, actor: Actor, number: string): Promise<OwnData | Refusal> => {
  const loaded = await readComplaint(tx, context.vault, number);
  const standing = (loaded?.state.parties ?? []).filter(
    ({ account }) => account !== undefined && actor.principals.includes(account),
  );
  // Whoever only helped is somebody else, even where both are reached by one number.
  const own = standing.filter(({ kind }) => kind !== 'helper');
  const parties = own.length > 0 ? own : standing;
  if (loaded !== undefined && parties.length > 0) return await dataOf(context, tx, actor, loaded, parties);
  return await leftIn(context, tx, actor, number);
};

/** The case is out of their reach: it is opened for this copy alone, and only as the person they were in it. */
const leftIn = async (context: Context, tx: Tx, actor: Actor, number: string): Promise<OwnData | Refusal> => {
  const left = (await context.people.deskRequests.casesLeft(tx, actor.account)).filter((one) => one.number === number);
  const [first] = left;
  if (first === undefined) return refuse('complaint-not-found', { status: 404 });
  await tx.rescope({ ...scopeOf(actor, []), tenants: [first.tenant], bureaus: [first.bureau] });
  const loaded = await readComplaint(tx, context.vault, number);
  const people = new Set(left.map(({ person }) => person));
  const parties = loaded?.state.parties.filter(({ person }) => people.has(person)) ?? [];
  if (loaded !== undefined && parties.length > 0) return await dataOf(context, tx, actor, loaded, parties);
  await tx.rescope(scopeOf(actor));
  return refuse('complaint-not-found', { status: 404 });
};

const dataOf = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  loaded: LoadedComplaint,
  parties: readonly Party[],
): Promise<OwnData | Refusal> => {
  const [party] = parties;
  if (party === undefined) return refuse('complaint-not-found', { status: 404 });
  const { tenant, stream, state } = loaded;
  const shared = areSeveral(await namesOf(context, tx, loaded, parties));
  const isComplainant = party.kind === 'complainant';
  const texts = isComplainant
    ? { facts: state.facts, claim: state.claimText, purchase: state.purchase, source: state.sourceRemarks }
    : ({} as Record<string, undefined>);
  const fields = shared ? {} : party.fields;
  const entries = [...Object.values(fields), ...Object.values(texts)].flatMap((sealed) =>
    sealed === undefined ? [] : [sealed.entry],
  );
  const opened = await context.vault.openEntries(tx, loaded, entries);
  const plain = openedValuesOf(opened);
  const openedValue = (entry: string): string | null => (plain.has(entry) ? String(plain.get(entry)) : null);
  const handedIn = new Set(
    state.evidence.flatMap(({ file, by, person }) =>
      by === party.kind && (person ?? party.person) === party.person ? [file] : [],
    ),
  );
  const files = (await caseFiles(context.files, tx, loaded)).flatMap((file) =>
    !shared &&
    file.state === 'kept' &&
    (handedIn.has(file.file) || (file.person === party.person && file.purpose !== 'bundle'))
      ? [{ file: file.file, name: file.name, mediaType: file.mediaType, bytes: file.bytes }]
      : [],
  );
  await tx.rescope({ ...scopeOf(actor), tenants: [tenant] });
  const looks = shared ? [] : await looksAt(tx, { tenant, stream, person: party.person });
  await audit(tx, { tenant, account: actor.account, act: 'copy-own-data', subject: `stream:${stream}` });
  await tx.rescope(scopeOf(actor));
  return {
    number: state.number,
    kind: party.kind,
    ...(shared ? { shared: true as const } : {}),
    values: Object.fromEntries(Object.entries(fields).map(([name, sealed]) => [name, openedValue(sealed.entry)])),
    texts: Object.fromEntries(
      Object.entries(texts).flatMap(([name, sealed]) =>
        sealed === undefined ? [] : [[name, plain.get(sealed.entry) ?? null]],
      ),
    ),
    files,
    opened: looks.map(({ at, kind, reason }) => ({ at: at.toISOString(), kind, reason })),
  };
};
