import type { ClockCard } from '#kernel/clock-card.ts';
import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import { clockCard } from '#site/kit/clock-card.ts';
import { type EvidenceFile, evidenceList } from '#site/kit/evidence.ts';
import { dayWords, instantWords, moneyWords } from '#site/kit/figures.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { inset, more, nothingYet, warning } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';
import { said, summaryList, timeline } from '#site/kit/reading.ts';
import { type TagMood, tag } from '#site/kit/tag.ts';
import { type Paper, papersList } from './papers.page.ts';

/** Where a complaint stands, as the complaints module names it. */
export type CasePhase =
  | 'awaiting-registration'
  | 'received'
  | 'under-review'
  | 'competence-dispute'
  | 'refused'
  | 'transferred'
  | 'directed-elsewhere'
  | 'accepted'
  | 'mediating'
  | 'interrupted'
  | 'appraisal'
  | 'agreed'
  | 'terminated'
  | 'withdrawn';

export const caseActs = ['supply', 'add-evidence', 'rate', 'ask-recusal', 'withdraw'] as const;
/** What the complainant can do; the routes list only what is lawful now. */
export type CaseAct = (typeof caseActs)[number];

export type StoryEntry = { readonly title: string; readonly at: Date; readonly text?: string };

export type CasePerson = {
  readonly role: 'bureau' | 'handler' | 'mediator' | 'entrusted' | 'respondent' | 'you' | 'agent' | 'helper';
  readonly name: string;
  readonly phone?: string;
};

export type PastClock = {
  readonly title: string;
  readonly basis: string;
  readonly state: 'met' | 'met-late' | 'lapsed';
  readonly dueOn?: Day;
  readonly metOn?: Day;
};

export type CaseFile = EvidenceFile & {
  readonly by: 'complainant' | 'respondent' | 'staff' | 'platform';
  readonly purpose: string;
};

export type FollowView = {
  readonly shell: Shell;
  readonly number: string;
  readonly phase: CasePhase;
  readonly respondent: string;
  readonly bureau: string;
  readonly filedAt: Date;
  /** Where the national platform keeps it. */
  readonly registration?: { readonly number: string; readonly on?: Day };
  /** What was announced on the event the complaint is about. */
  readonly announcement?: { readonly title: string; readonly address: string; readonly on: Day };
  /** Where the case went from one bureau to another: who counts from which day. */
  readonly receipts?: { readonly first: Day; readonly own: Day };
  /** Set while the bureau waits for something from the complainant. */
  readonly awaited?: { readonly what: string; readonly dueOn: Day };
  /** Why it was refused, transferred, ended: the decision's own words. */
  readonly reason?: string;
  readonly recovered?: number;
  readonly mediation?: {
    readonly mode: 'on-site' | 'phone' | 'video' | 'online';
    readonly at?: Date;
    readonly place?: string;
  };
  readonly clocks: readonly ClockCard[];
  readonly pastClocks: readonly PastClock[];
  readonly evidence: readonly CaseFile[];
  readonly acts: readonly CaseAct[];
  /** Newest first. */
  readonly story: readonly StoryEntry[];
  readonly papers: readonly Paper[];
  readonly people: readonly CasePerson[];
  /** Just done: words shown once above everything. */
  readonly done?: string;
};

