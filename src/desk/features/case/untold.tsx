import { Alert, Button } from 'antd';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { useTexts } from '../../kit/texts.ts';

type UntoldProps = {
  readonly view: CaseView;
  readonly onAct: (act: string, preset: Readonly<Record<string, string>>) => void;
};

/** What the complainant was to be told beside the papers, in vain, until somebody tells it another way. */
export const Untold = ({ view, onAct }: UntoldProps) => {
  const t = useTexts();
  const mayTell = view.acts.some((act) => act.act === 'send-again');
  return view.notices
    .filter(({ state }) => state === 'failed')
    .map(({ notice, kind, reason }) => (
      <Alert
        key={notice}
        type="warning"
        showIcon
        className="to-end"
        title={t('desk:case.untold', { what: t(`complaint:notice.${kind}`) })}
        description={reason === null ? undefined : t(`complaint:tellingReason.${reason}`)}
        action={mayTell && <Button onClick={() => onAct('send-again', { notice })}>{t('desk:case.tellAgain')}</Button>}
      />
    ));
};
