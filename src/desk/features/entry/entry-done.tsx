import { Button, Result } from 'antd';
import { useNavigate } from 'react-router';
import { dayOf } from '#kernel/day.ts';
import type { Receipt } from '#modules/complaints/contract.ts';
import { routes } from '../../kit/paths.ts';
import { useTexts } from '../../kit/texts.ts';
import { instantText } from '../../kit/when.ts';

type DoneProps = { readonly receipt: Receipt; readonly onAnother: () => void };

export const EntryDone = ({ receipt, onAnother }: DoneProps) => {
  const t = useTexts();
  const navigate = useNavigate();
  const at = instantText(receipt.filedAt, dayOf(new Date(receipt.filedAt)), t);
  return (
    <Result
      status="success"
      title={t('desk:entry.doneTitle', { number: receipt.number })}
      subTitle={t(receipt.standing === 'companion' ? 'desk:entry.doneCompanion' : 'desk:entry.doneText', { at })}
      extra={[
        <Button key="open" type="primary" autoFocus onClick={() => void navigate(routes.caseOf(receipt.number))}>
          {t('desk:entry.openCase')}
        </Button>,
        <Button key="another" onClick={onAnother}>
          {t('desk:entry.another')}
        </Button>,
      ]}
    />
  );
};
