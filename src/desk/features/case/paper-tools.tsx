import { MoreOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useRef } from 'react';
import type { CasePaper, CaseView } from '#modules/complaints/case-contract.ts';
import { apiAddress, problemOf, type Scan, uploadSealedCopy, write } from '../../kit/api.ts';
import type { Whole } from '../../kit/open-with-reason.tsx';
import { keys } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';

type ToolsProps = { readonly view: CaseView; readonly paper: CasePaper; readonly onAsk: (whole: Whole) => void };

/** What is done with a paper on paper: the sheet to sign, and the sealed print scanned back. */
export const PaperTools = ({ view, paper, onAsk }: ToolsProps) => {
  const t = useTexts();
  const { message, modal } = App.useApp();
  const questions = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const seal = useMutation({
    mutationFn: (scan: Scan) => uploadSealedCopy(view.number, paper.n, scan, view.version),
    onSuccess: () => void message.success(t('desk:case.sealedDone')),
    onError: (error, { file }) => {
      const problem = problemOf(error);
      const detail = problem?.detail ?? t('desk:state.errorText');
      if (problem?.code !== 'scan-not-recognised') return void message.error({ content: detail, duration: 10 });
      return void modal.confirm({
        title: t('desk:case.compareScan'),
        content: detail,
        okText: t('desk:case.comparedScan'),
        onOk: () => seal.mutate({ file, compared: true }),
      });
    },
    onSettled: () => questions.invalidateQueries({ queryKey: keys.case(view.number) }),
  });
  const product = useMutation({
    mutationFn: () => write(`/complaints/${encodeURIComponent(view.number)}/documents/${paper.n}/seal`, {}),
    onSuccess: () => void message.success(t('desk:case.eSealed')),
    onError: (error) => void message.error(problemOf(error)?.detail ?? t('desk:state.errorText')),
    onSettled: () => questions.invalidateQueries({ queryKey: keys.case(view.number) }),
  });
  const receipts = (['complainant', 'respondent'] as const)
    .filter((to) => paper.recipients.includes(to))
    .map((to) => {
      const label = t('desk:case.serviceReceipt', { who: t(`complaint:recipient.${to}`) });
      const address = apiAddress(`/complaints/${view.number}/documents/${paper.n}/service-receipt.pdf?to=${to}`);
      return { key: to, label, onClick: () => onAsk({ what: 'papers', name: label, address }) };
    });
  const eSeal = paper.awaitsSeal
    ? [{ key: 'eSeal', label: t('desk:case.eSeal'), onClick: () => product.mutate() }]
    : [];
  const items = [
    ...receipts,
    ...eSeal,
    { key: 'sealed', label: t('desk:case.sealed'), onClick: () => picker.current?.click() },
  ];
  const name = t(`complaint:paper.${paper.code}`);
  return (
    <span className="paper-tools files">
      <input
        ref={picker}
        type="file"
        className="file-picker"
        accept="application/pdf,image/*"
        aria-label={t('desk:case.sealed')}
        onChange={(event) => {
          const [scan] = event.target.files ?? [];
          event.target.value = '';
          if (scan !== undefined) seal.mutate({ file: scan, compared: false });
        }}
      />
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <Button
          type="text"
          size="small"
          loading={seal.isPending || product.isPending}
          icon={<MoreOutlined aria-hidden />}
          aria-label={`${name} ${t('desk:case.prints')}`}
        />
      </Dropdown>
    </span>
  );
};
