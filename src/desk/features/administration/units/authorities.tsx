import { Button } from 'antd';
import { useState } from 'react';
import { write } from '../../../kit/api.ts';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { useSession } from '../../../kit/questions.ts';
import { useTexts } from '../../../kit/texts.ts';
import { adminKeys, useAuthorities, useHasRole, useToday } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import { Part } from '../dated.tsx';

const levels = ['county', 'city', 'province', 'national'] as const;

/** Whoever keeps the instance sees which authorities work on it, and lets a further one in. */
export const Authorities = () => {
  const t = useTexts();
  const today = useToday();
  const session = useSession();
  const authorities = useAuthorities();
  const mayChange = useHasRole('system-administrator');
  const [opening, setOpening] = useState(false);
  const own = authorities.data?.find((one) => one.id === session.data?.tenant);
  if (own?.keepsInstance !== true) return null;
  return (
    <Part
      wide
      title={t('administration:authorities.title')}
      act={
        mayChange && (
          <Button size="small" onClick={() => setOpening(true)}>
            {t('administration:authorities.open')}
          </Button>
        )
      }
    >
      <PlainTable
        label={t('administration:authorities.title')}
        rows={authorities}
        keyOf={(one) => one.id}
        columns={[
          { cell: (one) => one.name },
          { cell: (one) => one.id },
          { cell: (one) => t(`administration:authorities.level.${one.level}`) },
          { cell: (one) => one.documentPrefix },
          { cell: (one) => t('administration:authorities.units', { count: one.units }) },
          { cell: (one) => one.keepsInstance && t('administration:authorities.keeps') },
        ]}
      />
      {opening && (
        <ChangeDrawer
          title={t('administration:authorities.open')}
          consequence={t('administration:authorities.consequence')}
          act={t('administration:authorities.open')}
          said={t('administration:saved')}
          initial={{ from: today, level: 'city', intakeCentre: true }}
          refresh={[adminKeys.authorities]}
          fields={[
            {
              kind: 'text',
              name: 'id',
              label: t('administration:units.code'),
              hint: t('administration:authorities.codeHint'),
              pattern: /^[a-z][a-z0-9]+$/,
              most: 20,
            },
            { kind: 'text', name: 'name', label: t('administration:units.name'), most: 80 },
            { kind: 'text', name: 'shortName', label: t('administration:units.shortName'), most: 20 },
            {
              kind: 'choice',
              name: 'level',
              label: t('administration:authorities.levelLabel'),
              options: levels.map((value) => ({ value, label: t(`administration:authorities.level.${value}`) })),
            },
            { kind: 'place', name: 'region', label: t('administration:units.region') },
            { kind: 'text', name: 'documentPrefix', label: t('administration:units.documentPrefix'), most: 12 },
            { kind: 'text', name: 'address', label: t('administration:units.address'), most: 200 },
            { kind: 'text', name: 'phone', label: t('administration:units.phone'), most: 40 },
            { kind: 'yes', name: 'intakeCentre', label: t('administration:authorities.withCentre') },
            { kind: 'day', name: 'from', label: t('administration:from'), today },
          ]}
          send={(values, idempotencyKey) =>
            write('/administration/authorities', { intakeCentre: false, ...values }, { idempotencyKey })
          }
          onClose={() => setOpening(false)}
        />
      )}
    </Part>
  );
};
