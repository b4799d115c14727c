/** A paper with every word it carries: what the act hashes and what any later printing is made from. */
import type { Language } from '#kernel/translate.ts';

/** Plain text, or what was written into the form and therefore stands on a line. */
export type Run = string | { readonly value: string };

export type Cell = {
  readonly label: string;
  readonly value: string;
  /** Boxes to tick instead of a value. */
  readonly choices?: readonly { readonly label: string; readonly chosen: boolean }[];
};

export type SheetGroup = {
  /** Written down the left edge; absent for rows that belong to no group. */
  readonly label?: string;
  readonly rows: readonly (readonly Cell[])[];
  /** A free text over the whole width, at least so many lines high. */
  readonly text?: { readonly value: string; readonly lines: number };
};

export type Signature = { readonly label: string; readonly name?: string; readonly day?: string };

export type Block =
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[] }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'grounds'; readonly items: readonly { readonly text: string; readonly chosen: boolean }[] }
  | {
      readonly kind: 'lines';
      readonly rows: readonly (readonly { readonly label: string; readonly value: string }[])[];
    }
  | { readonly kind: 'sheet'; readonly groups: readonly SheetGroup[]; readonly signatures?: readonly Signature[] }
  | {
      readonly kind: 'table';
      readonly heading: readonly string[];
      /** Shares of the page; nought is as wide as its longest entry, which is never broken. */
      readonly widths: readonly number[];
      readonly rows: readonly (readonly string[])[];
    }
  | {
      readonly kind: 'clock';
      readonly title: string;
      readonly due: string;
      readonly lines: readonly string[];
      readonly notes: readonly string[];
    }
  | { readonly kind: 'signatures'; readonly items: readonly Signature[] };

/** `letter`: number, addressee, seal place, as the official set. `form`: a table. `record`: an inner paper. */
export type Layout = 'letter' | 'form' | 'record';

export type CanonicalPaper = {
  readonly paper: string;
  readonly templateVersion: string;
  readonly layout: Layout;
  /** On its side: a table of many columns. */
  readonly lying?: true;
  /** A form of the official set: what was filled in stands on lines. */
  readonly official: boolean;
  readonly title: string;
  /** Which form of which set this is, for the foot of the page. */
  readonly formName: string;
  readonly number?: string;
  readonly addressee?: string;
  /** Over the table of a form: unit and number. */
  readonly heading?: readonly { readonly label: string; readonly value: string }[];
  readonly blocks: readonly Block[];
  /** A list that is part of the paper, on a page of its own behind it. */
  readonly annex?: { readonly title: string; readonly of: string; readonly blocks: readonly Block[] };
  readonly seal?: { readonly authority: string; readonly mark: string; readonly day: string };
  readonly notes?: { readonly label: string; readonly items: readonly string[] };
  readonly proof?: {
    readonly url: string;
    readonly caption: string;
    readonly codeLabel: string;
    readonly code: string;
  };
  readonly readingAid?: {
    readonly language: Language;
    readonly heading: string;
    readonly title: string;
    readonly blocks: readonly Block[];
    readonly note: string;
  };
};
