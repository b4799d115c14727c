import { Form, Radio } from 'antd';
import { DayField } from '../fields/day-field.tsx';
import { useTexts } from '../texts.ts';
import { useToday } from '../use-today.ts';
import { EntryField, EntryText, MoneyField, Part } from './part.tsx';
import type { Particulars } from './particulars-of.ts';

export const PurchasePart = () => {
  const t = useTexts();
  const today = useToday();
  const online = Form.useWatch<Particulars['online']>('online') ?? 'open';
  return (
    <Part title={t('desk:entry.purchase')}>
      <Form.Item name="online" label={t('desk:entry.online')} className="wide">
        <Radio.Group
          options={[
            { value: true, label: t('desk:entry.onlineYes') },
            { value: false, label: t('desk:entry.onlineNo') },
            { value: 'open', label: t('desk:entry.onlineOpen') },
          ]}
        />
      </Form.Item>
      <EntryText name="goods" />
      <EntryText name="brand" />
      <EntryText name="quantity" />
      <EntryField name="purchasedOn">
        <DayField today={today} days="past" />
      </EntryField>
      <MoneyField name="amount" label="amount" />
      {online !== false && (
        <>
          <EntryText name="platformName" />
          <EntryText name="orderNumber" />
          <EntryText name="logisticsNumber" />
          <EntryText name="shopLink" />
        </>
      )}
      {online !== true && <EntryText name="place" />}
    </Part>
  );
};
