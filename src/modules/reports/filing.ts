import { createHash } from 'node:crypto';
import { type CanonicalValue, canonicalJson } from '#kernel/canonical.ts';
import { idKindCode } from '#kernel/identity-words.ts';
import type { Context } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import type { NewEntry, PreparedEntries } from '#platform/vault.ts';
import type { ReportRequest } from './contract.ts';
import type { Reported, Reporter, ReporterField, ReportFiling, Sealed } from './report.ts';

type Texts = Pick<ReportRequest, 'reporter' | 'reported' | 'clue' | 'basis' | 'place'> & {
  /** Why another authority handed it over. */
  readonly handedReasons?: string;
  /** Known already where the files of a report handed over name it. */
  readonly person?: string;
};

/** What a new report puts into the vault: the person apart from the matter, each under a key of its own. */
export const sealReport = (
  context: Context,
  at: { readonly tenant: string; readonly stream: string },
  texts: Texts,
): {
  readonly entries: readonly PreparedEntries[];
  readonly reporter: Reporter | null;
  readonly reported: Reported;
  readonly refs: Pick<ReportFiling, 'clue' | 'basis' | 'place'>;
  readonly handedReasons?: Sealed;
} => {
  const { reported, reporter } = texts;
  const matter = seal(context, { ...at, person: at.stream }, [
    ['clue', texts.clue],
    ['basis', texts.basis],
    ['place', texts.place],
    ['reported-name', reported.name],
    ['reported-address', reported.address],
    ['reported-phone', reported.phone],
    ['reported-contact', reported.contact],
    ['reported-clue', reported.clue],
    ['handed-reasons', texts.handedReasons],
  ]);
  const { clue, basis, place } = matter.refs;
  if (clue === undefined) throw new Error('a report without its clue');
  const fields = Object.fromEntries(
    (['name', 'address', 'phone', 'contact', 'clue'] as const).flatMap((field) => {
      const ref = matter.refs[`reported-${field}`];
      return ref === undefined ? [] : [[field, ref]];
    }),
  );
  const person = texts.person ?? newId();
  const handedReasons = matter.refs['handed-reasons'];
  const identity =
    reporter === undefined
      ? undefined
      : seal(context, { ...at, person }, [
          ['name', reporter.name],
          ['phone', reporter.phone],
          ['address', reporter.address],
          ['id-type', reporter.idType === undefined ? undefined : idKindCode(reporter.idType)],
          ['id-number', reporter.idNumber],
        ]);
  return {
    entries: identity === undefined ? [matter.rows] : [matter.rows, identity.rows],
    reporter:
      identity === undefined ? null : { person, fields: identity.refs as Partial<Record<ReporterField, Sealed>> },
    reported: {
      ...(reported.operator === undefined ? {} : { operator: reported.operator }),
      ...(reported.platform === undefined ? {} : { platform: reported.platform }),
      ...(reported.shop === undefined ? {} : { shop: reported.shop }),
      fields,
    },
    refs: { clue, ...(basis === undefined ? {} : { basis }), ...(place === undefined ? {} : { place }) },
    ...(handedReasons === undefined ? {} : { handedReasons }),
  };
};

/** No index of any kind is made of a report's values: it is not found by what stands in it. */
const seal = (
  context: Context,
  at: { readonly tenant: string; readonly stream: string; readonly person: string },
  values: readonly (readonly [string, string | undefined])[],
): { readonly rows: PreparedEntries; readonly refs: Readonly<Record<string, Sealed>> } => {
  const entries: NewEntry[] = values.flatMap(([kind, value]) =>
    value === undefined || value === '' ? [] : [{ kind, value }],
  );
  const rows = context.vault.prepare(at, entries);
  return {
    rows,
    refs: Object.fromEntries(rows.put.map(({ kind, entry, commitment }) => [kind, { entry, commitment }])),
  };
};

/** The commitments inside bind every text, so this one hash binds the whole report without holding any of it. */
export const withContentHash = (bare: Omit<ReportFiling, 'contentHash'>): ReportFiling => ({
  ...bare,
  contentHash: createHash('sha256')
    .update(canonicalJson(bare as unknown as CanonicalValue))
    .digest('hex'),
});
