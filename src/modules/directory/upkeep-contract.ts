import Type, { type Static } from 'typebox';
import type { Day } from '#kernel/day.ts';
import { seenPattern } from '#kernel/field-shapes.ts';
import { organisationKinds } from './contract.ts';

/** What administrators send and see when they keep units, posts and organisations; `register-contract.ts` has the rest. */

const closed = { additionalProperties: false } as const;
const text = (maxLength: number) => Type.String({ minLength: 1, pattern: seenPattern, maxLength });
/** One line: neither a line break nor any other control character. */
const line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: `^(?=.*${seenPattern})\\P{Cc}*$` });
const day = () => Type.Unsafe<Day>(Type.String({ format: 'date' }));
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);
const region = () => Type.String({ pattern: '^\\d{6}(\\d{3})?$' });
export const unitCode = () => Type.String({ pattern: '^[a-z][a-z0-9-]{1,59}$' });

export const unitKinds = ['intake-centre', 'bureau', 'station', 'association'] as const;
export const powers = [
  'receive-and-distribute',
  'decide-complaints',
  'mediate',
  'mediate-when-entrusted',
  'verify-reports',
  'punish',
  'food',
  'designate-jurisdiction',
] as const;
export const standings = ['published-channel', 'companion'] as const;
export const authorityLevels = ['national', 'province', 'city', 'county'] as const;
export const desks = [
  'intake',
  'complaints',
  'mediation',
  'reports',
  'supervision',
  'administration',
  'audit',
] as const;

export const AuthorityView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  shortName: Type.String(),
  level: Type.String(),
  region: Type.String(),
  documentPrefix: Type.String(),
  keepsInstance: Type.Boolean(),
  units: Type.Integer(),
});
export type AuthorityView = Static<typeof AuthorityView>;

/** A new authority comes with the office in whose name it acts, and where it has one its 12315 centre. */
export const NewAuthority = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9]{1,19}$', description: 'short code; codes of its units begin with it' }),
    name: line(80),
    shortName: line(20),
    level: Type.Enum([...authorityLevels]),
    region: region(),
    documentPrefix: line(12),
    address: line(200),
    phone: line(40),
    from: day(),
    intakeCentre: Type.Boolean(),
  },
  closed,
);
export type NewAuthority = Static<typeof NewAuthority>;

const naming = {
  name: line(80),
  shortName: line(20),
  address: line(200),
  phone: line(40),
  documentPrefix: line(12),
};

export const UnitHistory = Type.Object({
  id: Type.String(),
  kind: Type.Enum([...unitKinds]),
  parent: orNull(Type.String()),
  region: Type.String(),
  name: Type.String(),
  shortName: Type.String(),
  address: Type.String(),
  phone: Type.String(),
  documentPrefix: Type.String(),
  openedOn: Type.String(),
  closedOn: orNull(Type.String()),
  names: Type.Array(
    Type.Object({ from: Type.String(), name: Type.String(), documentPrefix: Type.String(), reason: Type.String() }),
  ),
  powers: Type.Array(
    Type.Object({ power: Type.String(), from: Type.String(), to: orNull(Type.String()), basis: Type.String() }),
  ),
  areas: Type.Array(
    Type.Object({ region: Type.String(), name: Type.String(), from: Type.String(), to: orNull(Type.String()) }),
  ),
  standings: Type.Array(Type.Object({ from: Type.String(), standing: Type.String(), note: Type.String() })),
  standing: Type.Enum([...standings], { description: 'today, its own or its parent’s' }),
  superiors: Type.Array(
    Type.Object({
      from: Type.String(),
      superior: orNull(Type.String({ description: 'a unit that works here' })),
      name: orNull(Type.String()),
      bodies: Type.Array(Type.String(), { description: 'superiors outside, the nearest first' }),
      reason: Type.String(),
    }),
    { description: 'every row that was ever entered, the latest first' },
  ),
  above: Type.Array(Type.Object({ unit: orNull(Type.String()), name: Type.String() }), {
    description: 'everybody above it today, the nearest first',
  }),
  rooms: Type.Array(Type.String(), { description: 'where it usually mediates' }),
  hours: Type.Array(Type.String(), { description: 'at what hours, HH:MM' }),
});
export type UnitHistory = Static<typeof UnitHistory>;

export const NewUnit = Type.Object(
  {
    id: unitCode(),
    kind: Type.Enum([...unitKinds]),
    parent: orNull(unitCode()),
    region: region(),
    ...naming,
    from: day(),
    powers: Type.Array(Type.Enum([...powers]), { maxItems: powers.length, uniqueItems: true }),
    areas: Type.Array(region(), { maxItems: 100, uniqueItems: true }),
    basis: text(200),
  },
  closed,
);
export type NewUnit = Static<typeof NewUnit>;

