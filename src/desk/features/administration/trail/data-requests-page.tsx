import '../administration.css';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { apiAddress } from '../../../kit/api.ts';
import { DueMark } from '../../../kit/due-mark.tsx';
import { routes } from '../../../kit/paths.ts';
import { useBureaus } from '../../../kit/questions.ts';
import { Empty, Failure, Loading } from '../../../kit/states.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { useTitle } from '../../../kit/use-title.ts';
import { dayOrText, instantText } from '../../../kit/when.ts';
import { type DataRequest, useDataRequests, useToday } from '../ask.ts';
import { AnswerRequest, OpenRequest } from './data-request-forms.tsx';
import { AnswerByLetter, EnterRequest, ServeLetter } from './desk-request-forms.tsx';

/** What people ask about their own data, the next due first; read only by opening it with a reason (PIPL arts 44 to 50). */
export const DataRequestsPage = () => {
  const t = useTexts();
  useTitle(t('administration:dataRequests.title'));
  const requests = useDataRequests();
  const bureaus = useBureaus();
  const today = useToday();
  const [form, setForm] = useState<{ readonly do: 'open' | 'answer' | 'serve'; readonly request: DataRequest }>();
  const [entering, setEntering] = useState(false);
  const close = () => setForm(undefined);
  if (requests.data === undefined)
    return requests.isError ? <Failure error={requests.error} onRetry={() => void requests.refetch()} /> : <Loading />;
  const rows = requests.data.pages.flat();
  const nameOf = (id: string): string => bureaus.data?.find((one) => one.id === id)?.name ?? id;
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('administration:dataRequests.title')}</h1>
          <p className="quiet measure">{t('administration:dataRequests.intro')}</p>
        </div>
        <div className="page-acts">
          <Button type="primary" onClick={() => setEntering(true)}>
            {t('administration:dataRequests.enter')}
          </Button>
        </div>
      </div>
      {rows.length === 0 ? (
        <Empty>{t('administration:dataRequests.empty')}</Empty>
      ) : (
        <div className="table-scroll">
          <table className="admin-table" aria-label={t('administration:dataRequests.title')}>
            <thead>
              <tr>
                <th scope="col">{t('administration:dataRequests.due')}</th>
                <th scope="col">{t('administration:dataRequests.kind')}</th>
                <th scope="col">{t('administration:dataRequests.about')}</th>
                <th scope="col">{t('administration:dataRequests.made')}</th>
                <th scope="col">{t('administration:dataRequests.state')}</th>
                <th scope="col">
                  <span className="unseen">{t('administration:acts')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((one) => (
                <tr key={one.id} className={one.state === 'open' ? '' : 'past'}>
                  <td>
                    {one.state === 'open' ? (
                      <DueMark dueOn={one.dueOn} today={today} provisional={false} />
                    ) : (
                      dayOrText(one.dueOn, today, t)
                    )}
                  </td>
                  <th scope="row">{t(`administration:dataRequests.kinds.${one.kind}`)}</th>
                  <td>
                    {one.via !== 'account' ? (
                      t(`administration:dataRequests.vias.${one.via}`)
                    ) : one.number === null ? (
                      t('administration:dataRequests.wholeAccount')
                    ) : (
                      <Link to={routes.caseOf(one.number)}>{one.number}</Link>
                    )}
                    <div className="detail-line">{nameOf(one.bureau)}</div>
                  </td>
                  <td>{instantText(one.madeAt, today, t)}</td>
                  <td>
                    {t(`administration:dataRequests.states.${one.state}`)}
                    <div className="detail-line">{one.basis}</div>
                    {one.letter !== null && (
                      <div className="detail-line">
                        <a href={apiAddress(`/data-requests/${one.id}/letter.pdf`)} target="_blank" rel="noreferrer">
                          {t('administration:dataRequests.letter', { number: one.letter })}
                        </a>{' '}
                        {one.servedOn !== null &&
                          t('administration:dataRequests.served', { on: dayOrText(one.servedOn, today, t) })}
                      </div>
                    )}
                  </td>
                  <td className="end">
                    <Button size="small" onClick={() => setForm({ do: 'open', request: one })}>
                      {t('administration:dataRequests.open')}
                    </Button>{' '}
                    {one.state === 'open' && (
                      <Button size="small" type="primary" onClick={() => setForm({ do: 'answer', request: one })}>
                        {t('administration:dataRequests.answer')}
                      </Button>
                    )}
                    {one.letter !== null && one.servedOn === null && (
                      <Button size="small" onClick={() => setForm({ do: 'serve', request: one })}>
                        {t('administration:dataRequests.serve')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {requests.hasNextPage && (
        <div className="list-foot">
          <Button loading={requests.isFetchingNextPage} onClick={() => void requests.fetchNextPage()}>
            {t('administration:dataRequests.more')}
          </Button>
        </div>
      )}
      {form?.do === 'open' && <OpenRequest request={form.request} onClose={close} />}
      {form?.do === 'answer' && form.request.via === 'account' && (
        <AnswerRequest request={form.request} onClose={close} />
      )}
      {form?.do === 'answer' && form.request.via !== 'account' && (
        <AnswerByLetter request={form.request} onClose={close} />
      )}
      {form?.do === 'serve' && <ServeLetter request={form.request} onClose={close} />}
      {entering && <EnterRequest onClose={() => setEntering(false)} />}
    </div>
  );
};
