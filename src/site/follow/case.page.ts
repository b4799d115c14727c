import type { ClockCard } from '#kernel/clock-card.ts';
import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import type { Phase } from '#modules/complaints/vocabulary.ts';
import {
  type Agreed,
  type CaseFile,
  type CasePerson,
  clocksPart,
  evidencePart,
  type Meeting,
  meetingWords,
  type Paper,
  type PastClock,
  papersPart,
  peoplePart,
  phaseTag,
  type StoryEntry,
  storyPart,
} from '#site/kit/case-parts.ts';
import { dayWords, instantWords, moneyWords } from '#site/kit/figures.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { inset, warning } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';
import { said } from '#site/kit/reading.ts';

export const caseActs = [
  'settle-claims',
  'confirm-settlement',
  'supply',
  'add-evidence',
  'rate',
  'ask-recusal',
  'name-agent',
  'end-agent',
  'choose-telling',
  'state-consents',
  'end-representative',
  'leave-joint',
  'take-back-withdrawal',
  'withdraw',
] as const;
/** Never the first thing a page asks for. */
const quietActs: ReadonlySet<string> = new Set([
  ...['name-agent', 'end-agent', 'choose-telling', 'state-consents', 'end-representative', 'leave-joint', 'withdraw'],
]);
/** What the complainant can do; the routes list only what is lawful now. */
export type CaseAct = (typeof caseActs)[number];

export type LinkedCase = {
  readonly number: string;
  readonly bureau: string;
  readonly address: string;
  readonly on: Day;
};

export type Asked = {
  readonly kind: 'identity' | 'voluntary';
  readonly what: string;
  readonly dueOn: Day;
  /** Asked once the complaint was taken on: what is missing then ends mediation and refuses nothing. */
  readonly inMediation: boolean;
  readonly passed: boolean;
};

