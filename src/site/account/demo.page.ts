import type { Translate } from '#kernel/translate.ts';
import { instantWords } from '#site/kit/figures.ts';
import { formGuards, type Guards } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { nothingYet } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';
import { said } from '#site/kit/reading.ts';

export const castMembers = [
  'consumer',
  'second-consumer',
  'operator',
  'intake-officer',
  'handler',
  'mediator',
  'bureau-head',
  'handler-other-county',
  'handler-other-city',
  'association-mediator',
  'system-administrator',
  'security-administrator',
  'auditor',
  'leader',
] as const;
export type CastMember = (typeof castMembers)[number];

export type CastPerson = {
  readonly member: CastMember;
  readonly name: string;
  /** Where they belong: bureau, organisation, shop. */
  readonly place?: string;
};

export type CastView = { readonly shell: Shell; readonly guards: Guards; readonly cast: readonly CastPerson[] };

/** Demo only: one press and one is that person. */
export function castPage(view: CastView, t: Translate): Safe {
  const title = t('account:cast.title');
  return layout(
    {
      shell: view.shell,
      title,
      back: paths.home,
      wide: true,
      body: html`<h1>${title}</h1><p>${t('account:cast.intro')}</p>
<form method="post" action="${paths.demoCast}">${formGuards(view.guards)}
<ul class="doors c2">${view.cast.map(
        (person) => html`<li><h2>${t(`account:cast.member.${person.member}.title`)}</h2>
<p>${person.name}${person.place !== undefined && html`<span class="soft"> · ${person.place}</span>`}</p>
<p class="small soft">${t(`account:cast.member.${person.member}.text`)}</p>
<p><button class="plain" name="member" value="${person.member}">${t('account:cast.be', { who: t(`account:cast.member.${person.member}.title`) })}</button></p></li>`,
      )}</ul></form>`,
    },
    t,
  );
}

export type Letter = {
  readonly channel: 'sms' | 'e-mail' | 'letter';
  readonly to: string;
  readonly at: Date;
  readonly subject?: string;
  readonly text: string;
  readonly attachments: readonly string[];
  /** What the demo's operator said of it; null while nothing is known. */
  readonly arrived: boolean | null;
};

/** Newest first. */
export type MailboxView = { readonly shell: Shell; readonly letters: readonly Letter[]; readonly total: number };

export function mailboxPage(view: MailboxView, t: Translate): Safe {
  const title = t('account:mailbox.title');
  return layout(
    {
      shell: view.shell,
      title,
      back: paths.home,
      body: html`<h1>${title}</h1><p>${t('account:mailbox.intro')}</p>
${
  view.letters.length === 0
    ? nothingYet(t('account:mailbox.none'))
    : html`<p class="small soft">${t('account:mailbox.shown', { shown: view.letters.length, total: view.total })}</p>
<ul class="doors">${view.letters.map(
        (letter) => html`<li><h2>${letter.subject ?? t(`account:mailbox.channel.${letter.channel}`)}</h2>
<p class="small soft num">${t('account:mailbox.to', { channel: t(`account:mailbox.channel.${letter.channel}`), to: letter.to })} · ${instantWords(letter.at, t)}</p>
<p>${said(letter.text)}</p>${letter.attachments.map((name) => html`<p class="small">${t('account:mailbox.attachment', { name })}</p>`)}${
          letter.arrived !== null &&
          html`<p class="small soft">${t(letter.arrived ? 'account:mailbox.arrived' : 'account:mailbox.notArrived')}</p>`
        }</li>`,
      )}</ul>`
}`,
    },
    t,
  );
}
