import { Alert, Button } from 'antd';
import type { CaseView, Problem } from '#modules/complaints/case-contract.ts';
import { sentences, useTexts } from '../../kit/texts.ts';
import { lackingNames } from './lacking-names.ts';
import { insteadText } from './why-not.ts';

type RefusedProps = {
  readonly problem: Problem;
  readonly view: CaseView;
  readonly onInstead: (act: CaseView['acts'][number]) => void;
};

/** Why it was not done, and what can be done instead: a button where this person may do it now. */
export const ActRefused = ({ problem, view, onInstead }: RefusedProps) => {
  const t = useTexts();
  const instead = problem.instead ?? [];
  const lawful = view.acts.filter(({ act }) => instead.includes(act));
  // Named by a rule, and listed on this page as impossible with a reason: nobody is sent there.
  const isClosed = (one: string): boolean => view.unavailable.some(({ act }) => act === one);
  const others = instead.filter((one) => !lawful.some(({ act }) => act === one) && !isClosed(one));
  const lacking = lackingNames(problem.code, view, t);
  const hasMore = instead.length > 0 || lacking !== '';
  return (
    <Alert
      type="error"
      showIcon
      title={problem.detail ?? problem.title}
      description={
        hasMore ? (
          <>
            {lacking !== '' && <p>{lacking}</p>}
            {others.length > 0 && <p>{sentences([insteadText(others, t)], t)}</p>}
            {lawful.map((one) => (
              <Button key={one.act} onClick={() => onInstead(one)}>
                {t('desk:acts.openInstead', { act: t(`complaint:act.${one.act}`) })}
              </Button>
            ))}
          </>
        ) : undefined
      }
    />
  );
};
