import { Checkbox, Form } from 'antd';
import { DayField } from '../fields/day-field.tsx';
import { useTexts } from '../texts.ts';
import { useToday } from '../use-today.ts';
import { EntryField, EntryText, MoneyField, Part } from './part.tsx';
import type { Particulars } from './particulars-of.ts';

export const PurchasePart = () => {
  const t = useTexts();
  const today = useToday();
  const online = Form.useWatch<Particulars['online']>('online') ?? false;
  return (
    <Part title={t('desk:entry.purchase')}>
      <Form.Item name="online" valuePropName="checked" className="wide">
        <Checkbox>{t('desk:entry.online')}</Checkbox>
      </Form.Item>
      <EntryText name="goods" />
      <EntryText name="brand" />
      <EntryText name="quantity" />
      <EntryField name="purchasedOn">
        <DayField today={today} days="past" />
      </EntryField>
      <MoneyField name="amount" label="amount" />
      {online ? (
        <>
          <EntryText name="platformName" />
          <EntryText name="orderNumber" />
          <EntryText name="logisticsNumber" />
          <EntryText name="shopLink" />
        </>
      ) : (
        <EntryText name="place" />
      )}
    </Part>
  );
};
