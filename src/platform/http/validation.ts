import AjvCompiler from '@fastify/ajv-compiler';
import SerializerSelector from '@fastify/fast-json-stringify-compiler';
import { isUsableDay } from '#kernel/day.ts';

type ValidatorFactory = ReturnType<typeof AjvCompiler>;
type Validate = ((data: unknown) => unknown) & { errors?: unknown };
type Route = { readonly httpPart?: string };

/** Hundreds of routes have schemas, a day asks for a few dozen: each is compiled when it is first asked for. */
const whenAsked = (compile: () => Validate): Validate => {
  let made: Validate | undefined;
  const validate: Validate = (data) => {
    made ??= compile();
    const isRight = made(data);
    validate.errors = made.errors;
    return isRight;
  };
  return validate;
};

/** A moment with its zone; the leap second, which formats allow, is none that a clock here can hold. */
const isUsableMoment = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/u.test(text) &&
  isUsableDay(text.slice(0, 10)) &&
  !Number.isNaN(Date.parse(text));

type Formats = { readonly addFormat: (name: string, isRight: (text: string) => boolean) => unknown };

/** In place of those that come with the compiler: what they let through is reckoned from and printed. */
const ownFormats = (ajv: Formats): void => {
  ajv.addFormat('date', isUsableDay);
  ajv.addFormat('date-time', isUsableMoment);
  // That of the compiler takes `urn:uuid:` in front, the database does not.
  ajv.addFormat('uuid', (text) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text));
};

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/**
 * An address holds only text, so `3` there is turned into a number. A body says itself what it holds: nothing is made of a
 * null there, and no number becomes a text.
 */
const buildValidator =
  (isEager: boolean): ValidatorFactory =>
  (external, options = {}) => {
    const factory = AjvCompiler();
    const compilerWith = (customOptions: object) =>
      once(
        () =>
          factory(external, {
            ...options,
            customOptions,
            onCreate: ownFormats,
          } as Parameters<ValidatorFactory>[1]) as unknown as (route: Route) => Validate,
      );
    const ofAddress = compilerWith(options.customOptions ?? {});
    const ofBody = compilerWith({ ...options.customOptions, coerceTypes: false });
    return ((route: Route) => {
      const compile = () => (route.httpPart === 'body' ? ofBody : ofAddress)()(route);
      return isEager ? compile() : whenAsked(compile);
    }) as unknown as ReturnType<ValidatorFactory>;
  };

const buildSerializer =
  (isEager: boolean): ReturnType<typeof SerializerSelector> =>
  (external, options) => {
    // An answer tells what is on file, whatever was once taken: formats are for what comes in.
    const told = { ...options, ajv: { validateFormats: false } } as typeof options;
    const compiler = once(() => SerializerSelector()(external, told));
    return (route) => {
      const serializer = once(() => compiler()(route));
      if (isEager) serializer();
      return (data) => serializer()(data);
    };
  };

/** How every request is held against the schema of its route. `isEager` compiles all at once, so that a wrong schema shows. */
export const validation = (isEager = false) => ({
  schemaController: {
    compilersFactory: { buildValidator: buildValidator(isEager), buildSerializer: buildSerializer(isEager) },
  },
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
});
