import type { Translate } from '#kernel/translate.ts';

type Linked = { readonly number: string; readonly bureauName: string };

/** What goes on elsewhere: its number and its bureau are all that is to be seen here. */
export const linkedWords = ({ number, bureauName }: Linked, t: Translate): string =>
  t('desk:case.linkedWords', { number, bureau: bureauName });
