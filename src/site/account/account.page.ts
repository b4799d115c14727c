import { citedText } from '#kernel/article.ts';
import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { dayWords, instantWords } from '#site/kit/figures.ts';
import { errorSummary, type FormState, formGuards, formStates, type Guards, postForm } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { confirmation, inset, more } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';
import { said, summaryList, table } from '#site/kit/reading.ts';
import { privacyWishes } from './account-forms.ts';

export type Session = { readonly id: string; readonly device: string; readonly since: Date; readonly own: boolean };

export type AccountView = {
  readonly shell: Shell;
  readonly guards: Guards;
  /** Of somebody who has given none, nothing is said. */
  readonly name: string | undefined;
  readonly phone: string | undefined;
  /** Their list holds complaints against the shop. */
  readonly forOperator: boolean;
  /** Operators they act for. */
  readonly operators?: readonly { readonly id: string; readonly name: string }[];
  readonly sessions: readonly Session[];
  /** Staff go on to the desk. */
  readonly desk?: string;
  /** Of staff who came in by the identity provider and never connected one. */
  readonly withoutAuthenticator?: boolean;
  /** A filing not sent, in this browser: what signing out does to it. */
  readonly draft?: 'unsaved' | 'saved';
  /** An answer to a case, begun with this account and not sent. */
  readonly answer?: boolean;
};

export function accountPage(view: AccountView, t: Translate): Safe {
  const title = t('account:own.title');
  const end = (session: Session): Safe =>
    session.own
      ? html`${t('account:own.this')}`
      : html`<button class="plain" name="act" value="end:${session.id}">${t('account:own.end')}<span class="unseen"> ${session.device}</span></button>`;
  return layout(
    {
      shell: view.shell,
      title,
      body: html`<h1>${title}</h1>
${summaryList(
  [
    ...(view.name === undefined ? [] : [{ term: t('account:own.name'), value: view.name }]),
    ...(view.phone === undefined ? [] : [{ term: t('account:own.phone'), value: view.phone }]),
  ],
  t,
)}
<div class="acts">${
        view.desk === undefined
          ? html`<a class="act" href="${paths.cases}">${t(view.forOperator ? 'follow:operator.cases' : 'account:own.cases')}</a>`
          : html`<a class="act" href="${view.desk}">${t('account:own.desk')}</a>`
      }</div>
${
  view.operators !== undefined &&
  view.operators.length > 0 &&
  html`<h2>${t('account:operator.title')}</h2>
<ul>${view.operators.map(({ id, name }) => html`<li><a href="${paths.accountOperator(id)}">${name}</a></li>`)}</ul>`
}
<h2>${t('account:own.sessions')}</h2>
<form method="post" action="${paths.account}">${formGuards(view.guards)}
${table(
  t('account:own.sessionsCaption'),
  [{ head: t('account:own.device') }, { head: t('account:own.since') }, { head: t('account:own.act') }],
  view.sessions.map((session) => [session.device, instantWords(session.since, t), end(session)]),
)}</form>
${
  view.draft !== undefined &&
  inset(
    view.draft === 'saved'
      ? html`<p>${t('account:own.draftSaved')}</p>`
      : html`<p>${t('account:own.draft')} <a href="${paths.fileSave}">${t('account:own.draftSave')}</a></p>`,
  )
}
${view.answer === true && inset(html`<p>${t('account:own.answer')}</p>`)}
<form method="post" action="${paths.logout}">${formGuards(view.guards)}<button class="act second">${t('account:own.logout')}</button></form>
${
  view.desk !== undefined &&
  html`<h2>${t('account:own.password')}</h2>
<p>${t('account:own.renewText')} <a href="${paths.staffRenew}">${t('account:own.renew')}</a></p>
${view.withoutAuthenticator === true && html`<p>${t('account:own.authenticatorText')} <a href="${paths.authenticator}">${t('account:enrol.title')}</a></p>`}`
}
<h2>${t('account:own.data')}</h2>
<p>${t('account:own.dataText')}</p>
<ul><li><a href="${paths.ownData}" download>${t('account:privacy.copyLink')}</a></li>
<li><a href="${paths.privacyRequest}">${t('site:about.privacy.request')}</a></li></ul>`,
    },
    t,
  );
}

