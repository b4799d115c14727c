import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { dayWords } from '#site/kit/figures.ts';
import { errorSummary, type FormState, formStates, postForm } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { confirmation, more, warning } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';
import { summaryList } from '#site/kit/reading.ts';

/** What a paper's QR code proves: that it was made, by whom, when, and what its file's hash is. Nothing about persons. */
export type ProvedPaper = {
  /** Kind of paper, such as 投诉受理决定书. */
  readonly title: string;
  readonly number?: string;
  readonly bureau: string;
  readonly madeOn: Day;
  /** SHA-256 of the PDF file, hexadecimal; absent until it was first opened. */
  readonly fileHash?: string;
  /** SHA-256 of the scan that shows the seal of ink; absent where none was kept. */
  readonly scanHash?: string;
  /** SHA-256 of the data the paper was made from. */
  readonly dataHash: string;
  /** `replaced`: a form 1 that was made anew. */
  readonly standing: 'in-force' | 'corrected' | 'replaced' | 'annulled';
};

export type ProofView = { readonly shell: Shell; readonly code: string; readonly paper?: ProvedPaper };

const grouped = (hash: string): string => hash.replace(/(.{8})(?=.)/g, '$1 ');

function provedPart(paper: ProvedPaper, t: Translate): Safe {
  return html`${
    paper.standing === 'annulled'
      ? html`<h1>${t('proof:annulled')}</h1>${warning(t('proof:standing.annulled'), t)}`
      : confirmation(t('proof:found'), html`<p>${t('proof:foundText', { bureau: paper.bureau })}</p>`)
  }
${(paper.standing === 'corrected' || paper.standing === 'replaced') && warning(t(`proof:standing.${paper.standing}`), t)}
${summaryList(
  [
    { term: t('proof:kind'), value: paper.title },
    ...(paper.number === undefined
      ? []
      : [{ term: t('proof:number'), value: html`<span class="num">${paper.number}</span>` }]),
    { term: t('proof:bureau'), value: paper.bureau },
    { term: t('proof:at'), value: dayWords(paper.madeOn, t) },
    ...(paper.fileHash === undefined
      ? []
      : [{ term: t('proof:fileHash'), value: html`<code>${grouped(paper.fileHash)}</code>` }]),
    ...(paper.scanHash === undefined
      ? []
      : [{ term: t('proof:scanHash'), value: html`<code>${grouped(paper.scanHash)}</code>` }]),
    { term: t('proof:dataHash'), value: html`<code>${grouped(paper.dataHash)}</code>` },
  ],
  t,
)}
${more(t('proof:compareTitle'), html`<p>${t('proof:compare')}</p><p>${t('proof:compareCopies')}</p><p><code>sha256sum</code> · <code>certutil -hashfile … SHA256</code></p>`)}
<p class="soft">${t('proof:nothingPersonal')}</p>`;
}

const outcome = (paper: ProvedPaper | undefined): string => {
  if (paper === undefined) return 'proof:unknown';
  return paper.standing === 'annulled' ? 'proof:annulled' : 'proof:found';
};

export function proofPage(view: ProofView, t: Translate): Safe {
  const title = t('proof:title');
  return layout(
    {
      shell: view.shell,
      title,
      states: [t(outcome(view.paper))],
      back: paths.home,
      body: view.paper
        ? provedPart(view.paper, t)
        : html`<h1>${t('proof:unknown')}</h1><p>${t('proof:unknownText', { code: view.code })}</p><p>${t('proof:unknownWhat')}</p>
<p><a href="${paths.proof}">${t('proof:again')}</a></p>`,
    },
    t,
  );
}

export type ProofEntryView = { readonly shell: Shell; readonly form: FormState };

export function proofEntryPage(view: ProofEntryView, t: Translate): Safe {
  const title = t('proof:title');
  return layout(
    {
      shell: view.shell,
      title,
      states: formStates(view.form, t),
      back: paths.home,
      body: html`${errorSummary(view.form, t)}
${postForm({
  action: paths.proof,
  form: view.form,
  body: fieldsOf(view.form, t).text({
    name: 'code',
    label: t('proof:entry'),
    asHeading: true,
    hint: t('proof:entryHint'),
    spellcheck: false,
    width: 20,
  }),
  act: t('proof:look'),
})}`,
    },
    t,
  );
}
