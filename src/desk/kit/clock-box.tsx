import { useState } from 'react';
import { clockCard } from '#kernel/clock-card.ts';
import type { Day } from '#kernel/day.ts';
import type { CaseClock } from '#modules/complaints/case-contract.ts';
import { useTexts } from './texts.ts';
import { asDay, dayText } from './when.ts';

const finished: ReadonlySet<string> = new Set(['met', 'met-late', 'lapsed']);

type ClockProps = {
  readonly clock: Pick<CaseClock, 'rule' | 'state' | 'metOn' | 'reckoning' | 'withdrawnOn'>;
  readonly today: Day;
};

/** The clock card: the same texts as on the site and in the papers, from the same function. */
export const ClockBox = ({ clock, today }: ClockProps) => {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const card = clockCard(clock.reckoning, today, t);
  const isDone = finished.has(clock.state);
  const metOn = asDay(clock.metOn);
  const state = isDone ? clock.state : card.state;
  const withdrawnOn = asDay(clock.withdrawnOn);
  const listId = `days-${clock.rule}`;
  const standing = isDone ? t(`complaint:clockState.${clock.state}`) : card.remainingText;
  return (
    <article className={`clock clock-${state}`} aria-label={card.title}>
      <header>
        <h3>{card.title}</h3>
        <strong className="clock-left">{standing}</strong>
      </header>
      {isDone && metOn !== undefined && (
        <p className="clock-note">{t('desk:case.doneOn', { day: dayText(metOn, today, t) })}</p>
      )}
      {!isDone && (
        <>
          {withdrawnOn !== undefined && (
            <p className="clock-note">{t('complaint:clockMeans.withdrawn', { day: dayText(withdrawnOn, today, t) })}</p>
          )}
          <p className="clock-due">{card.dueText}</p>
          {card.notes.map((note) => (
            <p key={note} className="clock-note">
              {note}
            </p>
          ))}
        </>
      )}
      <button
        type="button"
        className="link"
        aria-expanded={open}
        aria-controls={listId}
        onClick={() => setOpen((before) => !before)}
      >
        {t(open ? 'desk:case.hideDays' : 'desk:case.showDays')}
      </button>
      <div id={listId} hidden={!open}>
        {isDone && <p className="clock-due">{card.dueText}</p>}
        <ol className="clock-days">
          {card.lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
        <p className="basis">{card.basisText}</p>
      </div>
    </article>
  );
};
