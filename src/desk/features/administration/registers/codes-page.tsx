import '../administration.css';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { CodeTable } from '#modules/directory/register-contract.ts';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { useSession } from '../../../kit/questions.ts';
import { Failure, Loading } from '../../../kit/states.tsx';
import { hasText, useTexts } from '../../../kit/texts.ts';
import { useTitle } from '../../../kit/use-title.ts';
import { useAuthorities, useCodeTables, useHasRole, useToday } from '../ask.ts';
import { DateRange, isOver } from '../dated.tsx';
import { AddCodeItem, CloseCodeItem } from './code-forms.tsx';
import { Zones } from './zones.tsx';

type Item = CodeTable['items'][number];
type Form = { readonly do: 'add' | 'close'; readonly item: Item };

/** Parents before what is below them, local items after the program's. */
const inOrder = (items: readonly Item[]): { item: Item; depth: number }[] => {
  const below = (parent: string | null, depth: number): { item: Item; depth: number }[] =>
    items.filter((item) => item.parent === parent).flatMap((item) => [{ item, depth }, ...below(item.code, depth + 1)]);
  return below(null, 0);
};

/** The code tables in both systems with what each item is in the other, and the functional zones. */
export const CodesPage = () => {
  const t = useTexts();
  useTitle(t('administration:codes.title'));
  const tables = useCodeTables();
  const today = useToday();
  const session = useSession();
  const authorities = useAuthorities();
  const isSystem = useHasRole('system-administrator');
  const [address, setAddress] = useSearchParams();
  const [form, setForm] = useState<Form>();
  if (tables.data === undefined)
    return tables.isError ? <Failure error={tables.error} onRetry={() => void tables.refetch()} /> : <Loading />;
  const own = authorities.data?.find((one) => one.id === session.data?.tenant);
  const mayChange = isSystem && own?.keepsInstance === true;
  const sourceOf = ({ id, source }: { id: string; source: string }) =>
    hasText(`administration:codes.sourceOf.${id}`) ? t(`administration:codes.sourceOf.${id}`) : source;
  const titleOf = (one: { titleZh: string; titleEn: string }) => (t.language === 'en' ? one.titleEn : one.titleZh);
  const table = tables.data.find((one) => one.id === address.get('table')) ?? tables.data[0];
  const mapText = (map: Item['maps'][number]): string => {
    const other = tables.data.find((one) => one.id === map.system);
    const item = other?.items.find((one) => one.code === map.code);
    return `${other === undefined ? map.system : titleOf(other)}${t('desk:colon')}${item === undefined ? map.code : titleOf(item)}`;
  };
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('administration:codes.title')}</h1>
          <p className="quiet measure">{t('administration:codes.intro')}</p>
          {!mayChange && <p className="quiet measure">{t('administration:codes.keptElsewhere')}</p>}
        </div>
        <a href="#places">{t('administration:zones.title')}</a>
      </div>
      <Select
        className="filter-wide"
        aria-label={t('administration:codes.table')}
        value={table?.id ?? ''}
        onChange={(id) => setAddress({ table: id }, { replace: true })}
        options={tables.data.map((one) => ({ value: one.id, label: titleOf(one) }))}
      />
      {table !== undefined && (
        <>
          <p className="detail-line code-source">{t('administration:codes.source', { source: sourceOf(table) })}</p>
          <PlainTable
            label={titleOf(table)}
            rows={inOrder(table.items)}
            keyOf={({ item }) => item.code}
            isPast={({ item }) => isOver(item, today)}
            columns={[
              {
                title: t('administration:codes.item'),
                cell: ({ item, depth }) => (
                  <>
                    {depth > 0 && <span aria-hidden="true">{'　'.repeat(depth)}</span>}
                    {titleOf(item)} {item.local && <span className="flag">{t('administration:codes.local')}</span>}
                  </>
                ),
              },
              { title: t('administration:units.code'), cell: ({ item }) => item.code },
              {
                title: t('administration:codes.maps'),
                cell: ({ item }) =>
                  item.maps.length > 0 && (
                    <span className="detail-line">{item.maps.map(mapText).join(t('desk:semicolon'))}</span>
                  ),
              },
              {
                title: t('administration:units.term'),
                cell: ({ item }) => item.from !== null && <DateRange from={item.from} to={item.to} />,
              },
            ]}
            acts={({ item }) =>
              mayChange &&
              item.to === null && (
                <>
                  <Button size="small" onClick={() => setForm({ do: 'add', item })}>
                    {t('administration:codes.addBelow')}
                  </Button>
                  {item.local && (
                    <Button size="small" onClick={() => setForm({ do: 'close', item })}>
                      {t('administration:end')}
                    </Button>
                  )}
                </>
              )
            }
          />
          {form?.do === 'add' && (
            <AddCodeItem
              table={table}
              parent={form.item}
              tables={tables.data}
              today={today}
              onClose={() => setForm(undefined)}
            />
          )}
          {form?.do === 'close' && (
            <CloseCodeItem table={table} item={form.item} today={today} onClose={() => setForm(undefined)} />
          )}
        </>
      )}
      <Zones mayChange={mayChange} today={today} />
    </div>
  );
};
