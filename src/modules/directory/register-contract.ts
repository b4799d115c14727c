import Type, { type Static } from 'typebox';
import type { Day } from '#kernel/day.ts';
import { seenPattern } from '#kernel/field-shapes.ts';
import { OperatorDetail, RegisterOperatorBody, UsccWarning } from './contract.ts';

/** Corrections of the register: operators with premises and shops, local code items, zones, and lists from files. */

const closed = { additionalProperties: false } as const;
const text = (maxLength: number) => Type.String({ minLength: 1, pattern: seenPattern, maxLength });
const day = () => Type.Unsafe<Day>(Type.String({ format: 'date' }));
const instant = () => Type.Unsafe<Date>(Type.String({ format: 'date-time' }));
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const region = () => Type.String({ pattern: '^\\d{6}(\\d{3})?$' });
const uuid = () => Type.String({ format: 'uuid' });
const reason = () => text(500);

export const operatorStatuses = ['active', 'moved', 'revoked', 'deregistered'] as const;

export const Revision = Type.Object({
  revision: Type.Integer(),
  before: Type.Record(Type.String(), Type.Unknown()),
  reason: Type.String(),
  changedBy: Type.String(),
  changedAt: instant(),
});
export type Revision = Static<typeof Revision>;

export const PremisesView = Type.Object({
  id: uuid(),
  name: Type.String(),
  address: Type.String(),
  region: Type.String(),
  phone: orNull(Type.String()),
  from: Type.String(),
  to: orNull(Type.String()),
});

export const ShopView = Type.Object({
  id: uuid(),
  platform: uuid(),
  platformName: Type.String(),
  shopName: Type.String(),
  shopReference: Type.String(),
  link: orNull(Type.String()),
  shownName: orNull(Type.String()),
  shownAddress: orNull(Type.String()),
  shownRegion: orNull(Type.String()),
  lookedUpOn: Type.String(),
});

/** One operator with everything that hangs on it, for whoever corrects it. */
export const OperatorFile = Type.Object({
  ...OperatorDetail.properties,
  website: orNull(Type.String()),
  version: Type.Integer(),
  sameAsName: orNull(Type.String()),
  warnings: Type.Array(UsccWarning),
  premises: Type.Array(PremisesView),
  shops: Type.Array(ShopView),
  merged: Type.Array(Type.Object({ id: uuid(), name: Type.String() })),
  revisions: Type.Array(Revision),
});
export type OperatorFile = Static<typeof OperatorFile>;

export const OperatorChange = Type.Object(
  { ...RegisterOperatorBody.properties, status: Type.Enum([...operatorStatuses]), reason: reason() },
  closed,
);
export type OperatorChange = Static<typeof OperatorChange>;

export const Merge = Type.Object({ into: uuid(), reason: reason() }, closed);
export const Because = Type.Object({ reason: reason() }, closed);

export const NewPremises = Type.Object(
  { name: text(200), address: text(400), region: region(), phone: Type.Optional(text(40)), from: day() },
  closed,
);
export type NewPremises = Static<typeof NewPremises>;
export const Closing = Type.Object({ on: day(), reason: reason() }, closed);

const shop = {
  shopName: text(200),
  shopReference: text(100),
  link: Type.Optional(text(400)),
  shownName: Type.Optional(text(200)),
  shownAddress: Type.Optional(text(400)),
  shownRegion: Type.Optional(region()),
  lookedUpOn: day(),
};
export const NewShop = Type.Object({ platform: uuid(), ...shop }, closed);
export type NewShop = Static<typeof NewShop>;
export const ShopChange = Type.Object({ ...shop, reason: reason() }, closed);
export type ShopChange = Static<typeof ShopChange>;

export const CodeTable = Type.Object({
  id: Type.String(),
  titleZh: Type.String(),
  titleEn: Type.String(),
  source: Type.String(),
  items: Type.Array(
    Type.Object({
      code: Type.String(),
      parent: orNull(Type.String()),
      titleZh: Type.String(),
      titleEn: Type.String(),
      local: Type.Boolean(),
      from: orNull(Type.String()),
      to: orNull(Type.String()),
      maps: Type.Array(Type.Object({ system: Type.String(), code: Type.String() })),
    }),
  ),
});
export type CodeTable = Static<typeof CodeTable>;

export const NewCodeItem = Type.Object(
  {
    parent: Type.String({ maxLength: 80 }),
    word: Type.String({ pattern: '^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$', description: 'the last part of its code' }),
    titleZh: text(40),
    titleEn: text(80),
    from: day(),
    maps: Type.Array(
      Type.Object({ system: Type.String({ maxLength: 40 }), code: Type.String({ maxLength: 80 }) }, closed),
      {
        maxItems: 5,
        description: 'where silent, what its parent is in the other tables',
      },
    ),
  },
  closed,
);
export type NewCodeItem = Static<typeof NewCodeItem>;

export const PlaceFound = Type.Object({
  code: Type.String(),
  name: Type.String(),
  level: Type.String(),
  path: Type.String(),
  statisticalCounty: orNull(Type.String()),
});
export type PlaceFound = Static<typeof PlaceFound>;
export const PlaceQuery = Type.Object({ q: Type.String({ maxLength: 60 }) }, closed);
export const NewZone = Type.Object(
  { code: region(), name: text(60), county: Type.String({ pattern: '^\\d{6}$' }), from: day() },
  closed,
);
export type NewZone = Static<typeof NewZone>;
export const ZoneCounty = Type.Object({ county: Type.String({ pattern: '^\\d{6}$' }), reason: reason() }, closed);

export const RegionClosing = Type.Object(
  {
    on: day(),
    successor: Type.Optional(
      Type.String({ pattern: '^\\d{6}(\\d{3})?$', description: 'what took it over; left out where it was split' }),
    ),
    reason: reason(),
  },
  closed,
);
export type RegionClosing = Static<typeof RegionClosing>;

export const ImportBody = Type.Object({ csv: Type.String({ maxLength: 900_000 }) }, closed);
/** Lines count from 1, the heading being the first. */
export const ImportAnswer = Type.Object({
  entered: Type.Integer(),
  known: Type.Integer({ description: 'there already: a file sent twice changes nothing' }),
  rejected: Type.Array(
    Type.Object({ line: Type.Integer(), code: Type.String(), field: orNull(Type.String()), sentence: Type.String() }),
  ),
  rejectedCsv: Type.String({ description: 'the rejected lines as they came, each with its reason; empty when none' }),
});
export type ImportAnswer = Static<typeof ImportAnswer>;
