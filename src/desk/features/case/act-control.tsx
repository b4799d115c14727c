import { Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import type { Day } from '#kernel/day.ts';
import type { CaseAct, CaseView } from '#modules/complaints/case-contract.ts';
import { objectSystem, problemSystem } from '../../kit/code-names.ts';
import { IncidentField, OperatorField, StaffField, StationField, UnitField } from '../../kit/fields/choice-fields.tsx';
import { ClaimsField } from '../../kit/fields/claims-field.tsx';
import { DayField, MomentField } from '../../kit/fields/day-field.tsx';
import { FilesField } from '../../kit/fields/files-field.tsx';
import { BodyField, MediatorField, NamesField, RecusedField } from '../../kit/fields/mediation-fields.tsx';
import { PickOne, useOnlyOffered } from '../../kit/fields/pick-one.tsx';
import { RoomField, SessionMomentField } from '../../kit/fields/session-fields.tsx';
import { CodeSelect } from '../../kit/particulars/code-select.tsx';
import { useBureausToName, useCompetence } from '../../kit/questions.ts';
import { sentences, useTexts } from '../../kit/texts.ts';
import { useClear } from '../../kit/use-clear.tsx';
import type { ActField } from './act-field.ts';
import { decisionsToCorrect } from './act-values.ts';
import { AssigneeControl } from './assignee-control.tsx';
import { eventSentence } from './event-sentence.ts';
import { limitsOf } from './field-limits.ts';
import { KnownWayField } from './known-way-field.tsx';
import { LocalAnswersControl, LocalFormControl } from './local-letter.tsx';
import { insteadText, whyText } from './why-not.ts';

type ControlProps = {
  readonly field: ActField;
  readonly act: CaseAct;
  readonly view: CaseView;
  readonly today: Day;
  /** Put in by the form around it. */
  readonly id?: string;
  readonly value?: never;
  readonly onChange?: (value: unknown) => void;
};

const textsIn = (texts: string): string => (texts.includes(':') ? texts : `complaint:${texts}`);

/** Few choices stand open, many fold away. */
const MOST_OPEN_CHOICES = 4;

const ChoiceControl = ({ field, act, view, today: _today, ...rest }: ControlProps) => {
  const t = useTexts();
  const { values = [], texts: present = '', textsOfOrder20 = present } = field.choices ?? {};
  const texts = view.order === 'order-20' ? textsOfOrder20 : present;
  const inThisCase = act.choices?.[field.name] ?? values;
  const chosen = Form.useWatch<number | undefined>('paper');
  const options = values
    .filter((value) => inThisCase.includes(value) && field.offers?.(value, view, chosen) !== false)
    .map((value) => ({ value, label: t(`complaint:${texts}.${value}`) }));
  useOnlyOffered<string>(rest, field.offers === undefined ? undefined : options.map(({ value }) => value));
  return options.length <= MOST_OPEN_CHOICES ? (
    <Radio.Group {...rest} options={options} />
  ) : (
    <Select {...rest} options={options} placeholder={t('desk:acts.choose')} />
  );
};

const ChoicesControl = ({ field, act: _act, view: _view, today: _today, ...rest }: ControlProps) => {
  const t = useTexts();
  const { values = [], texts = '' } = field.choices ?? {};
  return (
    <Checkbox.Group
      {...rest}
      options={values.map((value) => ({ value, label: t(`${textsIn(texts)}.${value}`) }))}
      className="factors"
    />
  );
};

const GroundControl = ({ field: _field, act, view: _view, today, ...rest }: ControlProps) => {
  const t = useTexts();
  const options = (act.grounds ?? []).map((ground) => ({
    value: ground.number,
    disabled: ground.why !== null,
    label: (
      <>
        {t('desk:acts.ground', { n: ground.number, text: t(ground.textKey) })}
        {ground.why !== null && (
          <span className="why">
            {sentences([whyText(ground.why, today, t), insteadText(ground.why.instead, t)], t)}
          </span>
        )}
      </>
    ),
  }));
  return <Radio.Group {...rest} className="grounds" options={options} />;
};

/** Those who complain together, masked; a press more on the page itself opens the name. */
const OneOfSeveral = ({ field, act: _act, view, today: _today, ...rest }: ControlProps) => {
  const t = useTexts();
  const clear = useClear();
  const options = view.parties
    .filter(({ kind }) => field.kinds?.includes(kind) === true)
    .map(({ person, kind, masked }) => ({
      value: person,
      label: [masked.name, masked.phone, t(`complaint:party.${kind}`)].filter(Boolean).join(' · '),
    }));
  return <Select {...rest} allowClear={clear} options={options} placeholder={t('desk:acts.choose')} />;
};

const PaperControl = ({ field: _field, act: _act, view, today: _today, ...rest }: ControlProps) => {
  const t = useTexts();
  const options = view.papers
    .filter((paper) => paper.recipients.some((to) => to !== 'file'))
    .map((paper) => ({
      value: paper.n,
      label: [
        paper.title ?? t(`complaint:paper.${paper.code}`),
        paper.number,
        t('desk:case.paperTo', {
          who: paper.recipients.map((to) => t(`complaint:recipient.${to}`)).join(t('desk:separator')),
        }),
      ]
        .filter(Boolean)
        .join(' · '),
    }));
  return <Select {...rest} options={options} placeholder={t('desk:acts.choose')} />;
};

const NoticeControl = ({ field: _field, act: _act, view, today: _today, ...rest }: ControlProps) => {
  const t = useTexts();
  const options = view.notices
    .filter(({ state }) => state === 'failed')
    .map(({ notice, kind }) => ({ value: notice, label: t(`complaint:notice.${kind}`) }));
  return <Select {...rest} options={options} placeholder={t('desk:acts.choose')} />;
};

const DecisionControl = ({ field: _field, act, view, today, ...rest }: ControlProps) => {
  const t = useTexts();
  const options = decisionsToCorrect(act, view).map((entry) => ({
    value: entry.version,
    label: t('desk:acts.step', { version: entry.version, event: eventSentence(entry, today, t) }),
  }));
  return <Select {...rest} options={options} placeholder={t('desk:acts.choose')} />;
};

/** Bureaus the act would take, found by its own rule; of several superiors those the chosen one stands above. */
const BureauControl = ({ field: _field, act, view, today: _today, ...rest }: ControlProps) => {
  const t = useTexts();
  const named = useBureausToName(view, act.act);
  const superior = Form.useWatch<string | undefined>('body');
  const options = (named.data?.bureaus ?? [])
    .filter(({ superiors }) => superior === undefined || superiors.includes(superior))
    .map(({ unit, name }) => ({ value: unit, label: name, disabled: false }));
  // One without the power stands there with the reason: who looks for it must not think it is missing.
  const barred = (named.data?.barred ?? []).map(({ unit, name }) => ({
    value: unit,
    label: t('desk:acts.mayNotDecide', { unit: name }),
    disabled: true,
  }));
  return (
    <PickOne
      {...rest}
      isPending={named.isPending}
      options={[...options, ...barred]}
      none={t('desk:acts.noBureauToName')}
    />
  );
};

/** Those who stand above the bureau of the case, the nearest first; with another bureau named, those above both. */
const SuperiorControl = ({ field, act, view, today: _today, ...rest }: ControlProps) => {
  const t = useTexts();
  const clear = useClear();
  const competence = useCompetence(view);
  const named = useBureausToName(view, act.act);
  const rival = Form.useWatch<string | undefined>('rival');
  const common = named.data?.bureaus.find(({ unit }) => unit === rival)?.superiors;
  const options = (competence.data?.superiors ?? [])
    .filter(({ unit }) => field.control === 'superior' || unit === null)
    .map((one) => ({ value: one.unit ?? one.name, label: one.name }))
    .filter(({ value }) => common === undefined || common.includes(value));
  return (
    <Select
      {...rest}
      allowClear={clear}
      loading={competence.isPending}
      options={options}
      placeholder={t('desk:acts.choose')}
      notFoundContent={competence.isPending ? null : t('complaint:refusals.no-superior-bureau')}
    />
  );
};

const knownPlatform = ({ respondent }: CaseView) =>
  respondent.platform === null
    ? undefined
    : { id: respondent.platform, name: respondent.platformName ?? respondent.platform };

/** One field of an act's form. The form hands `id`, `value` and `onChange` through. */
export const ActControl = (props: ControlProps) => {
  const t = useTexts();
  const { field, act, view, today, ...rest } = props;
  const { maxLength, minimum = 1, maximum = 20 } = limitsOf(act.act, field.name);
  switch (field.control) {
    case 'long-text':
      return <Input.TextArea {...rest} rows={3} className="field-long" maxLength={maxLength ?? 4000} showCount />;
    case 'money':
      return <Input {...rest} prefix="¥" inputMode="decimal" className="field-money" />;
    case 'number':
      return <InputNumber {...rest} min={minimum} max={maximum} precision={0} />;
    case 'day':
      return <DayField {...rest} today={today} days={field.days} />;
    case 'moment':
      return <MomentField {...rest} today={today} days={field.days} />;
    case 'yes-no': {
      const [yes, no] = field.words ?? ['desk:yes', 'desk:no'];
      const options = [
        { value: true, label: t(yes) },
        { value: false, label: t(no) },
      ];
      return <Radio.Group {...rest} options={options} />;
    }
    case 'staff':
      return <StaffField {...rest} bureau={view.bureau} />;
    case 'assignee':
      return <AssigneeControl {...rest} view={view} />;
    case 'mediator':
      return <MediatorField {...rest} view={view} />;
    case 'session':
      return <SessionMomentField {...rest} view={view} today={today} days={field.days} />;
    case 'room':
      return <RoomField {...rest} view={view} />;
    case 'names':
      return <NamesField {...rest} />;
    case 'recused':
      return <RecusedField {...rest} view={view} />;
    case 'known-way':
      return <KnownWayField {...rest} view={view} />;
    case 'one-of-several':
      return <OneOfSeveral {...props} />;
    case 'any-unit':
      return <UnitField {...rest} kinds={['bureau', 'intake-centre']} without={view.bureau} />;
    case 'bureau-to-name':
      return <BureauControl {...props} />;
    case 'any-bureau':
      return <UnitField {...rest} kinds={['bureau']} />;
    case 'station':
      return <StationField {...rest} bureau={view.bureau} />;
    case 'superior':
    case 'superior-outside':
      return <SuperiorControl {...props} />;
    case 'association':
      return <BodyField {...rest} kinds={['association', 'mediation-body']} />;
    case 'appraiser':
      return <BodyField {...rest} kinds={['appraisal-body']} />;
    case 'operator':
      return <OperatorField {...rest} known={knownPlatform(view)} />;
    case 'incident':
      return <IncidentField {...rest} />;
    case 'files':
      return <FilesField {...rest} />;
    case 'claims':
      return <ClaimsField {...rest} />;
    case 'object':
      return <CodeSelect {...rest} system={objectSystem} />;
    case 'problem':
      return <CodeSelect {...rest} system={problemSystem} />;
    case 'choice':
      return <ChoiceControl {...props} />;
    case 'choices':
      return <ChoicesControl {...props} />;
    case 'ground':
      return <GroundControl {...props} />;
    case 'paper':
      return <PaperControl {...props} />;
    case 'local-form':
      return <LocalFormControl {...rest} act={act} />;
    case 'local-answers':
      return <LocalAnswersControl {...rest} act={act} />;
    case 'notice':
      return <NoticeControl {...props} />;
    case 'decision':
      return <DecisionControl {...props} />;
    default:
      return <Input {...rest} maxLength={maxLength ?? 200} />;
  }
};
