import type { ListedFile } from './list-files.ts';
import { mediaTypeOf } from './media-types.ts';
import { extensionOf } from './safe-name.ts';

/** Facts worth saying of a file that keep nobody from going on. */
export type FileNotice =
  | { readonly notice: 'extension-differs'; readonly given: string; readonly found: string }
  | { readonly notice: 'already-there' | 'metadata-kept' | 'unreadable-image' | 'unreadable-name' };

/** What is to be said of a file as long as it lies there. */
export const noticesOf = ({
  name,
  mediaType,
  cleaning,
}: Pick<ListedFile, 'name' | 'mediaType' | 'cleaning'>): FileNotice[] => {
  const media = mediaTypeOf(mediaType);
  const given = extensionOf(name);
  return [
    ...(cleaning === 'kept' ? [{ notice: 'metadata-kept' } as const] : []),
    ...(cleaning === 'unreadable' ? [{ notice: 'unreadable-image' } as const] : []),
    ...(media !== undefined && given !== '' && !media.extensions.includes(given)
      ? [{ notice: 'extension-differs', given, found: media.extensions[0] } as const]
      : []),
    // What a decoder leaves of a name that is not UTF-8: a file is not turned away for what it is called.
    ...(name.includes('\u{FFFD}') ? [{ notice: 'unreadable-name' } as const] : []),
  ];
};

/** What the other side may see of it, or nobody can: somebody may want to hand in another one. Papers of a person are for officials alone. */
export const asksThought = (purpose: string, notices: readonly FileNotice[]): boolean =>
  notices.some(({ notice }) => notice === 'unreadable-image' || (notice === 'metadata-kept' && purpose === 'evidence'));
