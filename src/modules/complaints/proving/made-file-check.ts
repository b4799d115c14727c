import { withCopy } from '#kernel/paper-name.ts';
import type { TenantKeys } from '#platform/crypto/tenant-keys.ts';
import type { Tx } from '#platform/db.ts';
import { type MadeFileRow, madeFileRows } from '#platform/files/made-file-names.ts';
import { textsFor } from '#platform/texts.ts';
import type { Beside, BesideFault, SeenStream } from '#platform/verify-beside.ts';
import type { Provable } from '#platform/verify-papers.ts';
import type { CanonicalPaper } from '../papers/canonical-paper.ts';

type Claim = {
  readonly stream: string;
  readonly table: 'complaint_paper' | 'complaint_bundle' | 'incident_paper';
  readonly n: number;
  readonly pdf_file: string | null;
  readonly pdf_hash: string | null;
};

const purposes = { complaint_paper: 'paper', complaint_bundle: 'bundle', incident_paper: 'paper' } as const;

/**
 * The frozen file of a paper must be one the platform made in this case or event for this paper: its sealed name says which, the key it
 * lies under for whom. Every such file that is kept must be that of one paper or bundle.
 */
export class MadeFileCheck implements Beside {
  readonly table = 'frozen_file';
  readonly #keys: TenantKeys;

  constructor(keys: TenantKeys) {
    this.#keys = keys;
  }

  async page(tx: Tx, tenant: string, streams: readonly SeenStream[], fault: BesideFault): Promise<number> {
    const own = streams.filter(({ kind }) => kind === 'complaint' || kind === 'incident');
    const ids = own.map(({ key }) => key.stream);
    if (ids.length === 0) return 0;
    const claims = Map.groupBy(await claimsIn(tx, tenant, ids), (claim) => claim.stream);
    const files = Map.groupBy(await madeFileRows(tx, this.#keys, tenant, ids), (row) => row.stream);
    let rows = 0;
    for (const seen of own) {
      const made = files.get(seen.key.stream) ?? [];
      const claimed = claims.get(seen.key.stream) ?? [];
      rows += claimed.length;
      const said = [...claimed.flatMap((claim) => claimFaults(claim, seen, made, claimed))];
      for (const detail of said) fault({ ...seen.key, name: seen.name }, 'row-differs', { detail });
      for (const { file } of made.filter(
        (one) => one.sha256 !== null && !claimed.some(({ pdf_file }) => pdf_file === one.file),
      ))
        fault({ ...seen.key, name: seen.name }, 'row-unexpected', { detail: `evidence_file ${file}` });
    }
    return rows;
  }
}

const claimsIn = (tx: Tx, tenant: string, streams: readonly string[]): Promise<Claim[]> =>
  tx.rows<Claim>(
    `select stream, 'complaint_paper' as table, n, pdf_file, pdf_hash from complaint_paper
      where tenant = $1 and stream = any ($2::uuid[]) and (pdf_file is not null or pdf_hash is not null)
     union all
     select stream, 'incident_paper', n, pdf_file, pdf_hash from incident_paper
      where tenant = $1 and stream = any ($2::uuid[]) and (pdf_file is not null or pdf_hash is not null)
     union all
     select stream, 'complaint_bundle', version, pdf_file, pdf_hash from complaint_bundle
      where tenant = $1 and stream = any ($2::uuid[]) and (pdf_file is not null or pdf_hash is not null)`,
    [tenant, streams],
  );

const claimFaults = (
  { table, n, pdf_file, pdf_hash }: Claim,
  seen: SeenStream,
  made: readonly MadeFileRow[],
  all: readonly Claim[],
): string[] => {
  const row = made.find(({ file }) => file === pdf_file);
  const isOwn =
    row !== undefined &&
    row.purpose === purposes[table] &&
    all.filter((other) => other.pdf_file === pdf_file).length === 1 &&
    (table === 'complaint_bundle' || isFileOf(row, seen, n));
  return [
    ...(isOwn ? [] : [`${table} ${n} pdf_file`]),
    ...(row?.sha256 == null || row.sha256 === pdf_hash ? [] : [`${table} ${n} pdf_hash`]),
  ];
};

/** Nothing can be told of it any more once either is erased. */
const isFileOf = (row: MadeFileRow, { values, expected }: SeenStream, n: number): boolean => {
  const paper = namedIn(expected).find((one) => one.n === n);
  const words = paper === undefined ? undefined : values.value(paper.entry);
  if (paper === undefined || typeof words !== 'string' || row.name === null) return true;
  return (
    row.name === nameOf(paper, JSON.parse(words) as CanonicalPaper, expected?.name ?? '') &&
    row.person === values.personOf(paper.entry)
  );
};

type Named = Pick<Provable, 'n' | 'number' | 'entry' | 'named'>;

/** Of an event also the papers that bear no number, and so no proof. */
const namedIn = (expected: SeenStream['expected']): readonly Named[] =>
  (expected?.rows['incident_paper'] as readonly Named[] | undefined) ?? expected?.provable ?? [];

const nameOf = ({ number, named }: Named, { title }: CanonicalPaper, caseNumber: string): string =>
  `${withCopy(title, named ?? {}, textsFor('zh-CN'))} ${number ?? caseNumber}.pdf`;
