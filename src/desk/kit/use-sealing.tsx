import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { type ReactElement, useRef } from 'react';
import { problemOf, type Scan } from './api.ts';
import { useTexts } from './texts.ts';

export type Sealing = {
  /** Stands in the page unseen; `choose` opens it. */
  readonly picker: ReactElement;
  readonly choose: () => void;
  readonly sealByProduct: () => void;
  readonly isScanning: boolean;
  readonly isSealing: boolean;
};

/** A paper's print with its wet seal scanned back, which an official compares by eye where no code is seen, or the seal product's own. */
export const useSealing = ({
  label,
  upload,
  seal,
  shownBy,
}: {
  readonly label: string;
  readonly upload: (scan: Scan) => Promise<unknown>;
  readonly seal: () => Promise<unknown>;
  /** What is asked anew afterwards. */
  readonly shownBy: readonly unknown[];
}): Sealing => {
  const t = useTexts();
  const { message, modal } = App.useApp();
  const questions = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const onSettled = () => questions.invalidateQueries({ queryKey: shownBy });
  const scan = useMutation({
    mutationFn: upload,
    onSuccess: () => void message.success(t('desk:case.sealedDone')),
    onError: (error, { file }) => {
      const problem = problemOf(error);
      const detail = problem?.detail ?? t('desk:state.errorText');
      if (problem?.code !== 'scan-not-recognised') return void message.error({ content: detail, duration: 10 });
      return void modal.confirm({
        title: t('desk:case.compareScan'),
        content: detail,
        okText: t('desk:case.comparedScan'),
        onOk: () => scan.mutate({ file, compared: true }),
      });
    },
    onSettled,
  });
  const product = useMutation({
    mutationFn: seal,
    onSuccess: () => void message.success(t('desk:case.eSealed')),
    onError: (error) => void message.error(problemOf(error)?.detail ?? t('desk:state.errorText')),
    onSettled,
  });
  return {
    picker: (
      <input
        ref={picker}
        type="file"
        className="file-picker"
        accept="application/pdf,image/*"
        aria-label={label}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file !== undefined) scan.mutate({ file, compared: false });
        }}
      />
    ),
    choose: () => picker.current?.click(),
    sealByProduct: () => product.mutate(),
    isScanning: scan.isPending,
    isSealing: product.isPending,
  };
};
