import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SavedView } from '#modules/complaints/desk-contract.ts';
import { write } from './api.ts';
import { keys, useSavedViews } from './questions.ts';

/** A person's own views: the whole list is written at once. */
export const useSaveViews = () => {
  const questions = useQueryClient();
  const { data = [] } = useSavedViews();
  const put = useMutation({
    mutationFn: (views: readonly SavedView[]) => write<{ views: SavedView[] }>('/views', { views }, { method: 'PUT' }),
    onSuccess: ({ views }) => questions.setQueryData(keys.views, views),
  });
  return {
    add: (name: string, query: string) =>
      put.mutateAsync([...data.filter((one) => one.name !== name), { id: crypto.randomUUID(), name, query }]),
    remove: (id: string) => put.mutate(data.filter((one) => one.id !== id)),
  };
};
