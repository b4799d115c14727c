import { Button, Form, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { checkUscc } from '#kernel/uscc.ts';
import { respondentKinds } from '#modules/complaints/vocabulary.ts';
import type { OperatorFound, ShopFound } from '#modules/directory/contract.ts';
import { useOperators } from '../questions.ts';
import { useTexts } from '../texts.ts';
import { EntryField, EntryText, Part } from './part.tsx';
import type { Particulars } from './particulars-of.ts';

const kindOf = { ordinary: 'ordinary', platform: 'platform', 'own-site': 'own-site', 'in-platform': 'platform-shop' };

/** Search first: a respondent from the register needs no typing and brings its code and address along. */
export const RespondentPart = () => {
  const t = useTexts();
  const form = Form.useFormInstance<Particulars>();
  const chosen = Form.useWatch<Particulars['operatorName']>('operatorName', { form, preserve: true });
  const kind = Form.useWatch<Particulars['respondentKind']>('respondentKind', form);
  const unchoose = () => form.setFieldsValue(nothingChosen);
  return (
    <Part title={t('desk:entry.respondent')}>
      <Form.Item name="operator" hidden />
      <Form.Item name="shop" hidden />
      <Form.Item name="platform" hidden />
      <Form.Item name="operatorName" hidden />
      <div className="wide">
        {chosen === undefined || chosen === '' ? (
          <OperatorSearch
            onOperator={(one) => form.setFieldsValue(fromOperator(one))}
            onShop={(one) => form.setFieldsValue(fromShop(one))}
          />
        ) : (
          <p className="chosen-operator">
            {t('desk:entry.chosenOperator', { name: chosen })}{' '}
            <Button size="small" onClick={unchoose}>
              {t('desk:entry.unchoose')}
            </Button>
          </p>
        )}
      </div>
      <EntryField name="respondentKind" required>
        <Select options={respondentKinds.map((value) => ({ value, label: t(`complaint:respondentKind.${value}`) }))} />
      </EntryField>
      <EntryText name="respondentName" required={kind !== 'unknown'} />
      <EntryText name="respondentAddress" wide />
      <EntryText name="respondentContact" />
      <EntryText name="respondentPhone" inputMode="tel" />
    </Part>
  );
};

const nothingChosen = { operator: '', shop: '', platform: '', operatorName: '' };

const fromOperator = (one: OperatorFound): Particulars => ({
  ...nothingChosen,
  operator: one.id,
  operatorName: [one.name, one.uscc].filter(Boolean).join(' · '),
  respondentKind: kindOf[one.kind],
  respondentName: one.name,
  respondentAddress: one.address ?? '',
});

const fromShop = (one: ShopFound): Particulars => ({
  ...nothingChosen,
  shop: one.id,
  platform: one.platform,
  operatorName: `${one.shopName} · ${one.platformName}`,
  respondentKind: 'platform-shop',
  respondentName: one.shopName,
  respondentAddress: one.shownAddress ?? '',
});

type SearchProps = {
  readonly onOperator: (one: OperatorFound) => void;
  readonly onShop: (one: ShopFound) => void;
};

/** A code is at least this long before its check digit says anything. */
const LIKE_A_CODE = /^[0-9A-Za-z\s-]{15,24}$/;

const OperatorSearch = ({ onOperator, onShop }: SearchProps) => {
  const t = useTexts();
  const [typed, setTyped] = useState('');
  const found = useOperators(useDeferredValue(typed.trim()));
  const operators = found.data?.operators ?? [];
  const shops = found.data?.shops ?? [];
  const choose = (id: string) => {
    const operator = operators.find((one) => one.id === id);
    const shop = shops.find((one) => one.id === id);
    if (operator !== undefined) onOperator(operator);
    else if (shop !== undefined) onShop(shop);
  };
  return (
    <Form.Item label={t('desk:entry.searchOperator')} htmlFor="operator-search" extra={<UsccDoubt typed={typed} />}>
      <Select
        id="operator-search"
        aria-label={t('desk:entry.searchOperator')}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        value={null}
        loading={found.isFetching}
        placeholder={t('desk:entry.searchOperator')}
        notFoundContent={typed.trim().length < 2 ? null : t('desk:entry.operatorNone')}
        onChange={(id: string | null) => id !== null && choose(id)}
        options={[
          ...operators.map((one) => ({
            value: one.id,
            label: [one.name, one.uscc, one.address].filter(Boolean).join(' · '),
          })),
          ...shops.map((one) => ({ value: one.id, label: `${one.shopName} · ${one.platformName}` })),
        ]}
      />
    </Form.Item>
  );
};

const UsccDoubt = ({ typed }: { readonly typed: string }) => {
  const t = useTexts();
  if (!LIKE_A_CODE.test(typed.trim())) return null;
  const verdict = checkUscc(typed);
  if (verdict.sound) return null;
  const length = verdict.warnings.find((warning) => warning.code === 'wrong-length');
  return (
    <span className="warn-text" role="status">
      {length !== undefined && 'length' in length
        ? t('desk:entry.usccLength', { length: length.length })
        : t('desk:entry.usccWarning', { code: verdict.text })}
    </span>
  );
};
