import { basisText } from '#kernel/article.ts';
import { type Day, isDay } from '#kernel/day.ts';
import { moneyText, readMoney } from '#kernel/money.ts';
import { ownName } from '#kernel/paper-name.ts';
import type { CaseAct, CaseView } from '#modules/complaints/case-contract.ts';
import { useBureaus } from '../../kit/questions.ts';
import { hasText, useTexts } from '../../kit/texts.ts';
import { dayText } from '../../kit/when.ts';
import type { Values } from './act-field.ts';
import { actForms } from './act-forms.ts';
import { withoutAddress } from './lacking-names.ts';
import { LetterPreview } from './local-letter.tsx';
import { papersMade } from './papers-made.ts';

/** Before anything is done: what it does, by which article, and which paper goes to whom. */
export const ActPreview = ({ act, view, values }: ConsequenceProps) => {
  const t = useTexts();
  const units = useBureaus();
  const papers = papersMade(act, view, values, units.data);
  const form = act.forms?.find(({ id }) => id === values.form);
  const nameOf = (code: string) => (form && ownName(form, t)) ?? t(`complaint:paper.${code}`);
  const blank = papers.some(({ code }) => code === 'form-9') ? withoutAddress(view, t) : '';
  return (
    <div className="act-preview">
      <p>{t(`complaint:does.${act.act}`)}</p>
      <p className="basis">{act.basis.length === 0 ? t('desk:acts.ownRule') : basisText(act.basis, t)}</p>
      {papers.length > 0 && (
        <p>
          <strong>{t('desk:acts.makes')}</strong>
          {t('desk:colon')}
          {papers
            .map((paper) =>
              t('desk:acts.makesOne', {
                paper: nameOf(paper.code),
                who: paper.to.map((to) => t(`complaint:recipient.${to}`)).join(t('desk:separator')),
              }),
            )
            .join(t('desk:separator'))}
        </p>
      )}
      {act.act === 'make-local-letter' && <LetterPreview view={view} values={values} />}
      {blank !== '' && <p>{t('desk:acts.blankAddress', { names: blank })}</p>}
    </div>
  );
};

type ConsequenceProps = { readonly act: CaseAct; readonly view: CaseView; readonly values: Values };

/** What follows, in words, for acts that bind. */
export const Consequence = ({ act, view, values, today }: ConsequenceProps & { readonly today: Day }) => {
  const t = useTexts();
  const units = useBureaus();
  const nameOf = (id: unknown): string => units.data?.find((one) => one.id === id)?.name ?? String(id ?? '');
  const money = readMoney(String(values.recoveredFen ?? ''));
  const ends = act.back === 'withdrawn';
  const key = ends ? 'complaint:consequence.annulWithdrawn' : `complaint:consequence.${act.act}`;
  if (!hasText(key)) return null;
  const ground = act.grounds?.find((one) => one.number === values.ground);
  const written = actForms[act.act].filter((field) => field.control === 'long-text' && values[field.name]);
  const days = actForms[act.act].flatMap((field) => {
    const day = values[field.name];
    return field.control === 'day' && isDay(day) ? [{ field, day }] : [];
  });
  return (
    <>
      <div className="consequence" role="alert">
        <h3>{t('desk:acts.consequence')}</h3>
        <p>
          {t(key, {
            bureau: view.bureauName,
            competent: nameOf(values.competent ?? values.competentBody),
            taker: values.takenBy === 'own' ? view.bureauName : t('complaint:takenBy.rival'),
            organisation: nameOf(values.organisation),
            to: String(values.to ?? ''),
            recovered: moneyText('fen' in money ? money.fen : 0),
            back: t(`complaint:phase.${act.back ?? view.phase}`),
          })}
        </p>
      </div>
      <div className="written">
        {ground !== undefined && (
          <>
            <h3>{t('complaint:field.ground')}</h3>
            <p>{t('desk:acts.ground', { n: ground.number, text: t(ground.textKey) })}</p>
          </>
        )}
        {days.map(({ field, day }) => (
          <div key={field.name}>
            <h3>{t(`complaint:field.${field.label}`)}</h3>
            <p>{dayText(day, today, t)}</p>
          </div>
        ))}
        {written.map((field) => (
          <div key={field.name}>
            <h3>{t(`complaint:field.${field.label}`)}</h3>
            <blockquote>{String(values[field.name])}</blockquote>
          </div>
        ))}
      </div>
    </>
  );
};
