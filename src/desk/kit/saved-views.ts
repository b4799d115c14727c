import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DeskList, SavedView } from '#modules/complaints/desk-contract.ts';
import { write } from './api.ts';
import { routes } from './paths.ts';
import { keys, useSavedViews } from './questions.ts';

const listOf = ({ list = 'cases' }: SavedView): DeskList => list;

const places: Readonly<Record<DeskList, string>> = {
  cases: routes.cases,
  questions: routes.questions,
  reports: routes.reports,
  papers: routes.owed,
  outcomes: routes.outcomes,
  'data-requests': routes.dataRequests,
};

/** Where a kept view is shown. */
export const addressOfView = (view: SavedView): string => `${places[listOf(view)]}?${view.query}`;

/** A person's own views: the whole list is written at once. */
export const useSaveViews = () => {
  const questions = useQueryClient();
  const { data = [] } = useSavedViews();
  const put = useMutation({
    mutationFn: (views: readonly SavedView[]) => write<{ views: SavedView[] }>('/views', { views }, { method: 'PUT' }),
    onSuccess: ({ views }) => questions.setQueryData(keys.views, views),
  });
  return {
    add: (name: string, query: string, list: DeskList) =>
      put.mutateAsync([
        ...data.filter((one) => one.name !== name || listOf(one) !== list),
        { id: crypto.randomUUID(), name, query, list },
      ]),
    remove: (id: string) => put.mutate(data.filter((one) => one.id !== id)),
  };
};
