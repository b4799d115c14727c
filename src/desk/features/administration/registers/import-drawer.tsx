import { UploadOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useRef } from 'react';
import type { ImportAnswer } from '#modules/directory/register-contract.ts';
import { problemOf, write } from '../../../kit/api.ts';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { SideDrawer } from '../../../kit/side-drawer.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { adminKeys } from '../ask.ts';

/** Lists come from spreadsheets: UTF-8 when its bytes are that, else the older Chinese encoding. */
const textOf = async (file: File): Promise<string> => {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
};

const save = (name: string, text: string): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`\uFEFF${text}`], { type: 'text/csv' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};

type ImportProps = { readonly kind: 'operators' | 'units'; readonly onClose: () => void };

/** A list is sent whole; what could not be taken comes back as a file with the reason of each line. */
export const ImportDrawer = ({ kind, onClose }: ImportProps) => {
  const t = useTexts();
  const questions = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const take = useMutation({
    mutationFn: async (file: File) =>
      write<ImportAnswer>(`/administration/imports/${kind}`, { csv: await textOf(file) }),
    onSuccess: () => {
      void questions.invalidateQueries({ queryKey: adminKeys.units });
      void questions.invalidateQueries({ queryKey: ['operators'] });
    },
  });
  const problem = problemOf(take.error);
  return (
    <SideDrawer size={560} onClose={onClose} title={t(`administration:import.${kind}`)}>
      <p className="consequence-note">{t(`administration:import.hint.${kind}`)}</p>
      <p className="detail-line">{t(`administration:import.columns.${kind}`)}</p>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".csv,text/csv"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) take.mutate(file);
          event.target.value = '';
        }}
      />
      <div className="detail-acts">
        <Button
          type="primary"
          icon={<UploadOutlined aria-hidden />}
          loading={take.isPending}
          onClick={() => picker.current?.click()}
        >
          {t('administration:import.choose')}
        </Button>
      </div>
      {take.isError && <Alert type="error" showIcon title={problem?.detail ?? t('desk:state.errorText')} />}
      {take.data !== undefined && <Taken answer={take.data} kind={kind} />}
    </SideDrawer>
  );
};

const Taken = ({ answer, kind }: { readonly answer: ImportAnswer; readonly kind: string }) => {
  const t = useTexts();
  const { entered, known, rejected, rejectedCsv } = answer;
  return (
    <section aria-live="polite">
      <p>{t('administration:import.taken', { entered, known, rejected: rejected.length })}</p>
      {rejected.length > 0 && (
        <>
          <Button onClick={() => save(`fangxin-${kind}-rejected.csv`, rejectedCsv)}>
            {t('administration:import.save')}
          </Button>
          <PlainTable
            label={t('administration:import.rejected')}
            rows={rejected.slice(0, 50)}
            keyOf={(one) => String(one.line)}
            columns={[
              { title: t('administration:import.line'), cell: (one) => one.line },
              { title: t('administration:reason'), cell: (one) => one.sentence },
            ]}
          />
          {rejected.length > 50 && <p>{t('administration:import.more', { n: rejected.length - 50 })}</p>}
        </>
      )}
    </section>
  );
};
