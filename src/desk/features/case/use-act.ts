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

export const useAct = (number: string) => {
  const questions = useQueryClient();
  return useMutation({
    mutationFn: ({ act, body, version, idempotencyKey }: Doing) =>
      write<CaseView>(`/complaints/${encodeURIComponent(number)}/${act}`, body, { version, idempotencyKey }),
    onSuccess: (view) => {
      questions.setQueryData(keys.case(number), view);
      void questions.invalidateQueries({ queryKey: keys.worklist });
      void questions.invalidateQueries({ queryKey: keys.counts });
    },
  });
};
