import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { maskOf } from '#kernel/mask.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { letterGoesTo } from '../decide/local-letter.ts';
import { openPaperDesk } from '../open-paper-desk.ts';
import { localComposers } from '../paper-data/local-letter.ts';
import type { PaperDesk } from '../paper-data/paper-desk.ts';
import { seriesFor } from '../paper-making.ts';
import type { CanonicalPaper } from '../papers/canonical-paper.ts';
import { composePaper } from '../papers.ts';
import { objectionTo } from '../permits.ts';
import { aboveFor, localFormsFor, staffFor } from '../reference.ts';
import { readComplaint } from '../store.ts';
import type { LocalForms, LocalLetterPreviewBody } from './contract.ts';
import { type LocalForm, type LocalFormText, localFormId, localFormsOn } from './local-form.ts';
import { localFormsOf } from './store.ts';

/** Every form of the authority with all its versions. */
export const localFormsKept = async (tx: Tx, actor: Actor, today: Day): Promise<LocalForms> => {
  const kept = await localFormsOf(tx, actor.tenant ?? '');
  const inForce = new Map(localFormsOn(kept, today).map(({ code, version }) => [code, version]));
  const forms: LocalForms['forms'] = [];
  for (const [code, versions] of Map.groupBy(kept, (one) => one.code)) {
    const shown = [];
    for (const { code: _code, fields, enteredAt, ...one } of versions) {
      const keeper =
        (await staffFor(tx, one.enteredBy, today)) ?? (await staffFor(tx, one.enteredBy, dayOf(enteredAt)));
      const enteredByName = keeper?.name ?? null;
      shown.push({ ...one, fields: [...fields], enteredByName, enteredAt: enteredAt.toISOString() });
    }
    forms.push({ code, inForce: inForce.get(code) ?? null, versions: shown });
  }
  return { mayChange: actor.roles.includes('system-administrator'), forms };
};

/** The form as a letter with made-up people. */
export const specimenOf = (context: Context, form: LocalFormText, unitName: string, today: Day): CanonicalPaper => {
  const t = context.texts('zh-CN');
  const said = (key: string) => t(`papers:local-letter.specimen.${key}`);
  const example = (of: string) => t('papers:local-letter.specimen.answer', { label: of });
  const addressee = form.addressee === 'respondent' ? 'respondent' : form.addressee === 'body' ? 'body' : 'complainant';
  const values: Record<string, string> = Object.fromEntries(form.fields.map(({ label }) => [label, example(label)]));
  for (const name of [
    ...(['complainant', 'respondent', 'respondentAddress', 'caseNumber', 'receivedOn', 'today', 'matter'] as const),
    ...(['facts', 'claims', 'handler', 'handlerPhone', 'authorityAddress', 'authorityPhone', 'body'] as const),
  ])
    values[name] = said(name);
  if (addressee !== 'complainant') values['complainant'] = maskOf('name', said('complainant'));
  const number = form.series === '' ? '' : t('papers:local-letter.specimen.number', { series: form.series });
  return preview(
    composePaper(
      'local-letter',
      {
        ...{ number, authority: unitName, signedOn: today, addressee: said(addressee) },
        form: { ...form, code: 'specimen', version: 0 },
        values: { ...values, number, authority: unitName },
      },
      t,
      context.texts('en'),
    ),
    said('heading'),
  );
};

/** Says of every page that it is none that was made. */
const preview = (paper: CanonicalPaper, formName: string): CanonicalPaper => ({ ...paper, formName });

const withAnswers = (desk: PaperDesk, answers: readonly string[]): PaperDesk => ({
  ...desk,
  plain: (sealed) => (sealed === undefined ? '' : (answers[Number(sealed.entry)] ?? '')),
});

/**
 * The letter as it would go out to one addressee, made of nothing that stays: it bears neither number nor proof. It shows names as
 * the letter does, to whoever may make it, so the look is on record like any other (PIPL art. 51).
 */
export const letterForeseen = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  number: string,
  { form: id, body, answers = [], to: whose }: LocalLetterPreviewBody,
  at: Date,
): Promise<CanonicalPaper | Refusal> => {
  const today = dayOf(at);
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
  const { state, tenant, stream } = loaded;
  const above = (await aboveFor(tx, [state.bureau], today)).get(state.bureau);
  const objection = objectionTo('make-local-letter', actor, state, tenant, above);
  if (isRefusal(objection)) return objection;
  const form: LocalForm | undefined = (await localFormsFor(tx, tenant, today)).find((one) => localFormId(one) === id);
  if (form === undefined) return refuse('local-form-not-in-force', { status: 422, field: 'form' });
  const opened = await openPaperDesk(context, tx, {
    ...{ tenant, stream, state, today, actor: actor.account, withAlong: true },
  });
  const t = context.texts('zh-CN');
  const said = (key: string) => t(`papers:local-letter.specimen.${key}`);
  const details = {
    form,
    answers: form.fields.map((_, place) => ({ entry: String(place), commitment: '' })),
    ...(body === undefined ? {} : { body }),
  };
  const numbered = seriesFor({ code: 'local-letter', details }, opened.unit);
  const goesTo = letterGoesTo[form.addressee];
  const to = goesTo.find(([one]) => one === whose) ?? goesTo[0] ?? [];
  await audit(tx, {
    tenant,
    account: actor.account,
    act: 'preview-local-letter',
    subject: `stream:${stream}`,
    reason: form.title,
    detail: { form: id, to },
  });
  const { proof: _proof, ...data } = localComposers['local-letter'](details, withAnswers(opened, answers), {
    number: numbered === undefined ? '' : t('papers:local-letter.specimen.numberToCome', { series: numbered.name }),
    to,
    proof: { url: '', code: '' },
  });
  return preview(composePaper('local-letter', data, t, context.texts('en')), said('heading'));
};
