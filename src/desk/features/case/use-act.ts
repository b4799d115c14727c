import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ActNameText, CaseView } from '#modules/complaints/case-contract.ts';
import { write } from '../../kit/api.ts';
import { keys } from '../../kit/questions.ts';

type Doing = {
  readonly act: ActNameText;
  readonly body: Record<string, unknown>;
  /** The state the person looked at when deciding. */
  readonly version: number;
  /** Made once a form: pressing twice, or again after a broken line, does the thing once. */
  readonly idempotencyKey: string;
};

/** The case as it is now; only that it was done where it has gone out of one's sight. */
export type ActAnswer = CaseView | { readonly number: string; readonly version: number; readonly phase: string };

export const isStillSeen = (answer: ActAnswer): answer is CaseView => 'timeline' in answer;

export const useAct = (number: string) => {
  const questions = useQueryClient();
  return useMutation({
    mutationFn: ({ act, body, version, idempotencyKey }: Doing) =>
      write<ActAnswer>(`/complaints/${encodeURIComponent(number)}/${act}`, body, { version, idempotencyKey }),
    onSuccess: (view, { act }) => {
      if (isStillSeen(view)) questions.setQueryData(keys.case(number), view);
      // A part ordered now is opened now; the case itself does not list what was bound.
      if (act === 'bundle') void questions.invalidateQueries({ queryKey: [...keys.case(number), 'bundles'] });
      void questions.invalidateQueries({ queryKey: keys.worklist });
      void questions.invalidateQueries({ queryKey: keys.counts });
    },
  });
};
