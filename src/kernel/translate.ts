/** The one shape every text look-up has: dotted key with its namespace first (`complaint:state.received`), named values. */
export type Language = 'zh-CN' | 'en';
export type Translate = ((key: string, values?: Readonly<Record<string, string | number>>) => string) & {
  readonly language: Language;
};
