import type { Actor } from '#kernel/actor.ts';
import { compareDays, type Day, dayOf, isDay } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { newId } from '#platform/ids.ts';
import { seriesWords } from '../paper-making.ts';
import { paperCodes } from '../papers.ts';
import { forgetReference } from '../reference.ts';
import type { EndLocalFormBody, LocalFormBody, LocalFormPreviewBody } from './contract.ts';
import { type LocalFormText, localFormFault, localFormsOn, type OwnPapers } from './local-form.ts';
import { addVersion, type KeptForm, localFormsOf, type NewVersion } from './store.ts';

/** Titles and series that are taken, in the words of the papers themselves. */
export const ownPapersIn = (context: Context): OwnPapers => {
  const t = context.texts('zh-CN');
  const titleOf = (code: string) => t(`papers:${code}.title`);
  return {
    official: paperCodes.filter((code) => code.startsWith('form-')).map(titleOf),
    titles: paperCodes.filter((code) => code !== 'local-letter').map(titleOf),
    series: seriesWords,
  };
};

const trimmed = (form: LocalFormPreviewBody): LocalFormText => ({
  title: form.title.trim(),
  englishTitle: form.englishTitle.trim(),
  addressee: form.addressee,
  series: form.series.trim(),
  wording: form.wording.trimEnd(),
  aid: form.aid.trimEnd(),
  notes: form.notes.trimEnd(),
  fields: form.fields.map(({ label, ...rest }) => ({ label: label.trim(), ...rest })),
});

/** A form as entered, or why it cannot be. */
export const readLocalForm = (context: Context, body: LocalFormPreviewBody): LocalFormText | Refusal => {
  const nul = (['title', 'englishTitle', 'series', 'wording', 'aid', 'notes'] as const).find((name) =>
    body[name].includes('\0'),
  );
  if (nul !== undefined) return refuse('text-holds-null-character', { status: 422, field: nul });
  const form = trimmed(body);
  return localFormFault(form, ownPapersIn(context)) ?? form;
};

const keeperObjection = (actor: Actor): Refusal | undefined =>
  actor.roles.includes('system-administrator') && actor.tenant !== undefined
    ? undefined
    : refuse('only-the-system-administrator', { status: 403 });

type Entered = { readonly code: string; readonly version: number };

const keep = async (
  tx: Tx,
  actor: Actor,
  { form, known, act, at }: { form: NewVersion; known: number; act: 'enter-local-form' | 'end-local-form'; at: Date },
): Promise<Entered | Refusal> => {
  const tenant = actor.tenant ?? '';
  const version = await addVersion(tx, { tenant, account: actor.account, at }, form, known);
  if (version === undefined) return refuse('local-form-entered-meanwhile', { status: 409 });
  await audit(tx, {
    tenant,
    account: actor.account,
    act,
    subject: `local-form:${form.code}`,
    reason: form.reason,
    detail: { version, from: form.from, ...(form.to === null ? {} : { to: form.to }) },
  });
  tx.afterCommit(forgetReference);
  return { code: form.code, version };
};

/** A new form, or the next version of one; the words before it stay for the days they held. */
export const enterLocalForm = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  wish: LocalFormBody & { readonly code?: string },
  at: Date,
): Promise<Entered | Refusal> => {
  const objection = keeperObjection(actor);
  if (objection !== undefined) return objection;
  const { code, from, knownVersion, reason, ...body } = wish;
  const form = readLocalForm(context, body);
  if (isRefusal(form)) return form;
  if (!isDay(from)) return refuse('setting-day-is-no-day', { status: 422, field: 'from' });
  const today = dayOf(at);
  // What was made under it stands: no version begins before the day it is entered.
  if (compareDays(from, today) < 0)
    return refuse('local-form-begins-before-today', { status: 422, field: 'from', params: { today } });
  const versions = (await localFormsOf(tx, actor.tenant ?? '')).filter((one) => one.code === code);
  if (code !== undefined && versions.length === 0) return refuse('local-form-unknown', { status: 404 });
  const twin = await sameTitle(tx, actor.tenant ?? '', form.title, code, from);
  if (twin) return refuse('local-form-title-taken', { status: 422, field: 'title', params: { title: form.title } });
  const kept = { ...form, code: code ?? newCode(), from: from as Day, to: null, reason: reason.trim() };
  return await keep(tx, actor, {
    form: kept,
    known: code === undefined ? 0 : knownVersion,
    act: 'enter-local-form',
    at,
  });
};

const newCode = (): string => `letter-${newId().slice(-12)}`;

const sameTitle = async (tx: Tx, tenant: string, title: string, code: string | undefined, on: Day): Promise<boolean> =>
  localFormsOn(await localFormsOf(tx, tenant), on).some((one) => one.code !== code && one.title === title);

/** From that day on nobody makes a letter of it; those that were made stay as they are. */
export const endLocalForm = async (
  tx: Tx,
  actor: Actor,
  code: string,
  wish: EndLocalFormBody,
  at: Date,
): Promise<Entered | Refusal> => {
  const objection = keeperObjection(actor);
  if (objection !== undefined) return objection;
  const versions: KeptForm[] = (await localFormsOf(tx, actor.tenant ?? '')).filter((one) => one.code === code);
  const last = [...versions].sort((a, b) => compareDays(b.from, a.from) || b.version - a.version)[0];
  if (last === undefined) return refuse('local-form-unknown', { status: 404 });
  const { on } = wish;
  if (!isDay(on)) return refuse('setting-day-is-no-day', { status: 422, field: 'on' });
  if (last.to !== null && compareDays(last.to, on) <= 0) return refuse('local-form-has-ended', { status: 409 });
  if (compareDays(on, last.from) <= 0 || compareDays(on, dayOf(at)) < 0)
    return refuse('local-form-ends-too-early', { status: 422, field: 'on' });
  const { reason: _reason, enteredBy: _by, enteredAt: _at, version: _version, ...form } = last;
  const ended = { ...form, to: on, reason: wish.reason.trim() };
  return await keep(tx, actor, { form: ended, known: wish.knownVersion, act: 'end-local-form', at });
};
