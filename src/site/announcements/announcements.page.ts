import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import { dayWords } from '#site/kit/figures.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { inset, nothingYet } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';
import { said, summaryList } from '#site/kit/reading.ts';
import { pager } from './pager.ts';

export type AnnouncementsView = {
  readonly shell: Shell;
  readonly page: number;
  readonly more: boolean;
  readonly rows: readonly {
    readonly incident: string;
    readonly number: string;
    readonly title: string;
    readonly authority: string;
    readonly publishedOn: Day;
    readonly withdrawnOn: Day | null;
  }[];
};

/** What authorities have announced on events that many complaints are about, latest first. */
export function announcementsPage({ shell, rows, page, more }: AnnouncementsView, t: Translate): Safe {
  const title = t('site:announcements.title');
  return layout(
    {
      shell,
      title,
      back: paths.home,
      body: html`<h1>${title}</h1>
<p>${t('site:announcements.intro')} <a href="${paths.publicNotices}">${t('site:publicNotices.title')}</a></p>
${
  rows.length === 0
    ? nothingYet(t('site:announcements.none'))
    : html`<ul class="doors">${rows.map(
        (
          row,
        ) => html`<li><h2><a href="${paths.announcement(row.incident)}">${row.withdrawnOn === null ? row.title : t('site:announcements.withdrawn')}</a></h2>
<p class="small soft">${row.authority} · <span class="num">${row.number}</span> · ${dayWords(row.publishedOn, t)}${
          row.withdrawnOn !== null &&
          html` · ${t('site:announcements.withdrawnOn', { day: dayWords(row.withdrawnOn, t) })}`
        }</p></li>`,
      )}</ul>`
}
${pager({ page, more }, paths.announcementsPage, t)}`,
    },
    t,
  );
}

export type AnnouncementView = {
  readonly shell: Shell;
  readonly title: string;
  readonly operator: string | null;
  readonly verified: readonly string[];
  readonly steps: readonly string[];
  readonly phone: string;
  readonly authority: string;
  readonly number: string;
  readonly publishedOn: Day;
  readonly proof: string;
  /** When the finding was replaced that it announces. */
  readonly correctedOn: Day | null;
  /** Of one that was withdrawn its words are gone. */
  readonly withdrawnOn: Day | null;
  readonly withdrawnFor: string | null;
  /** Announcements this one takes the place of, newest first. */
  readonly earlier: readonly {
    readonly number: string;
    readonly publishedOn: Day;
    readonly withdrawnOn: Day | null;
  }[];
};

const numbered = (items: readonly string[]): Safe => html`<ol>${items.map((item) => html`<li>${item}</li>`)}</ol>`;

const asAnnounced = (view: AnnouncementView, t: Translate): Safe => html`${
  view.correctedOn !== null &&
  inset(html`<p>${t('site:announcements.corrected', { day: dayWords(view.correctedOn, t) })}</p>`)
}
<h2>${t('site:announcements.verified')}</h2>
${numbered(view.verified)}
<h2>${t('site:announcements.steps')}</h2>
${numbered(view.steps)}`;

/** That it was withdrawn, when and why; of what it said nothing. */
const withdrawn = (view: AnnouncementView, on: Day, t: Translate): Safe =>
  html`${inset(html`<p>${t('site:announcements.withdrawnText', { day: dayWords(on, t) })}</p>`)}
<h2>${t('site:announcements.withdrawnFor')}</h2>
<p>${said(view.withdrawnFor ?? '')}</p>`;

export function announcementPage(view: AnnouncementView, t: Translate): Safe {
  const title = view.withdrawnOn === null ? view.title : t('site:announcements.withdrawn');
  return layout(
    {
      shell: view.shell,
      title,
      back: paths.announcements,
      body: html`<h1>${title}</h1>
<p class="lead">${t('site:announcements.lead', { authority: view.authority, day: dayWords(view.publishedOn, t) })}</p>
${view.withdrawnOn === null ? asAnnounced(view, t) : withdrawn(view, view.withdrawnOn, t)}
${inset(html`<p>${t('site:announcements.own')} <a href="${paths.follow}">${t('site:announcements.follow')}</a></p>`)}
${summaryList(
  [
    ...(view.operator === null ? [] : [{ term: t('site:announcements.operator'), value: view.operator }]),
    { term: t('site:announcements.authority'), value: view.authority },
    { term: t('site:announcements.phone'), value: view.phone },
    { term: t('site:announcements.number'), value: html`<span class="num">${view.number}</span>` },
  ],
  t,
)}
<p><a href="${paths.proofOf(view.proof)}">${t('site:announcements.proof')}</a></p>
${
  view.earlier.length > 0 &&
  html`<h2>${t('site:announcements.earlier')}</h2><ul>${view.earlier.map(
    (one) =>
      html`<li><span class="num">${one.number}</span> · ${dayWords(one.publishedOn, t)}${
        one.withdrawnOn !== null &&
        html` · ${t('site:announcements.withdrawnOn', { day: dayWords(one.withdrawnOn, t) })}`
      }</li>`,
  )}</ul>`
}`,
    },
    t,
  );
}
