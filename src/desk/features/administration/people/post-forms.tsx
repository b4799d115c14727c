import type { Day } from '#kernel/day.ts';
import type { StaffPost, UnitHistory } from '#modules/directory/upkeep-contract.ts';
import { write } from '../../../kit/api.ts';
import { useTexts } from '../../../kit/texts.ts';
import { adminKeys } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import type { FieldSpec } from '../change-field.ts';
import { usePlaces } from './role-forms.tsx';

const desks = ['intake', 'complaints', 'mediation', 'reports', 'supervision', 'administration', 'audit'] as const;
export const refreshPosts = [adminKeys.posts, ['staff']] as const;

/** Organisations whose people work on cases. */
const entrustable = ['association', 'mediation-body'] as const;

type Texts = ReturnType<typeof useTexts>;

type Places = ReturnType<typeof usePlaces>;

const postFields = (t: Texts, places: Places, today: Day): FieldSpec[] => [
  { kind: 'text', name: 'name', label: t('administration:people.name'), most: 40 },
  { kind: 'choice', name: 'unit', label: t('administration:people.unit'), options: places },
  { kind: 'text', name: 'title', label: t('administration:people.postTitle'), most: 60 },
  { kind: 'text', name: 'licenceNumber', label: t('administration:people.licenceNumber'), optional: true, most: 40 },
  { kind: 'text', name: 'phone', label: t('administration:people.phone'), most: 40 },
  {
    kind: 'several',
    name: 'desks',
    label: t('administration:people.desks'),
    hint: t('administration:people.desksHint'),
    optional: true,
    options: desks.map((value) => ({ value, label: t(`administration:desk.${value}`) })),
  },
  { kind: 'day', name: 'from', label: t('administration:from'), today },
];

type EnterProps = {
  readonly units: readonly UnitHistory[];
  readonly today: Day;
  readonly onClose: () => void;
  readonly onDone: (account: string) => void;
};

export const EnterPost = ({ units, today, onClose, onDone }: EnterProps) => {
  const t = useTexts();
  const places = usePlaces(units, today, entrustable);
  return (
    <ChangeDrawer<{ account: string }>
      title={t('administration:people.enter')}
      consequence={t('administration:people.enterConsequence')}
      act={t('administration:people.enter')}
      said={t('administration:people.entered')}
      initial={{ from: today, desks: ['complaints'] }}
      refresh={refreshPosts}
      fields={postFields(t, places, today)}
      send={(values, idempotencyKey) => write('/administration/posts', { desks: [], ...values }, { idempotencyKey })}
      onClose={onClose}
      onDone={({ account }) => {
        onClose();
        onDone(account);
      }}
    />
  );
};

type ChangeProps = {
  readonly post: StaffPost;
  readonly units: readonly UnitHistory[];
  readonly today: Day;
  readonly onClose: () => void;
};

/** Another title, other desks or another unit from a day on; the row before ends on that day. */
export const ChangePost = ({ post, units, today, onClose }: ChangeProps) => {
  const t = useTexts();
  const places = usePlaces(units, today, entrustable);
  const { name, unit, title, licenceNumber, phone, desks: held } = post;
  return (
    <ChangeDrawer
      title={t('administration:people.changePost')}
      consequence={t('administration:people.changeConsequence')}
      act={t('administration:people.changePost')}
      said={t('administration:saved')}
      initial={{ name, unit, title, licenceNumber, phone, desks: held, from: today, endsOthers: true }}
      refresh={refreshPosts}
      fields={[
        ...postFields(t, places, today),
        { kind: 'yes', name: 'endsOthers', label: t('administration:people.endsOthers') },
      ]}
      send={(values, idempotencyKey) =>
        write('/administration/posts', { desks: [], ...values, account: post.account }, { idempotencyKey })
      }
      onClose={onClose}
    />
  );
};

export const EndPost = ({ post, today, onClose }: Omit<ChangeProps, 'units'>) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t('administration:people.endPost')}
      consequence={t('administration:people.endPostConsequence')}
      act={t('administration:people.endPost')}
      said={t('administration:saved')}
      initial={{ on: today }}
      refresh={refreshPosts}
      fields={[
        { kind: 'day', name: 'on', label: t('administration:firstDayWithout'), today },
        { kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 },
      ]}
      send={(values) => write('/administration/posts/end', { ...values, account: post.account, unit: post.unit })}
      onClose={onClose}
    />
  );
};
