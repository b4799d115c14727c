import type { ClockCard } from '#kernel/clock-card.ts';
import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import type { MediationMode, Phase } from '#modules/complaints/vocabulary.ts';
import { clockCard } from './clock-card.ts';
import { type EvidenceFile, evidenceList } from './evidence.ts';
import { dayWords, instantWords } from './figures.ts';
import { html, type Safe } from './html.ts';
import { more, nothingYet } from './notices.ts';
import { said, summaryList, timeline } from './reading.ts';
import { type TagMood, tag } from './tag.ts';

/** What the pages of a case have in common, whoever of the two parties reads. */

/** How an agreement was made: performed at once, on a mediation paper, or on a record alone. */
export type Agreed = 'performed' | 'paper' | 'record';

const moods: Readonly<Record<Phase, TagMood>> = {
  'awaiting-registration': 'soon',
  received: 'open',
  'under-review': 'open',
  'competence-dispute': 'open',
  refused: 'quiet',
  transferred: 'quiet',
  'directed-elsewhere': 'quiet',
  accepted: 'open',
  mediating: 'open',
  interrupted: 'soon',
  appraisal: 'soon',
  agreed: 'done',
  terminated: 'quiet',
  withdrawn: 'quiet',
};

export const phaseTag = (phase: Phase, t: Translate): Safe => tag(moods[phase], t(`follow:phase.${phase}.word`));

export type PastClock = {
  readonly title: string;
  readonly basis: string;
  readonly state: 'met' | 'met-late' | 'lapsed';
  readonly dueOn?: Day;
  readonly metOn?: Day;
};

const pastClocks = (past: readonly PastClock[], t: Translate): Safe | false =>
  past.length > 0 &&
  more(
    t('follow:case.pastClocks', { count: past.length }),
    html`<ul>${past.map(
      ({ title, basis, state, dueOn, metOn }) => html`<li><b>${title}</b> ${t(`complaint:clockState.${state}`)}
${dueOn !== undefined && html`<br>${t('follow:case.pastDue', { day: dayWords(dueOn, t) })}`}
${metOn !== undefined && html`<br>${t('follow:case.pastMet', { day: dayWords(metOn, t) })}`}
<br><span class="small soft">${basis}</span></li>`,
    )}</ul>`,
  );

export const clocksPart = (running: readonly ClockCard[], past: readonly PastClock[], t: Translate): Safe =>
  html`${running.map((card) => clockCard(card, t))}${pastClocks(past, t)}`;

export type Meeting = {
  readonly mode: MediationMode;
  readonly at?: Date;
  readonly place?: string;
};

export const meetingWords = ({ mode, at, place }: Meeting, t: Translate): string =>
  [
    t('follow:case.mediationMode', { mode: t(`complaint:mode.${mode}`) }),
    at === undefined ? t('follow:case.mediationNoTime') : t('follow:case.mediationAt', { when: instantWords(at, t) }),
    place === undefined ? '' : t('follow:case.mediationPlace', { place }),
  ].join('');

export type CaseFile = EvidenceFile & {
  readonly by: 'complainant' | 'respondent' | 'staff' | 'platform';
  readonly purpose: string;
};

/** One's own files first, papers about a person by their name, then what the other side handed in. */
export const evidencePart = (files: readonly CaseFile[], t: Translate): Safe => {
  const groups = (['complainant', 'respondent'] as const).flatMap((by) => {
    const own = files.filter((file) => file.by === by);
    const evidence = own.filter(({ purpose }) => purpose === 'evidence');
    const papers = own.filter(({ purpose }) => purpose !== 'evidence');
    return [
      ...(evidence.length === 0 ? [] : [{ title: `follow:evidence.${by}`, files: evidence }]),
      ...(papers.length === 0 ? [] : [{ title: 'follow:evidence.papers', files: papers }]),
    ];
  });
  return html`<h2>${t('follow:evidence.title')}</h2>
${groups.length === 0 ? nothingYet(t('follow:evidence.none')) : groups.map(({ title, files: listed }) => html`<h3>${t(title)}</h3>${evidenceList(listed, t)}`)}`;
};

