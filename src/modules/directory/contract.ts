import Type, { type Static } from 'typebox';
import { seenPattern } from '#kernel/field-shapes.ts';

const text = (maxLength: number) => Type.String({ minLength: 1, pattern: seenPattern, maxLength });
const regionCode = Type.String({
  pattern: '^\\d{6}(\\d{3})?$',
  description: 'GB/T 2260 code, or nine digits for a town',
});
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

export const OperatorKind = Type.Union([
  Type.Literal('ordinary'),
  Type.Literal('platform'),
  Type.Literal('own-site'),
  Type.Literal('in-platform'),
]);

export const OperatorSearchQuery = Type.Object({
  q: Type.String({ maxLength: 400, description: 'part of a name, a licence code, or the address or number of a shop' }),
  region: Type.Optional(regionCode),
});

export const UsccWarning = Type.Object({
  code: Type.String(),
  position: Type.Optional(Type.Integer()),
  expected: Type.Optional(Type.String()),
  character: Type.Optional(Type.String()),
  length: Type.Optional(Type.Integer()),
});

/** What anybody may see: the public register's facts, no contact person and no phone. */
export const OperatorFound = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: OperatorKind,
  name: Type.String(),
  tradeName: orNull(Type.String()),
  uscc: orNull(Type.String({ description: 'in part where it is a person’s identity number' })),
  address: orNull(Type.String()),
  region: orNull(Type.String()),
  status: Type.String(),
});

export const ShopFound = Type.Object({
  id: Type.String({ format: 'uuid' }),
  shopName: Type.String(),
  shopReference: Type.String(),
  platform: Type.String({ format: 'uuid' }),
  platformName: Type.String(),
  shownAddress: orNull(Type.String()),
});

export const OperatorSearchAnswer = Type.Object({
  asked: Type.Union([
    Type.Literal('name'),
    Type.Literal('licence-code'),
    Type.Literal('platform-shop'),
    Type.Literal('nothing-to-search'),
  ]),
  operators: Type.Array(OperatorFound),
  shops: Type.Array(ShopFound),
  more: Type.Boolean({ description: 'true: only the first were returned, add a word or a place' }),
  warnings: Type.Array(UsccWarning),
});

export const RegisterOperatorBody = Type.Object(
  {
    kind: OperatorKind,
    name: text(200),
    tradeName: Type.Optional(text(200)),
    uscc: Type.Optional(Type.String({ maxLength: 40 })),
    registeredAddress: Type.Optional(text(400)),
    registeredRegion: Type.Optional(regionCode),
    businessAddress: Type.Optional(text(400)),
    businessRegion: Type.Optional(regionCode),
    contactName: Type.Optional(text(100)),
    contactPhone: Type.Optional(text(40)),
    website: Type.Optional(text(400)),
  },
  { additionalProperties: false },
);

export const OperatorRegistered = Type.Object({
  id: Type.String({ format: 'uuid' }),
  warnings: Type.Array(UsccWarning),
  lookalikes: Type.Array(OperatorFound),
});

export const RegionsQuery = Type.Object({
  parent: Type.Optional(regionCode),
  address: Type.Optional(
    Type.String({ maxLength: 400, description: 'an address: answers the one place it names, if any' }),
  ),
});

export const RegionItem = Type.Object({
  code: Type.String(),
  edition: Type.String(),
  name: Type.String(),
  level: Type.String(),
  parent: orNull(Type.String()),
});

export const CodesParams = Type.Object({ system: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }) });

export const CodeItem = Type.Object({
  code: Type.String(),
  parent: orNull(Type.String()),
  titleZh: Type.String(),
  titleEn: Type.String(),
});

export const UnitItem = Type.Object({
  id: Type.String(),
  tenant: Type.String(),
  kind: Type.String(),
  name: Type.String(),
  region: Type.String(),
  address: Type.String(),
  phone: Type.String(),
  parent: orNull(Type.String()),
});

