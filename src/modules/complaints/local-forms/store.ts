import type { Day } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';
import type { LocalField, LocalForm } from './local-form.ts';

/** A version is added and never altered. */

type Row = Omit<LocalForm, 'fields'> & { readonly fields: readonly LocalField[] };
export type KeptForm = Row & { readonly reason: string; readonly enteredBy: string; readonly enteredAt: Date };

/** Every version of the forms of one authority, the newest of each first. */
export const localFormsOf = (tx: Tx, tenant: string): Promise<KeptForm[]> =>
  tx.rows<KeptForm>(
    `select code, version, title, english_title as "englishTitle", addressee, series, wording, aid, notes, fields,
       effective_from as "from", effective_to as "to", reason, entered_by as "enteredBy", entered_at as "enteredAt"
     from local_form where tenant = $1 order by code, version desc`,
    [tenant],
  );

export type NewVersion = Omit<LocalForm, 'version'> & { readonly reason: string };

/** The number of the version; undefined where another was entered since `known`. */
export const addVersion = async (
  tx: Tx,
  keeper: { readonly tenant: string; readonly account: string; readonly at: Date },
  form: NewVersion,
  known: number,
): Promise<number | undefined> => {
  const to: Day | null = form.to;
  const written = await tx.run(
    `insert into local_form (tenant, code, version, title, english_title, addressee, series, wording, aid, notes, fields,
       effective_from, effective_to, reason, entered_by, entered_at)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12::date, $13::date, $14, $15, $16
     where coalesce((select max(version) from local_form where tenant = $1 and code = $2), 0) = $3::integer - 1
     on conflict do nothing`,
    [
      ...[keeper.tenant, form.code, known + 1, form.title, form.englishTitle, form.addressee, form.series],
      ...[form.wording, form.aid, form.notes, JSON.stringify(form.fields), form.from, to, form.reason],
      ...[keeper.account, keeper.at],
    ],
  );
  return written === 1 ? known + 1 : undefined;
};