export type FollowView = {
  readonly shell: Shell;
  readonly number: string;
  readonly phase: Phase;
  /** The withdrawal was stated and mediation waits to be ended. */
  readonly withdrawn?: boolean;
  /** It was not whoever reads this that withdrew. */
  readonly byOthers?: true;
  readonly agreed?: Agreed;
  readonly respondent: string;
  readonly bureau: string;
  readonly filedAt: Date;
  /** Where the national platform keeps it. */
  readonly registration?: { readonly number: string; readonly on?: Day };
  /** What was announced on the event the complaint is about; without a title once it was withdrawn. */
  readonly announcement?: {
    readonly title: string;
    readonly address: string;
    readonly on: Day;
    readonly withdrawnOn: Day | null;
  };
  /** Where the case went from one bureau to another: who counts from which day. */
  readonly receipts?: { readonly first: Day; readonly own: Day };
  /** The case of another authority that goes on with this one, or that this one goes on with. */
  readonly linkedTo?: LinkedCase;
  readonly linkedFrom?: LinkedCase;
  /** What the bureau waits for from the complainant. */
  readonly asked: readonly Asked[];
  /** Acceptance waits for an address this person has not given. */
  readonly addressOwed?: true;
  /** Why it was refused, transferred, ended: the decision's own words. */
  readonly reason?: string;
  readonly recovered?: number;
  readonly mediation?: Meeting;
  /** The day on which one of several left by themselves: nobody has said yet which claims still stand. */
  readonly claimsOpenSince?: Day;
  /** Day on which, as the other side says, both settled, and what was answered to that. */
  readonly settlement?: { readonly on: Day; readonly answer: boolean | null; readonly byOthers?: true };
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

const sentenceKey = ({ phase, withdrawn, byOthers }: FollowView): string => {
  if (withdrawn) return `follow:withdrawn.${byOthers ? 'sentenceOthers' : 'sentence'}`;
  if (phase === 'withdrawn' && byOthers) return 'follow:withdrawn.endedOthers';
  return `follow:phase.${phase}.sentence`;
};

const announcedPart = (of: NonNullable<FollowView['announcement']>, t: Translate): Safe =>
  inset(
    of.withdrawnOn === null
      ? html`<p>${t('follow:case.announced', { day: dayWords(of.on, t) })} <a href="${of.address}">${of.title}</a></p>`
      : html`<p>${t('follow:case.announcementWithdrawn', { day: dayWords(of.on, t), withdrawn: dayWords(of.withdrawnOn, t) })} <a href="${of.address}">${t('follow:case.whyWithdrawn')}</a></p>`,
  );

function head(view: FollowView, t: Translate): Safe {
  return html`<p class="step">${t('follow:case.number')} <span class="num">${view.number}</span></p>
<h1>${t(sentenceKey(view), { bureau: view.bureau, respondent: view.respondent })}</h1>
<p>${phaseTag(view.phase, t)} <span class="soft">${t('follow:case.filed', { when: instantWords(view.filedAt, t), respondent: view.respondent })}</span></p>
${view.registration !== undefined && html`<p>${t(view.registration.on === undefined ? 'follow:case.registered' : 'follow:case.registeredOn', { number: view.registration.number, day: view.registration.on === undefined ? '' : dayWords(view.registration.on, t) })}</p>`}
${view.done !== undefined && html`<div class="inset" role="status"><p><b>${view.done}</b></p></div>`}
${view.reason !== undefined && inset(html`<p><b>${t('follow:case.reason')}</b></p><p>${said(view.reason)}</p>`)}
${view.linkedTo !== undefined && inset(linkWords('linkedTo', view.linkedTo, t))}
${view.linkedFrom !== undefined && inset(linkWords('linkedFrom', view.linkedFrom, t))}
${view.announcement !== undefined && announcedPart(view.announcement, t)}
${view.recovered !== undefined && html`<p class="lead">${t(view.agreed === 'performed' ? 'follow:case.recovered' : 'follow:case.agreedAmount')} <b class="num">${moneyWords(view.recovered)}</b></p>`}`;
}

function linkWords(key: 'linkedTo' | 'linkedFrom', linked: LinkedCase, t: Translate): Safe {
  return html`<p>${t(`follow:case.${key}`, { bureau: linked.bureau, day: dayWords(linked.on, t) })} <a href="${linked.address}" class="num">${linked.number}</a></p>`;
}

/** Phases that end with a decision the bureau owes by a day. */
const decided: ReadonlySet<Phase> = new Set(['under-review', 'mediating']);

const isLate = (view: FollowView): boolean =>
  decided.has(view.phase) && view.clocks.some((clock) => clock.state === 'overdue');

const nextKey = (view: FollowView): string => {
  if (view.withdrawn) return `follow:withdrawn.${view.acts.includes('take-back-withdrawal') ? 'nextOpen' : 'next'}`;
  if (view.phase === 'agreed') return `follow:agreed.${view.agreed ?? 'paper'}`;
  return `follow:phase.${view.phase}.${isLate(view) ? 'late' : 'next'}`;
};

function next(view: FollowView, t: Translate): Safe {
  return html`<h2>${t('follow:case.next')}</h2>
${view.asked.map((asked) => askedPart(asked, t))}
${view.claimsOpenSince !== undefined && view.acts.includes('settle-claims') && inset(html`<p><b>${t('follow:case.claimsOpen', { day: dayWords(view.claimsOpenSince, t) })}</b></p><p><a href="${paths.caseAct(view.number, 'settle-claims')}">${t('follow:act.settle-claims.link')}</a></p>`)}
${view.addressOwed === true && inset(html`<p><b>${t('follow:case.addressOwed.title')}</b></p><p>${t('follow:case.addressOwed.text')}</p><p><a href="${paths.caseAct(view.number, 'choose-telling')}">${t('follow:case.addressOwed.link')}</a></p>`)}
<p>${t(nextKey(view), { bureau: view.bureau, respondent: view.respondent })}</p>
${view.mediation && html`<p>${meetingWords(view.mediation, t)}</p>`}
${view.receipts && html`<p>${t('follow:case.receipts', { first: dayWords(view.receipts.first, t), own: dayWords(view.receipts.own, t), bureau: view.bureau })}</p>`}
${view.settlement && settlementPart(view, view.settlement, t)}
${clocksPart(view.clocks, view.pastClocks, t)}`;
}

/** A demand warns with what follows; a wish is no demand. */
function askedPart(asked: Asked, t: Translate): Safe {
  const words = html`${askedWords(asked, t)}<p>${said(asked.what)}</p>`;
  return asked.kind === 'identity' ? warning(words, t) : inset(words);
}

export const askedWords = ({ kind, dueOn, passed }: Asked, t: Translate): Safe =>
  html`<b>${t(`follow:case.asked.${kind}.${passed ? 'passed' : 'open'}`, { day: dayWords(dueOn, t) })}</b>`;

function settlementPart(view: FollowView, settlement: NonNullable<FollowView['settlement']>, t: Translate): Safe {
  const { on, answer, byOthers } = settlement;
  const said = answer === null ? 'asked' : `${answer ? 'yes' : 'no'}${byOthers ? 'Others' : ''}`;
  const act = answer === null ? 'confirm-settlement' : 'withdraw';
  return inset(html`<p>${t(`follow:case.settlement.${said}`, { day: dayWords(on, t), respondent: view.respondent })}</p>
${answer !== false && view.acts.includes(act) && html`<p><a href="${paths.caseAct(view.number, act)}">${t(`follow:act.${act}.link`)}</a></p>`}`);
}

function actsPart(view: FollowView, t: Translate): Safe {
  const [first, ...rest] = caseActs.filter((act) => view.acts.includes(act));
  if (first === undefined) return html`<h2>${t('follow:case.acts')}</h2><p>${t('follow:case.noActs')}</p>`;
  return html`<section class="noprint"><h2>${t('follow:case.acts')}</h2>
${!quietActs.has(first) && html`<div class="acts"><a class="act" href="${paths.caseAct(view.number, first)}">${t(`follow:act.${first}.link`)}</a></div>`}
<ul>${(quietActs.has(first) ? [first, ...rest] : rest).map((act) => html`<li><a href="${paths.caseAct(view.number, act)}">${t(`follow:act.${act}.link`)}</a></li>`)}</ul></section>`;
}

export function casePage(view: FollowView, t: Translate): Safe {
  return layout(
    {
      shell: view.shell,
      title: t('follow:case.title', { number: view.number }),
      states: [t(`follow:phase.${view.phase}.word`)],
      back: view.shell.signedIn ? paths.cases : paths.follow,
      body: html`${head(view, t)}${next(view, t)}${actsPart(view, t)}${storyPart(view.story, t)}${papersPart(view.papers, t)}${evidencePart(view.evidence, t)}${peoplePart(view.people, t)}`,
    },
    t,
  );
}
