import { dayOf } from '#kernel/day.ts';
import type { Projection } from '#platform/verify.ts';
import type { Provable } from '#platform/verify-papers.ts';
import { FromVault, type ProjectedTable } from '#platform/verify-rows.ts';
import { fold, type IncidentEvent, type IncidentPaper } from './incident.ts';
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
    columns: ['code', 'number', 'template_version', 'entry', 'data_hash', 'made_at'],
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
        })),
      },
      locators: [],
      provable: made.flatMap(provableOf),
    };
  },
};

type Act = IncidentEvent & { readonly at: Date };

/** A paper of an event is made anew whenever it is opened, and never handed back signed: its proof knows no file. */
const provableOf = ({ n, code, number, dataHash, data, at }: IncidentPaper & { readonly at: Date }): Provable[] =>
  number === null
    ? []
    : [{ n, code, number, dataHash, entry: data.entry, issuedOn: dayOf(at), scanHash: null, pdfHash: null }];
