import type { PersonOnPaper } from '../paper-data/paper-desk.ts';

/** To whom and where a letter goes; `address` is empty for a body the directory does not keep, whose house everybody knows. */
export type Addressee = { readonly name: string; readonly address: string };

type Persons = { readonly complainant: PersonOnPaper; readonly respondent: PersonOnPaper };
type Receiver = 'complainant' | 'respondent' | 'bureau';

/** Undefined where nothing tells where the letter should go: it stays in the tray until somebody finds out. */
export const addresseeFor = (
  to: Receiver,
  { complainant, respondent }: Persons,
  printed: { readonly addressee?: string },
  bodies: readonly Addressee[] = [],
): Addressee | undefined => {
  if (to === 'bureau') {
    const name = (printed.addressee ?? '').replace(/[：:，,]\s*$/u, '').trim();
    const address = bodies.find((body) => body.name === name)?.address.trim() ?? '';
    return name === '' ? undefined : { name, address };
  }
  const { name, address } = to === 'complainant' ? complainant : respondent;
  return name.trim() === '' || address.trim() === '' ? undefined : { name: name.trim(), address: address.trim() };
};
