import type { Projection } from '#platform/verify.ts';
import { FromVault, type ProjectedTable } from '#platform/verify-rows.ts';
import { fold, type IncidentEvent } from './incident.ts';
import { rowOf } from './store.ts';

const tables: readonly ProjectedTable[] = [
  {
    table: 'incident',
    key: [],
    columns: [
      'bureau',
      'number',
      'version',
      'title',
      'operator',
      'phase',
      'opened_on',
      'verified_on',
      'announced_on',
      'closed_on',
    ],
  },
  {
    table: 'incident_paper',
    key: ['n'],
    columns: ['code', 'number', 'template_version', 'entry', 'data_hash'],
  },
];

/** How `verify` refolds events that many complaints are about. */
export const incidentProjection: Projection = {
  kind: 'incident',
  tables,
  expect: (_key, events) => {
    const state = fold(events.map(({ type, payload }) => ({ type, payload })) as IncidentEvent[]);
    return {
      name: state.number,
      bureau: state.bureau,
      rows: {
        incident: [{ ...rowOf(state), title: new FromVault(state.title.entry, (value) => String(value)) }],
        incident_paper: state.papers.map(({ n, code, number, templateVersion, data, dataHash }) => ({
          n,
          code,
          number,
          template_version: templateVersion,
          entry: data.entry,
          data_hash: dataHash,
        })),
      },
      locators: [],
    };
  },
};
