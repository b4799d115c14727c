import { Button } from 'antd';
import { useState } from 'react';
import type { Day } from '#kernel/day.ts';
import type { StaffPost, UnitHistory } from '#modules/directory/upkeep-contract.ts';
import { Pairs } from '../../../kit/pairs.tsx';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { useSession } from '../../../kit/questions.ts';
import { useTexts } from '../../../kit/texts.ts';
import type { Grant } from '../ask.ts';
import { DateRange, isOver, Part } from '../dated.tsx';
import { MakeAccount, ResetPassword, SetStatus, SignOut } from './account-forms.tsx';
import type { Person } from './person.ts';
import { ChangePost, EndPost } from './post-forms.tsx';
import { EndRole, GiveRole } from './role-forms.tsx';

type Form =
  | { readonly do: 'account' | 'reset' | 'sign-out' | 'lock' | 'unlock' | 'left' | 'role' }
  | { readonly do: 'change-post' | 'end-post'; readonly post: StaffPost }
  | { readonly do: 'end-role'; readonly grant: Grant };

type PanelProps = {
  readonly person: Person;
  readonly units: readonly UnitHistory[];
  readonly today: Day;
  readonly isSystem: boolean;
  readonly isSecurity: boolean;
};

/** One official. Posts are the system administrator's, account and roles the security administrator's to change. */
export const PersonPanel = ({ person, units, today, isSystem, isSecurity }: PanelProps) => {
  const t = useTexts();
  const [form, setForm] = useState<Form>();
  const close = () => setForm(undefined);
  const unitName = (id: string): string => units.find((unit) => unit.id === id)?.name ?? id;
  const { known } = person;
  // The own role and account are another's to end.
  const isOwn = useSession().data?.account === person.account;
  return (
    <div className="detail" aria-live="polite">
      <h2>{person.name}</h2>
      {isSecurity && <AccountActs person={person} isOwn={isOwn} onDo={(what) => setForm({ do: what })} />}
      <Pairs
        pairs={[
          [t('administration:people.account'), accountText(person, t)],
          [t('administration:people.login'), person.login],
          [
            t('administration:people.secondFactor'),
            known === undefined || !person.mayEnter
              ? undefined
              : t(known.secondFactor ? 'desk:yes' : 'administration:people.notYet'),
          ],
          [t('administration:people.phone'), person.present[0]?.phone],
          [t('administration:people.licenceNumber'), person.present[0]?.licenceNumber],
        ]}
      />
      <Part title={t('administration:people.posts')}>
        <PlainTable
          label={t('administration:people.posts')}
          rows={person.posts}
          keyOf={(post) => `${post.unit} ${post.from}`}
          isPast={(post) => isOver(post, today)}
          empty={t('administration:people.noPost')}
          columns={[
            {
              cell: (post) => (
                <>
                  {unitName(post.unit)} · {post.title}
                  <div className="detail-line">
                    {post.desks.map((desk) => t(`administration:desk.${desk}`)).join(t('desk:separator'))}
                  </div>
                </>
              ),
            },
            { cell: (post) => <DateRange from={post.from} to={post.to} /> },
          ]}
          acts={(post) =>
            isSystem &&
            post.to === null && (
              <>
                <Button size="small" onClick={() => setForm({ do: 'change-post', post })}>
                  {t('administration:people.changePost')}
                </Button>
                <Button size="small" onClick={() => setForm({ do: 'end-post', post })}>
                  {t('administration:end')}
                </Button>
              </>
            )
          }
        />
      </Part>
      {isSecurity && (
        <Part
          title={t('administration:people.roles')}
          act={
            known !== undefined && (
              <Button size="small" onClick={() => setForm({ do: 'role' })}>
                {t('administration:people.giveRole')}
              </Button>
            )
          }
        >
          <PlainTable
            label={t('administration:people.roles')}
            rows={person.grants}
            keyOf={(grant) => grant.id}
            empty={t('administration:people.noRole')}
            columns={[
              {
                cell: (grant) => (
                  <>
                    {t(`complaint:role.${grant.role}`)}
                    <div className="detail-line">
                      {unitName(grant.bureau)}
                      {grant.covers !== null && ` · ${t('administration:people.covering')}`}
                    </div>
                  </>
                ),
              },
              { cell: (grant) => <DateRange from={grant.from} to={grant.to} /> },
            ]}
            acts={(grant) =>
              !isOwn && (
                <Button size="small" onClick={() => setForm({ do: 'end-role', grant })}>
                  {t('administration:people.takeRole')}
                </Button>
              )
            }
          />
        </Part>
      )}
      {form?.do === 'change-post' && <ChangePost post={form.post} units={units} today={today} onClose={close} />}
      {form?.do === 'end-post' && <EndPost post={form.post} today={today} onClose={close} />}
      {form?.do === 'account' && <MakeAccount person={person} units={units} today={today} onClose={close} />}
      {form?.do === 'reset' && <ResetPassword person={person} onClose={close} />}
      {form?.do === 'sign-out' && <SignOut person={person} onClose={close} />}
      {(form?.do === 'lock' || form?.do === 'unlock' || form?.do === 'left') && (
        <SetStatus person={person} to={form.do} onClose={close} />
      )}
      {form?.do === 'role' && <GiveRole person={person} units={units} today={today} onClose={close} />}
      {form?.do === 'end-role' && <EndRole person={person} grant={form.grant} onClose={close} />}
    </div>
  );
};

/** Who keeps the accounts sees each; for all others a post tells whether there is one. */
const accountText = (person: Person, t: ReturnType<typeof useTexts>): string => {
  if (!person.mayEnter) return t('administration:people.accountWaiting');
  if (person.known === undefined) return t('administration:people.accountMade');
  if (person.known.status === 'active' && person.known.lockedUntil !== null)
    return t('administration:people.accountLockedForNow');
  return t(`administration:people.accountIs.${person.known.status}`);
};

type ActsProps = {
  readonly person: Person;
  readonly isOwn: boolean;
  readonly onDo: (what: 'account' | 'reset' | 'sign-out' | 'lock' | 'unlock' | 'left') => void;
};

const AccountActs = ({ person, isOwn, onDo }: ActsProps) => {
  const t = useTexts();
  const { known } = person;
  if (known === undefined || !person.mayEnter)
    return (
      <div className="detail-acts">
        <Button type="primary" onClick={() => onDo('account')}>
          {t('administration:people.makeAccount')}
        </Button>
      </div>
    );
  return (
    <div className="detail-acts">
      <Button onClick={() => onDo('reset')}>{t('administration:people.reset')}</Button>
      {known.status === 'active' && (
        <Button onClick={() => onDo('sign-out')}>{t('administration:people.signOut')}</Button>
      )}
      {known.status !== 'active' && <Button onClick={() => onDo('unlock')}>{t('administration:people.unlock')}</Button>}
      {known.status === 'active' && !isOwn && (
        <Button onClick={() => onDo('lock')}>{t('administration:people.lock')}</Button>
      )}
      {known.status !== 'left' && !isOwn && (
        <Button danger onClick={() => onDo('left')}>
          {t('administration:people.leave')}
        </Button>
      )}
    </div>
  );
};
