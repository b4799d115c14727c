import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type IncidentView, OpenIncidentBody } from '#modules/complaints/incidents/contract.ts';
import { write } from '../../kit/api.ts';
import { AskDrawer } from '../../kit/ask-drawer.tsx';
import type { Asked } from '../../kit/ask-field.ts';
import { routes } from '../../kit/paths.ts';
import { useIncidents } from '../../kit/questions.ts';
import { Empty, Failure, Loading } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useTitle } from '../../kit/use-title.ts';
import { useToday } from '../../kit/use-today.ts';
import { dayOrText } from '../../kit/when.ts';

const columns = ['number', 'name', 'state', 'cases', 'openCases', 'openedOn'] as const;
const numeric: ReadonlySet<string> = new Set(['cases', 'openCases']);

/** Events that many complaints are about. */
export const IncidentsPage = () => {
  const t = useTexts();
  const today = useToday();
  const navigate = useNavigate();
  const questions = useQueryClient();
  const [opening, setOpening] = useState(false);
  useTitle(t('desk:incidents.title'));
  const list = useIncidents();
  const open = useMutation({
    mutationFn: (body: Asked) => write<IncidentView>('/incidents', body, { idempotencyKey: crypto.randomUUID() }),
    onSuccess: ({ id }) => {
      void questions.invalidateQueries({ queryKey: ['incidents'] });
      void navigate(routes.incidentOf(id));
    },
  });
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('desk:incidents.title')}</h1>
          <p className="quiet measure">{t('desk:incidents.intro')}</p>
        </div>
        <Button type="primary" onClick={() => setOpening(true)}>
          {t('desk:incidents.open')}
        </Button>
      </div>
      {list.isPending && <Loading />}
      {list.isError && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && <Empty>{t('desk:incidents.empty')}</Empty>}
      {list.data !== undefined && list.data.length > 0 && (
        <div className="table-scroll">
          <table className="cases" aria-label={t('desk:incidents.title')}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col" className={numeric.has(column) ? 'num' : ''}>
                    {t(`desk:incidents.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.data.map((row) => (
                <tr key={row.id}>
                  <td>
                    <Link to={routes.incidentOf(row.id)}>{row.number}</Link>
                  </td>
                  <td>{row.title}</td>
                  <td>{t(`desk:incidents.phase.${row.phase}`)}</td>
                  <td className="num">
                    <Link to={`${routes.cases}?incident=${row.id}`}>{row.cases}</Link>
                  </td>
                  <td className="num">{row.open}</td>
                  <td>{dayOrText(row.openedOn, today, t)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {opening && (
        <AskDrawer
          title={t('desk:incidents.open')}
          submit={t('desk:incidents.open')}
          fields={[
            { name: 'title', label: t('desk:incidents.name'), kind: 'text', required: true },
            { name: 'operator', label: t('desk:incidents.operator'), kind: 'operator' },
            { name: 'facts', label: t('desk:incidents.facts'), kind: 'lines', hint: t('desk:incidents.factsHint') },
          ]}
          body={OpenIncidentBody}
          draft={routes.incidents}
          busy={open.isPending}
          error={open.error}
          onClose={() => {
            open.reset();
            setOpening(false);
          }}
          onAsked={(body) => open.mutate(body)}
        />
      )}
    </div>
  );
};
