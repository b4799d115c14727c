/** What the server and its typesetting process say to each other. */
export type TypesetOrder = {
  readonly id: number;
  /** Path of the template below `src/`. */
  readonly template: string;
  readonly json: string;
  readonly lang: 'zh' | 'en';
  /** The day written into the file, Beijing time. */
  readonly year: number;
  readonly month: number;
  readonly date: number;
  readonly epochSeconds: number;
};

export type TypesetAnswer =
  | { readonly id: number; readonly made: Uint8Array }
  | { readonly id: number; readonly failure: string };
