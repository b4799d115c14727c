import type { Tx } from '#platform/db.ts';
import { keptScans } from '#platform/files/made-file-names.ts';
import type { Beside, BesideFault, SeenStream } from '#platform/verify-beside.ts';
import { lessenedIn } from '#platform/verify-values.ts';

/**
 * Of a paper from which somebody was erased no scan is kept, replaced ones no more than the last: each shows the person. Unless a hold keeps
 * the case as it stands.
 */
export class ScanCheck implements Beside {
  readonly table = 'kept_scan';
  async page(tx: Tx, tenant: string, streams: readonly SeenStream[], fault: BesideFault): Promise<number> {
    const kept = Map.groupBy(
      await keptScans(
        tx,
        tenant,
        streams.map(({ key }) => key.stream),
      ),
      (row) => row.stream,
    );
    let rows = 0;
    for (const seen of streams) {
      const files = kept.get(seen.key.stream) ?? [];
      rows += files.length;
      const gone = files.length === 0 ? undefined : scansToBeGone(seen);
      for (const { file } of files)
        if (gone?.has(file) === true)
          fault({ ...seen.key, name: seen.name }, 'row-differs', { detail: `evidence_file ${file} state` });
    }
    return rows;
  }
}

const scansToBeGone = ({ events, expected }: SeenStream): ReadonlySet<unknown> => {
  const lessened = lessenedIn(events);
  const papers = [...(expected?.rows['complaint_paper'] ?? []), ...(expected?.rows['incident_paper'] ?? [])];
  const numbers = new Set(papers.flatMap(({ n, entry }) => (lessened.has(String(entry)) ? [n] : [])));
  return new Set(
    events.flatMap(({ type, payload }) => {
      if (type !== 'SealedCopyKept' && type !== 'IncidentSealedCopyKept') return [];
      const { n, file } = payload as { readonly n: number; readonly file: string };
      return numbers.has(n) ? [file] : [];
    }),
  );
};
