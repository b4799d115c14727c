import { Alert, Button } from 'antd';
import type { Day } from '#kernel/day.ts';
import type { ActNameText, CaseView } from '#modules/complaints/case-contract.ts';
import { useTexts } from '../../kit/texts.ts';
import { asDay, dayText } from '../../kit/when.ts';

type SettlementProps = { readonly view: CaseView; readonly today: Day; readonly onAct: (act: string) => void };

/** What ends a case that was settled, the likelier first: each form begins with what is known of the settlement. */
const endings: readonly ActNameText[] = ['terminate', 'record-agreement', 'withdraw'];

/** The operator says that both have settled: asked of the complainant, and what follows from the answer. */
export const Settlement = ({ view, today, onAct }: SettlementProps) => {
  const t = useTexts();
  const { settlement } = view;
  if (settlement === null || settlement.settled === false || view.closedOn !== null) return null;
  const on = asDay(settlement.on);
  const offered = (settlement.settled === null ? (['confirm-settlement'] as const) : endings).filter((act) =>
    view.acts.some((one) => one.act === act),
  );
  const said = settlement.settled === null ? 'asked' : 'confirmed';
  const inVain = view.notices.some(({ kind, state }) => kind === 'settlement' && state === 'failed');
  return (
    <Alert
      type="warning"
      showIcon
      className="to-end"
      title={t(`desk:settlement.${said}`, { day: on === undefined ? settlement.on : dayText(on, today, t) })}
      description={t(`desk:settlement.${said === 'asked' && inVain ? 'unasked' : said}Text`)}
      action={offered.map((act) => (
        <Button key={act} onClick={() => onAct(act)}>
          {t(`complaint:act.${act}`)}
        </Button>
      ))}
    />
  );
};
