import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef, Select } from 'antd';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useTexts } from '../texts.ts';
import { useClear } from '../use-clear.tsx';
import { addressWith, clearedAddress, type Filter } from './filters.ts';

type BarProps = {
  readonly filters: readonly Filter[];
  /** What the search looks into, in words; without it nothing is sought. */
  readonly search?: string | undefined;
  readonly searchField: RefObject<HTMLInputElement | null>;
};

/** Every filter lives in the address bar: what one sees can be sent, kept and gone back to. */
export const FilterBar = ({ filters, search, searchField }: BarProps) => {
  const t = useTexts();
  const clear = useClear();
  const [address, setAddress] = useSearchParams();
  const names = ['q', ...filters.map(({ name }) => name)];
  const set = (name: string, value: string | undefined) =>
    setAddress((before) => addressWith(before, name, value), { replace: name === 'q' });
  return (
    <search className="filters" aria-label={t('desk:list.filters')}>
      {search !== undefined && (
        <SearchField
          field={searchField}
          label={search}
          value={address.get('q') ?? ''}
          onSearch={(text) => set('q', text)}
        />
      )}
      {filters.map(({ name, label, choices }) => (
        <Select
          key={name}
          aria-label={label}
          placeholder={label}
          allowClear={clear}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          value={address.get(name)}
          options={[...choices]}
          onChange={(value?: string | null) => set(name, value ?? undefined)}
        />
      ))}
      {names.some((name) => address.has(name)) && (
        <Button type="link" onClick={() => setAddress((before) => clearedAddress(before, names))}>
          {t('desk:list.clear')}
        </Button>
      )}
    </search>
  );
};

type SearchProps = {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
};

/** Asks 300 ms after the last letter, and at once on Enter. */
const SearchField = ({ field, label, value, onSearch }: SearchProps) => {
  const clear = useClear();
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
      aria-label={label}
      placeholder={label}
      allowClear={clear}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      prefix={<SearchOutlined aria-hidden />}
      onPressEnter={() => onSearch(typed.trim())}
    />
  );
};
