import type { ClockCard } from '#kernel/clock-card.ts';
import type { Translate } from '#kernel/translate.ts';
import { clockCard } from '#site/kit/clock-card.ts';
import { instantWords } from '#site/kit/figures.ts';
import { type FormState, formGuards } from '#site/kit/form.ts';
import { attributes, html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { confirmation, more, warning } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';
import { numberWords, summaryList } from '#site/kit/reading.ts';
import type { WaitedFor } from './filing-request.ts';
import type { Told } from './told.ts';

export type Receipt = {
  readonly kind: 'complaint' | 'report' | 'question' | 'short';
  readonly number: string;
  readonly filedAt: Date;
  /** SHA-256 of the filed content, hexadecimal. */
  readonly contentHash: string;
  readonly evidenceCount: number;
  /** Recordings of how it was told: no evidence, and yet handed in. */
  readonly heardCount?: number;
  /** What acceptance waits for. */
  readonly open?: readonly WaitedFor[];
  /** Not yet a filing in law: it waits for its registration in 12315. */
  readonly companion?: boolean;
  readonly clock?: ClockCard;
  /** A report that bears no name. */
  readonly unnamed?: true;
  /** Who handles it, to be asked at the counter or by telephone. */
  readonly bureau?: { readonly name: string; readonly phone: string };
};

export type ReceiptView = {
  readonly shell: Shell;
  /** One, or two when a text was both complaint and report: each stands by itself. */
  readonly receipts: readonly [Receipt, ...Receipt[]];
  /** The number that codes are sent to, masked. */
  readonly phone?: string;
  /** Of a complaint: how its news come. */
  readonly told?: Told;
  /** The form came back with other words after it was filed: they are not in it. */
  readonly changedSince?: boolean;
  readonly form: FormState;
  /** When this browser shows it no longer. */
  readonly until: Date;
};

const evidenceWords = (count: number, t: Translate): string =>
  count === 0 ? t('filing:rows.noEvidence') : t('site:evidence.have', { count });

/** Sixty-four characters in groups of eight, so that a person can compare them. */
const grouped = (hash: string): string => hash.replace(/(.{8})(?=.)/g, '$1 ');

const copyButton = (number: string, t: Translate): Safe =>
  html`<button${attributes({ type: 'button', class: 'plain', hidden: true, 'data-copy': number, 'data-copied': t('site:copied') })}>${t('site:copy')}</button>`;

/** With its number, unless that stands above already. */
function receiptPart(receipt: Receipt, t: Translate, withNumber: boolean): Safe {
  const { heardCount = 0 } = receipt;
  return html`${summaryList(
    [
      ...(withNumber
        ? [
            {
              term: t('filing:receipt.number'),
              value: html`<b class="num">${numberWords(receipt.number)}</b> ${copyButton(receipt.number, t)}`,
            },
          ]
        : []),
      {
        term: t('filing:receipt.at'),
        value: html`<time class="num" datetime="${receipt.filedAt.toISOString()}">${instantWords(receipt.filedAt, t)}</time>`,
      },
      ...(heardCount > 0
        ? [{ term: t('filing:receipt.heard'), value: t('filing:receipt.heardCount', { count: heardCount }) }]
        : []),
      ...(receipt.kind === 'question'
        ? []
        : [{ term: t('filing:rows.evidence'), value: evidenceWords(receipt.evidenceCount, t) }]),
      { term: t('filing:receipt.hash'), value: html`<code>${grouped(receipt.contentHash)}</code>` },
    ],
    t,
  )}`;
}

/** A report without a name can be answered to nobody; what waits for its registration is no complaint yet. */
const nextKey = (receipt: Receipt, view: ReceiptView): string => {
  if (receipt.kind === 'report' && (receipt.unnamed === true || view.phone === undefined)) return 'reportUnnamed';
  const key = titleKey(receipt);
  return waits(receipt) ? `${key}Open` : key;
};

const waits = ({ kind, open = [] }: Receipt): boolean => kind === 'complaint' && open.length > 0;

/** Whoever carries the receipt home knows what is still asked for, and that the recording will be listened to. */
const openPart = ({ open = [] }: Receipt, t: Translate): Safe =>
  html`<p>${t(`filing:receipt.open.${open.includes('facts') ? 'heard' : 'called'}`)}</p>
<ul>${open.map((what) => html`<li>${t(`filing:check.opens.${what}`)}</li>`)}</ul>`;

const titleKey = ({ kind, companion }: Receipt): string => (kind === 'complaint' && companion ? 'companion' : kind);

const toldWords = ({ told, phone }: ReceiptView, t: Translate): string => {
  const { way, to, papersTo } = told ?? { way: 'sms', to: phone ?? t('filing:receipt.yourPhone') };
  const news = t(`filing:receipt.told.${way}`, { to });
  return papersTo === undefined ? news : news + t('filing:receipt.told.papers', { to: papersTo });
};

/** How to ask afterwards: here with a code to the phone, or, where no code arrives, of the bureau itself. */
const keepWords = (main: Receipt, { told }: ReceiptView, t: Translate): string => {
  if (followed(main) === undefined) return t('filing:receipt.keepReport');
  if (told?.closed !== true) return t('filing:receipt.keep');
  const { name, phone } = main.bureau ?? { name: '', phone: '' };
  return phone === '' ? t('filing:receipt.keepAskHotline') : t('filing:receipt.keepAsk', { bureau: name, phone });
};

function nextPart(receipt: Receipt, view: ReceiptView, t: Translate): Safe {
  return html`<h2>${t('filing:receipt.next')}</h2>
<p>${t(`filing:receipt.nextText.${nextKey(receipt, view)}`, { phone: view.phone ?? t('filing:receipt.yourPhone') })}</p>
${waits(receipt) && openPart(receipt, t)}
${receipt.kind === 'complaint' && html`<p>${toldWords(view, t)}</p>`}
${receipt.clock && clockCard(receipt.clock, t)}`;
}

/** Where it can be followed; a report shows itself to nobody but the officers who verify it. */
const followed = ({ kind, number }: Receipt): string | undefined => {
  if (kind === 'report') return undefined;
  return kind === 'question' ? paths.questionOf(number) : paths.caseOf(number);
};

/** Others use the same counter, the same telephone: one press begins anew, one puts the receipt away. */
function afterwards({ form, until, shell }: ReceiptView, t: Translate): Safe {
  const clear = shell.signedIn?.kind === 'staff' || shell.signedIn === undefined ? 'clear' : 'clearAndSignOut';
  return html`<section class="noprint"><h2>${t('filing:receipt.done')}</h2>
<p>${t('filing:receipt.shownUntil', { at: instantWords(until, t) })}</p>
<form method="post" action="${paths.fileReceipt}">${formGuards(form.guards)}
<div class="acts"><button class="act second" name="act" value="another">${t('filing:receipt.another')}</button>
<button class="act second" name="act" value="clear">${t(`filing:receipt.${clear}`)}</button></div></form></section>`;
}

export type ClearedView = {
  readonly shell: Shell;
  /** The receipt was put away, its time was over, or what was typed is deleted. */
  readonly what: 'receipt' | 'late' | 'draft';
  /** How long a receipt is shown. */
  readonly minutes: number;
};

export function clearedPage({ shell, what, minutes }: ClearedView, t: Translate): Safe {
  const title = t(`filing:cleared.${what}.title`);
  return layout(
    {
      shell,
      title,
      body: html`<h1>${title}</h1><p>${t(`filing:cleared.${what}.text`, { minutes })}</p>
${what !== 'draft' && html`<p>${t('filing:cleared.find')} <a href="${paths.follow}">${t('site:footer.follow')}</a></p>`}
<div class="acts"><a class="act" href="${paths.file}">${t('filing:cleared.begin')}</a><a href="${paths.home}">${t('filing:cleared.home')}</a></div>`,
    },
    t,
  );
}

export function receiptPage(view: ReceiptView, t: Translate): Safe {
  const [main, ...others] = view.receipts;
  const title = t(`filing:receipt.title.${titleKey(main)}`);
  const follow = view.told?.closed === true ? undefined : followed(main);
  return layout(
    {
      shell: view.shell,
      title,
      states: [main.number],
      body: html`${confirmation(title, html`<p>${t('filing:receipt.number')} <span class="number">${numberWords(main.number)}</span> ${copyButton(main.number, t)}</p>`)}
${view.changedSince === true && warning(t('filing:receipt.changedSince'), t)}
${main.companion && warning(t('filing:receipt.companion'), t)}
${receiptPart(main, t, false)}
${nextPart(main, view, t)}
<div class="acts">${follow && html`<a class="act" href="${follow}">${t('filing:receipt.follow')}</a>`}
<button${attributes({ type: 'button', class: 'act second', hidden: true, 'data-print': true })}>${t('site:printPage')}</button></div>
<p>${keepWords(main, view, t)}</p>
${others.map((other) => html`<hr><h2>${t(`filing:receipt.title.${titleKey(other)}`)}</h2><p>${t('filing:receipt.apart')}</p>${receiptPart(other, t, true)}${nextPart(other, view, t)}<p>${keepWords(other, view, t)}</p>`)}
${others.length > 0 && html`<hr>`}${afterwards(view, t)}
${more(t('filing:receipt.hashTitle'), html`<p>${t('filing:receipt.hashText')}</p>`)}`,
    },
    t,
  );
}
