import { publicNumber, readPublicNumber } from '#kernel/public-number.ts';

/** Public case numbers. `random` needs at least 6 bytes. Example: `YUNQI-260415-8F3KQ2-7`. */
export const caseNumber = (tenant: string, day: string, random: Uint8Array): string =>
  publicNumber('', tenant, day, random);

/** Reads a number as people write it; undefined when it is none of a complaint. */
export const readCaseNumber = (text: string): string | undefined => readPublicNumber('', text);
