import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { type ReactElement, useRef } from 'react';
import { lookAtScan, problemOf, type Scan } from './api.ts';
import { CompareScan } from './compare-scan.tsx';
import { ScanPicker } from './file-picker.tsx';
import { useTexts } from './texts.ts';

export type Sealing = {
  /** Stands in the page unseen; `choose` opens it. */
  readonly picker: ReactElement;
  readonly choose: () => void;
  readonly sealByProduct: () => void;
  readonly isScanning: boolean;
  readonly isSealing: boolean;
};

/** A paper's print with its wet seal scanned back, which an official sees beside the paper first, or the seal product's own. */
export const useSealing = ({
  label,
  name,
  address,
  url,
  opening,
  upload,
  seal,
  shownBy,
}: {
  readonly label: string;
  /** Of the paper, as the official knows it. */
  readonly name: string;
  /** Of the paper below the API. */
  readonly address: string;
  /** Where the paper is opened. */
  readonly url: string;
  /** Where the paper shows how people are reached: the reason on record. */
  readonly opening?: string | undefined;
  readonly upload: (scan: Scan) => Promise<unknown>;
  readonly seal: () => Promise<unknown>;
  /** What is asked anew afterwards. */
  readonly shownBy: readonly unknown[];
}): Sealing => {
  const t = useTexts();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const onSettled = () => questions.invalidateQueries({ queryKey: shownBy });
  const say = (error: unknown) =>
    void message.error({ content: problemOf(error)?.detail ?? t('desk:state.errorText'), duration: 10 });
  const look = useMutation({
    mutationFn: (file: File) => lookAtScan(address, file, opening),
    onMutate: () => void message.loading({ content: t('desk:case.compareLooking'), duration: 0, key: address }),
    onError: say,
    onSettled: () => message.destroy(address),
  });
  const scan = useMutation({
    mutationFn: upload,
    onSuccess: () => {
      look.reset();
      void message.success(t('desk:case.sealedDone'));
    },
    onError: say,
    onSettled,
  });
  const product = useMutation({
    mutationFn: seal,
    onSuccess: () => void message.success(t('desk:case.eSealed')),
    onError: say,
    onSettled,
  });
  const { variables: file, data: beside } = look;
  return {
    picker: (
      <>
        <ScanPicker ref={picker} label={label} onPicked={look.mutate} />
        {file !== undefined && beside !== undefined && (
          <CompareScan
            name={name}
            file={file}
            beside={beside}
            paper={url}
            isKeeping={scan.isPending}
            onCompared={() => scan.mutate({ file, compared: true })}
            onClose={look.reset}
          />
        )}
      </>
    ),
    choose: () => picker.current?.click(),
    sealByProduct: () => product.mutate(),
    isScanning: look.isPending || scan.isPending,
    isSealing: product.isPending,
  };
};
