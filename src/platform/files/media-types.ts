import type { FileKind } from './limits.ts';

/**
 * How the copy for other eyes is made: `redraw` an image anew, `rewrite` a document without what describes it, `blank` the
 * places where the format keeps descriptions, `none` when the format has no such places.
 */
export type CleaningWay = 'redraw' | 'rewrite' | 'blank' | 'none';

export type MediaType = {
  readonly kind: FileKind;
  readonly extensions: readonly [string, ...string[]];
  readonly cleaning: CleaningWay;
};

/** The whole list of what is accepted, by the type found in the content; everything else is refused. */
const accepted: Readonly<Record<string, MediaType>> = {
  'image/jpeg': { kind: 'image', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'], cleaning: 'redraw' },
  'image/png': { kind: 'image', extensions: ['png'], cleaning: 'redraw' },
  'image/apng': { kind: 'image', extensions: ['png', 'apng'], cleaning: 'redraw' },
  'image/webp': { kind: 'image', extensions: ['webp'], cleaning: 'redraw' },
  'image/gif': { kind: 'image', extensions: ['gif'], cleaning: 'redraw' },
  'image/tiff': { kind: 'image', extensions: ['tif', 'tiff'], cleaning: 'redraw' },
  'image/avif': { kind: 'image', extensions: ['avif'], cleaning: 'redraw' },
  // What an iPhone calls HEIC is patented: the image library cannot redraw it.
  'image/heic': { kind: 'image', extensions: ['heic', 'heif'], cleaning: 'blank' },
  'image/heif': { kind: 'image', extensions: ['heif', 'heic'], cleaning: 'blank' },
  'application/pdf': { kind: 'pdf', extensions: ['pdf'], cleaning: 'rewrite' },
  'audio/mpeg': { kind: 'audio', extensions: ['mp3', 'mpga', 'mp2'], cleaning: 'blank' },
  'audio/mp4': { kind: 'audio', extensions: ['m4a', 'mp4', 'm4b'], cleaning: 'blank' },
  'audio/x-m4a': { kind: 'audio', extensions: ['m4a', 'mp4'], cleaning: 'blank' },
  'audio/wav': { kind: 'audio', extensions: ['wav'], cleaning: 'blank' },
  'audio/amr': { kind: 'audio', extensions: ['amr'], cleaning: 'none' },
  'audio/aac': { kind: 'audio', extensions: ['aac'], cleaning: 'blank' },
  'audio/ogg': { kind: 'audio', extensions: ['ogg', 'oga', 'opus'], cleaning: 'blank' },
  'audio/flac': { kind: 'audio', extensions: ['flac'], cleaning: 'blank' },
  'video/mp4': { kind: 'video', extensions: ['mp4', 'm4v'], cleaning: 'blank' },
  'video/x-m4v': { kind: 'video', extensions: ['m4v', 'mp4'], cleaning: 'blank' },
  'video/quicktime': { kind: 'video', extensions: ['mov', 'qt'], cleaning: 'blank' },
  'video/3gpp': { kind: 'video', extensions: ['3gp', '3gpp'], cleaning: 'blank' },
  'video/3gpp2': { kind: 'video', extensions: ['3g2'], cleaning: 'blank' },
  'video/webm': { kind: 'video', extensions: ['webm'], cleaning: 'blank' },
  'video/matroska': { kind: 'video', extensions: ['mkv'], cleaning: 'blank' },
  'video/vnd.avi': { kind: 'video', extensions: ['avi'], cleaning: 'blank' },
};

export const mediaTypeOf = (type: string): MediaType | undefined =>
  Object.hasOwn(accepted, type) ? accepted[type] : undefined;

/** For the `accept` of a file field. */
export const acceptedTypes: readonly string[] = Object.keys(accepted);

/** For the `accept` of a file field: some phones know a file only by its ending. */
export const acceptedExtensions: readonly string[] = [
  ...new Set(Object.values(accepted).flatMap((type) => type.extensions.map((extension) => `.${extension}`))),
];

/** A picture is one page; a scan of several in one TIFF is counted by nobody, a PDF when its copy is made. */
export const pagesByType = (type: string): number | null =>
  mediaTypeOf(type)?.kind === 'image' && type !== 'image/tiff' ? 1 : null;
