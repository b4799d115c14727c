import '../administration.css';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { Day } from '#kernel/day.ts';
import type { LocalForms, LocalFormVersion } from '#modules/complaints/local-forms/contract.ts';
import { write } from '../../../kit/api.ts';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { Failure, Loading } from '../../../kit/states.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { useTitle } from '../../../kit/use-title.ts';
import { adminKeys, useLocalForms, useToday } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import { DateRange } from '../dated.tsx';
import { FormEditor } from './form-editor.tsx';
import { inBrackets } from './values-by-name.ts';
import { VersionsDrawer } from './versions-drawer.tsx';

type Kept = LocalForms['forms'][number];
type Doing = { readonly do: 'enter' } | { readonly do: 'change' | 'end' | 'see'; readonly form: Kept };

/** Letters of the authority's own wording: which there are, since when, and what they say. */
export const LocalFormsPage = () => {
  const t = useTexts();
  useTitle(t('administration:localForms.title'));
  const kept = useLocalForms();
  const today = useToday();
  const [doing, setDoing] = useState<Doing>();
  const close = () => setDoing(undefined);
  if (kept.data === undefined)
    return kept.isError ? <Failure error={kept.error} onRetry={() => void kept.refetch()} /> : <Loading />;
  const { forms, mayChange } = kept.data;
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('administration:localForms.title')}</h1>
          <p className="quiet measure">{t('administration:localForms.intro')}</p>
        </div>
        {mayChange && (
          <div className="page-acts">
            <Button type="primary" onClick={() => setDoing({ do: 'enter' })}>
              {t('administration:localForms.enter')}
            </Button>
          </div>
        )}
      </div>
      <Alert type="info" showIcon title={t('administration:localForms.limit')} />
      <FormsTable forms={forms} mayChange={mayChange} today={today} onDo={setDoing} />
      {doing?.do === 'enter' && <FormEditor today={today} onClose={close} />}
      {doing?.do === 'change' && <FormEditor form={doing.form} today={today} onClose={close} />}
      {doing?.do === 'see' && <VersionsDrawer form={doing.form} onClose={close} />}
      {doing?.do === 'end' && <EndForm form={doing.form} today={today} onClose={close} />}
    </div>
  );
};

/** The version that holds, else the newest. */
const shownOf = ({ versions, inForce }: Kept): LocalFormVersion | undefined =>
  versions.find(({ version }) => version === inForce) ?? versions[0];

const stateOf = ({ inForce }: Kept, shown: LocalFormVersion, today: Day): 'inForce' | 'notYet' | 'over' => {
  if (inForce !== null) return 'inForce';
  return shown.from > today ? 'notYet' : 'over';
};

type TableProps = {
  readonly forms: readonly Kept[];
  readonly mayChange: boolean;
  readonly today: Day;
  readonly onDo: (doing: Doing) => void;
};

const FormsTable = ({ forms, mayChange, today, onDo }: TableProps) => {
  const t = useTexts();
  const rows = forms.flatMap((form) => {
    const shown = shownOf(form);
    return shown === undefined ? [] : [{ form, shown, state: stateOf(form, shown, today) }];
  });
  return (
    <PlainTable
      label={t('administration:localForms.title')}
      rows={rows}
      keyOf={({ form }) => form.code}
      isPast={({ state }) => state === 'over'}
      empty={t('administration:localForms.empty')}
      columns={[
        {
          title: t('administration:localForms.formTitle'),
          cell: ({ shown }) => (
            <>
              {shown.title}
              <div className="detail-line">{inBrackets(shown.wording.split('\n')[0] ?? '', t)}</div>
            </>
          ),
        },
        {
          title: t('administration:localForms.addressee'),
          cell: ({ shown }) => t(`administration:localForms.addressees.${shown.addressee}`),
          whole: true,
        },
        {
          title: t('administration:localForms.series'),
          cell: ({ shown }) => (shown.series === '' ? t('administration:localForms.unnumbered') : shown.series),
          whole: true,
        },
        {
          title: t('administration:localForms.state'),
          cell: ({ form, shown, state }) => (
            <>
              {t(`administration:localForms.${state}`)}
              <div className="detail-line">
                <DateRange from={shown.from} to={shown.to} />
              </div>
              <div className="detail-line">
                {t('administration:localForms.versions', { count: form.versions.length })}
              </div>
            </>
          ),
          whole: true,
        },
      ]}
      acts={({ form, shown, state }) => (
        <>
          <Button size="small" onClick={() => onDo({ do: 'see', form })}>
            {t('administration:localForms.see')}
          </Button>
          {mayChange && (
            <Button size="small" onClick={() => onDo({ do: 'change', form })}>
              {t('administration:localForms.change')}
            </Button>
          )}
          {mayChange && state !== 'over' && shown.to === null && (
            <Button size="small" onClick={() => onDo({ do: 'end', form })}>
              {t('administration:localForms.end')}
            </Button>
          )}
        </>
      )}
    />
  );
};

type EndProps = { readonly form: Kept; readonly today: Day; readonly onClose: () => void };

const EndForm = ({ form, today, onClose }: EndProps) => {
  const t = useTexts();
  const [newest] = form.versions;
  return (
    <ChangeDrawer
      title={t('administration:localForms.endTitle', { title: newest?.title ?? '' })}
      consequence={t('administration:localForms.endConsequence')}
      act={t('administration:localForms.end')}
      said={t('administration:localForms.saved')}
      refresh={[adminKeys.localForms]}
      fields={[
        { kind: 'day', name: 'on', label: t('administration:firstDayWithout'), today },
        { kind: 'long', name: 'reason', label: t('administration:reason'), most: 300 },
      ]}
      send={(values) =>
        write(`/administration/local-forms/${form.code}/end`, { ...values, knownVersion: newest?.version ?? 1 })
      }
      onClose={onClose}
    />
  );
};
