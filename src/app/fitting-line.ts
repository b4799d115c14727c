import type { TSchema } from 'typebox';
import Value from 'typebox/value';
import { StartFailure } from '#platform/postgres/start-failure.ts';

/** The same limits as over HTTP: what is entered here is printed on papers for years. */
export const requireLine = (option: string, text: string, schema: TSchema): void => {
  const [length, most] = [text.length, 'maxLength' in schema ? Number(schema.maxLength) : 0];
  if (!Value.Check(schema, text)) throw new StartFailure('people:failures.line-unfit', { option, most, length });
};
