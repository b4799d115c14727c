import { Alert } from 'antd';
import type { Day } from '#kernel/day.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { useTexts } from '../../kit/texts.ts';
import { instantText } from '../../kit/when.ts';
import { actorWords, eventSentence } from './event-sentence.ts';

type NoticeProps = {
  readonly view: CaseView;
  /** The version the person had before them. */
  readonly since: number;
  readonly today: Day;
  /** The act's name, when it is no longer lawful. */
  readonly act: string | undefined;
};

/** Somebody acted meanwhile: what happened, and that nothing typed is lost. */
export const ConflictNotice = ({ view, since, today, act }: NoticeProps) => {
  const t = useTexts();
  const news = view.timeline.filter((entry) => entry.version > since);
  return (
    <Alert
      type="warning"
      showIcon
      title={t('desk:acts.conflictTitle')}
      description={
        <>
          <p>{t('desk:acts.conflictText', { count: news.length })}</p>
          <ul>
            {news.map((entry) => (
              <li key={`${entry.version}-${entry.type}`}>
                {instantText(entry.at, today, t)} · {actorWords(entry, t)} · {eventSentence(entry, today, t)}
              </li>
            ))}
          </ul>
          {act !== undefined && <p>{t('desk:acts.conflictGone', { act })}</p>}
        </>
      }
    />
  );
};
