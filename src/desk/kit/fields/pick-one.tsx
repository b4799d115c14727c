import { Select } from 'antd';
import { useTexts } from '../texts.ts';

/** What a form gives the field in it. */
export type FieldProps<T = string> = {
  readonly id?: string;
  readonly value?: T;
  readonly onChange?: (value: T | undefined) => void;
};

export const own = (id: string | undefined) => (id === undefined ? {} : { id });

type PickOneProps = FieldProps & {
  readonly isPending: boolean;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly title?: string;
    readonly disabled?: boolean;
  }[];
  /** Said when there is nothing to choose from. */
  readonly none?: string;
};

/** One of a list that the server gives, found by typing a part of its name. */
export const PickOne = ({ id, value, onChange, isPending, options, none, ...rest }: PickOneProps) => {
  const t = useTexts();
  return (
    <Select
      {...rest}
      {...own(id)}
      {...(none === undefined ? {} : { notFoundContent: isPending ? null : none })}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      loading={isPending}
      placeholder={t('desk:acts.choose')}
      value={value ?? null}
      options={[...options]}
      onChange={(chosen: string | null | undefined) => onChange?.(chosen ?? undefined)}
    />
  );
};
