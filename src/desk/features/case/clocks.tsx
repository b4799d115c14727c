import type { Day } from '#kernel/day.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { ClockBox } from '../../kit/clock-box.tsx';
import { useTexts } from '../../kit/texts.ts';

export const Clocks = ({ view, today }: { readonly view: CaseView; readonly today: Day }) => {
  const t = useTexts();
  return (
    <section aria-labelledby="clocks">
      <h2 id="clocks">{t('desk:case.clocks')}</h2>
      {view.clocks.length === 0 && <p className="quiet">{t('desk:case.noClocks')}</p>}
      <div className="clocks">
        {view.clocks.map((clock) => (
          <ClockBox key={`${clock.rule} ${clock.reckoning.startOn}`} clock={clock} today={today} />
        ))}
      </div>
    </section>
  );
};
