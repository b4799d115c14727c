import '../administration.css';
import { Button, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useOperators } from '../../../kit/questions.ts';
import { Empty, Failure, Loading } from '../../../kit/states.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { useClear } from '../../../kit/use-clear.tsx';
import { useTitle } from '../../../kit/use-title.ts';
import { useHasRole, useOperatorFile, useToday } from '../ask.ts';
import { ImportDrawer } from './import-drawer.tsx';
import { OperatorPanel } from './operator-panel.tsx';

/** The register of operators: found as in a filing, corrected with what it said before kept. */
export const OperatorsPage = () => {
  const t = useTexts();
  const clear = useClear();
  useTitle(t('administration:operators.title'));
  const mayChange = useHasRole('system-administrator');
  const [address, setAddress] = useSearchParams();
  const [typed, setTyped] = useState(address.get('q') ?? '');
  const [importing, setImporting] = useState(false);
  const found = useOperators(useDeferredValue(typed));
  const chosen = address.get('operator');
  const operators = found.data?.operators ?? [];
  const search = (text: string) => {
    setTyped(text);
    setAddress(text === '' ? {} : { ...Object.fromEntries(address), q: text }, { replace: true });
  };
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('administration:operators.title')}</h1>
          <p className="quiet measure">{t('administration:operators.intro')}</p>
        </div>
        {mayChange && (
          <div className="page-acts">
            <Button onClick={() => setImporting(true)}>{t('administration:import.operators')}</Button>
          </div>
        )}
      </div>
      <div className="admin-filters">
        <Input
          allowClear={clear}
          autoFocus
          value={typed}
          placeholder={t('administration:operators.search')}
          aria-label={t('administration:operators.search')}
          onChange={(event) => search(event.target.value)}
        />
      </div>
      <div className="split">
        <div>
          {typed.trim().length < 2 && <p className="quiet">{t('administration:operators.begin')}</p>}
          {found.data !== undefined && typed.trim().length >= 2 && operators.length === 0 && (
            <Empty>{t('administration:operators.none')}</Empty>
          )}
          <ul className="pick-list" aria-label={t('administration:operators.found')}>
            {operators.map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  aria-current={one.id === chosen}
                  onClick={() => setAddress({ q: typed, operator: one.id }, { replace: true })}
                >
                  {one.name}
                  <small>{[one.tradeName, one.uscc, one.address].filter(Boolean).join(' · ')}</small>
                </button>
              </li>
            ))}
          </ul>
          {found.data?.more === true && <p className="quiet">{t('administration:operators.more')}</p>}
        </div>
        {chosen !== null && <ChosenOperator key={chosen} id={chosen} mayChange={mayChange} />}
      </div>
      {importing && <ImportDrawer kind="operators" onClose={() => setImporting(false)} />}
    </div>
  );
};

const ChosenOperator = ({ id, mayChange }: { readonly id: string; readonly mayChange: boolean }) => {
  const file = useOperatorFile(id);
  const mayLink = [useHasRole('handler'), useHasRole('intake-officer'), useHasRole('bureau-head')].includes(true);
  const today = useToday();
  if (file.data === undefined)
    return (
      <div className="detail">
        {file.isError ? <Failure error={file.error} onRetry={() => void file.refetch()} /> : <Loading />}
      </div>
    );
  return <OperatorPanel file={file.data} today={today} mayChange={mayChange} mayLink={mayLink} />;
};