export type OperatorFound = Static<typeof OperatorFound>;
export type ShopFound = Static<typeof ShopFound>;
export type OperatorSearchAnswer = Static<typeof OperatorSearchAnswer>;
export type RegisterOperatorBody = Static<typeof RegisterOperatorBody>;
export type OperatorRegistered = Static<typeof OperatorRegistered>;
export type RegionItem = Static<typeof RegionItem>;
export type CodeItem = Static<typeof CodeItem>;
export type UnitItem = Static<typeof UnitItem>;

export const organisationKinds = ['association', 'mediation-body', 'appraisal-body', 'service-station'] as const;

/** A body around the bureaus, as an official may choose it. */
export const OrganisationItem = Type.Object({
  id: Type.String(),
  kind: Type.Enum([...organisationKinds]),
  name: Type.String(),
  region: Type.String(),
  address: Type.String(),
  phone: Type.String(),
  scope: Type.String(),
  authorisedBy: Type.String({ description: 'what lets it do so; empty: nothing can be entrusted to it' }),
});
export type OrganisationItem = Static<typeof OrganisationItem>;

export const ById = Type.Object({ id: Type.String({ format: 'uuid' }) });
export const ByUnit = Type.Object({ id: Type.String({ pattern: '^[a-z][a-z0-9-]{1,59}$' }) });

/** For officials: also how to reach the operator. */
export const OperatorDetail = Type.Object({
  ...OperatorFound.properties,
  registeredAddress: orNull(Type.String()),
  registeredRegion: orNull(Type.String()),
  businessAddress: orNull(Type.String()),
  businessRegion: orNull(Type.String()),
  contactName: orNull(Type.String()),
  contactPhone: orNull(Type.String()),
  sameAs: orNull(Type.String({ format: 'uuid' })),
  codeHidden: Type.Boolean({
    description: 'the code is the identity number of whoever runs the business: shown in part until it is opened',
  }),
  mayOpenCode: Type.Boolean({ description: 'it is hidden, and this person may open it with a reason' }),
});

/** Why a person's number is opened: recorded with who did. */
export const OpenCode = Type.Object(
  { reason: Type.String({ minLength: 2, pattern: seenPattern, maxLength: 200 }) },
  { additionalProperties: false },
);
export const OpenedCode = Type.Object({ value: Type.String() });

export const UnitDetail = Type.Object({
  ...UnitItem.properties,
  powers: Type.Array(Type.String()),
  standing: Type.Union([Type.Literal('published-channel'), Type.Literal('companion')]),
  rooms: Type.Array(Type.String(), { description: 'where it usually mediates, as form 7 names the place' }),
  hours: Type.Array(Type.String(), { description: 'at what hours, HH:MM' }),
});
export type UnitDetail = Static<typeof UnitDetail>;

export const StaffItem = Type.Object({
  account: Type.String({ format: 'uuid' }),
  name: Type.String(),
  licenceNumber: orNull(Type.String()),
  title: Type.String(),
  unit: Type.String(),
  desks: Type.Array(Type.String()),
});

export const CompetenceQuery = Type.Object({
  operator: Type.Optional(Type.String({ format: 'uuid' })),
  premisesRegion: Type.Optional(regionCode),
  shop: Type.Optional(Type.String({ format: 'uuid' })),
  contact: Type.Optional(Type.Union([Type.Literal('not-tried'), Type.Literal('reached'), Type.Literal('failed')])),
  businessRegion: Type.Optional(regionCode),
  domicileRegion: Type.Optional(regionCode),
});

export const CompetenceAnswer = Type.Object({
  on: Type.String({ format: 'date' }),
  competent: Type.Array(Type.Object({ bureau: Type.String(), name: Type.String(), ground: Type.String() })),
  steps: Type.Array(
    Type.Object({
      step: Type.String(),
      sentence: Type.String(),
      rule: Type.String(),
      basis: Type.Array(Type.Object({ text: Type.String(), article: Type.String() })),
    }),
  ),
});

export type CompetenceQuery = Static<typeof CompetenceQuery>;
export type CompetenceAnswer = Static<typeof CompetenceAnswer>;
