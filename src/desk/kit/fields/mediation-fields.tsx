import { Radio, Select } from 'antd';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import type { OrganisationItem } from '#modules/directory/contract.ts';
import { useBodies, useMediators } from '../questions.ts';
import { useTexts } from '../texts.ts';
import { type FieldProps, own, PickOne } from './pick-one.tsx';

/** Who may preside first; the others stand below with the reason, so that nobody wonders where they are. */
export const MediatorField = ({
  view,
  onlyOffered = false,
  ...rest
}: FieldProps & { readonly view: Pick<CaseView, 'number' | 'version'>; readonly onlyOffered?: boolean }) => {
  const t = useTexts();
  const mediators = useMediators(view);
  const options = (mediators.data ?? []).map(({ account, name, place, why }) => ({
    value: account,
    disabled: why !== null,
    label: [name, place, ...(why === null ? [] : [t(`complaint:whyNotMediator.${why}`)])].join(' · '),
  }));
  return (
    <PickOne
      {...rest}
      onlyOffered={onlyOffered && mediators.isSuccess}
      isPending={mediators.isPending}
      options={options}
      none={t('desk:acts.nobodyMediates')}
    />
  );
};

/** Names typed one after the other, each a mark that can be taken away again. */
export const NamesField = ({ id, value, onChange, ...rest }: FieldProps<readonly string[]>) => {
  const t = useTexts();
  return (
    <Select
      {...rest}
      {...own(id)}
      mode="tags"
      open={false}
      suffixIcon={null}
      maxCount={5}
      tokenSeparators={[',', '，', '、']}
      placeholder={t('desk:acts.typeNames')}
      value={[...(value ?? [])]}
      onChange={(names: readonly string[]) => onChange?.(names.map((name) => name.trim()).filter(Boolean))}
    />
  );
};

/** Whom a request for recusal is about: the mediator, or one of those who assist by the place in their list. */
export const RecusedField = ({
  id,
  value,
  onChange,
  view,
  ...rest
}: FieldProps<number> & { readonly view: Pick<CaseView, 'mediatorName' | 'assistants'> }) => {
  const t = useTexts();
  const options = [
    { value: 0, label: t('desk:acts.theMediator', { name: view.mediatorName ?? '' }) },
    ...view.assistants.map((name, at) => ({ value: at + 1, label: t('desk:acts.assistant', { name }) })),
  ];
  return (
    <Radio.Group
      {...rest}
      {...own(id)}
      value={value ?? 0}
      options={options}
      onChange={({ target }: { target: { value?: number } }) => onChange?.(target.value || undefined)}
    />
  );
};

/** Bodies kept in the directory: what each does and what authorises it; one without an authorisation cannot be chosen. */
export const BodyField = ({ kinds, ...rest }: FieldProps & { readonly kinds: readonly OrganisationItem['kind'][] }) => {
  const t = useTexts();
  const bodies = useBodies();
  const options = (bodies.data ?? [])
    .filter((one) => kinds.includes(one.kind))
    .map(({ id: body, name, scope, authorisedBy }) => ({
      value: body,
      disabled: authorisedBy === '',
      title: authorisedBy,
      label: [name, scope, authorisedBy === '' ? t('desk:acts.notAuthorised') : authorisedBy].join(' · '),
    }));
  return <PickOne {...rest} isPending={bodies.isPending} options={options} none={t('desk:acts.noBody')} />;
};
