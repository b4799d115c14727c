import { fileTypeFromBuffer } from 'file-type';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { mediaTypeOf } from './media-types.ts';

/** How much of the beginning is looked at. */
export const headBytes = 64 * 1024;

const programs = new Set([
  'application/x-elf',
  'application/x-mach-binary',
  'application/x-msdownload',
  'application/wasm',
  'application/java-vm',
  'application/java-archive',
  'application/vnd.android.package-archive',
  'application/x-ms-shortcut',
  'application/x-ms-regedit',
  'application/x-apple-diskimage',
  'application/x-shockwave-flash',
  'application/x-deb',
  'application/x-rpm',
  'application/x-google-chrome-extension',
  'application/x-xpinstall',
]);

const archives = new Set([
  'application/zip',
  'application/x-rar-compressed',
  'application/x-7z-compressed',
  'application/gzip',
  'application/x-bzip2',
  'application/x-xz',
  'application/zstd',
  'application/x-tar',
  'application/vnd.ms-cab-compressed',
  'application/x-iso9660-image',
  'application/x-lzh-compressed',
]);

const office =
  /officedocument|opendocument|ms-(?:word|excel|powerpoint|outlook|htmlhelp)|x-cfb|visio|apple\.(?:keynote|numbers|pages)|rtf/u;
const markup = /<(?:!doctype|html|head|body|script|iframe|svg|xml|meta|title|form|\?xml|\?php)\b|<\?(?:xml|php)|<!--/iu;

/** The other names one library or another gives to the same type. */
const sameType: Readonly<Record<string, string>> = {
  'audio/ogg; codecs=opus': 'audio/ogg',
  'video/x-msvideo': 'video/vnd.avi',
  'video/x-matroska': 'video/matroska',
  'image/heic-sequence': 'image/heic',
  'image/heif-sequence': 'image/heif',
};

/** The type of a content by its beginning, whatever its name says; a refusal when it is not one we keep. */
export const sniff = async (head: Buffer): Promise<{ readonly mediaType: string } | Refusal> => {
  if (head.length === 0) return refuse('file-empty', { status: 422, field: 'file' });
  const found = (await fileTypeFromBuffer(head).catch(() => undefined))?.mime ?? '';
  const mediaType = sameType[found] ?? found;
  if (mediaTypeOf(mediaType) !== undefined && isWholeMark(mediaType, head)) return { mediaType };
  return refuse(whyNot(mediaType, head), { status: 415, field: 'file' });
};

/** The library takes any three letters GIF for an image. */
const isWholeMark = (mediaType: string, head: Buffer): boolean =>
  mediaType !== 'image/gif' || /^GIF8[79]a/u.test(head.toString('latin1', 0, 6));

const whyNot = (mediaType: string, head: Buffer): string => {
  if (programs.has(mediaType) || head.subarray(0, 2).toString('latin1') === '#!') return 'file-is-program';
  if (office.test(mediaType)) return 'file-is-office-document';
  if (archives.has(mediaType)) return 'file-is-archive';
  if (mediaType === 'application/xml' || markup.test(textOf(head.subarray(0, 2048)))) return 'file-is-web-page';
  return 'file-kind-not-accepted';
};

/** Markup may come in UTF-16 as well: its zero bytes do not hide it. */
const textOf = (bytes: Buffer): string => bytes.toString('latin1').replaceAll('\0', '');
