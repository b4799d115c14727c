import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { lastDayToGo } from '#kernel/keeping-term.ts';
import { systemActors } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eraseFiles } from '#platform/files/erase-files.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { holdsOn } from '#platform/legal-holds.ts';
import { lyingValues } from '#platform/vault-restated.ts';
import { yearsKept } from '../decide/retirement.ts';
import { actOnComplaint, lawFor, scopeOf } from '../handle.ts';
import { unitsFor } from '../reference.ts';
import { readComplaint } from '../store.ts';
import { forgetWords } from './forget.ts';
import { lessenIncidents } from './lessen-incidents.ts';
import { absentOf, isOtherSide } from './lessen-values.ts';

export type FileDue = {
  readonly tenant: string;
  readonly stream: string;
  readonly number: string;
  readonly archivedOn: Day;
  readonly years: number;
  /** Kept by a legal hold, however long the term is over. */
  readonly held: boolean;
};

const basis = 'pipl 19, 47; RET-04';

/** Every archived file of the instance whose term is over and that still holds something of a person. */
export const filesDue = async (context: Context, at: Date): Promise<FileDue[]> => {
  const due: FileDue[] = [];
  for (const actor of await systemActors(context.database, 'retention')) {
    due.push(...(await context.database.transact(scopeOf(actor), (tx) => dueIn(context, tx, actor, dayOf(at)))));
  }
  return due;
};

const dueIn = async (context: Context, tx: Tx, actor: Actor, today: Day): Promise<FileDue[]> => {
  const { tenant = '' } = actor;
  const years = yearsKept(lawFor(context, tenant), today);
  const rows = await tx.rows<{ stream: string; number: string; archivedOn: Day }>(
    `select c.stream, c.number, c.archived_on as "archivedOn" from complaint c
      where c.tenant = $1 and c.archived_on <= $2::date and not exists (
        select 1 from event e where e.tenant = c.tenant and e.stream = c.stream and e.type = 'FileRetired')
      order by c.archived_on, c.number`,
    [tenant, lastDayToGo(today, years)],
  );
  const due: FileDue[] = [];
  for (const row of rows) {
    const held = (await holdsOn(tx, { tenant, stream: row.stream })).length > 0;
    due.push({ ...row, tenant, years, held });
  }
  return due;
};

/** Lets the files go that no hold keeps, each by an act of its own; run again after an interruption it does the rest. */
export const retireFiles = async (context: Context, due: readonly FileDue[], at: Date): Promise<number> => {
  const actors = new Map((await systemActors(context.database, 'retention')).map((one) => [one.tenant, one]));
  let gone = 0;
  for (const file of due) {
    const actor = actors.get(file.tenant);
    if (actor === undefined || file.held) continue;
    await context.database.transact(scopeOf(actor), (tx) => retire(context, tx, actor, file, at));
    gone += 1;
  }
  return gone;
};

const retire = async (context: Context, tx: Tx, actor: Actor, file: FileDue, at: Date): Promise<void> => {
  const { tenant, stream, number } = file;
  const units = await unitsFor(tx, tenant, dayOf(at));
  const make = () => ({ act: 'retire-file' }) as const;
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) throw new Error('a file that was due is gone');
  orRefuse(await actOnComplaint(context, tx, { number, actor, at, units, make }));
  const told = new Set(loaded.state.parties.flatMap((party) => (isOtherSide(party) ? [party.person] : [])));
  const values = await lyingValues(tx, loaded, loaded.personKeys);
  const absent = absentOf(context, loaded.state, values, (person) => !told.has(person));
  await lessenIncidents(context, tx, actor, { tenant, stream, number, basis }, { absent, at });
  const persons = await tx.rows<{ person: string }>(
    'select person from person_key where tenant = $1 and stream = $2 and wrapped is not null',
    [tenant, stream],
  );
  for (const { person } of persons) {
    orRefuse(await context.vault.erasePerson(tx, actor, { tenant, stream, person }, basis));
  }
  orRefuse(await eraseFiles(context.files, tx, actor, { tenant, stream, of: 'case', basis }));
  await forgetWords(tx, { tenant, stream });
  // A name nobody's register holds may be that of a person.
  await tx.run(
    `with unnamed as (update complaint set respondent_name = null
       where tenant = $1 and stream = $2 and operator is null returning tenant, stream)
     delete from complaint_name n using unnamed u where n.tenant = u.tenant and n.stream = u.stream`,
    [tenant, stream],
  );
};
