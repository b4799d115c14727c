import {
  AlertOutlined,
  AuditOutlined,
  CalendarOutlined,
  ClusterOutlined,
  DeleteOutlined,
  FormOutlined,
  MailOutlined,
  QuestionCircleOutlined,
  ReadOutlined,
  SwapOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { App } from 'antd';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import type { DeskSession } from '#modules/complaints/desk-contract.ts';
import { administrationEntries } from '../features/administration/pages.tsx';
import { problemOf } from '../kit/api.ts';
import { mayOpen } from '../kit/doors.ts';
import { routes } from '../kit/paths.ts';
import { useCounts, useOpenRivals, useSavedViews } from '../kit/questions.ts';
import { addressOfView, useSaveViews } from '../kit/saved-views.ts';
import { useTexts } from '../kit/texts.ts';
import { addressOf, isViewOffered, viewNames } from '../kit/views.ts';

type Entry = {
  readonly to: string;
  readonly text: string;
  readonly count?: number | undefined;
  readonly urgent?: boolean;
  readonly icon?: ReactNode;
  readonly after?: ReactNode;
  /** A kept view of the same list is where one is. */
  readonly yields?: boolean;
};

const sameQuery = (a: string, b: string): boolean => {
  const sorted = (text: string) => [...new URLSearchParams(text)].map(String).sort().join('&');
  return sorted(a) === sorted(b);
};

const NavigationLink = ({ entry }: { readonly entry: Entry }) => {
  const { pathname, search } = useLocation();
  const [path = '', query = ''] = entry.to.split('?');
  const isWhole = path !== routes.cases && entry.yields !== true;
  const here = pathname === path && (query === '' ? isWhole : sameQuery(search, query));
  return (
    <li>
      <Link to={entry.to} className={here ? 'nav-link here' : 'nav-link'} aria-current={here ? 'page' : undefined}>
        {entry.icon}
        <span className="nav-text">{entry.text}</span>
        {entry.count !== undefined && (
          <span className={entry.urgent && entry.count > 0 ? 'count urgent' : 'count'}>{entry.count}</span>
        )}
      </Link>
      {entry.after}
    </li>
  );
};

const Group = ({ title, entries }: { readonly title: string; readonly entries: readonly Entry[] }) => (
  <section>
    <h2>{title}</h2>
    <ul>
      {entries.map((entry) => (
        <NavigationLink key={entry.to} entry={entry} />
      ))}
    </ul>
  </section>
);

export const SideNavigation = ({ session }: { readonly session: DeskSession }) => {
  const t = useTexts();
  const counts = useCounts();
  const saved = useSavedViews();
  const save = useSaveViews();
  const { message } = App.useApp();
  const hasCases = mayOpen('cases', session);
  const rivals = useOpenRivals(hasCases);
  const lists = viewNames
    .filter((view) => isViewOffered(view, counts.data?.views[view]))
    .map((view) => ({
      to: `${routes.cases}${addressOf(view)}`,
      text: t(`desk:view.${view}`),
      count: counts.data?.views[view],
      urgent: view === 'overdue',
    }));
  const kept = (saved.data ?? []).map((view) => ({
    to: addressOfView(view),
    text: view.name,
    after: (
      <button
        type="button"
        className="nav-remove"
        aria-label={t('desk:list.remove', { name: view.name })}
        onClick={() =>
          save.remove(view.id).catch((error: unknown) => {
            void message.error(problemOf(error)?.detail ?? t('desk:state.errorText'));
          })
        }
      >
        <DeleteOutlined aria-hidden />
      </button>
    ),
  }));
  const { pathname, search } = useLocation();
  const isInView = kept.some(({ to }) => {
    const [path, query = ''] = to.split('?');
    return path === pathname && sameQuery(search, query);
  });
  const work: Entry[] = [
    ...(mayOpen('entry', session)
      ? [{ to: routes.entry, text: t('desk:nav.entry'), icon: <FormOutlined aria-hidden /> }]
      : []),
    ...(hasCases
      ? [
          { to: routes.questions, text: t('desk:nav.questions'), icon: <QuestionCircleOutlined aria-hidden /> },
          ...(mayOpen('reports', session)
            ? [{ to: routes.reports, text: t('desk:nav.reports'), icon: <AlertOutlined aria-hidden /> }]
            : []),
          {
            to: routes.rivals,
            text: t('desk:nav.rivals'),
            icon: <SwapOutlined aria-hidden />,
            count: rivals.data?.open,
            urgent: true,
          },
          { to: routes.incidents, text: t('desk:nav.incidents'), icon: <ClusterOutlined aria-hidden /> },
          { to: routes.team, text: t('desk:nav.team'), icon: <TeamOutlined aria-hidden /> },
          { to: routes.owed, text: t('desk:nav.owed'), icon: <MailOutlined aria-hidden /> },
          { to: routes.outcomes, text: t('desk:nav.outcomes'), icon: <AuditOutlined aria-hidden /> },
        ]
      : []),
    { to: routes.rules, text: t('desk:nav.rules'), icon: <ReadOutlined aria-hidden /> },
    { to: routes.calendar, text: t('desk:nav.calendar'), icon: <CalendarOutlined aria-hidden /> },
  ];
  const administered = administrationEntries(session.roles).map((entry) => ({ ...entry, text: t(entry.text) }));
  return (
    <div className="side-groups">
      {hasCases && <Group title={t('desk:nav.lists')} entries={lists} />}
      {kept.length > 0 && <Group title={t('desk:nav.saved')} entries={kept} />}
      <Group title={t('desk:nav.desks')} entries={work.map((entry) => ({ ...entry, yields: isInView }))} />
      {administered.length > 0 && <Group title={t('administration:nav.title')} entries={administered} />}
    </div>
  );
};
