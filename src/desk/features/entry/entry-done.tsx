import { FilePdfOutlined } from '@ant-design/icons';
import { Button, Result } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { dayOf } from '#kernel/day.ts';
import { apiAddress } from '../../kit/api.ts';
import { OpenWithReason } from '../../kit/open-with-reason.tsx';
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
export const EntryDone = ({ taken: { kind, receipt }, onAnother }: DoneProps) => {
  const t = useTexts();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const at = instantText(receipt.filedAt, dayOf(new Date(receipt.filedAt)), t);
  const said = receipt.standing === 'companion' ? 'doneCompanion' : kind === 'complaint' ? 'doneText' : 'doneOther';
  const address = kind === 'question' ? routes.questionOf(receipt.number) : routes.caseOf(receipt.number);
  const path = `/complaints/${encodeURIComponent(receipt.number)}`;
  const form = {
    what: 'papers',
    name: t('desk:case.registration'),
    address: apiAddress(`${path}/registration.pdf`),
  } as const;
  return (
    <>
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
            ? [
                <Button
                  key="receipt"
                  icon={<FilePdfOutlined aria-hidden />}
                  href={apiAddress(`${path}/receipt.pdf`)}
                  target="_blank"
                  rel="noreferrer"
                >
                  {t('desk:case.receipt')}
                </Button>,
                <Button key="registration" icon={<FilePdfOutlined aria-hidden />} onClick={() => setAsking(true)}>
                  {t('desk:case.registration')}
                </Button>,
              ]
            : []),
          <Button key="another" onClick={onAnother}>
            {t('desk:entry.another')}
          </Button>,
        ]}
      />
      {asking && (
        <OpenWithReason
          number={receipt.number}
          whole={form}
          reason={t('desk:entry.formWhy')}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
};
