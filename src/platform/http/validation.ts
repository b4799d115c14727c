import AjvCompiler from '@fastify/ajv-compiler';

type Factory = ReturnType<typeof AjvCompiler>;

/**
 * An address holds only text, so `3` there is turned into a number. A body says itself what it holds: nothing is made of a
 * null there, and no number becomes a text.
 */
const buildValidator: Factory = (external, options = {}) => {
  const factory = AjvCompiler();
  const ofAddress = factory(external, options as Parameters<Factory>[1]);
  const customOptions = { ...options.customOptions, coerceTypes: false };
  const ofBody = factory(external, { ...options, customOptions } as Parameters<Factory>[1]);
  return ((route: { readonly httpPart?: string }, ...rest: unknown[]) =>
    (route.httpPart === 'body' ? ofBody : ofAddress)(route as never, ...(rest as []))) as ReturnType<Factory>;
};

/** How every request is held against the schema of its route. */
export const validation = {
  schemaController: { compilersFactory: { buildValidator } },
  ajv: {
    customOptions: {
      // Unknown members are told, not dropped: a misspelt field must not vanish.
      removeAdditional: false as const,
      coerceTypes: 'array' as const,
      useDefaults: false,
      allErrors: false,
      keywords: ['sealed'],
    },
  },
};
