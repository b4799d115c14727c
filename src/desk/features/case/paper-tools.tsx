import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { CasePaper, CaseView } from '#modules/complaints/case-contract.ts';
import { apiAddress, uploadSealedCopy, write } from '../../kit/api.ts';
import { type Whole, withOpening } from '../../kit/open-with-reason.tsx';
import { keys } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';
import { useSealing } from '../../kit/use-sealing.tsx';

type ToolsProps = {
  readonly view: CaseView;
  readonly paper: CasePaper;
  readonly opening: string | undefined;
  readonly onAsk: (whole: Whole) => void;
};

/** What is done with a paper on paper: the sheet to sign, and the sealed print scanned back. */
export const PaperTools = ({ view, paper, opening, onAsk }: ToolsProps) => {
  const t = useTexts();
  const name = paper.title ?? t(`complaint:paper.${paper.code}`);
  const { picker, choose, sealByProduct, isScanning, isSealing } = useSealing({
    label: t('desk:case.sealed'),
    name: [name, paper.number].filter(Boolean).join(' '),
    address: `/complaints/${encodeURIComponent(view.number)}/documents/${paper.n}`,
    url: opening === undefined ? paper.url : withOpening(paper.url, opening),
    opening,
    upload: (scan) => uploadSealedCopy(view.number, paper.n, scan, view.version),
    seal: () => write(`/complaints/${encodeURIComponent(view.number)}/documents/${paper.n}/seal`, {}),
    shownBy: keys.case(view.number),
  });
  const receipts = (['complainant', 'respondent'] as const)
    .filter((to) => paper.recipients.includes(to))
    .map((to) => {
      const label = t('desk:case.serviceReceipt', { who: t(`complaint:recipient.${to}`) });
      const address = apiAddress(`/complaints/${view.number}/documents/${paper.n}/service-receipt.pdf?to=${to}`);
      return { key: to, label, onClick: () => onAsk({ what: 'papers', name: label, address }) };
    });
  const eSeal = paper.awaitsSeal ? [{ key: 'eSeal', label: t('desk:case.eSeal'), onClick: sealByProduct }] : [];
  const scan = () => {
    if (!paper.asksReason || opening !== undefined) return choose();
    const instead = { text: t('desk:case.chooseScan'), run: choose };
    return onAsk({ what: 'papers', name, address: paper.url, instead });
  };
  const items = [...receipts, ...eSeal, { key: 'sealed', label: t('desk:case.sealed'), onClick: scan }];
  return (
    <span className="paper-tools">
      {picker}
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <Button
          type="text"
          size="small"
          loading={isScanning || isSealing}
          icon={<MoreOutlined aria-hidden />}
          aria-label={`${name} ${t('desk:case.prints')}`}
        />
      </Dropdown>
    </span>
  );
};