const moods: Readonly<Record<CasePhase, TagMood>> = {
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

export const phaseTag = (phase: CasePhase, t: Translate): Safe => tag(moods[phase], t(`follow:phase.${phase}.word`));

function head(view: FollowView, t: Translate): Safe {
  return html`<p class="step">${t('follow:case.number')} <span class="num">${view.number}</span></p>
<h1>${t(`follow:phase.${view.phase}.sentence`, { bureau: view.bureau, respondent: view.respondent })}</h1>
<p>${phaseTag(view.phase, t)} <span class="soft">${t('follow:case.filed', { when: instantWords(view.filedAt, t), respondent: view.respondent })}</span></p>
${view.registration !== undefined && html`<p>${t(view.registration.on === undefined ? 'follow:case.registered' : 'follow:case.registeredOn', { number: view.registration.number, day: view.registration.on === undefined ? '' : dayWords(view.registration.on, t) })}</p>`}
${view.done !== undefined && html`<div class="inset" role="status"><p><b>${view.done}</b></p></div>`}
${view.reason !== undefined && inset(html`<p><b>${t('follow:case.reason')}</b></p><p>${said(view.reason)}</p>`)}
${view.announcement !== undefined && inset(html`<p>${t('follow:case.announced', { day: dayWords(view.announcement.on, t) })} <a href="${view.announcement.address}">${view.announcement.title}</a></p>`)}
${view.recovered !== undefined && html`<p class="lead">${t('follow:case.recovered')} <b class="num">${moneyWords(view.recovered)}</b></p>`}`;
}

const mediationWords = ({ mode, at, place }: NonNullable<FollowView['mediation']>, t: Translate): string =>
  [
    t('follow:case.mediationMode', { mode: t(`complaint:mode.${mode}`) }),
    at === undefined ? t('follow:case.mediationNoTime') : t('follow:case.mediationAt', { when: instantWords(at, t) }),
    place === undefined ? '' : t('follow:case.mediationPlace', { place }),
  ].join('');

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

function next(view: FollowView, t: Translate): Safe {
  const asked = view.awaited;
  return html`<h2>${t('follow:case.next')}</h2>
${
  asked
    ? warning(html`${t('follow:case.awaited', { day: dayWords(asked.dueOn, t) })}<p>${said(asked.what)}</p>`, t)
    : html`<p>${t(`follow:phase.${view.phase}.next`, { bureau: view.bureau })}</p>`
}
${view.mediation && html`<p>${mediationWords(view.mediation, t)}</p>`}
${view.receipts && html`<p>${t('follow:case.receipts', { first: dayWords(view.receipts.first, t), own: dayWords(view.receipts.own, t), bureau: view.bureau })}</p>`}
${view.clocks.map((card) => clockCard(card, t))}${pastClocks(view.pastClocks, t)}`;
}

function actsPart(view: FollowView, t: Translate): Safe {
  const [first, ...rest] = caseActs.filter((act) => view.acts.includes(act));
  if (first === undefined) return html`<h2>${t('follow:case.acts')}</h2><p>${t('follow:case.noActs')}</p>`;
  return html`<section class="noprint"><h2>${t('follow:case.acts')}</h2>
${first !== 'withdraw' && html`<div class="acts"><a class="act" href="${paths.caseAct(view.number, first)}">${t(`follow:act.${first}.link`)}</a></div>`}
<ul>${(first === 'withdraw' ? [first, ...rest] : rest).map((act) => html`<li><a href="${paths.caseAct(view.number, act)}">${t(`follow:act.${act}.link`)}</a></li>`)}</ul></section>`;
}

const storyPart = (view: FollowView, t: Translate): Safe => html`<h2>${t('follow:case.story')}</h2>
${timeline(
  view.story.map(({ title, at, text }) => ({
    title,
    at: at.toISOString(),
    when: instantWords(at, t),
    ...(text === undefined ? {} : { text: html`<p>${said(text)}</p>` }),
  })),
)}`;

const papersPart = (view: FollowView, t: Translate): Safe => html`<h2>${t('follow:case.papers')}</h2>
${view.papers.length === 0 ? nothingYet(t('follow:case.noPapers')) : papersList(view.number, view.papers, t)}`;

const peoplePart = (view: FollowView, t: Translate): Safe => html`<h2>${t('follow:case.people')}</h2>
${summaryList(
  view.people.map(({ role, name, phone }) => ({
    term: t(`follow:role.${role}`),
    value: html`${name}${phone !== undefined && html`<br><a class="num" href="tel:${phone}">${phone}</a>`}`,
  })),
  t,
)}`;

export function casePage(view: FollowView, t: Translate): Safe {
  return layout(
    {
      shell: view.shell,
      title: t('follow:case.title', { number: view.number }),
      states: [t(`follow:phase.${view.phase}.word`)],
      back: view.shell.signedIn ? paths.cases : paths.follow,
      body: html`${head(view, t)}${next(view, t)}${actsPart(view, t)}${storyPart(view, t)}${papersPart(view, t)}${evidencePart(view.evidence, t)}${peoplePart(view, t)}`,
    },
    t,
  );
}
