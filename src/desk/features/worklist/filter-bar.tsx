import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef, Select } from 'antd';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { objectSystem, problemSystem } from '../../kit/code-names.ts';
import { useBureaus, useCodes, useSession, useStaff } from '../../kit/questions.ts';
import { phaseLooks } from '../../kit/state-tag.tsx';
import { useTexts } from '../../kit/texts.ts';
import { type FilterName, filterNames } from '../../kit/views.ts';

const dueNames = ['overdue', 'today', 'soon', 'later', 'provisional'] as const;
type Choice = { readonly value: string; readonly label: string };

/** Every filter lives in the address bar: what one sees can be sent, kept and gone back to. */
export const FilterBar = ({ searchField }: { readonly searchField: RefObject<HTMLInputElement | null> }) => {
  const t = useTexts();
  const [address, setAddress] = useSearchParams();
  const session = useSession();
  const bureaus = useBureaus();
  const staff = useStaff(session.data?.bureau ?? undefined);
  const objects = useCodes(objectSystem);
  const problems = useCodes(problemSystem);
  const english = t.language === 'en';

  const set = (name: FilterName, value: string | undefined) =>
    setAddress(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === undefined || value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: name === 'q' },
    );
  const codeChoices = (items: typeof objects.data): Choice[] =>
    (items ?? []).map((item) => ({ value: item.code, label: english ? item.titleEn : item.titleZh }));
  const mine = new Set(session.data?.bureaus ?? []);
  const bureauChoices = (bureaus.data ?? []).filter((one) => mine.has(one.id) && one.kind !== 'station');
  const stations = (bureaus.data ?? []).filter((one) => one.kind === 'station' && mine.has(one.parent ?? ''));

  const filters: readonly { name: FilterName; label: string; choices: Choice[] }[] = [
    {
      name: 'phase',
      label: t('desk:list.phase'),
      choices: Object.keys(phaseLooks).map((phase) => ({ value: phase, label: t(`complaint:phase.${phase}`) })),
    },
    {
      name: 'due',
      label: t('desk:list.due'),
      choices: dueNames.map((due) => ({ value: due, label: t(`desk:list.dueIs.${due}`) })),
    },
    {
      name: 'handler',
      label: t('desk:list.handler'),
      choices: [
        { value: 'me', label: t('desk:list.handlerMe') },
        { value: 'none', label: t('desk:list.handlerNone') },
        ...(staff.data ?? []).map((one) => ({ value: one.account, label: one.name })),
      ],
    },
    ...(bureauChoices.length > 1
      ? [
          {
            name: 'bureau' as const,
            label: t('desk:list.bureau'),
            choices: bureauChoices.map((one) => ({ value: one.id, label: one.name })),
          },
        ]
      : []),
    ...(stations.length > 0
      ? [
          {
            name: 'station' as const,
            label: t('desk:list.station'),
            choices: [
              { value: 'none', label: t('desk:list.stationNone') },
              ...stations.map((one) => ({ value: one.id, label: one.name })),
            ],
          },
        ]
      : []),
    { name: 'objectCode', label: t('desk:list.object'), choices: codeChoices(objects.data) },
    { name: 'problemCode', label: t('desk:list.problem'), choices: codeChoices(problems.data) },
    {
      name: 'duplicates',
      label: t('desk:list.duplicates'),
      choices: [{ value: 'true', label: t('desk:list.duplicatesOnly') }],
    },
  ];
  const isFiltered = filterNames.some((name) => address.has(name));

  return (
    <search className="filters" aria-label={t('desk:list.filters')}>
      <SearchField field={searchField} value={address.get('q') ?? ''} onSearch={(text) => set('q', text)} />
      {filters.map(({ name, label, choices }) => (
        <Select
          key={name}
          aria-label={label}
          placeholder={label}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          value={address.get(name)}
          options={choices}
          onChange={(value?: string | null) => set(name, value ?? undefined)}
        />
      ))}
      {isFiltered && (
        <Button type="link" onClick={() => setAddress(address.has('view') ? { view: address.get('view') ?? '' } : {})}>
          {t('desk:list.clear')}
        </Button>
      )}
    </search>
  );
};

type SearchProps = {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly onSearch: (text: string) => void;
};

/** Asks 300 ms after the last letter, and at once on Enter. */
const SearchField = ({ field, value, onSearch }: SearchProps) => {
  const t = useTexts();
  const [typed, setTyped] = useState(value);
  const search = useRef(onSearch);
  search.current = onSearch;
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => search.current(typed.trim()), 300);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <Input
      ref={(input: InputRef | null) => {
        field.current = input?.input ?? null;
      }}
      className="filter-search"
      aria-label={t('desk:list.searchLabel')}
      placeholder={t('desk:list.search')}
      allowClear
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      prefix={<SearchOutlined aria-hidden />}
      onPressEnter={() => onSearch(typed.trim())}
    />
  );
};
