import { Alert, Button } from 'antd';
import { useTexts } from './texts.ts';
import { type Changed, type Seen, whatChanged } from './what-changed.ts';

type OvertakenProps = {
  readonly opened: Seen;
  readonly now: Seen;
  /** Its name, where it can be done no more. */
  readonly gone?: string | undefined;
  readonly onAdd?: ((field: string, lines: readonly string[]) => void) | undefined;
};

/** Somebody acted meanwhile: what is new, and that nothing typed is lost. */
export const Overtaken = ({ opened, now, gone, onAdd }: OvertakenProps) => {
  const t = useTexts();
  const changes = whatChanged(opened.shows, now.shows);
  return (
    <Alert
      type="warning"
      showIcon
      title={t('desk:overtaken.title')}
      description={
        <>
          <p>{t(changes.length === 0 ? 'desk:overtaken.unseen' : 'desk:overtaken.text')}</p>
          <ul>
            {changes.map((change) => (
              <Change key={change.label} change={change} onAdd={onAdd} />
            ))}
          </ul>
          {gone !== undefined && <p>{t('desk:acts.conflictGone', { act: gone })}</p>}
        </>
      }
    />
  );
};

const Change = ({ change, onAdd }: { readonly change: Changed } & Pick<OvertakenProps, 'onAdd'>) => {
  const t = useTexts();
  const { label, came, left, field } = change;
  return (
    <li>
      <strong>{label}</strong>
      {came.map((line) => (
        <p key={line}>{t('desk:overtaken.came', { line })}</p>
      ))}
      {left.map((line) => (
        <p key={line} className="quiet">
          {t('desk:overtaken.left', { line })}
        </p>
      ))}
      {onAdd !== undefined && field !== undefined && came.length > 0 && (
        <Button size="small" onClick={() => onAdd(field, came)}>
          {t('desk:overtaken.add', { count: came.length })}
        </Button>
      )}
    </li>
  );
};
