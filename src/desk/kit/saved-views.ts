import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DeskList, SavedView } from '#modules/complaints/desk-contract.ts';
import { write } from './api.ts';
import { routes } from './paths.ts';
import { keys } from './questions.ts';

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

/** A person's own views, each kept and taken away by itself: another window's stay. */
export const useSaveViews = () => {
  const questions = useQueryClient();
  const onSuccess = ({ views }: { views: SavedView[] }) => questions.setQueryData(keys.views, views);
  const add = useMutation({
    mutationFn: (view: SavedView) => write<{ views: SavedView[] }>('/views', view),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: string) =>
      write<{ views: SavedView[] }>(`/views/${encodeURIComponent(id)}`, {}, { method: 'DELETE' }),
    onSuccess,
  });
  return {
    add: (name: string, query: string, list: DeskList) =>
      add.mutateAsync({ id: crypto.randomUUID(), name, query, list }),
    remove: (id: string) => remove.mutateAsync(id),
  };
};
