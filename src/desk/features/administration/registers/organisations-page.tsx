import '../administration.css';
import { Button } from 'antd';
import { useState } from 'react';
import type { OrganisationView } from '#modules/directory/upkeep-contract.ts';
import { PlainTable } from '../../../kit/plain-table.tsx';
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
      <PlainTable
        label={t('administration:organisations.title')}
        rows={organisations}
        keyOf={(one) => one.id}
        isPast={(one) => isOver(one, today)}
        empty={t('administration:organisations.empty')}
        columns={[
          {
            title: t('administration:units.name'),
            cell: (one) => (
              <>
                {one.name}
                <div className="detail-line">{[one.id, one.address, one.hostName].filter(Boolean).join(' · ')}</div>
              </>
            ),
          },
          { title: t('administration:units.kind'), cell: (one) => t(`directory:organisation-kinds.${one.kind}`) },
          {
            title: t('administration:organisations.scope'),
            cell: (one) => (
              <>
                {one.scope}
                {one.authorisedBy !== '' && <div className="detail-line">{one.authorisedBy}</div>}
                {one.authorisedBy === '' && one.kind !== 'service-station' && (
                  <div className="detail-line">{t('administration:organisations.notAuthorised')}</div>
                )}
              </>
            ),
          },
          { title: t('administration:units.phone'), cell: (one) => one.phone, whole: true },
          {
            title: t('administration:units.term'),
            cell: (one) => (
              <>
                <DateRange from={one.from} to={one.to} />
                {one.revisions > 0 && (
                  <div className="detail-line">{t('administration:revised', { count: one.revisions })}</div>
                )}
              </>
            ),
            whole: true,
          },
        ]}
        acts={(one) =>
          mayChange &&
          one.to === null && (
            <>
              <Button size="small" onClick={() => setForm({ do: 'change', organisation: one })}>
                {t('administration:correct')}
              </Button>
              <Button size="small" onClick={() => setForm({ do: 'close', organisation: one })}>
                {t('administration:end')}
              </Button>
            </>
          )
        }
      />
      {form?.do === 'enter' && <EnterOrganisation today={today} onClose={close} />}
      {form?.do === 'change' && <ChangeOrganisation organisation={form.organisation} onClose={close} />}
      {form?.do === 'close' && <CloseOrganisation organisation={form.organisation} today={today} onClose={close} />}
    </div>
  );
};
