import '../administration.css';
import { DownloadOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { isSubject } from '#kernel/audit-keys.ts';
import { accountText, actText, detailText, subjectText, type TrailTexts } from '#kernel/audit-words.ts';
import { addDays, type Day, isDay } from '#kernel/day.ts';
import { apiAddress, queryText, read } from '../../../kit/api.ts';
import { DayField } from '../../../kit/fields/day-field.tsx';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { Failure } from '../../../kit/states.tsx';
import { hasText, useTexts } from '../../../kit/texts.ts';
import { useClear } from '../../../kit/use-clear.tsx';
import { useTitle } from '../../../kit/use-title.ts';
import { instantText } from '../../../kit/when.ts';
import { useAuthorities, usePosts, useToday, useUnits } from '../ask.ts';

type AuditLine = {
  readonly id: string;
  readonly at: string;
  readonly account: string;
  readonly act: string;
  readonly subject: string;
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

const pageSize = 50;

/** What is offered to choose from; any other act is found by typing it. */
const watchedActs = [
  'sign-in',
  'sign-in-failed',
  'reveal',
  'print-case',
  'open-data-request',
  'enter-data-request',
  'find-cases-of-request',
  'open-answer-letter',
  'serve-answer-letter',
  'answer-about-own-data',
  'follow-data-request',
  'copy-own-data',
  'erase-person',
  'correct-person',
  'correct-reporter',
  'erase-reporter',
  'place-hold',
  'lift-hold',
  'retire-file',
  'retire-report',
  'retire-consultation',
  'bring-back-administrator',
  'enter-administrator',
  'give-role',
  'end-role',
  'cover-absence',
  'enrol-staff',
  'reset-staff',
  'sign-out-everywhere',
  'set-account-status',
  'issue-token',
  'enter-post',
  'change-post',
  'end-post',
  'open-unit',
  'rename-unit',
  'close-unit',
  'give-power',
  'end-power',
  'give-area',
  'end-area',
  'set-standing',
  'set-superior',
  'set-mediation-rooms',
  'enter-decree',
  'decide-switch',
  'change-operator',
  'open-operator-contact',
  'correct-operator-contact',
  'merge-operator',
  'print-letter',
  'export-worklist',
  'export-questions',
  'export-reports',
  'export-outcomes',
  'export-owed-papers',
  'export-data-requests',
  'export-audit',
  'rotate-keys',
  'retain',
] as const;

const startOf = (day: Day): string => `${day}T00:00:00+08:00`;

/** Who did what, when and why; read by the auditor alone, and taking it along is itself recorded. */
export const AuditPage = () => {
  const t = useTexts();
  const clear = useClear();
  useTitle(t('administration:audit.title'));
  const today = useToday();
  const posts = usePosts();
  const units = useUnits();
  const authorities = useAuthorities();
  const [address, setAddress] = useSearchParams();
  const dayIn = (name: string, otherwise: Day): Day => {
    const text = address.get(name);
    return isDay(text) ? text : otherwise;
  };
  const [from, to] = [dayIn('from', addDays(today, -7)), dayIn('to', today)];
  const query = {
    from: startOf(from),
    to: startOf(addDays(to, 1)),
    act: address.get('act') ?? undefined,
    account: address.get('account') ?? undefined,
    subject: address.get('subject') ?? undefined,
    scope: address.get('scope') ?? undefined,
  };
  const trail = useInfiniteQuery({
    queryKey: ['audit', query],
    queryFn: ({ pageParam, signal }) =>
      read<AuditLine[]>(`/audit${queryText({ ...query, before: pageParam })}`, signal),
    initialPageParam: '',
    getNextPageParam: (last) => (last.length < pageSize ? undefined : last.at(-1)?.id),
  });
  const names = useMemo(() => new Map((posts.data ?? []).map((post) => [post.account, post.name])), [posts.data]);
  const unitNames = useMemo(
    () => new Map([...(authorities.data ?? []), ...(units.data ?? [])].map(({ id, name }) => [id, name])),
    [authorities.data, units.data],
  );
  const texts: TrailTexts = { t, hasText };
  const known = { people: names, units: unitNames };
  const filter = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(address);
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
    setAddress(next, { replace: true });
  };
  const { isError, error, refetch } = trail;
  const people = [...names].map(([value, label]) => ({ value, label }));
  const subjects = [
    ...(authorities.data ?? []).map(({ id }) => `tenant:${id}`),
    ...(units.data ?? []).map(({ id }) => `unit:${id}`),
    ...[...names.keys()].map((id) => `account:${id}`),
  ];
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('administration:audit.title')}</h1>
          <p className="quiet measure">{t('administration:audit.intro')}</p>
        </div>
        <div className="page-acts">
          <Button
            icon={<DownloadOutlined aria-hidden />}
            href={apiAddress(`/audit/export.xlsx${queryText(query)}`)}
            download
          >
            {t('desk:list.export')}
          </Button>
        </div>
      </div>
      <div className="admin-filters">
        <Labelled of="audit-from" text={t('administration:audit.from')}>
          <DayField id="audit-from" value={from} today={today} days="past" onChange={(day) => filter('from', day)} />
        </Labelled>
        <Labelled of="audit-to" text={t('administration:audit.to')}>
          <DayField id="audit-to" value={to} today={today} days="past" onChange={(day) => filter('to', day)} />
        </Labelled>
        <Select
          allowClear={clear}
          showSearch={{ optionFilterProp: 'label' }}
          className="filter-wide"
          placeholder={t('administration:audit.act')}
          aria-label={t('administration:audit.act')}
          value={address.get('act')}
          options={watchedActs.map((value) => ({ value, label: actText(value, texts) }))}
          onChange={(value) => filter('act', value ?? undefined)}
        />
        <Select
          allowClear={clear}
          showSearch={{ optionFilterProp: 'label' }}
          className="filter-wide"
          placeholder={t('administration:audit.account')}
          aria-label={t('administration:audit.account')}
          value={address.get('account')}
          options={people}
          onChange={(value) => filter('account', value ?? undefined)}
        />
        <SubjectFilter
          value={address.get('subject') ?? undefined}
          subjects={subjects}
          named={(subject) => subjectText(subject, known, texts)}
          onChange={(value) => filter('subject', value)}
        />
        <Select
          aria-label={t('administration:audit.scope')}
          value={address.get('scope') ?? 'tenant'}
          options={['tenant', 'platform'].map((value) => ({ value, label: t(`administration:audit.scopes.${value}`) }))}
          onChange={(value) => filter('scope', value === 'tenant' ? undefined : value)}
        />
      </div>
      <PlainTable
        label={t('administration:audit.title')}
        rows={{ data: trail.data?.pages.flat(), isError, error, refetch }}
        keyOf={(line) => line.id}
        named={1}
        empty={t('administration:audit.empty')}
        columns={[
          { title: t('administration:audit.column.at'), cell: (line) => instantText(line.at, today, t) },
          { title: t('administration:audit.column.account'), cell: (line) => accountText(line.account, known, texts) },
          { title: t('administration:audit.column.act'), cell: (line) => actText(line.act, texts) },
          {
            title: t('administration:audit.column.subject'),
            cell: (line) => (
              <>
                <button type="button" className="link" onClick={() => filter('subject', line.subject)}>
                  {subjectText(line.subject, known, texts)}
                </button>
                <div className="detail-line">{detailText(line, known, texts)}</div>
              </>
            ),
          },
          { title: t('administration:audit.column.reason'), cell: (line) => line.reason },
        ]}
      />
      {trail.isFetchNextPageError && <Failure error={error} onRetry={() => void trail.fetchNextPage()} />}
      {trail.hasNextPage && (
        <div className="list-foot">
          <Button loading={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
            {t('administration:audit.more')}
          </Button>
        </div>
      )}
    </div>
  );
};

