import type { Day } from '#kernel/day.ts';
import type { OrganisationView } from '#modules/directory/upkeep-contract.ts';
import { write } from '../../../kit/api.ts';
import { useSession } from '../../../kit/questions.ts';
import { useTexts } from '../../../kit/texts.ts';
import { adminKeys } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import type { FieldSpec } from '../change-field.ts';

const kinds = ['association', 'mediation-body', 'appraisal-body', 'service-station'] as const;
const refresh = [adminKeys.organisations] as const;

type Known = Pick<OrganisationView, 'region' | 'host' | 'hostName'>;

const commonFields = (t: ReturnType<typeof useTexts>, known?: Known): FieldSpec[] => [
  { kind: 'text', name: 'name', label: t('administration:units.name'), most: 80 },
  {
    kind: 'place',
    name: 'region',
    label: t('administration:units.region'),
    known: known === undefined ? [] : [{ value: known.region, label: known.region }],
  },
  { kind: 'text', name: 'address', label: t('administration:units.address'), most: 200 },
  { kind: 'text', name: 'phone', label: t('administration:units.phone'), most: 40 },
  {
    kind: 'text',
    name: 'scope',
    label: t('administration:organisations.scope'),
    hint: t('administration:organisations.scopeHint'),
    most: 300,
  },
  {
    kind: 'text',
    name: 'authorisedBy',
    label: t('administration:organisations.authorisedBy'),
    hint: t('administration:organisations.authorisedByHint'),
    optional: true,
    most: 200,
  },
  {
    kind: 'operator',
    name: 'host',
    label: t('administration:organisations.host'),
    hint: t('administration:organisations.hostHint'),
    optional: true,
    ...(known?.host ? { known: { value: known.host, label: known.hostName ?? known.host } } : {}),
  },
];

export const EnterOrganisation = ({ today, onClose }: { readonly today: Day; readonly onClose: () => void }) => {
  const t = useTexts();
  const prefix = `${useSession().data?.tenant ?? ''}-`;
  return (
    <ChangeDrawer
      title={t('administration:organisations.enter')}
      act={t('administration:organisations.enter')}
      said={t('administration:saved')}
      initial={{ from: today }}
      refresh={refresh}
      fields={[
        {
          kind: 'choice',
          name: 'kind',
          label: t('administration:units.kind'),
          options: kinds.map((value) => ({ value, label: t(`directory:organisation-kinds.${value}`) })),
        },
        {
          kind: 'text',
          name: 'word',
          sentAs: 'id',
          label: t('administration:units.code'),
          hint: t('administration:organisations.codeHint'),
          before: prefix,
          pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
          most: 40,
        },
        ...commonFields(t),
        { kind: 'day', name: 'from', label: t('administration:from'), today },
      ]}
      send={({ word, ...values }, idempotencyKey) =>
        write('/administration/organisations', { ...values, id: `${prefix}${String(word)}` }, { idempotencyKey })
      }
      onClose={onClose}
    />
  );
};

type FormProps = { readonly organisation: OrganisationView; readonly onClose: () => void };

export const ChangeOrganisation = ({ organisation, onClose }: FormProps) => {
  const t = useTexts();
  const { id, name, region, address, phone, scope, authorisedBy, host } = organisation;
  return (
    <ChangeDrawer
      title={t('administration:organisations.correct')}
      consequence={t('administration:keptBefore')}
      act={t('administration:correct')}
      said={t('administration:saved')}
      initial={{ name, region, address, phone, scope, authorisedBy, host: host ?? undefined }}
      refresh={refresh}
      fields={[
        ...commonFields(t, organisation),
        { kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 },
      ]}
      send={(values, idempotencyKey) =>
        write(`/administration/organisations/${id}/changes`, values, { idempotencyKey })
      }
      onClose={onClose}
    />
  );
};

export const CloseOrganisation = ({ organisation, today, onClose }: FormProps & { readonly today: Day }) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t('administration:organisations.close', { name: organisation.name })}
      consequence={t('administration:organisations.closeConsequence')}
      act={t('administration:end')}
      said={t('administration:saved')}
      refresh={refresh}
      fields={[
        { kind: 'day', name: 'on', label: t('administration:firstDayWithout'), today },
        { kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 },
      ]}
      send={(values) => write(`/administration/organisations/${organisation.id}/close`, values)}
      onClose={onClose}
    />
  );
};
