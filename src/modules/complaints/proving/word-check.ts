import type { Tx } from '#platform/db.ts';
import type { PastEvent } from '#platform/verify.ts';
import type { Beside, BesideFault, SeenStream } from '#platform/verify-beside.ts';
import { commitmentsIn } from '#platform/verify-values.ts';
import type { ComplaintEvent, Sealed } from '../complaint.ts';
import { complains } from '../heirs.ts';
import { nameKinds } from '../keeping/lessen-words.ts';
import { searchWords } from '../words.ts';

type Words = { readonly stream: string; readonly words: readonly string[] };

/**
 * By which words a narrative is found: no word that it does not hold, none that names somebody the case knows, and none missing of
 * those that were never a name. Words are taken away whenever another name becomes known; of whom an erasure let go the name
 * is known no more, and then only what stands too much is told, and whether all of them are gone.
 */
export class WordCheck implements Beside {
  readonly table = 'complaint_search';
  async page(tx: Tx, tenant: string, streams: readonly SeenStream[], fault: BesideFault): Promise<number> {
    const own = streams.filter(({ kind, expected }) => kind === 'complaint' && expected !== undefined);
    const rows = await tx.rows<Words>(
      `select stream, tsvector_to_array(words) as words from complaint_search where tenant = $1 and stream = any ($2::uuid[])`,
      [tenant, streams.map(({ key }) => key.stream)],
    );
    const stored = new Map(rows.map((row) => [row.stream, row.words]));
    for (const seen of own) {
      const words = stored.get(seen.key.stream);
      stored.delete(seen.key.stream);
      compare(seen, words, fault);
    }
    for (const stream of stored.keys()) fault({ tenant, stream }, 'row-unexpected', { detail: 'complaint_search' });
    return rows.length;
  }
}

const compare = (seen: SeenStream, words: readonly string[] | undefined, fault: BesideFault): void => {
  const { key, name, events, values } = seen;
  const where = { ...key, name };
  const acts = events.map(({ type, payload }) => ({ type, payload })) as ComplaintEvent[];
  const [filed] = acts;
  if (filed?.type !== 'ComplaintFiled') return;
  const gone = new Set(acts.flatMap((act) => (act.type === 'PersonErased' ? [act.payload.person] : [])));
  const isForgotten =
    acts.some(({ type }) => type.endsWith('Retired')) ||
    filed.payload.parties.filter((party) => complains(party)).every(({ person }) => gone.has(person));
  if (isForgotten) {
    if (words !== undefined && words.length > 0) fault(where, 'row-unexpected', { detail: 'complaint_search' });
    return;
  }
  const facts = values.value(storyIn(acts, filed.payload.facts).entry);
  if (typeof facts !== 'string') return;
  const plain = facts.normalize('NFKC').toLowerCase();
  const names = values.ofKinds(nameKinds).map(({ entry }) => entry);
  const known = textsOf(names, values);
  const most = gone.size === 0 ? new Set(searchWords(facts, known)) : undefined;
  for (const word of words ?? []) {
    const isHeld = most === undefined ? plain.includes(word) : most.has(word);
    if (!isHeld) {
      fault(where, 'row-differs', { detail: 'complaint_search words +1' });
      break;
    }
  }
  if (gone.size > 0 || most === undefined) {
    // Whoever came back with a backup took them all along; else those that are left stay, be they none.
    const isTakenWhole = acts.some((act) => act.type === 'PersonErased' && act.payload.repeats !== undefined);
    if (words === undefined && !isTakenWhole) fault(where, 'row-missing', { detail: 'complaint_search' });
    return;
  }
  const there = new Set(words ?? []);
  const least = leastOf(events, names, seen, facts, most);
  if (![...least].every((word) => there.has(word))) {
    if (words === undefined) fault(where, 'row-missing', { detail: 'complaint_search' });
    else fault(where, 'row-differs', { detail: 'complaint_search words -1' });
  }
};

/** As filed, or as an officer wrote it down last. */
const storyIn = (acts: readonly ComplaintEvent[], filed: Sealed): Sealed =>
  acts.reduce((last, act) => (act.type === 'ParticularsCompleted' ? (act.payload.facts ?? last) : last), filed);

const textsOf = (entries: readonly string[], values: SeenStream['values']): string[] =>
  entries.flatMap((entry) => {
    const value = values.value(entry);
    return typeof value === 'string' ? [value] : [];
  });

/** What no name that became known on the way took away; a name that goes may let the rest be cut otherwise. */
const leastOf = (
  events: readonly PastEvent[],
  names: readonly string[],
  { values }: SeenStream,
  facts: string,
  most: ReadonlySet<string>,
): ReadonlySet<string> => {
  const all = new Set(names);
  const met: string[] = [];
  let least = most;
  for (const { payload } of events) {
    const added = commitmentsIn(payload).filter(({ entry }) => all.delete(entry));
    met.push(...added.map(({ entry }) => entry));
    // With all of them it was reckoned already.
    if (added.length === 0 || all.size === 0) continue;
    const then = new Set(searchWords(facts, textsOf(met, values)));
    least = new Set([...least].filter((word) => then.has(word)));
  }
  return least;
};
