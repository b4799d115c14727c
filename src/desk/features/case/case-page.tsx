import './case.css';
import { useEffect, useMemo, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { dayOf } from '#kernel/day.ts';
import type { CaseAct, CaseView } from '#modules/complaints/case-contract.ts';
import type { DeskSession } from '#modules/complaints/desk-contract.ts';
import { actKeys } from '../../kit/act-keys.ts';
import { dropDraftsOf } from '../../kit/drafts.ts';
import { lastList, neighboursOf } from '../../kit/last-list.ts';
import { useRules } from '../../kit/law-questions.ts';
import { routes } from '../../kit/paths.ts';
import { useCase, useCompetence, useSession } from '../../kit/questions.ts';
import { Failure, Loading } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useKeys } from '../../kit/use-keys.ts';
import { useTitle } from '../../kit/use-title.ts';
import { asDay } from '../../kit/when.ts';
import { ActDrawer } from './act-drawer.tsx';
import { actInHand } from './act-in-hand.ts';
import { ActsPanel } from './acts-panel.tsx';
import { CaseHeader } from './case-header.tsx';
import { Clocks } from './clocks.tsx';
import { Clue } from './clue.tsx';
import { Competence } from './competence.tsx';
import { Contacts } from './contacts.tsx';
import { Evidence } from './evidence.tsx';
import { Matter } from './matter.tsx';
import { NextSession } from './next-session.tsx';
import { Papers } from './papers.tsx';
import { People } from './people.tsx';
import { Recusal } from './recusal.tsx';
import { Related } from './related.tsx';
import { Settlement } from './settlement.tsx';
import { Story } from './story.tsx';
import { ToEnd } from './to-end.tsx';
import { Untold } from './untold.tsx';
import { useNotNow } from './use-not-now.ts';

export const CasePage = () => {
  const { number = '' } = useParams();
  const found = useCase(number);
  const session = useSession();
  const t = useTexts();
  const phase = found.data?.phase;
  useTitle(phase === undefined ? number : `${t(`complaint:phase.${phase}`)} · ${number}`);
  useEffect(() => () => dropDraftsOf(number), [number]);
  if (found.data === undefined || session.data === undefined)
    return found.isError ? <Failure error={found.error} onRetry={() => void found.refetch()} /> : <Loading rows={14} />;
  return (
    <OpenCase
      key={number}
      view={found.data}
      session={session.data}
      at={found.dataUpdatedAt}
      onStale={async () => (await found.refetch()).data}
    />
  );
};

type OpenProps = {
  readonly view: CaseView;
  readonly session: DeskSession;
  readonly at: number;
  readonly onStale: () => Promise<CaseView | undefined>;
};

const OpenCase = ({ view, session, at, onStale }: OpenProps) => {
  const t = useTexts();
  const navigate = useNavigate();
  const [address, setAddress] = useSearchParams();
  const today = asDay(session.today) ?? dayOf(new Date(at));
  const competence = useCompetence(view);
  const rules = useRules();
  const wished = address.get('act');
  const [kept, setKept] = useState<CaseAct>();
  const act = actInHand(kept, wished, view.acts);
  if (act !== kept) setKept(act);
  const preset = useMemo(() => presetFrom(address), [address]);
  const { before, after } = neighboursOf(view.number);
  const open = (name: string, more: Readonly<Record<string, string>> = {}) =>
    setAddress({ act: name, ...more }, { replace: true });
  const close = () => setAddress({}, { replace: true });

  const byKey = view.acts.flatMap((one) => {
    const key = actKeys[one.act];
    return key === undefined ? [] : [[key, () => open(one.act)] as const];
  });
  const shut = session.dayDoubt === null ? undefined : t('desk:acts.dayInDoubt');
  const notNow = useNotNow(view, today, wished, shut);
  useKeys({
    ...Object.fromEntries(byKey),
    ...notNow,
    j: () => after !== undefined && void navigate(routes.caseOf(after)),
    k: () => before !== undefined && void navigate(routes.caseOf(before)),
    escape: () => void navigate(lastList()?.address ?? `${routes.cases}?view=mine`),
  });

  return (
    <div className="case">
      <CaseHeader view={view} today={today} before={before} after={after} />
      <ToEnd view={view} today={today} onAct={open} />
      <Recusal view={view} today={today} onAct={open} />
      <NextSession view={view} today={today} onAct={open} />
      <Settlement view={view} today={today} onAct={open} />
      <Untold view={view} onAct={open} />
      <div className="case-columns">
        <div className="case-main">
          <Clocks view={view} today={today} />
          <Matter view={view} today={today} onAct={open} />
          <People view={view} />
          <Evidence view={view} today={today} onAct={open} />
          <Contacts view={view} today={today} />
          <Story view={view} today={today} />
        </div>
        <aside className="case-side">
          <ActsPanel view={view} today={today} shut={shut} onAct={open} />
          <Papers view={view} today={today} onAct={open} />
          {competence.data !== undefined && <Competence found={competence.data} today={today} />}
          <Related view={view} today={today} />
          <Clue view={view} session={session} />
        </aside>
      </div>
      {act !== undefined && (
        <ActDrawer
          key={act.act}
          act={act}
          view={view}
          account={session.account}
          today={today}
          competence={competence.data}
          rulebook={rules.data?.rulebook}
          preset={preset}
          onClose={close}
          onAct={open}
          onStale={onStale}
        />
      )}
    </div>
  );
};

/** `?act=deliver&paper=2&to=respondent`: a link elsewhere on the page may say what the form begins with. */
const presetFrom = (address: URLSearchParams): Record<string, unknown> => {
  const paper = address.get('paper');
  const to = address.get('to');
  const notice = address.get('notice');
  return {
    ...(notice === null ? {} : { notice }),
    ...(paper === null ? {} : { paper: Number(paper), notice: undefined }),
    ...(to === null ? {} : { to }),
  };
};