export type AskedBefore = {
  readonly kind: string;
  readonly madeAt: Date;
  readonly dueOn: Day;
  readonly state: 'open' | 'granted' | 'partly-granted' | 'refused';
  readonly text: string;
  readonly basis: string | null;
  readonly answer: string | null;
  readonly isElsewhere: boolean;
  readonly emptiedOn: Day | null;
};

export type PrivacyView = { readonly shell: Shell; readonly form: FormState; readonly asked?: readonly AskedBefore[] };

const askedPart = (asked: readonly AskedBefore[], t: Translate): Safe => html`<h2>${t('account:privacy.asked')}</h2>
${asked.map((one) =>
  summaryList(
    [
      { term: t('account:privacy.kind'), value: t(`account:privacy.kinds.${one.kind}`) },
      { term: t('account:privacy.at'), value: instantWords(one.madeAt, t) },
      ...(one.text === '' ? [] : [{ term: t('account:privacy.text'), value: said(one.text) }]),
      {
        term: t('account:privacy.state'),
        value:
          one.state === 'open'
            ? t('account:privacy.open', { day: dayWords(one.dueOn, t) })
            : t(`account:privacy.states.${one.state}`),
      },
      ...(one.answer === null ? [] : [{ term: t('account:privacy.answer'), value: said(one.answer) }]),
      ...(one.isElsewhere ? [{ term: t('account:privacy.answer'), value: t('account:privacy.answerElsewhere') }] : []),
      ...(one.basis === null ? [] : [{ term: t('account:privacy.basis'), value: said(citedText(one.basis, t)) }]),
      ...(one.emptiedOn === null
        ? []
        : [
            {
              term: t('account:privacy.words'),
              value: t('account:privacy.emptied', { day: dayWords(one.emptiedOn, t) }),
            },
          ]),
    ],
    t,
  ),
)}`;

/** Requests under PIPL 45–50 for access, correction, deletion. */
export function privacyPage(view: PrivacyView, t: Translate): Safe {
  const field = fieldsOf(view.form, t);
  const title = t('account:privacy.title');
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t),
      back: paths.account,
      body: html`${errorSummary(view.form, t)}
${postForm({
  action: paths.privacyRequest,
  form: view.form,
  body: html`${field.radios({
    name: 'wish',
    legend: title,
    asHeading: true,
    hint: t('account:privacy.hint'),
    options: privacyWishes.map((wish) => ({
      value: wish,
      label: t(`account:privacy.wish.${wish}.label`),
      hint: t(`account:privacy.wish.${wish}.hint`),
    })),
  })}
${field.text({ name: 'number', label: t('account:privacy.number'), hint: t('account:privacy.numberHint'), optional: true, width: 20 })}
${field.long({ name: 'text', label: t('account:privacy.text'), optional: true, rows: 4, most: 2000 })}`,
  act: t('account:privacy.send'),
})}
${more(t('account:privacy.limitsTitle'), html`<p>${t('account:privacy.limits')}</p>`)}
<h2>${t('account:privacy.copyTitle')}</h2><p>${t('account:privacy.copy')} <a href="${paths.ownData}" download>${t('account:privacy.copyLink')}</a></p>
${view.asked !== undefined && view.asked.length > 0 && askedPart(view.asked, t)}`,
    },
    t,
  );
}

export type PrivacyDoneView = {
  readonly shell: Shell;
  readonly number: string;
  readonly answerBy: Day;
  readonly changed?: boolean;
};

export function privacyDonePage(view: PrivacyDoneView, t: Translate): Safe {
  const title = t('account:privacy.doneTitle');
  return layout(
    {
      shell: view.shell,
      title,
      states: [view.number],
      body: html`${confirmation(title, html`<p>${t('account:privacy.doneNumber')} <span class="number">${view.number}</span></p>`)}
${view.changed === true && inset(html`<p>${t('account:privacy.doneBefore')}</p>`)}
<p>${t('account:privacy.doneText', { day: dayWords(view.answerBy, t) })}</p>
<p>${t('account:privacy.doneWhere')} <a href="${paths.privacyRequest}">${t('account:privacy.asked')}</a></p>`,
    },
    t,
  );
}
