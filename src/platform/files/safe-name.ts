import { mediaTypeOf } from './media-types.ts';

const longestName = 200;

/** Kept exactly as it came but for the folders some machines put before it and an absurd length. */
export const nameAsGiven = (name: string): string => {
  const last = name.split(/[/\\]/u).at(-1) ?? '';
  return Array.from(last).slice(0, longestName).join('');
};

export const extensionOf = (name: string): string => /\.([a-z0-9]{1,8})$/iu.exec(name)?.[1]?.toLowerCase() ?? '';

// Control characters, characters that turn the direction of writing, and what file systems or headers give a meaning to.
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}<>:"/\\|?*%;]/gu;
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;

/**
 * A name that no system takes for anything but a name, ending in what the content is: `发票.pdf.exe` that is a photo
 * becomes `发票.pdf.exe.jpg`.
 */
export const safeFileName = (name: string, mediaType: string): string => {
  const extensions: readonly string[] = mediaTypeOf(mediaType)?.extensions ?? ['bin'];
  const kept = Array.from(name.normalize('NFC').replace(unsafe, ' ').replace(/\s+/gu, ' ').trim())
    .slice(0, 100)
    .join('');
  const plain = kept.replace(/^[.\s]+|[.\s]+$/gu, '');
  const extension = extensionOf(plain);
  const own = extensions.includes(extension) ? extension : extensions[0];
  const stem = extensions.includes(extension) ? plain.slice(0, -extension.length - 1) : plain;
  const trimmed = stem.replace(/[.\s]+$/u, '');
  return `${trimmed === '' || reserved.test(trimmed) ? `file${trimmed === '' ? '' : `-${trimmed}`}` : trimmed}.${own ?? 'bin'}`;
};

/** RFC 6266: an ASCII name for the old, the true one in UTF-8 for everybody else. */
export const contentDisposition = (how: 'inline' | 'attachment', safeName: string): string => {
  const ascii = safeName.replace(/[^\x20-\x7e]/gu, '_');
  const encoded = encodeURIComponent(safeName).replace(
    /['()*]/gu,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
};
