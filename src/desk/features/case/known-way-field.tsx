import { Form, Select } from 'antd';
import { useEffect, useRef } from 'react';
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
  const isOffered = value === anotherWay || ways.some(({ known }) => known === value);
  const first = likeliest(ways);
  const place = party === undefined || channel === undefined ? undefined : `${party} ${channel}`;
  const before = useRef<string>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another party or way begins with its own likeliest
  useEffect(() => {
    if (place === undefined) return;
    const isMoved = before.current !== undefined && before.current !== place;
    before.current = place;
    if (isMoved || !isOffered) onChange?.(first);
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
