import { Button } from 'antd';
import { articleName } from '#kernel/article.ts';
import type { Day } from '#kernel/day.ts';
import type { CaseAct, CaseView, UnavailableAct } from '#modules/complaints/case-contract.ts';
import { actKeys } from '../../kit/act-keys.ts';
import { useTexts } from '../../kit/texts.ts';
import { actGroups, groupOf } from './act-groups.ts';
import { lackingNames } from './lacking-names.ts';
import { insteadText, reasonText } from './why-not.ts';

type PanelProps = {
  readonly view: CaseView;
  readonly today: Day;
  /** Why nothing can be done at all just now. */
  readonly shut: string | undefined;
  readonly onAct: (act: string) => void;
};

/** Only what is lawful now, as verbs; what is not, with the reason, folded away. */
export const ActsPanel = ({ view, today, shut, onAct }: PanelProps) => {
  const t = useTexts();
  const groups = actGroups
    .map((group) => ({ group, acts: view.acts.filter((act) => groupOf(act.act) === group) }))
    .filter(({ acts }) => acts.length > 0);
  return (
    <section className="acts" aria-labelledby="acts">
      <h2 id="acts">{t('desk:acts.title')}</h2>
      {groups.length === 0 && <p className="quiet">{t('desk:acts.none')}</p>}
      {shut !== undefined && <p className="warn-text">{shut}</p>}
      {groups.map(({ group, acts }) => (
        <div key={group} className="act-group">
          <h3>{t(`desk:acts.group.${group}`)}</h3>
          <ul>
            {acts.map((act) => (
              <ActRow key={act.act} act={act} primary={group === 'decide'} shut={shut !== undefined} onAct={onAct} />
            ))}
          </ul>
        </div>
      ))}
      {view.unavailable.length > 0 && (
        <details>
          <summary>{t('desk:acts.why')}</summary>
          <ul className="unavailable">
            {view.unavailable.map((one) => (
              <WhyNot key={one.act} one={one} view={view} today={today} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};

type RowProps = {
  readonly act: CaseAct;
  readonly primary: boolean;
  readonly shut: boolean;
  readonly onAct: (act: string) => void;
};

const ActRow = ({ act, primary, shut, onAct }: RowProps) => {
  const t = useTexts();
  const key = actKeys[act.act];
  return (
    <li>
      <Button
        block
        disabled={shut}
        type={primary ? 'default' : 'text'}
        className="act"
        aria-keyshortcuts={key}
        title={t(`complaint:does.${act.act}`)}
        onClick={() => onAct(act.act)}
      >
        <span className="act-name">{t(`complaint:act.${act.act}`)}</span>
        <span className="act-basis">{shortBasis(act.basis, t)}</span>
        {key !== undefined && <kbd>{key}</kbd>}
      </Button>
    </li>
  );
};

/** The articles alone; the full citation stands in the form. */
const shortBasis = (basis: CaseAct['basis'], t: ReturnType<typeof useTexts>): string =>
  basis.length === 0
    ? t('desk:acts.ownRule')
    : basis.map((one) => articleName(one.article, t.language, one.text)).join(t('desk:separator'));

type WhyNotProps = { readonly one: UnavailableAct; readonly view: CaseView; readonly today: Day };

const WhyNot = ({ one, view, today }: WhyNotProps) => {
  const t = useTexts();
  const lacking = lackingNames(one.code, view, t);
  return (
    <li>
      <strong>{t(`complaint:act.${one.act}`)}</strong>
      {one.basis.length > 0 && <span className="act-basis">{shortBasis(one.basis, t)}</span>}
      <span>{reasonText(one, today, t)}</span>
      {lacking !== '' && <span>{lacking}</span>}
      {one.instead.length > 0 && <span className="quiet">{insteadText(one.instead, t)}</span>}
    </li>
  );
};
