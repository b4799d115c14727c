import { Button } from 'antd';
import { useState } from 'react';
import type { Day } from '#kernel/day.ts';
import type { CaseView, TimelineEntry } from '#modules/complaints/case-contract.ts';
import { useTexts } from '../../kit/texts.ts';
import { instantText } from '../../kit/when.ts';
import { CalledNumber } from './called-number.tsx';
import { actorWords, eventSentence } from './event-sentence.ts';
import { TakenBy } from './taken-by.tsx';

const FIRST_SHOWN = 12;

/** What happened, newest first, in sentences; the texts people wrote stand below them. */
export const Story = ({ view, today }: { readonly view: CaseView; readonly today: Day }) => {
  const t = useTexts();
  const [all, setAll] = useState(false);
  const newestFirst = [...view.timeline].reverse();
  const shown = all ? newestFirst : newestFirst.slice(0, FIRST_SHOWN);
  return (
    <section aria-labelledby="story">
      <h2 id="story">
        {t('desk:case.story')} <small>{t('desk:case.newestFirst')}</small>
      </h2>
      <ol className="story">
        {shown.map((entry) => (
          <StoryEntry key={`${entry.version} ${entry.type}`} view={view} entry={entry} today={today} />
        ))}
      </ol>
      {!all && newestFirst.length > FIRST_SHOWN && (
        <Button type="link" onClick={() => setAll(true)}>
          {t('desk:case.storyAll', { n: newestFirst.length })}
        </Button>
      )}
    </section>
  );
};

type EntryProps = { readonly view: CaseView; readonly entry: TimelineEntry; readonly today: Day };

const StoryEntry = ({ view, entry, today }: EntryProps) => {
  const t = useTexts();
  const texts = entry.texts.filter((one) => one.text === null || one.text.trim() !== '');
  const who = actorWords(entry, t);
  return (
    <li className={entry.type === 'NoteAdded' ? 'story-note' : undefined}>
      <p className="story-line">
        <span>
          {eventSentence(entry, today, t)}
          {entry.type === 'ContactAttempted' && typeof entry.details.called === 'string' && (
            <>
              {' '}
              <CalledNumber
                view={view}
                version={entry.version}
                party={String(entry.details.party)}
                masked={entry.details.called}
              />
            </>
          )}
          {entry.type === 'PaperDelivered' && typeof entry.details.receiver === 'string' && (
            <>
              {' · '}
              <TakenBy
                view={view}
                version={entry.version}
                to={String(entry.details.to)}
                receiver={entry.details.receiver}
              />
            </>
          )}
        </span>
        <span className="quiet">
          {who} · <time dateTime={entry.at}>{instantText(entry.at, today, t)}</time>
        </span>
      </p>
      {entry.type !== 'ComplaintFiled' &&
        texts.map(({ field, text }) => (
          <blockquote key={field}>
            {text === null ? (
              <em>{t('desk:case.textErased')}</em>
            ) : field === 'contactPhone' ? (
              t('desk:case.contactPhone', { phone: text })
            ) : (
              text
            )}
          </blockquote>
        ))}
    </li>
  );
};
