import type { Actor } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit, looksAt } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { caseFiles } from '#platform/files/list-files.ts';
import { scopeOf } from '../handle.ts';
import { readComplaint } from '../store.ts';
import type { OwnData } from './contract.ts';

/** Everything one case holds about the person who asks (PIPL art. 45), in clear, with who opened what and why. */
export const ownDataIn = async (context: Context, tx: Tx, actor: Actor, number: string): Promise<OwnData | Refusal> => {
  const loaded = await readComplaint(tx, context.vault, number);
  const party = loaded?.state.parties.find(
    (one) => one.account !== undefined && actor.principals.includes(one.account),
  );
  if (loaded === undefined || party === undefined) return refuse('complaint-not-found', { status: 404 });
  const { tenant, stream, state } = loaded;
  const isComplainant = party.kind === 'complainant';
  const texts = isComplainant
    ? { facts: state.facts, claim: state.claimText, purchase: state.purchase, source: state.sourceRemarks }
    : ({} as Record<string, undefined>);
  const entries = [...Object.values(party.fields), ...Object.values(texts)].flatMap((sealed) =>
    sealed === undefined ? [] : [sealed.entry],
  );
  const opened = await context.vault.openEntries(tx, loaded, entries);
  const plain = new Map(opened.flatMap((one) => ('refusal' in one ? [] : [[one.entry, one.value] as const])));
  const openedValue = (entry: string): string | null => (plain.has(entry) ? String(plain.get(entry)) : null);
  const handedIn = new Set(
    state.evidence.flatMap(({ file, by, person }) =>
      by === party.kind && (person ?? party.person) === party.person ? [file] : [],
    ),
  );
  const files = (await caseFiles(context.files, tx, loaded)).flatMap((file) =>
    file.state === 'kept' && (handedIn.has(file.file) || (file.person === party.person && file.purpose !== 'bundle'))
      ? [{ file: file.file, name: file.name, mediaType: file.mediaType, bytes: file.bytes }]
      : [],
  );
  await tx.rescope({ ...scopeOf(actor), tenants: [tenant] });
  const looks = await looksAt(tx, { tenant, stream, person: party.person });
  await audit(tx, { tenant, account: actor.account, act: 'copy-own-data', subject: `stream:${stream}` });
  return {
    number,
    kind: party.kind,
    values: Object.fromEntries(Object.entries(party.fields).map(([name, sealed]) => [name, openedValue(sealed.entry)])),
    texts: Object.fromEntries(
      Object.entries(texts).flatMap(([name, sealed]) =>
        sealed === undefined ? [] : [[name, plain.get(sealed.entry) ?? null]],
      ),
    ),
    files,
    opened: looks.map(({ at, kind, reason }) => ({ at: at.toISOString(), kind, reason })),
  };
};
