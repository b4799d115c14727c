import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import type { SavedView } from '../desk-contract.ts';

/** Row-level security shows nobody's views but the asker's own. */
export const savedViewsOf = (tx: Tx, account: string): Promise<SavedView[]> =>
  tx.rows<SavedView>('select view as id, name, query, list from saved_view where account = $1 order by place', [
    account,
  ]);

const AT_MOST = 50;

/** One more, or the one of that name and list anew: what other windows keep stays as it is. */
export const keepView = async (tx: Tx, account: string, view: SavedView): Promise<SavedView[] | Refusal> => {
  const name = view.name.trim();
  const list = view.list ?? 'cases';
  if (name === '') return refuse('view-without-name', { status: 422, field: 'name' });
  await tx.run('delete from saved_view where account = $1 and (view = $2 or (list = $3 and name = $4))', [
    account,
    view.id,
    list,
    name,
  ]);
  const kept = await savedViewsOf(tx, account);
  if (kept.length >= AT_MOST) return refuse('too-many-views', { status: 409, params: { most: AT_MOST } });
  await tx.run(
    `insert into saved_view (account, view, place, name, query, list)
     select $1, $2, coalesce(max(place), 0) + 1, $3, $4, $5 from saved_view where account = $1`,
    [account, view.id, name, view.query.replace(/^\?/u, ''), list],
  );
  return await savedViewsOf(tx, account);
};

/** Gone already in another window is gone. */
export const dropView = async (tx: Tx, account: string, id: string): Promise<SavedView[]> => {
  await tx.run('delete from saved_view where account = $1 and view = $2', [account, id]);
  return await savedViewsOf(tx, account);
};

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
