import type { Day } from '#kernel/day.ts';
import type { OperatorFile } from '#modules/directory/register-contract.ts';
import { write } from '../../../kit/api.ts';
import { useTexts } from '../../../kit/texts.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import type { FieldSpec } from '../change-field.ts';
import { operatorPath, refreshOperator } from './operator-forms.tsx';

type FormProps = { readonly file: OperatorFile; readonly today: Day; readonly onClose: () => void };

export const AddPremises = ({ file, today, onClose }: FormProps) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t('administration:operators.addPremises')}
      act={t('administration:operators.addPremises')}
      said={t('administration:saved')}
      initial={{ from: today }}
      refresh={refreshOperator}
      fields={[
        { kind: 'text', name: 'name', label: t('administration:units.name'), most: 200 },
        { kind: 'text', name: 'address', label: t('administration:units.address'), most: 400 },
        { kind: 'place', name: 'region', label: t('administration:units.region') },
        { kind: 'text', name: 'phone', label: t('administration:units.phone'), optional: true, most: 40 },
        { kind: 'day', name: 'from', label: t('administration:from'), today },
      ]}
      send={(values, idempotencyKey) => write(operatorPath(file, 'premises'), values, { idempotencyKey })}
      onClose={onClose}
    />
  );
};

type PremisesProps = FormProps & { readonly premises: OperatorFile['premises'][number] };

export const ClosePremises = ({ file, premises, today, onClose }: PremisesProps) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t('administration:operators.closePremises', { name: premises.name })}
      act={t('administration:end')}
      said={t('administration:saved')}
      refresh={refreshOperator}
      fields={[
        { kind: 'day', name: 'on', label: t('administration:firstDayWithout'), today },
        { kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 },
      ]}
      send={(values) => write(operatorPath(file, `premises/${premises.id}/close`), values)}
      onClose={onClose}
    />
  );
};

const shopFields = (t: ReturnType<typeof useTexts>, today: Day, region: string | null = null): FieldSpec[] => [
  { kind: 'text', name: 'shopName', label: t('administration:operators.shopName'), most: 200 },
  { kind: 'text', name: 'shopReference', label: t('administration:operators.shopReference'), most: 100 },
  { kind: 'text', name: 'link', label: t('administration:operators.link'), optional: true, most: 400 },
  { kind: 'text', name: 'shownName', label: t('administration:operators.shownName'), optional: true, most: 200 },
  { kind: 'text', name: 'shownAddress', label: t('administration:operators.shownAddress'), optional: true, most: 400 },
  {
    kind: 'place',
    name: 'shownRegion',
    label: t('administration:operators.shownRegion'),
    optional: true,
    known: region === null ? [] : [{ value: region, label: region }],
  },
  { kind: 'day', name: 'lookedUpOn', label: t('administration:operators.lookedUpOn'), today, days: 'past' },
];

export const AddShop = ({ file, today, onClose }: FormProps) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t('administration:operators.addShop')}
      act={t('administration:operators.addShop')}
      said={t('administration:saved')}
      initial={{ lookedUpOn: today }}
      refresh={refreshOperator}
      fields={[
        { kind: 'operator', name: 'platform', label: t('administration:operators.platform'), only: 'platform' },
        ...shopFields(t, today),
      ]}
      send={(values, idempotencyKey) => write(operatorPath(file, 'shops'), values, { idempotencyKey })}
      onClose={onClose}
    />
  );
};

type ShopProps = FormProps & { readonly shop: OperatorFile['shops'][number] };

export const LookUpShop = ({ file, shop, today, onClose }: ShopProps) => {
  const t = useTexts();
  const { shopName, shopReference, link, shownName, shownAddress, shownRegion } = shop;
  const initial = Object.fromEntries(
    Object.entries({ shopName, shopReference, link, shownName, shownAddress, shownRegion }).filter(
      ([, value]) => value !== null,
    ),
  );
  return (
    <ChangeDrawer
      title={t('administration:operators.lookUp')}
      consequence={t('administration:operators.lookUpConsequence')}
      act={t('administration:operators.lookUp')}
      said={t('administration:saved')}
      initial={{ ...initial, lookedUpOn: today }}
      refresh={refreshOperator}
      fields={[
        ...shopFields(t, today, shownRegion),
        { kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 },
      ]}
      send={(values) => write(operatorPath(file, `shops/${shop.id}/changes`), values)}
      onClose={onClose}
    />
  );
};
