import '../administration.css';
import { Button } from 'antd';
import { useState } from 'react';
import type { OrganisationView } from '#modules/directory/upkeep-contract.ts';
import { Empty, Failure, Loading } from '../../../kit/states.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { useTitle } from '../../../kit/use-title.ts';
import { useHasRole, useOrganisations, useToday } from '../ask.ts';
import { DateRange, isOver } from '../dated.tsx';
import { ChangeOrganisation, CloseOrganisation, EnterOrganisation } from './organisation-forms.tsx';

type Form = { readonly do: 'enter' } | { readonly do: 'change' | 'close'; readonly organisation: OrganisationView };

/** Whom a case can be entrusted to, who appraises, who helps on the spot. */
export const OrganisationsPage = () => {
  const t = useTexts();
  useTitle(t('administration:organisations.title'));
  const organisations = useOrganisations();
  const today = useToday();
  const mayChange = useHasRole('system-administrator');
  const [form, setForm] = useState<Form>();
  const close = () => setForm(undefined);
  if (organisations.data === undefined)
    return organisations.isError ? (
      <Failure error={organisations.error} onRetry={() => void organisations.refetch()} />
    ) : (
      <Loading />
    );
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('administration:organisations.title')}</h1>
          <p className="quiet measure">{t('administration:organisations.intro')}</p>
        </div>
        {mayChange && (
          <div className="page-acts">
            <Button type="primary" onClick={() => setForm({ do: 'enter' })}>
              {t('administration:organisations.enter')}
            </Button>
          </div>
        )}
      </div>
      {organisations.data.length === 0 ? (
        <Empty>{t('administration:organisations.empty')}</Empty>
      ) : (
        <div className="table-scroll">
          <table className="admin-table" aria-label={t('administration:organisations.title')}>
            <thead>
              <tr>
                <th scope="col">{t('administration:units.name')}</th>
                <th scope="col">{t('administration:units.kind')}</th>
                <th scope="col">{t('administration:organisations.scope')}</th>
                <th scope="col">{t('administration:units.phone')}</th>
                <th scope="col">{t('administration:units.term')}</th>
                <th scope="col">
                  <span className="unseen">{t('administration:acts')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {organisations.data.map((one) => (
                <tr key={one.id} className={isOver(one, today) ? 'past' : ''}>
                  <th scope="row">
                    {one.name}
                    <div className="detail-line">{[one.id, one.address, one.hostName].filter(Boolean).join(' · ')}</div>
                  </th>
                  <td>{t(`directory:organisation-kinds.${one.kind}`)}</td>
                  <td>
                    {one.scope}
                    {one.authorisedBy !== '' && <div className="detail-line">{one.authorisedBy}</div>}
                    {one.authorisedBy === '' && one.kind !== 'service-station' && (
                      <div className="detail-line">{t('administration:organisations.notAuthorised')}</div>
                    )}
                  </td>
                  <td className="whole">{one.phone}</td>
                  <td className="whole">
                    <DateRange from={one.from} to={one.to} />
                    {one.revisions > 0 && (
                      <div className="detail-line">{t('administration:revised', { count: one.revisions })}</div>
                    )}
                  </td>
                  <td className="end">
                    {mayChange && one.to === null && (
                      <>
                        <Button size="small" onClick={() => setForm({ do: 'change', organisation: one })}>
                          {t('administration:correct')}
                        </Button>{' '}
                        <Button size="small" onClick={() => setForm({ do: 'close', organisation: one })}>
                          {t('administration:end')}
                        </Button>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {form?.do === 'enter' && <EnterOrganisation today={today} onClose={close} />}
      {form?.do === 'change' && <ChangeOrganisation organisation={form.organisation} onClose={close} />}
      {form?.do === 'close' && <CloseOrganisation organisation={form.organisation} today={today} onClose={close} />}
    </div>
  );
};
