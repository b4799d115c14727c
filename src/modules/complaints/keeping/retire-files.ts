import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { systemActors } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { type EndOfTerm, endOfTerm, type FileAtEnd } from '#platform/end-of-term.ts';
import { eraseFiles, keepsFiles } from '#platform/files/erase-files.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { lyingValues } from '#platform/vault-restated.ts';
import { yearsKept } from '../decide/retirement.ts';
import { actOnComplaint, lawFor, scopeOf } from '../handle.ts';
import { unitsFor } from '../reference.ts';
import { readComplaint } from '../store.ts';
import { forgetWords } from './forget.ts';
import { lessenIncidents } from './lessen-incidents.ts';
import { absentOf, isOtherSide } from './lessen-values.ts';

const basis = 'pipl 19, 47; RET-04';

/** Archived files of the instance whose term is over and that still hold something of a person, also what was written after a round. */
export const filesAtEnd = async (context: Context, at: Date): Promise<EndOfTerm> =>
  endOfTerm(
    context.database,
    await systemActors(context.database, 'retention'),
    {
      ended: `select c.stream, c.number, c.archived_on as "endedOn" from complaint c
        where c.tenant = $1 and c.archived_on is not null and (
          not exists (select 1 from event e where e.tenant = c.tenant and e.stream = c.stream and e.type = 'FileRetired')
          or exists (select 1 from person_key k where k.tenant = c.tenant and k.stream = c.stream and k.wrapped is not null)
          or ${keepsFiles('c')})`,
      scopeOf,
      yearsKept: (tenant, today) => yearsKept(lawFor(context, tenant), today),
      letGo: (tx, actor, file, when) => retire(context, tx, actor, file, when),
    },
    at,
  );

const retire = async (context: Context, tx: Tx, actor: Actor, file: FileAtEnd, at: Date): Promise<void> => {
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
