import { Alert, App, Button, Form } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Day } from '#kernel/day.ts';
import type { Rulebook } from '#kernel/rule.ts';
import type { CaseAct, CaseView } from '#modules/complaints/case-contract.ts';
import type { CaseCompetence } from '#modules/complaints/competence-contract.ts';
import { faultsOf, isConflict, isToldAbove } from '../../kit/act-answer.ts';
import { problemOf } from '../../kit/api.ts';
import { draftOf, dropDraft, keepDraft } from '../../kit/drafts.ts';
import { settleFiles } from '../../kit/hand.ts';
import { routes } from '../../kit/paths.ts';
import { useBureaus } from '../../kit/questions.ts';
import { SideDrawer } from '../../kit/side-drawer.tsx';
import { useTexts } from '../../kit/texts.ts';
import type { Values } from './act-field.ts';
import { ActForm } from './act-form.tsx';
import { actForms } from './act-forms.ts';
import { ActPreview, Consequence } from './act-preview.tsx';
import { ActRefused } from './act-refused.tsx';
import { bodyOf, changedMembers, initialValues, ofChosenDecision } from './act-values.ts';
import { carriedOver } from './carried.ts';
import { ConflictNotice } from './conflict-notice.tsx';
import { sourceOfStory, toHear } from './story-to-write.ts';
import { ToldPieces } from './told-pieces.tsx';
import { isStillSeen, useAct } from './use-act.ts';

type DrawerProps = {
  readonly act: CaseAct;
  readonly view: CaseView;
  readonly account: string;
  readonly today: Day;
  /** Who is competent, where the case page has asked. */
  readonly competence: CaseCompetence | undefined;
  /** Absent while it is being fetched: what follows from a rule then stays blank. */
  readonly rulebook: Rulebook | undefined;
  /** What the address says the form begins with. */
  readonly preset: Values;
  readonly onClose: () => void;
  /** Opens the form of another act. */
  readonly onAct: (act: string) => void;
  /** Asks for the case anew after somebody else acted. */
  readonly onStale: () => Promise<CaseView | undefined>;
};

