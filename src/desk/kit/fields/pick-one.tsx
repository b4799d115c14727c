import { Select } from 'antd';
import { useEffect, useRef } from 'react';
import { useTexts } from '../texts.ts';
import { useClear } from '../use-clear.tsx';

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
  /** What is chosen is let go where another answer of the form takes it off the list. */
  readonly onlyOffered?: boolean;
};

/**
 * Lets go of what is chosen once it is not offered any more: it would be seen nowhere and sent all the same. Undefined
 * while nobody knows yet what is offered.
 */
export const useOnlyOffered = <T,>(
  { value, onChange }: { readonly value?: T | undefined; readonly onChange?: ((value: undefined) => void) | undefined },
  offered: readonly T[] | undefined,
): void => {
  const isGone = value !== undefined && value !== null && offered !== undefined && !offered.includes(value);
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => {
    if (isGone) change.current?.(undefined);
  }, [isGone]);
};

/** One of a list that the server gives, found by typing a part of its name. */
export const PickOne = ({ id, value, onChange, isPending, options, none, onlyOffered, ...rest }: PickOneProps) => {
  const t = useTexts();
  const clear = useClear();
  const offered = options.filter(({ disabled }) => disabled !== true).map((one) => one.value);
  useOnlyOffered({ value, onChange }, onlyOffered === true && !isPending ? offered : undefined);
  return (
    <Select
      {...rest}
      {...own(id)}
      {...(none === undefined ? {} : { notFoundContent: isPending ? null : none })}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={clear}
      loading={isPending}
      placeholder={t('desk:acts.choose')}
      // Until its name is here the id would stand in its place.
      value={isPending ? null : (value ?? null)}
      options={[...options]}
      onChange={(chosen: string | null | undefined) => onChange?.(chosen ?? undefined)}
    />
  );
};
