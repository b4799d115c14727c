import type { Translate } from '#kernel/translate.ts';
import { limitWords, sizeWords } from './figures.ts';
import { html, type Safe } from './html.ts';
import { inset, warning } from './notices.ts';

export type EvidenceKind = 'image' | 'pdf' | 'audio' | 'video' | 'other';

export const evidenceKind = (mediaType: string): EvidenceKind => {
  if (mediaType === 'application/pdf') return 'pdf';
  const [family] = mediaType.split('/');
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'other';
};

export type FileSaid = { readonly notice: string; readonly given?: string; readonly found?: string };

/** Who opens a file besides whoever hands it in: both sides of a case, or officials alone. */
export type SeenBy = 'sides' | 'officials';

export type EvidenceFile = {
  readonly id: string;
  /** Name as the person's device gave it. */
  readonly name: string;
  readonly bytes: number;
  readonly kind: EvidenceKind;
  /** Its own record of place, time and device could not be taken out: others see it as it is. */
  readonly keepsDescriptions?: boolean;
  /** What is to be said of it, as the platform's codes have it. */
  readonly notices?: readonly FileSaid[];
  /** Where it can be opened by who sees this page. */
  readonly address: string;
};

/** Bytes of one file by what it is, and files at most. */
export type EvidenceLimits = {
  readonly bytes: Readonly<Record<'image' | 'pdf' | 'audio' | 'video', number>>;
  readonly files: number;
};

export const evidenceAccept = 'image/*,application/pdf,audio/*,video/*';

export const evidenceWords = ({ bytes, files }: EvidenceLimits, t: Translate): string =>
  t('site:evidence.limits', {
    image: limitWords(bytes.image),
    pdf: limitWords(bytes.pdf),
    audio: limitWords(bytes.audio),
    video: limitWords(bytes.video),
    files,
  });

/** What one of them says, and what can be done about it. */
export const fileWords = (
  { kind, notices = [] }: Pick<EvidenceFile, 'kind' | 'notices'>,
  seenBy: SeenBy,
  t: Translate,
): string[] =>
  notices.map(({ notice, given = '', found = '' }) =>
    t(`files:notices.${notice}`, {
      ...{ given, found },
      who: t(`files:seenBy.${seenBy}`),
      unseen: t(`files:unseen.${seenBy}`),
      instead: t(`files:instead.${kind}`),
    }),
  );

/** `removable` puts a button into each line; the list then stands inside a form, which gets `act=remove:<id>`. */
export function evidenceList(
  files: readonly EvidenceFile[],
  t: Translate,
  { removable = false, seenBy = 'sides' }: { readonly removable?: boolean; readonly seenBy?: SeenBy } = {},
): Safe {
  return html`<ul class="files">${files.map(
    (file) => html`<li><a href="${file.address}" dir="auto">${file.name}</a>
<span class="small soft num">${t(`site:evidence.kind.${file.kind}`)} ${sizeWords(file.bytes)}</span>
${removable && html`<button class="plain" name="act" value="remove:${file.id}">${t('site:evidence.remove')}<span class="unseen"> ${file.name}</span></button>`}${fileWords(file, seenBy, t).map((says) => html`<p class="small said-of-file">${says}</p>`)}</li>`,
  )}</ul>`;
}

/** A file that was not kept: `says` is the key of the reason. */
export type RefusedFile = {
  readonly name: string;
  readonly says: string;
  readonly values?: Readonly<Record<string, string | number>>;
};

export function refusedFiles(refused: readonly RefusedFile[], t: Translate): Safe | false {
  if (refused.length === 0) return false;
  return warning(
    html`${t('site:evidence.notKept', { count: refused.length })}<ul>${refused.map(({ name, says, values }) => html`<li><b dir="auto">${name}</b> ${t(says, values)}</li>`)}</ul>`,
    t,
  );
}

/** Files of a form just sent of which something is to be said. Nothing is done yet: `held` is what brings them along the next time. */
export type HeldFiles = {
  readonly held: string;
  readonly files: readonly (Pick<EvidenceFile, 'name' | 'kind' | 'notices'> & { readonly seenBy: SeenBy })[];
};

export function heldFiles(held: HeldFiles | undefined, t: Translate): Safe | false {
  if (held === undefined) return false;
  return html`<input type="hidden" name="held" value="${held.held}">
${warning(
  html`${t('site:evidence.heldTitle')}<ul>${held.files.map(
    (file) =>
      html`<li><b dir="auto">${file.name}</b>${fileWords(file, file.seenBy, t).map((says) => html`<p>${says}</p>`)}</li>`,
  )}</ul><p>${t('site:evidence.heldHow')}</p>`,
  t,
)}`;
}

export const filesTwice = (names: readonly string[] | undefined, t: Translate): Safe | false =>
  names !== undefined &&
  names.length > 0 &&
  inset(
    html`<p>${t('files:notices.already-there')}</p><ul>${names.map((name) => html`<li dir="auto">${name}</li>`)}</ul>`,
  );