export const UnitNaming = Type.Object({ ...naming, from: day(), reason: text(500) }, closed);
export type UnitNaming = Static<typeof UnitNaming>;

/** Where and when a unit usually mediates: offered when a session is set, never required. */
export const MediationRooms = Type.Object(
  {
    rooms: Type.Array(text(200), { maxItems: 20 }),
    hours: Type.Array(Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:MM' }), { maxItems: 12 }),
  },
  closed,
);
export type MediationRooms = Static<typeof MediationRooms>;

export const UnitClosing = Type.Object({ on: day(), reason: text(500) }, closed);
export const PowerFrom = Type.Object({ power: Type.Enum([...powers]), from: day(), basis: text(200) }, closed);
export const PowerTo = Type.Object({ power: Type.Enum([...powers]), on: day(), reason: text(500) }, closed);
export const AreaFrom = Type.Object({ region: region(), from: day(), reason: text(500) }, closed);
export const AreaTo = Type.Object({ region: region(), on: day(), reason: text(500) }, closed);
export const StandingFrom = Type.Object({ standing: Type.Enum([...standings]), from: day(), note: text(500) }, closed);
export type StandingFrom = Static<typeof StandingFrom>;

export const StaffPost = Type.Object({
  account: Type.String({ format: 'uuid' }),
  name: Type.String(),
  title: Type.String(),
  unit: Type.String(),
  licenceNumber: orNull(Type.String()),
  phone: Type.String(),
  desks: Type.Array(Type.String()),
  from: Type.String(),
  to: orNull(Type.String()),
  mayEnter: Type.Boolean({ description: 'the security administrator has made the account to this post' }),
});
export type StaffPost = Static<typeof StaffPost>;

export const NewPost = Type.Object(
  {
    account: Type.Optional(Type.String({ format: 'uuid', description: 'a person already known; else a new one' })),
    name: line(40),
    title: line(60),
    unit: unitCode(),
    licenceNumber: Type.Optional(Type.String({ maxLength: 40 })),
    phone: text(40),
    desks: Type.Array(Type.Enum([...desks]), { maxItems: desks.length, uniqueItems: true }),
    from: day(),
    endsOthers: Type.Optional(Type.Boolean({ description: 'the person’s other posts end on that day' })),
  },
  closed,
);
export type NewPost = Static<typeof NewPost>;

export const PostEnding = Type.Object(
  { account: Type.String({ format: 'uuid' }), unit: unitCode(), on: day(), reason: text(500) },
  closed,
);
export type PostEnding = Static<typeof PostEnding>;

/** Either a unit that works here, or bodies outside by name, or nobody above. */
export const SuperiorFrom = Type.Object(
  {
    superior: orNull(unitCode()),
    bodies: Type.Array(text(80), { maxItems: 5, description: 'superiors that do not work here, the nearest first' }),
    from: day(),
    reason: text(500),
  },
  closed,
);
export type SuperiorFrom = Static<typeof SuperiorFrom>;

const organisation = {
  name: text(80),
  region: region(),
  address: text(200),
  phone: text(40),
  scope: text(300),
  authorisedBy: Type.Optional(
    Type.String({
      maxLength: 200,
      description:
        'what lets it mediate, appraise or test: a law, a registration, an accreditation; stations need none',
    }),
  ),
  host: Type.Optional(Type.String({ format: 'uuid', description: 'the operator in whose premises a station works' })),
};

export const OrganisationView = Type.Object({
  id: Type.String(),
  kind: Type.Enum([...organisationKinds]),
  name: Type.String(),
  region: Type.String(),
  address: Type.String(),
  phone: Type.String(),
  scope: Type.String(),
  authorisedBy: Type.String(),
  host: orNull(Type.String()),
  hostName: orNull(Type.String()),
  from: Type.String(),
  to: orNull(Type.String()),
  revisions: Type.Integer(),
});
export type OrganisationView = Static<typeof OrganisationView>;

export const NewOrganisation = Type.Object(
  { id: unitCode(), kind: Type.Enum([...organisationKinds]), ...organisation, from: day() },
  closed,
);
export type NewOrganisation = Static<typeof NewOrganisation>;
export const OrganisationChange = Type.Object({ ...organisation, reason: text(500) }, closed);
export type OrganisationChange = Static<typeof OrganisationChange>;
