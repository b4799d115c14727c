import { FilePdfOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { problemOf, writeForFile } from './api.ts';
import { useTexts } from './texts.ts';

type PreviewProps = {
  readonly path: string;
  /** What stands in the form now. */
  readonly body: () => unknown;
  readonly label: string;
  readonly note: string | undefined;
};

/** A file made of what was typed so far and kept nowhere: opened beside the form, and gone with it. */
export const PdfPreview = ({ path, body, label, note }: PreviewProps) => {
  const t = useTexts();
  const [address, setAddress] = useState<string>();
  useEffect(() => () => (address === undefined ? undefined : URL.revokeObjectURL(address)), [address]);
  const making = useMutation({
    mutationFn: async (tab: Window | null) => {
      const url = URL.createObjectURL(await writeForFile(path, body()));
      setAddress(url);
      if (tab !== null) tab.location.href = url;
    },
    onError: (_error, tab) => tab?.close(),
  });
  const problem = problemOf(making.error);
  return (
    <div className="pdf-preview">
      {/* Opened by the press itself: a window that comes later is held back. */}
      <Button
        icon={<FilePdfOutlined aria-hidden />}
        loading={making.isPending}
        onClick={() => making.mutate(window.open('', '_blank'))}
      >
        {label}
      </Button>{' '}
      {address !== undefined && !making.isPending && (
        <a href={address} target="_blank" rel="noreferrer">
          {t('desk:acts.openPreview')}
        </a>
      )}
      {note !== undefined && <p className="quiet">{note}</p>}
      {making.isError && (
        <Alert type="error" showIcon title={problem?.detail ?? problem?.title ?? t('desk:state.errorText')} />
      )}
    </div>
  );
};