type LabelledProps = { readonly of: string; readonly text: string; readonly children: ReactNode };

const Labelled = ({ of, text, children }: LabelledProps) => (
  <span className="labelled">
    <label className="quiet" htmlFor={of}>
      {text}
    </label>
    {children}
  </span>
);

type SubjectProps = {
  readonly value: string | undefined;
  readonly subjects: readonly string[];
  readonly named: (subject: string) => string;
  readonly onChange: (value: string | undefined) => void;
};

/** Chosen by name; the one a line led to, or one typed as the trail has it, stands among them. */
const SubjectFilter = ({ value, subjects, named, onChange }: SubjectProps) => {
  const t = useTexts();
  const clear = useClear();
  const [typed, setTyped] = useState('');
  const offered = new Set([
    ...(value === undefined ? [] : [value]),
    ...(isSubject(typed.trim()) ? [typed.trim()] : []),
    ...subjects,
  ]);
  return (
    <Select
      allowClear={clear}
      showSearch={{
        onSearch: setTyped,
        filterOption: (text, option) =>
          [option?.label, option?.value].some((said) => said?.toLowerCase().includes(text.trim().toLowerCase())),
      }}
      className="filter-subject"
      placeholder={t('administration:audit.subject')}
      aria-label={t('administration:audit.subject')}
      value={value}
      options={[...offered].map((subject) => ({ value: subject, label: named(subject) }))}
      onChange={(chosen: string | undefined) => onChange(chosen)}
    />
  );
};
