import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { Colleague } from '#modules/complaints/desk-contract.ts';
import type { UnitItem } from '#modules/directory/contract.ts';
import { useBureaus, useIncidents, useOperators, useStaff } from '../questions.ts';
import { useTexts } from '../texts.ts';
import { useClear } from '../use-clear.tsx';
import { type FieldProps, own, PickOne } from './pick-one.tsx';

/** Which colleagues may be named: the rule of the act, which knows of what kind the unit is. */
export type MayBe = (one: Colleague, kind: string | undefined) => boolean;
type StaffProps = FieldProps & {
  readonly bureau?: string | undefined;
  readonly mayBe?: MayBe;
  readonly onlyOffered?: boolean;
};

export const StaffField = ({ bureau, mayBe, onlyOffered = false, ...rest }: StaffProps) => {
  const t = useTexts();
  const staff = useStaff(bureau);
  const units = useBureaus();
  const kind = (units.data ?? []).find(({ id }) => id === bureau)?.kind;
  const options = (staff.data ?? [])
    .filter((one) => mayBe?.(one, kind) !== false)
    .map((one) => ({
      value: one.account,
      label: `${one.name} · ${one.roles.map((role) => t(`complaint:role.${role}`)).join(t('desk:separator'))}`,
    }));
  return (
    <PickOne {...rest} onlyOffered={onlyOffered && staff.isSuccess} isPending={staff.isPending} options={options} />
  );
};

/** Open events by their titles: nobody types the id of one. */
export const IncidentField = (props: FieldProps) => {
  const t = useTexts();
  const incidents = useIncidents();
  const options = (incidents.data ?? [])
    .filter((one) => one.phase === 'open')
    .map((one) => ({ value: one.id, label: `${one.title} · ${one.number}` }));
  return <PickOne {...props} isPending={incidents.isPending} options={options} none={t('desk:incidents.empty')} />;
};

type UnitKind = 'intake-centre' | 'bureau' | 'station' | 'association';
export type UnitProps = FieldProps & {
  readonly kinds: readonly UnitKind[];
  readonly without?: string;
  /** Only those the rule of the act would take. */
  readonly offers?: (unit: UnitItem, all: readonly UnitItem[]) => boolean;
};

export const UnitField = ({ kinds, without, offers, ...rest }: UnitProps) => {
  const units = useBureaus();
  const options = (units.data ?? [])
    .filter((one) => kinds.some((kind) => kind === one.kind) && one.id !== without)
    .filter((one) => offers?.(one, units.data ?? []) !== false)
    .map((one) => ({ value: one.id, label: one.name }));
  return <PickOne {...rest} isPending={units.isPending} options={options} />;
};

/** The stations of a bureau, and none: then the bureau itself works on the case. */
export const StationField = ({ bureau, ...rest }: FieldProps & { readonly bureau: string }) => {
  const t = useTexts();
  const units = useBureaus();
  const options = [
    ...(units.data ?? [])
      .filter((one) => one.kind === 'station' && one.parent === bureau)
      .map((one) => ({ value: one.id, label: one.name })),
    { value: 'none', label: t('desk:bulk.noStation') },
  ];
  return <PickOne {...rest} isPending={units.isPending} options={options} />;
};

type OperatorProps = FieldProps & { readonly known?: { readonly id: string; readonly name: string } | undefined };

/** A platform or operator of the register by name or code; what is typed counts when nothing is chosen. */
export const OperatorField = ({ id, value, onChange, known, ...rest }: OperatorProps) => {
  const t = useTexts();
  const clear = useClear();
  const [typed, setTyped] = useState('');
  const found = useOperators(useDeferredValue(typed));
  const operators = (found.data?.operators ?? []).map((one) => ({
    value: one.id,
    label: [one.name, one.uscc].filter(Boolean).join(' · '),
  }));
  const options = [
    ...operators,
    ...(known !== undefined && typed === '' ? [{ value: known.id, label: known.name }] : []),
    ...(typed.trim() === '' ? [] : [{ value: typed.trim(), label: typed.trim() }]),
  ];
  return (
    <Select
      {...rest}
      {...own(id)}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear={clear}
      placeholder={t('desk:acts.fromRegister')}
      value={value ?? null}
      options={options}
      onChange={(chosen: string | null | undefined) => onChange?.(chosen ?? undefined)}
    />
  );
};