export type StoryEntry = {
  readonly title: string;
  readonly at: Date;
  /** Who did it, where a party did or an official put it on file for one. */
  readonly by?: string;
  readonly text?: string;
};

/** Newest first. */
export const storyPart = (story: readonly StoryEntry[], t: Translate): Safe => html`<h2>${t('follow:case.story')}</h2>
${timeline(
  story.map(({ title, at, by, text }) => ({
    title,
    at: at.toISOString(),
    when: instantWords(at, t),
    ...(by === undefined ? {} : { by }),
    ...(text === undefined ? {} : { text: html`<p>${said(text)}</p>` }),
  })),
)}`;

export type Paper = {
  readonly address: string;
  /** Title of the form, such as 投诉受理决定书. */
  readonly title: string;
  /** Official number, when the paper has one. */
  readonly number?: string;
  readonly madeAt: Date;
  /** Of a decision that was annulled, or corrected by a later paper; of a form 1 that was made anew. */
  readonly fell?: 'annulled' | 'corrected' | 'replaced';
  /** The earlier notice that holds no more with this one, with its day in words. */
  readonly replaces?: { readonly number: string; readonly day: string };
  /** When this reader first opened it; null: never. Left out where that is not shown. */
  readonly openedAt?: Date | null;
};

export function papersList(papers: readonly Paper[], t: Translate): Safe {
  return html`<ul class="files">${papers.map(
    ({
      address,
      title,
      number,
      madeAt,
      fell,
      replaces,
      openedAt,
    }) => html`<li><span><a href="${address}">${title}</a>${fell !== undefined && html` ${tag('quiet', t(`follow:papers.${fell}`))}`} <span class="soft">PDF</span>
 · <a href="${address}?download=true">${t('follow:papers.download')}<span class="unseen"> ${title}</span></a>
${t.language === 'en' && html` · <a href="${address}?aid=en">${t('follow:papers.withAid')}<span class="unseen"> ${title}</span></a>`}</span>
${number !== undefined && html`<span class="small num">${number}</span>`}
<span class="small soft num">${instantWords(madeAt, t)}</span>
${replaces !== undefined && html`<span class="small">${t('follow:papers.replaces', replaces)}</span>`}
${openedAt !== undefined && (openedAt !== null || fell !== 'annulled') && html`<span class="small">${openedAt === null ? tag('soon', t('follow:papers.unopened')) : t('follow:papers.openedAt', { when: instantWords(openedAt, t) })}</span>`}</li>`,
  )}</ul>`;
}

export const papersPart = (papers: readonly Paper[], t: Translate): Safe => html`<h2>${t('follow:case.papers')}</h2>
${papers.length === 0 ? nothingYet(t('follow:case.noPapers')) : papersList(papers, t)}`;

export type CasePerson = {
  readonly role:
    | 'bureau'
    | 'handler'
    | 'mediator'
    | 'entrusted'
    | 'respondent'
    | 'respondentAgent'
    | 'complainant'
    | 'representative'
    | 'joint'
    | 'you'
    | 'agent'
    | 'helper';
  readonly name: string;
  readonly phone?: string;
  readonly note?: string;
};

export const peoplePart = (
  people: readonly CasePerson[],
  t: Translate,
): Safe => html`<h2>${t('follow:case.people')}</h2>
${summaryList(
  people.map(({ role, name, phone, note }) => ({
    term: t(`follow:role.${role}`),
    value: html`${name}${phone !== undefined && html`<br><a class="num" href="tel:${phone}">${phone}</a>`}${note !== undefined && html`<br><span class="small soft">${note}</span>`}`,
  })),
  t,
)}`;
