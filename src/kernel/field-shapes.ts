/** What the contracts of every module ask of a field, said once in the terms of JSON Schema. */

/** The server holds the format against `isUsableDay`: 30 February is no day, and neither is one of the year 9999. */
export const dayShape = { format: 'date', description: 'YYYY-MM-DD, Asia/Shanghai; a day that exists' } as const;

/**
 * Something in it is seen: no text of blanks, control characters, lone marks or what Unicode has ignored (zero width,
 * fillers), nor of the empty Braille pattern.
 */
export const seenPattern = '[^\\p{Z}\\p{C}\\p{M}\\p{Default_Ignorable_Code_Point}\\u2800]';

const seen = new RegExp(seenPattern, 'u');

export const isSeen = (text: string): boolean => seen.test(text);
