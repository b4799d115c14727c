import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import type { IncidentView } from '#modules/complaints/incidents/contract.ts';
import type { Seen } from '../../kit/what-changed.ts';
import { dayOrText, instantText } from '../../kit/when.ts';

/** When the newest announcement was made, or taken back; empty where there was none. */
export const announcedText = (view: Pick<IncidentView, 'announcedOn' | 'papers'>, today: Day, t: Translate): string => {
  if (view.announcedOn !== null) return t('desk:incidents.announcedOn', { day: dayOrText(view.announcedOn, today, t) });
  const on = view.papers.findLast(({ code }) => code === 'incident-announcement')?.withdrawn?.on;
  return on === undefined ? '' : t('desk:incidents.withdrawnOn', { day: dayOrText(on, today, t) });
};

/** What an officer goes by who opens a form of an event: when a colleague changes it meanwhile, that is told. */
export const incidentSeen = (view: IncidentView, today: Day, t: Translate): Seen => {
  const label = (name: string): string => t(`desk:incidents.${name}`);
  const { verification } = view;
  const batches = view.batches.map(({ act, orderedAt }) =>
    [instantText(orderedAt, today, t), t(`complaint:act.${act}`)].join(' · '),
  );
  return {
    version: view.version,
    shows: [
      { label: label('state'), text: label(`phase.${view.phase}`) },
      { label: label('facts'), text: view.facts.join('\n'), field: 'facts' },
      { label: label('finding'), text: verification?.finding ?? '' },
      { label: label('measures'), text: verification?.measures ?? '' },
      { label: label('announcement'), text: announcedText(view, today, t) },
      {
        label: label('papers'),
        text: view.papers.map(({ n, code, number }) => `${t(`complaint:paper.${code}`)} ${number ?? n}`).join('\n'),
      },
      {
        label: label('act.serve'),
        text: view.papers
          .flatMap(({ services }) => services)
          .map(({ way, to, at }) => [label(`way.${way}`), to, instantText(at, today, t)].join(' · '))
          .join('\n'),
      },
      { label: label('batches'), text: batches.join('\n') },
    ],
  };
};
