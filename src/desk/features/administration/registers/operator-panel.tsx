import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Day } from '#kernel/day.ts';
import type { OperatorFile } from '#modules/directory/register-contract.ts';
import { write } from '../../../kit/api.ts';
import { HiddenCode } from '../../../kit/hidden-code.tsx';
import { Pairs } from '../../../kit/pairs.tsx';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { dayOrText, instantText } from '../../../kit/when.ts';
import { usePosts } from '../ask.ts';
import { DateRange, isOver, Part } from '../dated.tsx';
import { CorrectOperator, MergeOperator, SeparateOperator } from './operator-forms.tsx';
import { AddPremises, AddShop, ClosePremises, LookUpShop } from './premises-forms.tsx';
import { Representatives } from './representatives.tsx';

type Form =
  | { readonly do: 'correct' | 'merge' | 'separate' | 'premises' | 'shop' }
  | { readonly do: 'close-premises' | 'look-up'; readonly id: string };

type PanelProps = {
  readonly file: OperatorFile;
  readonly today: Day;
  readonly mayChange: boolean;
  readonly mayLink: boolean;
};

/** One operator with its places, shops, doubles and former states. */
export const OperatorPanel = ({ file, today, mayChange, mayLink }: PanelProps) => {
  const t = useTexts();
  const [form, setForm] = useState<Form>();
  const close = () => setForm(undefined);
  const may = mayChange && file.sameAs === null;
  const premises = form?.do === 'close-premises' ? file.premises.find((one) => one.id === form.id) : undefined;
  const shop = form?.do === 'look-up' ? file.shops.find((one) => one.id === form.id) : undefined;
  const code =
    file.codeHidden && file.uscc !== null ? (
      <HiddenCode
        name={file.name}
        field={t('administration:operators.uscc')}
        shown={file.uscc}
        ask={file.mayOpenCode ? (reason) => write(`/operators/${file.id}/code`, { reason }) : undefined}
      />
    ) : (
      file.uscc
    );
  return (
    <div className="detail" aria-live="polite">
      <h2>{file.name}</h2>
      {file.sameAs !== null && (
        <Alert
          type="warning"
          title={t('administration:operators.isDouble')}
          description={<Link to={`?operator=${file.sameAs}`}>{file.sameAsName}</Link>}
          action={
            mayChange && (
              <Button size="small" onClick={() => setForm({ do: 'separate' })}>
                {t('administration:operators.separate')}
              </Button>
            )
          }
        />
      )}
      {may && (
        <div className="detail-acts">
          <Button onClick={() => setForm({ do: 'correct' })}>{t('administration:correct')}</Button>
          <Button onClick={() => setForm({ do: 'merge' })}>{t('administration:operators.merge')}</Button>
        </div>
      )}
      {file.warnings.map((warning) => (
        <Alert
          key={`${warning.code} ${warning.position ?? ''}`}
          type="warning"
          title={t(`directory:uscc.${warning.code}`, {
            position: warning.position ?? 0,
            expected: warning.expected ?? '',
            character: warning.character ?? '',
            length: warning.length ?? 0,
          })}
        />
      ))}
      <Pairs
        pairs={[
          [t('administration:operators.kind'), t(`directory:operator-kinds.${file.kind}`)],
          [t('administration:operators.status'), t(`directory:operator-status.${file.status}`)],
          [t('administration:operators.tradeName'), file.tradeName],
          [t('administration:operators.uscc'), code],
          [t('administration:operators.registeredAddress'), file.registeredAddress],
          [t('administration:operators.businessAddress'), file.businessAddress],
          [t('administration:operators.contact'), [file.contactName, file.contactPhone].filter(Boolean).join(' ')],
          [t('administration:operators.website'), file.website],
        ]}
      />
      <Part
        title={t('administration:operators.premises')}
        act={
          may && (
            <Button size="small" onClick={() => setForm({ do: 'premises' })}>
              {t('administration:operators.addPremises')}
            </Button>
          )
        }
      >
        <PlainTable
          label={t('administration:operators.premises')}
          rows={file.premises}
          keyOf={(one) => one.id}
          isPast={(one) => isOver(one, today)}
          columns={[
            {
              cell: (one) => (
                <>
                  {one.name}
                  <div className="detail-line">{[one.address, one.phone].filter(Boolean).join(' · ')}</div>
                </>
              ),
            },
            { cell: (one) => <DateRange from={one.from} to={one.to} /> },
          ]}
          acts={(one) =>
            may &&
            one.to === null && (
              <Button size="small" onClick={() => setForm({ do: 'close-premises', id: one.id })}>
                {t('administration:end')}
              </Button>
            )
          }
        />
      </Part>
      <Part
        title={t('administration:operators.shops')}
        act={
          may && (
            <Button size="small" onClick={() => setForm({ do: 'shop' })}>
              {t('administration:operators.addShop')}
            </Button>
          )
        }
      >
        <PlainTable
          label={t('administration:operators.shops')}
          rows={file.shops}
          keyOf={(one) => one.id}
          columns={[
            {
              cell: (one) => (
                <>
                  {one.shopName} <span className="quiet">{one.shopReference}</span>
                  <div className="detail-line">
                    {[one.platformName, one.shownName, one.shownAddress].filter(Boolean).join(' · ')}
                  </div>
                </>
              ),
            },
            { cell: (one) => t('administration:operators.lookedUp', { on: dayOrText(one.lookedUpOn, today, t) }) },
          ]}
          acts={(one) =>
            may && (
              <Button size="small" onClick={() => setForm({ do: 'look-up', id: one.id })}>
                {t('administration:operators.lookUp')}
              </Button>
            )
          }
        />
      </Part>
      {mayLink && file.sameAs === null && <Representatives file={file} today={today} />}
      {file.merged.length > 0 && (
        <Part title={t('administration:operators.merged')}>
          <ul>
            {file.merged.map((one) => (
              <li key={one.id}>
                <Link to={`?operator=${one.id}`}>{one.name}</Link>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Revisions file={file} today={today} mayNames={mayChange} />
      {form?.do === 'correct' && <CorrectOperator file={file} onClose={close} />}
      {form?.do === 'merge' && <MergeOperator file={file} onClose={close} />}
      {form?.do === 'separate' && <SeparateOperator file={file} onClose={close} />}
      {form?.do === 'premises' && <AddPremises file={file} today={today} onClose={close} />}
      {form?.do === 'shop' && <AddShop file={file} today={today} onClose={close} />}
      {premises !== undefined && <ClosePremises file={file} premises={premises} today={today} onClose={close} />}
      {shop !== undefined && <LookUpShop file={file} shop={shop} today={today} onClose={close} />}
    </div>
  );
};

type RevisionsProps = { readonly file: OperatorFile; readonly today: Day; readonly mayNames: boolean };

const Revisions = ({ file, today, mayNames }: RevisionsProps) => {
  const t = useTexts();
  if (file.revisions.length === 0) return null;
  return (
    <Part title={t('administration:operators.history')}>
      <ul>
        {file.revisions.map((one) => (
          <li key={one.revision}>
            {instantText(String(one.changedAt), today, t)}
            {mayNames && (
              <>
                {' · '}
                <WhoChanged account={one.changedBy} />
              </>
            )}
            {' · '}
            {one.reason}
            <div className="detail-line">
              {t('administration:operators.before', {
                values: ['name', 'uscc', 'business_address', 'registered_address']
                  .map((name) => one.before[name])
                  .filter((value) => typeof value === 'string' && value !== '')
                  .join(' · '),
              })}
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
};

const WhoChanged = ({ account }: { readonly account: string }) => {
  const posts = usePosts();
  return posts.data?.find((post) => post.account === account)?.name ?? account;
};