/** One act: what it does, its form, for binding ones its consequence, then done. */
export const ActDrawer = ({
  act,
  view,
  account,
  today,
  competence,
  rulebook,
  preset,
  onClose,
  onAct,
  onStale,
}: DrawerProps) => {
  const t = useTexts();
  const { message } = App.useApp();
  const [form] = Form.useForm();
  const navigate = useNavigate();
  const doing = useAct(view.number);
  const units = useBureaus();
  const [kept] = useState(() => draftOf(view.number, act.act));
  const [initial] = useState<Values>(() => ({
    ...initialValues(act.act, view, account, today, competence, rulebook),
    ...sourceOfStory(act, view.evidence),
    ...preset,
    ...kept,
  }));
  const [values, setValues] = useState<Values>(initial);
  const [asking, setAsking] = useState(false);
  // Decided on what was on screen when the form was opened, whatever has been fetched behind it since.
  const [version, setVersion] = useState(view.version);
  const [overtaken, setOvertaken] = useState<number>();
  const idempotencyKey = useRef(crypto.randomUUID());
  const name = t(`complaint:act.${act.act}`);
  const problem = problemOf(doing.error);

  useEffect(() => {
    if (asking) document.querySelector<HTMLElement>('.consequence')?.scrollIntoView({ block: 'nearest' });
  }, [asking]);

  const showFaults = (error: unknown) => {
    const said = problemOf(error);
    if (said === undefined) return;
    const known = new Set(actForms[act.act].map((field) => field.name));
    const atFields = faultsOf(said).filter((fault) => known.has(fault.field));
    if (atFields.length > 0) setAsking(false);
    form.setFields(atFields.map((fault) => ({ name: [fault.field], errors: [fault.text] })));
    const [first] = atFields;
    if (first !== undefined) form.scrollToField([first.field], { focus: true });
  };

  const send = async (all: Values = values) => {
    const fields = actForms[act.act];
    const typed = bodyOf(fields, all, view);
    const body =
      act.act === 'complete-particulars'
        ? changedMembers(typed, bodyOf(fields, initialValues(act.act, view, account, today), view))
        : typed;
    try {
      const answer = await doing.mutateAsync({ act: act.act, body, version, idempotencyKey: idempotencyKey.current });
      settleFiles(all, body);
      dropDraft(view.number, act.act);
      onClose();
      void message.success(t(isStillSeen(answer) ? 'desk:acts.done' : 'desk:acts.doneAndGone', { act: name }));
      if (!isStillSeen(answer)) void navigate(routes.cases);
    } catch (error) {
      // Where no answer came, the act may have been done: the same key sent again then says so.
      if (problemOf(error) !== undefined) idempotencyKey.current = crypto.randomUUID();
      if (isConflict(problemOf(error))) {
        setAsking(false);
        const newer = await onStale();
        setOvertaken(version);
        if (newer !== undefined) setVersion(newer.version);
      } else showFaults(error);
    }
  };
  const onSubmit = (all: Values) => {
    setOvertaken(undefined);
    setValues(all);
    if (act.binding && !asking) setAsking(true);
    else void send(all);
  };
  const onTyped = (typed: Values) => {
    setValues(typed);
    keepDraft(view.number, act.act, typed);
  };
  const goOnWith = ({ act: other }: CaseAct) => {
    const isBureau = (id: string) => units.data?.some((one) => one.id === id && one.kind === 'bureau') === true;
    const carried = carriedOver(act.act, other, values, isBureau);
    keepDraft(view.number, other, { ...carried, ...draftOf(view.number, other) });
    onAct(other);
  };
  const submit = () => (asking ? void send() : form.submit());
  // Done by oneself it is often lawful no more: then the form is on its way out, and says nothing of it.
  const stillLawful = doing.isPending || doing.isSuccess || view.acts.some((one) => one.act === act.act);
  const since = overtaken ?? (stillLawful ? undefined : version);
  const fields = actForms[act.act].map((field) => field.name);

  return (
    <SideDrawer
      onClose={onClose}
      size={act.act === 'complete-particulars' ? 720 : 480}
      title={asking ? t('desk:acts.confirmTitle', { act: name }) : name}
      mask={{ blur: false }}
      footer={
        <div className="drawer-foot">
          <Button
            type="primary"
            danger={asking && (act.act === 'refuse' || act.act === 'terminate' || act.act === 'annul')}
            loading={doing.isPending}
            disabled={!stillLawful}
            onClick={submit}
          >
            {act.binding && !asking ? t('desk:acts.continue') : name}
          </Button>
          <Button onClick={asking ? () => setAsking(false) : onClose}>
            {t(asking ? 'desk:acts.back' : 'desk:acts.cancel')}
          </Button>
        </div>
      }
    >
      {since !== undefined && (
        <ConflictNotice view={view} since={since} today={today} act={stillLawful ? undefined : name} />
      )}
      {problem !== undefined && !isConflict(problem) && isToldAbove(problem, fields) && (
        <ActRefused problem={problem} view={view} onInstead={goOnWith} />
      )}
      {doing.isError && problem === undefined && <Alert type="error" showIcon title={t('desk:state.errorText')} />}
      {kept !== undefined && since === undefined && <p className="quiet">{t('desk:acts.kept')}</p>}
      <ActPreview act={ofChosenDecision(act, values)} view={view} values={values} />
      {asking && <Consequence act={ofChosenDecision(act, values)} view={view} values={values} today={today} />}
      <div hidden={asking}>
        <ToldPieces items={toHear(act, view.evidence)} />
        <ActForm
          act={act}
          view={view}
          today={today}
          form={form}
          initial={initial}
          onTyped={onTyped}
          onSubmit={onSubmit}
        />
      </div>
    </SideDrawer>
  );
};
