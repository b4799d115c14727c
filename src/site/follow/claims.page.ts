import type { Day } from '#kernel/day.ts';
import type { Fen } from '#kernel/money.ts';
import type { Translate } from '#kernel/translate.ts';
import type { ClaimKind } from '#modules/complaints/vocabulary.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { dayWords, moneyWords } from '#site/kit/figures.ts';
import type { FormState } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { inset } from '#site/kit/notices.ts';
import { summaryList } from '#site/kit/reading.ts';
import { type ActView, actPage, representedCheck } from './acts.page.ts';

export type StandingClaim = { readonly kind: ClaimKind; readonly amountFen?: Fen | undefined };

export type ClaimsView = ActView & {
  /** On which day somebody left by an act of their own. */
  readonly leftOn: Day;
  /** What all of them asked for. */
  readonly claims: readonly StandingClaim[];
  readonly joint: boolean;
};

/** An amount is asked where a claim is one of money, or named an amount when it was made. */
const hasAmount = ({ kind, amountFen }: StandingClaim): boolean =>
  kind === 'refund' || kind === 'damages' || amountFen !== undefined;

export const amountField = (kind: ClaimKind): string => `amount-${kind}`;

const claimWords = ({ kind, amountFen }: StandingClaim, t: Translate): string =>
  amountFen === undefined ? t(`complaint:claim.${kind}`) : `${t(`complaint:claim.${kind}`)} ${moneyWords(amountFen)}`;

/** As typed by hand: what was asked for so far stands in the fields. */
export const asClaimed = (claims: readonly StandingClaim[]): FormState['values'] => ({
  claims: claims.map(({ kind }) => kind),
  ...Object.fromEntries(
    claims.flatMap(({ kind, amountFen }) =>
      amountFen === undefined ? [] : [[amountField(kind), (amountFen / 100).toFixed(2)]],
    ),
  ),
});

/** Art. 12: once one of several has left by themselves, those who speak for the rest say which claims still stand. */
export function claimsPage(view: ClaimsView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t('follow:act.settle-claims.title');
  return actPage(view, 'settle-claims', t, {
    title,
    body: () => html`${inset(html`<p>${t('follow:act.settle-claims.text', { day: dayWords(view.leftOn, t) })}</p>`)}
${field.checks({
  name: 'claims',
  legend: title,
  asHeading: true,
  hint: t('follow:act.settle-claims.hint'),
  options: view.claims.map((claim) => ({
    value: claim.kind,
    label: claimWords(claim, t),
    ...(hasAmount(claim)
      ? {
          reveal: field.money({
            name: amountField(claim.kind),
            label: t('follow:act.settle-claims.amount', { claim: t(`complaint:claim.${claim.kind}`) }),
            optional: true,
          }),
        }
      : {}),
  })),
})}
${view.joint && representedCheck('settle-claims', field, t)}`,
  });
}

/** What will stand, beside what stood, before it is said; nothing is done yet. */
export function claimsCheckPage(
  view: ClaimsView & { readonly standing: readonly StandingClaim[]; readonly sent: FormState['values'] },
  t: Translate,
): Safe {
  const title = t('follow:act.settle-claims.checkTitle');
  const listed = (claims: readonly StandingClaim[]): string =>
    claims.map((claim) => claimWords(claim, t)).join(t('site:listComma'));
  const gone = view.claims.filter(({ kind }) => view.standing.every((claim) => claim.kind !== kind));
  const hidden = Object.entries(view.sent).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map(
      (one) => html`<input type="hidden" name="${name}" value="${one}">`,
    ),
  );
  return actPage(view, 'settle-claims', t, {
    title,
    body: () => html`<h1>${title}</h1>
${summaryList(
  [
    { term: t('follow:act.settle-claims.before'), value: listed(view.claims) },
    { term: t('follow:act.settle-claims.after'), value: html`<b>${listed(view.standing)}</b>` },
    ...(gone.length === 0 ? [] : [{ term: t('follow:act.settle-claims.gone'), value: listed(gone) }]),
  ],
  t,
)}
<p>${t('follow:act.settle-claims.follows')}</p>
${hidden}<input type="hidden" name="checked" value="yes">`,
    button: t('follow:act.settle-claims.confirm'),
    beside: html`<button class="act second" name="act" value="change">${t('follow:act.settle-claims.change')}</button>`,
  });
}
