import './law.css';
import { Checkbox } from 'antd';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { basisText } from '#kernel/article.ts';
import { longDay } from '#kernel/day-text.ts';
import type { Rule, RuleKind } from '#kernel/rule.ts';
import type { Translate } from '#kernel/translate.ts';
import { useRules } from '../../kit/law-questions.ts';
import { Failure, Loading } from '../../kit/states.tsx';
import { hasText, useTexts } from '../../kit/texts.ts';
import { useTitle } from '../../kit/use-title.ts';
import { useToday } from '../../kit/use-today.ts';
import { Switches } from './switches.tsx';

const kinds = [
  'limit',
  'ground',
  'jurisdiction',
  'document-duty',
  'notice',
  'retention',
] as const satisfies readonly RuleKind[];

const sentenceOf = (rule: Rule, t: Translate): string => {
  if (rule.kind === 'ground') return t(rule.textKey);
  const key = `law:rule.${rule.code}.screen`;
  return hasText(key) ? t(key) : '';
};

const titleOf = (rule: Rule, t: Translate): string => {
  if (rule.kind === 'ground') return t(`law:ground-title.${rule.list}`, { number: rule.number });
  const key = `law:rule.${rule.code}.title`;
  return hasText(key) ? t(key) : rule.code;
};

const lengthOf = (rule: Rule, t: Translate): string => {
  // How long a case file is kept is for the archives to say: no law gives a number.
  if (rule.kind === 'retention' && rule.atLeastMonths === 0) return '';
  if (rule.kind === 'retention') return t('desk:law.months', { count: rule.atLeastMonths });
  if (rule.kind !== 'limit') return '';
  return rule.limits.map((limit) => t(`desk:law.${limit.unit}`, { count: limit.count })).join(t('desk:separator'));
};

/** The rules the system obeys, as it has them: code, words, source, from when to when. */
export const RulebookPage = () => {
  const t = useTexts();
  useTitle(t('desk:law.rulesTitle'));
  const rules = useRules();
  const today = useToday();
  const [address, setAddress] = useSearchParams();
  const withPast = address.has('past');
  const all = rules.data?.rulebook.rules;
  const byKind = useMemo(() => {
    const shown = (all ?? []).filter((rule) => withPast || rule.effectiveTo === null || rule.effectiveTo > today);
    return Map.groupBy(shown, (rule) => rule.kind);
  }, [all, withPast, today]);
  if (rules.data === undefined)
    return rules.isError ? <Failure error={rules.error} onRetry={() => void rules.refetch()} /> : <Loading />;
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('desk:law.rulesTitle')}</h1>
          <p className="quiet">{t('desk:law.rulesIntro')}</p>
        </div>
        <Checkbox checked={withPast} onChange={() => setAddress(withPast ? {} : { past: '' }, { replace: true })}>
          {t('desk:law.withPast')}
        </Checkbox>
      </div>
      <nav className="jump" aria-label={t('desk:law.rulesTitle')}>
        {kinds.map((kind) => (
          <a key={kind} href={`#${kind}`}>
            {t(`desk:law.kind.${kind}`)}
          </a>
        ))}
        <a href="#switches">{t('desk:law.switches')}</a>
      </nav>
      {kinds.map((kind) => (
        <section key={kind} id={kind}>
          <h2>{t(`desk:law.kind.${kind}`)}</h2>
          <RuleTable rules={byKind.get(kind) ?? []} caption={t(`desk:law.kind.${kind}`)} />
        </section>
      ))}
      <section id="switches">
        <h2>{t('desk:law.switches')}</h2>
        <Switches law={rules.data} />
      </section>
    </div>
  );
};

const RuleTable = ({ rules, caption }: { readonly rules: readonly Rule[]; readonly caption: string }) => {
  const t = useTexts();
  return (
    <div className="table-scroll">
      <table className="cases rules" aria-label={caption}>
        <thead>
          <tr>
            {(['code', 'what', 'basis', 'from', 'to'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`desk:law.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={`${rule.code} ${rule.effectiveFrom}`} className={rule.effectiveTo === null ? undefined : 'past'}>
              <th scope="row">{rule.code}</th>
              <td className="wrap">
                <strong>{titleOf(rule, t)}</strong> {lengthOf(rule, t)}
                <p>{sentenceOf(rule, t)}</p>
              </td>
              <td className="wrap">
                {basisText(rule.basis, t)}
                {rule.ownNumber === true && <p className="quiet">{t('desk:law.ownNumber')}</p>}
              </td>
              <td className="day">{longDay(rule.effectiveFrom, t)}</td>
              <td className="day">
                {rule.effectiveTo === null ? t('desk:law.openEnd') : longDay(rule.effectiveTo, t)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
