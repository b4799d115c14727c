import type { Translate } from '#kernel/translate.ts';
import { limitWords, sizeWords } from './figures.ts';
import { html, type Safe } from './html.ts';
import { warning } from './notices.ts';

export type EvidenceKind = 'image' | 'pdf' | 'audio' | 'video' | 'other';

export const evidenceKind = (mediaType: string): EvidenceKind => {
  if (mediaType === 'application/pdf') return 'pdf';
  const [family] = mediaType.split('/');
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'other';
};

export type EvidenceFile = {
  readonly id: string;
  /** Name as the person's device gave it. */
  readonly name: string;
  readonly bytes: number;
  readonly kind: EvidenceKind;
  /** Its own record of place, time and device could not be taken out: others see it as it is. */
  readonly keepsDescriptions?: boolean;
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

/** `removable` puts a button into each line; the list then stands inside a form, which gets `act=remove:<id>`. */
export function evidenceList(files: readonly EvidenceFile[], t: Translate, { removable = false } = {}): Safe {
  return html`<ul class="files">${files.map(
    (file) => html`<li><a href="${file.address}" dir="auto">${file.name}</a>
<span class="small soft num">${t(`site:evidence.kind.${file.kind}`)} ${sizeWords(file.bytes)}</span>
${removable && html`<button class="plain" name="act" value="remove:${file.id}">${t('site:evidence.remove')}<span class="unseen"> ${file.name}</span></button>`}</li>`,
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
