import '../administration.css';
import { Button } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { apiAddress } from '../../../kit/api.ts';
import { DueMark } from '../../../kit/due-mark.tsx';
import { type Filter, queryOf } from '../../../kit/list/filters.ts';
import { ListPage } from '../../../kit/list/list-page.tsx';
import type { ListColumn } from '../../../kit/list/list-table.tsx';
import { useBureauFilter, useDueFilter } from '../../../kit/list/shared-filters.ts';
import { useList } from '../../../kit/list/use-list.ts';
import { useListKeys } from '../../../kit/list/use-list-keys.ts';
import { useBureaus } from '../../../kit/questions.ts';
import { useTexts } from '../../../kit/texts.ts';
import { dayOrText, instantText } from '../../../kit/when.ts';
import { adminKeys, type DataRequest, useToday } from '../ask.ts';
import { AnswerRequest, addressOf, OpenRequest } from './data-request-forms.tsx';
import { AnswerByLetter, EnterRequest, ServeLetter, ToldOtherwise } from './desk-request-forms.tsx';

const names = ['state', 'kind', 'via', 'due', 'bureau'] as const;
const kinds = ['access', 'copy', 'correct', 'delete', 'withdraw-consent', 'explain', 'other'] as const;
const states = ['open', 'done', 'granted', 'partly-granted', 'refused'] as const;
const vias = ['account', 'counter', 'letter'] as const;

type Doing = { readonly do: 'open' | 'answer' | 'serve' | 'told'; readonly request: DataRequest };

/** What people ask about their own data, the next due first; read only by opening it with a reason (PIPL arts 44 to 50). */
export const DataRequestsPage = () => {
  const t = useTexts();
  const [address] = useSearchParams();
  const query = useMemo(() => queryOf(address, names), [address]);
  const found = useList<DataRequest>({ path: '/data-requests/desk', key: adminKeys.dataRequests, query });
  const searchField = useRef<HTMLInputElement>(null);
  const [form, setForm] = useState<Doing>();
  const [entering, setEntering] = useState(false);
  const byId = new Map(found.rows.map((row) => [row.id, row]));
  const body = useListKeys({
    keys: found.rows.map((row) => row.id),
    searchField,
    open: (id) => {
      const request = byId.get(id);
      if (request !== undefined) setForm({ do: 'open', request });
    },
  });
  const word = (name: string): string => t(`administration:dataRequests.${name}`);
  const filters: readonly Filter[] = [
    useDueFilter(['overdue', 'soon', 'later']),
    {
      name: 'state',
      label: word('state'),
      choices: states.map((value) => ({ value, label: word(`states.${value}`) })),
    },
    { name: 'kind', label: word('kind'), choices: kinds.map((value) => ({ value, label: word(`kinds.${value}`) })) },
    { name: 'via', label: word('via'), choices: vias.map((value) => ({ value, label: word(`vias.${value}`) })) },
    ...useBureauFilter(),
  ];
  const columns = useRequestColumns(setForm);
  const close = () => setForm(undefined);
  return (
    <ListPage
      title={word('title')}
      hint={word('intro')}
      list="data-requests"
      found={found}
      filters={filters}
      searchField={searchField}
      exportPath="/data-requests/desk/export.xlsx"
      query={query}
      empty={word('empty')}
      acts={
        <Button type="primary" onClick={() => setEntering(true)}>
          {word('enter')}
        </Button>
      }
      bulk={
        <>
          {form?.do === 'open' && <OpenRequest request={form.request} onClose={close} />}
          {form?.do === 'answer' && form.request.via === 'account' && (
            <AnswerRequest request={form.request} onClose={close} />
          )}
          {form?.do === 'answer' && form.request.via !== 'account' && (
            <AnswerByLetter request={form.request} onClose={close} />
          )}
          {form?.do === 'told' && <ToldOtherwise request={form.request} onClose={close} />}
          {form?.do === 'serve' && <ServeLetter request={form.request} onClose={close} />}
          {entering && <EnterRequest onClose={() => setEntering(false)} />}
        </>
      }
      table={{ className: 'data-requests', columns, keyOf: (row) => row.id, body }}
    />
  );
};

