import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { PlaceFound } from '#modules/directory/register-contract.ts';
import { queryText, read } from '../../kit/api.ts';
import { useTexts } from '../../kit/texts.ts';
import { useClear } from '../../kit/use-clear.tsx';

type Option = { readonly value: string; readonly label: string };
type Props = {
  readonly id?: string;
  readonly value?: string | readonly string[];
  readonly onChange?: (value: string | string[] | undefined) => void;
  readonly known: readonly Option[];
  readonly several: boolean;
};

/** `临溪区 990102 · 云栖市`: name and code first, then where it lies, because names repeat. */
export const placeLabel = (place: PlaceFound): string =>
  [`${place.name} ${place.code}`, place.path].filter((part) => part !== '').join(' · ');

/** A region or zone by part of its name or by its code. */
export const PlaceField = ({ value, onChange, known, several, ...rest }: Props) => {
  const t = useTexts();
  const clear = useClear();
  const [typed, setTyped] = useState('');
  const asked = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: ['places', asked],
    queryFn: ({ signal }) => read<PlaceFound[]>(`/administration/places${queryText({ q: asked })}`, signal),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const [seen, setSeen] = useState<readonly Option[]>(known);
  const fresh = (found.data ?? []).map((place) => ({ value: place.code, label: placeLabel(place) }));
  const options = [...fresh, ...seen.filter((one) => !fresh.some((other) => other.value === one.value))];
  const take = (chosen: string | string[] | null | undefined) => {
    setSeen(options);
    onChange?.(chosen ?? undefined);
  };
  const common = {
    ...rest,
    showSearch: { filterOption: false, onSearch: setTyped },
    placeholder: t('administration:place.hint'),
    loading: found.isFetching,
    allowClear: clear,
    options,
    onChange: take,
  } as const;
  return several ? (
    <Select {...common} mode="multiple" value={Array.isArray(value) ? [...value] : []} />
  ) : (
    <Select {...common} value={typeof value === 'string' ? value : null} />
  );
};
