import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { holdsOn } from '#platform/legal-holds.ts';
import { lyingValues } from '#platform/vault-restated.ts';
import { complains } from '../heirs.ts';
import { readComplaint } from '../store.ts';
import { particulars } from './lessen-values.ts';
import type { KnownValue, StillThere } from './without-person.ts';

type Place = { readonly number: string; readonly person: string };

/**
 * In which other complaints of the event somebody who leaves this one complains too: what the event says of them is of those as well
 * (PIPL art. 47(2)), and goes with the last of them.
 */
export const stillInEvent = async (
  context: Context,
  tx: Tx,
  at: { readonly tenant: string; readonly incident: string; readonly stream: string },
  gone: readonly KnownValue[],
): Promise<StillThere> => {
  const [numbers, held, known] = [new Set<string>(), new Set<string>(), [] as KnownValue[]];
  for (const { number, person } of await samePerson(context, tx, at, gone)) {
    const loaded = await readComplaint(tx, context.vault, number);
    const key = loaded?.personKeys.get(person);
    if (loaded === undefined || key === undefined) continue;
    if (!loaded.state.parties.some((party) => party.person === person && complains(party))) continue;
    numbers.add(number);
    if ((await holdsOn(tx, loaded)).length > 0) held.add(number);
    for (const { kind, opened } of await lyingValues(tx, loaded, new Map([[person, key]])))
      if (particulars.has(kind) && typeof opened.value === 'string') known.push({ kind, value: opened.value });
  }
  return { numbers, held, known };
};

const samePerson = async (
  context: Context,
  tx: Tx,
  { tenant, incident, stream }: { readonly tenant: string; readonly incident: string; readonly stream: string },
  gone: readonly KnownValue[],
): Promise<readonly Place[]> => {
  const marks = gone.flatMap(({ kind, value }) =>
    kind === 'phone' || kind === 'id-number' ? context.keyring.digests(kind, value) : [],
  );
  if (marks.length === 0) return [];
  return await tx.rows<Place>(
    `select distinct c.number, b.person from blind_index b join complaint c on c.tenant = b.tenant and c.stream = b.stream
      where b.tenant = $1 and c.incident = $2 and c.stream <> $3
        and (b.purpose, b.version, b.digest) in (select * from unnest($4::text[], $5::integer[], $6::bytea[]))
      order by c.number`,
    [
      ...[tenant, incident, stream],
      marks.map(({ purpose }) => purpose),
      marks.map(({ version }) => version),
      marks.map(({ digest }) => digest),
    ],
  );
};
