import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { systemActors } from '#modules/directory/facade.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { orRefuse } from '#platform/http/errors.ts';
import type { JobTask } from '#platform/jobs.ts';
import { holdsOn } from '#platform/legal-holds.ts';
import { lyingValues, storeRestated } from '#platform/vault-restated.ts';
import { actOnComplaint } from '../handle.ts';
import { complains } from '../heirs.ts';
import { unitsFor } from '../reference.ts';
import { type LoadedComplaint, readComplaint } from '../store.ts';
import { caseRounds, type Round } from '../sweep/case-rounds.ts';
import { emptyRequestsOf } from './empty-requests.ts';
import { oldPapersRound } from './forget.ts';
import { eraseScansLeft, frozenOf, lessenFileNames, lessenFiles } from './lessen-files.ts';
import { claimantLists, lessenIncidents, type OfCase } from './lessen-incidents.ts';
import { absentOf, type Lessening, lesseningOf } from './lessen-values.ts';
import { lessenWords } from './lessen-words.ts';
import { namedByNobody, type Table, tablesIn } from './who-was-erased.ts';
import { type KnownValue, tokensOf } from './without-person.ts';

/**
 * People erased before every paper, and every list of an event, was restated for it, or brought back among the texts of others by a
 * backup: who they were is read off the lists that still name them, and then they go from all of the case.
 */
export const lessenOldPapers = (context: Context): JobTask<Round> =>
  caseRounds(context, {
    name: oldPapersRound.name,
    system: 'old-papers',
    done: 'erased people taken out of old papers',
    casesAfter: (tx, { tenant, after, most }) =>
      tx.rows(
        `select distinct e.stream from event e join complaint c on c.tenant = e.tenant and c.stream = e.stream
          where e.tenant = $1 and e.stream > $2::uuid and e.type in ('PersonErased', 'FileRetired')
          order by e.stream limit $3`,
        [tenant, after, most],
      ),
    goThrough: async (tx, tenant, streams) => {
      const actor = (await systemActors(context.database, 'old-papers')).find((one) => one.tenant === tenant);
      if (actor === undefined) throw new Error(`no tenant ${tenant}`);
      for (const stream of streams) await goThroughCase(context, tx, actor, { tenant, stream });
    },
  });

type Erased = { readonly person: string; readonly basis: string; readonly firstOn: Day };

const goThroughCase = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  at: { readonly tenant: string; readonly stream: string },
): Promise<void> => {
  const { number } = await tx.one<{ number: string }>(
    'select number from complaint where tenant = $1 and stream = $2',
    [at.tenant, at.stream],
  );
  // A hold keeps the case as it stands.
  if ((await holdsOn(tx, at)).length > 0) return;
  await eraseScansLeft(context, tx, actor, at);
  const loaded = await readComplaint(tx, context.vault, number);
  const erased = loaded === undefined ? undefined : await firstErased(tx, loaded);
  if (loaded === undefined || erased === undefined) return;
  for (const { person, account } of loaded.state.parties)
    if (loaded.erased.has(person)) {
      const accounts = account === undefined ? [] : [account];
      await emptyRequestsOf(tx, actor, { ...at, person, accounts }, erased.basis);
    }
  const of: OfCase = { ...at, number, basis: erased.basis };
  const values = await lyingValues(tx, loaded, loaded.personKeys);
  const { others: known, mark } = absentOf(context, loaded.state, values, () => false);
  const papers = values.flatMap(({ kind, opened: { value } }) => (kind === 'paper' ? [JSON.parse(String(value))] : []));
  const rowsOf = (rows: Table['rows']) => rows.filter((row) => row.some((cell) => tokensOf(cell).includes(number)));
  const lists = (await claimantLists(context, tx, actor, of)).flatMap((list) => tablesIn(list as never));
  const gone = [
    ...papers.flatMap(tablesIn),
    ...lists.map(({ heading, rows }) => ({ heading, rows: rowsOf(rows) })),
  ].flatMap((table) => goneIn(context, table, { known, mark }));
  if (gone.length > 0) {
    const plan = lesseningOf(context, loaded, values, { absent: { gone, others: known, mark } });
    await lessenCase(context, tx, actor, loaded, { of, erased, plan });
    await lessenIncidents(context, tx, actor, of, { absent: plan.absent, at: now() });
  }
  await lessenWords(context, tx, at);
};

/** One of those who complained and are erased, with the basis and the day of the first time. */
const firstErased = async (tx: Tx, { tenant, stream, state, erased }: LoadedComplaint): Promise<Erased | undefined> => {
  const person = state.parties.find((party) => complains(party) && erased.has(party.person))?.person;
  if (person === undefined) return undefined;
  const key = await tx.one<{ basis: string; at: Date }>(
    `select destroyed_basis as basis, destroyed_at as at from person_key
      where tenant = $1 and stream = $2 and person = $3`,
    [tenant, stream, person],
  );
  return { person, basis: key.basis, firstOn: dayOf(key.at) };
};

const goneIn = (
  context: Context,
  { heading, rows }: Table,
  { known, mark }: { readonly known: readonly KnownValue[]; readonly mark: string },
): KnownValue[] => {
  const t = context.texts('zh-CN');
  const at = (column: string): number => heading.indexOf(t(`papers:together.${column}`));
  const [name, phone, address] = [at('name'), at('phone'), at('address')];
  if (name < 0) return [];
  const columns = { name, ...(phone < 0 ? {} : { phone }), ...(address < 0 ? {} : { address }) };
  return namedByNobody(rows, columns, { known, blanks: [mark, t('papers:notGiven')] });
};

const lessenCase = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  loaded: LoadedComplaint,
  { of, erased, plan }: { readonly of: OfCase; readonly erased: Erased; readonly plan: Lessening },
): Promise<void> => {
  const { tenant, stream, state } = loaded;
  const { number } = of;
  await lessenFileNames(context, tx, { tenant, stream }, state.evidence, plan.absent);
  if (plan.rows.length === 0) return;
  const { lessened } = plan;
  const at = now();
  const hashes = await frozenOf(tx, loaded, plan);
  const frozen = Object.keys(hashes).length === 0 ? {} : { frozen: hashes };
  const make = () => ({ act: 'lessen-again', ...erased, repeats: 'named-still', lessened, ...frozen }) as const;
  orRefuse(
    await actOnComplaint(context, tx, { number, actor, at, units: await unitsFor(tx, tenant, dayOf(at)), make }),
  );
  await storeRestated(tx, { tenant, stream }, plan.rows);
  await lessenFiles(context, tx, actor, { tenant, stream, ...erased }, plan);
};
