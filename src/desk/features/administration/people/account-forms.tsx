import { Modal } from 'antd';
import { useState } from 'react';
import type { Day } from '#kernel/day.ts';
import type { UnitHistory } from '#modules/directory/upkeep-contract.ts';
import { write } from '../../../kit/api.ts';
import { useTexts } from '../../../kit/texts.ts';
import { adminKeys } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import type { Person } from './person.ts';
import { grantFrom, roleFields, usePlaces } from './role-forms.tsx';

type OneTime = { readonly account: string; readonly password: string };

/** Shown this once; whoever hands it over says it by word of mouth or on paper. */
const OneTimePassword = ({ password, onClose }: { readonly password: string; readonly onClose: () => void }) => {
  const t = useTexts();
  return (
    <Modal
      open
      width={440}
      title={t('administration:people.oneTime')}
      onCancel={onClose}
      footer={null}
      mask={{ closable: false }}
    >
      <p>{t('administration:people.oneTimeHint')}</p>
      <p className="one-time">{password}</p>
    </Modal>
  );
};

type MakeProps = {
  readonly person: Person;
  readonly units: readonly UnitHistory[];
  readonly today: Day;
  readonly onClose: () => void;
};

/** The second of two people: the post is there, now the account with its first role. */
export const MakeAccount = ({ person, units, today, onClose }: MakeProps) => {
  const t = useTexts();
  const places = usePlaces(units, today);
  const [made, setMade] = useState<string>();
  if (made !== undefined) return <OneTimePassword password={made} onClose={onClose} />;
  return (
    <ChangeDrawer<OneTime>
      title={t('administration:people.makeAccountFor', { name: person.name })}
      consequence={t('administration:people.makeConsequence')}
      act={t('administration:people.makeAccount')}
      said={t('administration:people.accountDone')}
      initial={{ from: today, bureau: person.posts[0]?.unit }}
      refresh={[adminKeys.accounts, adminKeys.posts]}
      fields={[
        {
          kind: 'text',
          name: 'login',
          label: t('administration:people.login'),
          hint: t('administration:people.loginHint'),
          pattern: /^[a-z0-9][a-z0-9._@-]+$/,
          most: 64,
        },
        ...roleFields(t, places, units),
        { kind: 'day', name: 'from', label: t('administration:from'), today },
      ]}
      send={(values) => write('/accounts', { ...grantFrom(values, units), account: person.account })}
      onClose={onClose}
      onDone={({ password }) => setMade(password)}
    />
  );
};

type ForProps = { readonly person: Person; readonly onClose: () => void };

export const ResetPassword = ({ person, onClose }: ForProps) => {
  const t = useTexts();
  const [made, setMade] = useState<string>();
  if (made !== undefined) return <OneTimePassword password={made} onClose={onClose} />;
  return (
    <ChangeDrawer<OneTime>
      title={t('administration:people.reset')}
      consequence={t('administration:people.resetConsequence', { name: person.name })}
      act={t('administration:people.reset')}
      said={t('administration:people.resetDone')}
      refresh={[adminKeys.accounts]}
      fields={[]}
      send={() => write(`/accounts/${person.account}/reset`, {})}
      onClose={onClose}
      onDone={({ password }) => setMade(password)}
    />
  );
};

export const SignOut = ({ person, onClose }: ForProps) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t('administration:people.signOut')}
      consequence={t('administration:people.signOutConsequence', { name: person.name })}
      act={t('administration:people.signOut')}
      said={t('administration:people.signedOut')}
      refresh={[adminKeys.accounts]}
      fields={[{ kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 }]}
      send={(values) => write(`/accounts/${person.account}/sign-out`, values)}
      onClose={onClose}
    />
  );
};

const statusOf = { lock: 'locked', unlock: 'active', left: 'left' } as const;

export const SetStatus = ({ person, to, onClose }: ForProps & { readonly to: keyof typeof statusOf }) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t(`administration:people.${to === 'left' ? 'leave' : to}`)}
      consequence={t(`administration:people.statusConsequence.${to}`, { name: person.name })}
      act={t(`administration:people.${to === 'left' ? 'leave' : to}`)}
      said={t('administration:saved')}
      refresh={[adminKeys.accounts]}
      fields={[{ kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 }]}
      send={(values) =>
        write(`/accounts/${person.account}/status`, { ...values, status: statusOf[to] }, { method: 'PUT' })
      }
      onClose={onClose}
    />
  );
};
