import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useOperators } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';
import { useClear } from '../../kit/use-clear.tsx';

type Option = { readonly value: string; readonly label: string };
type Props = {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string | undefined) => void;
  readonly known: Option | undefined;
  readonly only: 'platform' | undefined;
};

/** An operator that is in the register; what is not found there cannot be chosen here. */
export const RegisterField = ({ value, onChange, known, only, ...rest }: Props) => {
  const t = useTexts();
  const clear = useClear();
  const [typed, setTyped] = useState('');
  const [seen, setSeen] = useState<readonly Option[]>(known === undefined ? [] : [known]);
  const found = useOperators(useDeferredValue(typed));
  const fresh = (found.data?.operators ?? [])
    .filter((one) => only === undefined || one.kind === only)
    .map((one) => ({ value: one.id, label: [one.name, one.uscc, one.address].filter(Boolean).join(' · ') }));
  const options = [...fresh, ...seen.filter((one) => !fresh.some((other) => other.value === one.value))];
  return (
    <Select
      {...rest}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear={clear}
      placeholder={t('desk:acts.fromRegister')}
      loading={found.isFetching}
      value={value ?? null}
      options={options}
      onChange={(chosen: string | null | undefined) => {
        setSeen(options);
        onChange?.(chosen ?? undefined);
      }}
    />
  );
};
