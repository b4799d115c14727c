import { maskOf } from '#kernel/mask.ts';
import { isImportKey } from '#modules/complaints/facade.ts';
import type { Projection } from '#platform/verify.ts';
import { FromVault, type ProjectedTable } from '#platform/verify-rows.ts';
import { type ConsultationEvent, fold } from './consultation.ts';
import { rowColumns, rowOf } from './store.ts';

const tables: readonly ProjectedTable[] = [
  {
    table: 'consultation',
    key: [],
    columns: ['asker_masked', ...rowColumns],
  },
  {
    table: 'consultation_paper',
    key: ['n'],
    columns: ['code', 'number', 'template_version', 'entry', 'data_hash'],
  },
  { table: 'case_access', key: ['principal', 'role'], columns: ['bureau'] },
];

/** How `verify` refolds questions. */
export const consultationProjection: Projection = {
  kind: 'consultation',
  tables,
  expect: (_key, events) => {
    const state = fold(events.map(({ type, payload }) => ({ type, payload })) as ConsultationEvent[]);
    const { name } = state.asker.fields;
    const { account } = state.asker;
    return {
      name: state.number,
      bureau: state.bureau,
      rows: {
        consultation: [
          {
            ...rowOf(state),
            asker_masked: name === undefined ? '' : new FromVault(name.entry, (value) => maskOf('name', value)),
          },
        ],
        consultation_paper: state.papers.map((paper) => ({
          n: paper.n,
          code: paper.code,
          number: paper.number,
          template_version: paper.templateVersion,
          entry: paper.data.entry,
          data_hash: paper.dataHash,
        })),
        case_access: account === undefined ? [] : [{ principal: account, role: 'asker', bureau: state.bureau }],
      },
      locators: [
        { kind: 'number', key: state.number },
        ...(account === undefined ? [] : [{ kind: 'account', key: account }]),
        ...(state.externalNumber === undefined ? [] : [{ kind: 'external', key: state.externalNumber }]),
      ],
      mayBeFoundBy: ({ kind, key }, all) => kind === 'external' && state.channel === 'import' && isImportKey(key, all),
    };
  },
};
