import '../administration.css';
import { Alert, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { Empty, Failure, Loading } from '../../../kit/states.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { useClear } from '../../../kit/use-clear.tsx';
import { useTitle } from '../../../kit/use-title.ts';
import { useAccounts, useHasRole, usePosts, useToday, useUnits } from '../ask.ts';
import { CoverList } from './cover-list.tsx';
import { type Person, peopleFrom } from './person.ts';
import { PersonPanel } from './person-panel.tsx';
import { EnterPost } from './post-forms.tsx';

const states = ['working', 'waiting', 'locked', 'former'] as const;

/** Officials with their posts and roles. One administrator makes the post, another lets the person in. */
export const PeoplePage = () => {
  const t = useTexts();
  const clear = useClear();
  useTitle(t('administration:people.title'));
  const today = useToday();
  const isSystem = useHasRole('system-administrator');
  const isSecurity = useHasRole('security-administrator');
  const posts = usePosts();
  const accounts = useAccounts(isSecurity);
  const units = useUnits();
  const [address, setAddress] = useSearchParams();
  const [typed, setTyped] = useState('');
  const [entering, setEntering] = useState(false);
  if (posts.data === undefined)
    return posts.isError ? <Failure error={posts.error} onRetry={() => void posts.refetch()} /> : <Loading />;
  const people = peopleFrom(posts.data, accounts.data ?? [], today);
  const state = address.get('state') ?? 'working';
  const wish = typed.trim().toLowerCase();
  const shown = people.filter(
    (one) =>
      (state === 'all' || one.state === state || (state === 'working' && one.state === 'waiting')) &&
      (wish === '' || one.search.includes(wish)),
  );
  const chosen = people.find((one) => one.account === address.get('person')) ?? shown[0];
  const unitName = (id: string): string => units.data?.find((unit) => unit.id === id)?.name ?? id;
  const choose = (change: Readonly<Record<string, string>>) =>
    setAddress({ ...Object.fromEntries(address), ...change }, { replace: true });
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('administration:people.title')}</h1>
          <p className="quiet measure">
            {t(isSecurity ? 'administration:people.introSecurity' : 'administration:people.intro')}
          </p>
        </div>
        {isSystem && (
          <div className="page-acts">
            <Button type="primary" onClick={() => setEntering(true)}>
              {t('administration:people.enter')}
            </Button>
          </div>
        )}
      </div>
      {isSecurity && isAlone(people) && (
        <Alert type="warning" showIcon title={t('administration:people.loneSecurity')} />
      )}
      <div className="admin-filters">
        <Input
          allowClear={clear}
          value={typed}
          placeholder={t('administration:people.search')}
          aria-label={t('administration:people.search')}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Select
          value={state}
          aria-label={t('administration:people.state')}
          onChange={(value) => choose({ state: value })}
          options={[...states, 'all'].map((value) => ({ value, label: t(`administration:people.states.${value}`) }))}
        />
      </div>
      {shown.length === 0 && <Empty>{t('administration:people.empty')}</Empty>}
      <div className="split">
        <ul className="pick-list" aria-label={t('administration:people.title')}>
          {shown.map((one) => (
            <li key={one.account}>
              <button
                type="button"
                className={one.state === 'former' ? 'past' : ''}
                aria-current={one.account === chosen?.account}
                onClick={() => choose({ person: one.account })}
              >
                {one.name}
                {one.state === 'waiting' && <span className="flag">{t('administration:people.states.waiting')}</span>}
                {one.state === 'locked' && <span className="flag">{t('administration:people.states.locked')}</span>}
                <small>{lineOf(one, unitName, t('desk:semicolon'))}</small>
              </button>
            </li>
          ))}
        </ul>
        {/* A role given before the units are there would open the cases of none. */}
        {chosen !== undefined && units.data !== undefined && (
          <PersonPanel
            key={chosen.account}
            person={chosen}
            units={units.data}
            today={today}
            isSystem={isSystem}
            isSecurity={isSecurity}
          />
        )}
      </div>
      {isSecurity && <CoverList people={people} today={today} />}
      {entering && units.data !== undefined && (
        <EnterPost
          units={units.data}
          today={today}
          onClose={() => setEntering(false)}
          onDone={(account) => choose({ person: account, state: 'working' })}
        />
      )}
    </div>
  );
};

/** Whether whoever reads this is the one security administrator who can sign in. */
const isAlone = (people: readonly Person[]): boolean =>
  people.filter(
    ({ known, mayEnter, grants }) =>
      known?.status === 'active' && mayEnter && grants.some(({ role }) => role === 'security-administrator'),
  ).length === 1;

const lineOf = (person: Person, unitName: (id: string) => string, between: string): string =>
  person.present.length === 0
    ? (person.login ?? '')
    : person.present.map((post) => `${unitName(post.unit)} ${post.title}`).join(between);
