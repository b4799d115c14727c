import { ArrowLeftOutlined, CopyOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Alert, App, Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { type Day, dayOf } from '#kernel/day.ts';
import type { DueDays } from '#kernel/due-soon.ts';
import type { Translate } from '#kernel/translate.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { urgencyOf } from '../../kit/due-mark.tsx';
import { lastList } from '../../kit/last-list.ts';
import { routes } from '../../kit/paths.ts';
import { useSession } from '../../kit/questions.ts';
import { StateTag } from '../../kit/state-tag.tsx';
import { hasText, sentences, useTexts } from '../../kit/texts.ts';
import { asDay, dayOrText, dayText, dueRelativeText, instantText } from '../../kit/when.ts';

type HeaderProps = {
  readonly view: CaseView;
  readonly today: Day;
  readonly before: string | undefined;
  readonly after: string | undefined;
};

/** The nearest limit that still runs. */
const nearest = (view: CaseView) =>
  view.clocks
    .filter((clock) => clock.metOn === null && clock.dueOn !== null && clock.state !== 'lapsed')
    .sort((a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? ''))[0];

const nextSentence = (view: CaseView, { today, soonUntil }: Pick<DueDays, 'today' | 'soonUntil'>, t: Translate) => {
  const clock = nearest(view);
  const due = asDay(clock?.dueOn);
  if (clock !== undefined && due !== undefined) {
    const key = `complaint:next.${clock.rule}`;
    const away = [dueRelativeText(due, today, t), clock.provisional ? t('desk:when.provisional') : '']
      .filter(Boolean)
      .join(t('desk:comma'));
    const words = `${dayText(due, today, t)}（${away}）`;
    return {
      text: t(hasText(key) ? key : 'complaint:next.other', {
        due: t.language === 'en' ? words.replace('（', ' (').replace('）', ')') : words,
      }),
      urgency: urgencyOf(due, { today, soonUntil }, clock.provisional),
    };
  }
  const archivedOn = asDay(view.archivedOn);
  if (archivedOn !== undefined)
    return { text: t('complaint:next.archived', { day: dayText(archivedOn, today, t) }), urgency: 'none' };
  if (view.closedOn !== null) return { text: t('complaint:next.archive'), urgency: 'none' };
  return undefined;
};

/** Taken down on a later day than it came: then the day of entry is not the day it was filed. */
const enteredLater = (view: CaseView): boolean => {
  const came = view.arrivedOn ?? view.firstReceivedOn;
  return came !== null && came < dayOf(new Date(view.filedAt));
};
/** A record that was imported without the day it came in waits for that day, whatever the bureau's standing. */
const isDayMissing = (view: CaseView): boolean => view.phase === 'awaiting-registration' && view.channel === 'import';

/** Another authority's case: its number and its body are all that is to be seen here. */
const linkedWords = (linked: CaseView['linkedTo'], t: Translate): string | null =>
  linked === null ? null : t('desk:case.linkedWords', { number: linked.number, bureau: linked.bureauName });

export const CaseHeader = ({ view, today, before, after }: HeaderProps) => {
  const t = useTexts();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const soonUntil = asDay(useSession().data?.soonUntil) ?? today;
  const next = nextSentence(view, { today, soonUntil }, t);
  const receivedOn = asDay(view.receivedOn);
  const ownReceivedOn = asDay(view.ownReceivedOn);
  const firstReceivedOn = asDay(view.firstReceivedOn) ?? receivedOn;
  const arrivedOn = asDay(view.arrivedOn);
  const hotlineReceivedOn = asDay(view.hotlineReceivedOn);
  const copyNumber = async () => {
    await navigator.clipboard.writeText(view.number);
    void message.success(t('desk:case.copied'));
  };
  const namesakes = view.related.filter((one) => one.relation === 'same-registration').map((one) => one.number);
  const facts: readonly (readonly [string, string | null])[] = [
    ['handler', view.handlerName ?? t('desk:case.nobody')],
    ...(view.mediatorName === null ? [] : [['mediator', view.mediatorName] as const]),
    ...(view.entrustedToName === null ? [] : [['entrusted', view.entrustedToName] as const]),
    ['bureau', view.bureauName],
    ['workedOnBy', view.stationName],
    ownReceivedOn === undefined
      ? ['received', receivedOn === undefined ? null : dayText(receivedOn, today, t)]
      : ['firstReceived', firstReceivedOn === undefined ? null : dayText(firstReceivedOn, today, t)],
    ['ownReceived', ownReceivedOn === undefined ? null : dayText(ownReceivedOn, today, t)],
    ['linkedFrom', linkedWords(view.linkedFrom, t)],
    ['linkedTo', linkedWords(view.linkedTo, t)],
    ['arrived', arrivedOn === undefined ? null : dayText(arrivedOn, today, t)],
    [enteredLater(view) ? 'entered' : 'filed', instantText(view.filedAt, today, t)],
    ['channel', t(`complaint:channel.${view.channel}`)],
    ['external', view.externalNumber],
    ['source', view.sourceNumber],
    ['hotlineReceived', hotlineReceivedOn === undefined ? null : dayText(hotlineReceivedOn, today, t)],
  ];
  return (
    <header className="case-head">
      <div className="case-line">
        <Link className="back" to={lastList()?.address ?? `${routes.cases}?view=mine`}>
          <ArrowLeftOutlined aria-hidden /> {t('desk:case.back')}
        </Link>
        <span className="case-steps">
          <Button
            size="small"
            type="text"
            icon={<LeftOutlined aria-hidden />}
            aria-label={t('desk:case.previous')}
            disabled={before === undefined}
            onClick={() => before !== undefined && void navigate(routes.caseOf(before))}
          />
          <Button
            size="small"
            type="text"
            icon={<RightOutlined aria-hidden />}
            aria-label={t('desk:case.next')}
            disabled={after === undefined}
            onClick={() => after !== undefined && void navigate(routes.caseOf(after))}
          />
        </span>
      </div>
      <div className="case-title">
        <h1>{view.number}</h1>
        <Button
          size="small"
          type="text"
          icon={<CopyOutlined aria-hidden />}
          aria-label={t('desk:case.copyNumber')}
          onClick={() => void copyNumber()}
        />
        <StateTag phase={view.phase} />
        {view.food && <span className="flag">{t('desk:list.flag.food')}</span>}
        {view.phase === 'awaiting-registration' && (
          <span className="flag">{t(`complaint:standing.${isDayMissing(view) ? 'dayNotInSource' : 'companion'}`)}</span>
        )}
      </div>
      <p className="case-now">
        {t(`complaint:now.${isDayMissing(view) ? 'dayNotInSource' : view.phase}`, { bureau: view.bureauName })}
        {t.language === 'en' && ' '}
        {view.registrationWait !== null && !isDayMissing(view) && waitText(view.registrationWait, today, t)}
        {t.language === 'en' && ' '}
        {next !== undefined && <strong className={`next next-${next.urgency}`}>{next.text}</strong>}
      </p>
      {namesakes.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('desk:case.sameRegistration', {
            number: view.externalNumber ?? '',
            others: namesakes.join(t('desk:case.and')),
          })}
        />
      )}
      <dl className="case-facts">
        {facts.map(
          ([name, value]) =>
            value !== null && (
              <div key={name}>
                <dt>{t(`desk:case.${name}`)}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </header>
  );
};

/** Since when nobody has registered it, until when it waits, and how often the person was told (REG-01, REG-02). */
const waitText = (
  { since, until, reminded, remindOn }: NonNullable<CaseView['registrationWait']>,
  today: Day,
  t: Translate,
): string =>
  sentences(
    [
      t('desk:case.waits', { since: dayOrText(since, today, t), until: dayOrText(until, today, t) }),
      reminded.length > 0 &&
        t('desk:case.reminded', { on: reminded.map((on) => dayOrText(on, today, t)).join(t('desk:separator')) }),
      remindOn !== null && t('desk:case.remindOn', { on: dayOrText(remindOn, today, t) }),
    ].map((one) => one || undefined),
    t,
  );