/** Answered, and nobody knows that the person has heard of it. */
const isUntold = (one: DataRequest): boolean => one.telling === 'failed' && one.toldOn === null;

const useRequestColumns = (onDo: (doing: Doing) => void): readonly ListColumn<DataRequest>[] => {
  const t = useTexts();
  const today = useToday();
  const bureaus = useBureaus();
  const nameOf = (id: string): string => bureaus.data?.find((one) => one.id === id)?.name ?? id;
  const title = (name: string) => ({ name, title: t(`administration:dataRequests.${name}`) });
  return [
    {
      ...title('due'),
      cell: (one) =>
        one.state === 'open' ? (
          <DueMark dueOn={one.dueOn} today={today} provisional={false} />
        ) : (
          <span className="quiet">{dayOrText(one.dueOn, today, t)}</span>
        ),
    },
    {
      ...title('state'),
      cell: (one) => (
        <>
          {t(`administration:dataRequests.states.${one.state}`)}{' '}
          {isUntold(one) && <span className="flag">{t('administration:dataRequests.messageFailed')}</span>}
          {one.toldOn !== null && (
            <span className="quiet">
              {t(`administration:dataRequests.toldWays.${one.toldWay}`)} {dayOrText(one.toldOn, today, t)}
            </span>
          )}
          {one.emptiedOn !== null && (
            <span className="quiet">
              {t('administration:dataRequests.emptied', { on: dayOrText(one.emptiedOn, today, t) })}
            </span>
          )}
        </>
      ),
    },
    {
      ...title('kind'),
      cell: (one) => (
        <Button
          data-row
          type="link"
          size="small"
          className="flush"
          href="#"
          onClick={(event) => {
            event.preventDefault();
            onDo({ do: 'open', request: one });
          }}
        >
          {t(`administration:dataRequests.kinds.${one.kind}`)}
        </Button>
      ),
    },
    {
      ...title('about'),
      cell: (one) =>
        one.via !== 'account' ? (
          t(`administration:dataRequests.vias.${one.via}`)
        ) : one.number === null ? (
          t('administration:dataRequests.wholeAccount')
        ) : (
          <Link to={addressOf(one.number)}>{one.number}</Link>
        ),
    },
    { name: 'unit', title: t('desk:list.bureau'), only: 'wide', cell: (one) => nameOf(one.bureau) },
    { ...title('made'), only: 'wide', cell: (one) => instantText(one.madeAt, today, t) },
    {
      name: 'letter',
      title: t('administration:dataRequests.letterColumn'),
      only: 'middle',
      hint: (one) => one.basis ?? undefined,
      cell: (one) =>
        one.letter !== null && (
          <>
            {one.emptiedOn === null ? (
              <a href={apiAddress(`/data-requests/${one.id}/letter.pdf`)} target="_blank" rel="noreferrer">
                {one.letter}
              </a>
            ) : (
              one.letter
            )}{' '}
            {one.servedOn !== null && (
              <span className="quiet">
                {t('administration:dataRequests.served', { on: dayOrText(one.servedOn, today, t) })}
              </span>
            )}
          </>
        ),
    },
    {
      name: 'do',
      title: '',
      cell: (one) => (
        <>
          {one.state === 'open' && (
            <Button size="small" type="primary" onClick={() => onDo({ do: 'answer', request: one })}>
              {t('administration:dataRequests.answer')}
            </Button>
          )}
          {isUntold(one) && (
            <Button size="small" onClick={() => onDo({ do: 'told', request: one })}>
              {t('administration:dataRequests.tellOtherwise')}
            </Button>
          )}
          {one.letter !== null && one.servedOn === null && (
            <Button size="small" onClick={() => onDo({ do: 'serve', request: one })}>
              {t('administration:dataRequests.serve')}
            </Button>
          )}
        </>
      ),
    },
  ];
};
