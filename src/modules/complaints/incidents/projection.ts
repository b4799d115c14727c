import { dayOf } from '#kernel/day.ts';
import type { Projection } from '#platform/verify.ts';
import type { Provable } from '#platform/verify-papers.ts';
import { FromVault, type ProjectedTable } from '#platform/verify-rows.ts';
import { fold, type Incident, type IncidentEvent, type IncidentPaper, sealedCopyOf, withdrawalOf } from './incident.ts';
import { rowColumns, rowOf } from './store.ts';

const tables: readonly ProjectedTable[] = [
  {
    table: 'incident',
    key: [],
    columns: ['title', ...rowColumns],
  },
  {
    table: 'incident_paper',
    key: ['n'],
    columns: ['code', 'number', 'template_version', 'entry', 'data_hash', 'made_at', 'signed_scan', 'scan_hash'],
  },
];

/** How `verify` refolds events that many complaints are about. */
export const incidentProjection: Projection = {
  kind: 'incident',
  tables,
  expect: (_key, events) => {
    const acts = events.map(({ type, payload, at }) => ({ type, payload, at })) as Act[];
    const state = fold(acts);
    const made = acts.flatMap((act) =>
      act.type === 'IncidentPaperMade' ? [{ ...act.payload.paper, at: act.at }] : [],
    );
    return {
      name: state.number,
      bureau: state.bureau,
      rows: {
        incident: [{ ...rowOf(state), title: new FromVault(state.title.entry, (value) => String(value)) }],
        incident_paper: made.map(({ n, code, number, templateVersion, data, dataHash, at }) => ({
          n,
          code,
          number,
          template_version: templateVersion,
          entry: data.entry,
          data_hash: dataHash,
          made_at: at,
          signed_scan: sealedCopyOf(state, n)?.file ?? null,
          scan_hash: sealedCopyOf(state, n)?.sha256 ?? null,
        })),
      },
      locators: [],
      provable: made.flatMap((paper) => provableOf(paper, state)),
    };
  },
};

type Act = IncidentEvent & { readonly at: Date };

/** Only what bears a number bears a proof. */
const provableOf = (
  { n, code, number, dataHash, data, at }: IncidentPaper & { readonly at: Date },
  state: Incident,
): Provable[] => {
  if (number === null) return [];
  const scanHash = sealedCopyOf(state, n)?.sha256 ?? null;
  const standings = withdrawalOf(state, n) === undefined ? {} : { standings: new Set(['annulled']) };
  return [{ n, code, number, dataHash, entry: data.entry, issuedOn: dayOf(at), scanHash, ...standings }];
};
