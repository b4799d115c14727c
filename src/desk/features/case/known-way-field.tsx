import { Form, Select } from 'antd';
import { useEffect } from 'react';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { useTexts } from '../../kit/texts.ts';
import { anotherWay, likeliest, wayLabel, waysFor } from './ways.ts';

type Props = {
  readonly view: CaseView;
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string) => void;
};

/** By what the party is tried: filled in with the likeliest, which follows the party and the way chosen above. */
export const KnownWayField = ({ view, value, onChange, ...rest }: Props) => {
  const t = useTexts();
  const party = Form.useWatch<string | undefined>('party');
  const channel = Form.useWatch<string | undefined>('channel');
  const ways = waysFor(view, party, channel);
  const isKnown = value === anotherWay ? ways.length > 0 : ways.some(({ known }) => known === value);
  const first = likeliest(ways);
  const place = `${party} ${channel}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another party or way begins with its own likeliest
  useEffect(() => {
    if (value === undefined || !isKnown) onChange?.(first);
  }, [place, first]);
  return (
    <Select
      {...rest}
      {...(value === undefined ? {} : { value })}
      {...(onChange === undefined ? {} : { onChange })}
      options={[
        ...ways.map((way) => ({ value: way.known, label: wayLabel(way, view, t) })),
        { value: anotherWay, label: t('desk:contacts.another') },
      ]}
    />
  );
};
