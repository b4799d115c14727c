import type { RawForm } from './form-reader.ts';

/** The fields a form has, each with the characters it takes at most. */
export type FieldSizes = Readonly<Record<string, number>>;

/** Boxes of one name that may be ticked together. */
const mostTicked = 20;

/** Twice what is taken: whoever wrote too much finds it again, to shorten it. A line break is sent as two signs and counts as one. */
const cut = (sent: string, most: number): string => {
  const text = sent.replaceAll('\r\n', '\n');
  return text.length <= 2 * most ? text : [...text.slice(0, 4 * most)].slice(0, 2 * most).join('');
};

/** What a form has asked for and hardly more than it takes: whatever else was sent along lies on nobody's disk. */
export const keptFields = (raw: RawForm, sizes: FieldSizes): RawForm =>
  Object.fromEntries(
    Object.entries(sizes).flatMap(([name, most]) => {
      const sent = Object.hasOwn(raw, name) ? raw[name] : undefined;
      if (sent === undefined) return [];
      const kept =
        typeof sent === 'string' ? cut(sent, most) : sent.slice(0, mostTicked).map((one) => cut(String(one), most));
      return [[name, kept]];
    }),
  );
