import { FilePdfOutlined } from '@ant-design/icons';
import { Button, Result } from 'antd';
import { useNavigate } from 'react-router';
import { dayOf } from '#kernel/day.ts';
import { apiAddress } from '../../kit/api.ts';
import { routes } from '../../kit/paths.ts';
import { useTexts } from '../../kit/texts.ts';
import { instantText } from '../../kit/when.ts';
import type { EntryKind } from './filing-of.ts';

/** What was taken down, and what the API answered. */
export type Taken = {
  readonly kind: EntryKind;
  readonly receipt: { readonly number: string; readonly filedAt: string; readonly standing?: string };
};
type DoneProps = { readonly taken: Taken; readonly onAnother: () => void };

/** Handed over at once: the receipt, and form 1 to be signed. */
const prints = ['receipt', 'registration'] as const;

export const EntryDone = ({ taken: { kind, receipt }, onAnother }: DoneProps) => {
  const t = useTexts();
  const navigate = useNavigate();
  const at = instantText(receipt.filedAt, dayOf(new Date(receipt.filedAt)), t);
  const said = receipt.standing === 'companion' ? 'doneCompanion' : kind === 'complaint' ? 'doneText' : 'doneOther';
  const address = kind === 'question' ? routes.questionOf(receipt.number) : routes.caseOf(receipt.number);
  return (
    <Result
      status="success"
      title={t('desk:entry.doneTitle', { number: receipt.number })}
      subTitle={t(`desk:entry.${said}`, { at })}
      extra={[
        // A report is opened by those who hold the reports desk, not by whoever took it down.
        ...(kind === 'report'
          ? []
          : [
              <Button key="open" type="primary" autoFocus onClick={() => void navigate(address)}>
                {t(`desk:entry.${kind === 'question' ? 'openQuestion' : 'openCase'}`)}
              </Button>,
            ]),
        ...(kind === 'complaint'
          ? prints.map((print) => (
              <Button
                key={print}
                icon={<FilePdfOutlined aria-hidden />}
                href={apiAddress(`/complaints/${encodeURIComponent(receipt.number)}/${print}.pdf`)}
                target="_blank"
                rel="noreferrer"
              >
                {t(`desk:case.${print}`)}
              </Button>
            ))
          : []),
        <Button key="another" onClick={onAnother}>
          {t('desk:entry.another')}
        </Button>,
      ]}
    />
  );
};
