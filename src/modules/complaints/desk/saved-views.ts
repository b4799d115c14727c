import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import type { SavedView } from '../desk-contract.ts';

/** Row-level security shows nobody's views but the asker's own. */
export const savedViewsOf = (tx: Tx, account: string): Promise<SavedView[]> =>
  tx.rows<SavedView>('select view as id, name, query, list from saved_view where account = $1 order by place', [
    account,
  ]);

/** The list as sent is the list from now on. */
export const saveViews = async (
  tx: Tx,
  account: string,
  views: readonly SavedView[],
): Promise<SavedView[] | Refusal> => {
  const twice = views.findIndex((view, i) => views.findIndex((other) => other.id === view.id) !== i);
  if (twice >= 0) return refuse('view-id-twice', { status: 422, field: `views.${twice}.id` });
  const nameless = views.findIndex((view) => view.name.trim() === '');
  if (nameless >= 0) return refuse('view-without-name', { status: 422, field: `views.${nameless}.name` });
  await tx.run('delete from saved_view where account = $1', [account]);
  await tx.run(
    `insert into saved_view (account, view, place, name, query, list)
     select $1, u.view, u.place, u.name, u.query, u.list
       from unnest($2::text[], $3::text[], $4::text[], $5::text[]) with ordinality u(view, name, query, list, place)`,
    [
      account,
      views.map((view) => view.id),
      views.map((view) => view.name.trim()),
      views.map((view) => view.query.replace(/^\?/u, '')),
      views.map((view) => view.list ?? 'cases'),
    ],
  );
  return await savedViewsOf(tx, account);
};
