import { createHmac } from 'node:crypto';
import pg from 'pg';
import { codeOf, StartFailure } from './start-failure.ts';

/** Login of the application: owns nothing, so row-level security binds it. */
export const appRole = 'fangxin_app';
/** Login that reads rollups only: it has no grant on case or personal tables. */
export const rollupRole = 'fangxin_rollup';

/**
 * The owner's address with another role. Where the owner has a password, the role's own is derived from it, so that
 * every process finds the same one and none has to be written down.
 */
export const urlForRole = (ownerUrl: string, role: string): string => {
  const [, scheme = '', , place = '', query = ''] = /^([a-z]+:\/\/)([^/@]*@)?([^?]*)\??(.*)$/isu.exec(ownerUrl) ?? [];
  const parameters = new URLSearchParams(query);
  for (const name of ['user', 'password']) parameters.delete(name);
  const password = passwordFor(ownerUrl, role);
  const rest = parameters.size === 0 ? place : `${place}?${parameters}`;
  return `${scheme}${role}${password === undefined ? '' : `:${password}`}@${rest}`;
};

const passwordFor = (ownerUrl: string, role: string): string | undefined => {
  const { password } = new pg.Client({ connectionString: ownerUrl });
  return password ? createHmac('sha256', password).update(`fangxin login ${role}`).digest('base64url') : undefined;
};

/** Makes the two logins where they are missing and sees to it that they can log in. */
export const createRoles = async (owner: pg.Client, ownerUrl: string): Promise<void> => {
  for (const role of [appRole, rollupRole]) {
    const found = await owner.query('select 1 from pg_roles where rolname = $1', [role]);
    if (found.rowCount === 0) await createRole(owner, ownerUrl, role);
    const password = passwordFor(ownerUrl, role);
    if (password !== undefined && !(await maySignIn(urlForRole(ownerUrl, role)))) {
      await refuseAnothersLogin(owner, role);
      await allowed(owner, `alter role ${role} password ${pg.escapeLiteral(password)}`, 'alter role', ownerUrl, role);
    }
  }
};

/**
 * Logins belong to the whole server. A password changed for this database would shut out at once an instance in another one whose
 * owner, and so whose passwords, are others'.
 */
const refuseAnothersLogin = async (owner: pg.Client, role: string): Promise<void> => {
  const { rows } = await owner.query<{ database: string }>(
    `select other.datname as database
       from pg_shdepend join pg_database other on other.oid = pg_shdepend.dbid
      where refclassid = 'pg_authid'::regclass and refobjid = (select oid from pg_roles where rolname = $1)
        and other.datdba <> (select datdba from pg_database where datname = current_database())
      limit 1`,
    [role],
  );
  const [another] = rows;
  if (another !== undefined) throw new StartFailure('login-of-another', { role, database: another.database });
};

const createRole = async (owner: pg.Client, ownerUrl: string, role: string): Promise<void> => {
  const command = `create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls`;
  try {
    await allowed(owner, command, 'create role', ownerUrl, role);
  } catch (error) {
    // Roles belong to the whole cluster: a start on its other database may have been quicker.
    if (codeOf(error) !== '42710' && codeOf(error) !== '23505') throw error;
  }
};

/** Runs the command, or says what somebody with the right to create roles must run once. */
const allowed = async (owner: pg.Client, command: string, verb: string, ownerUrl: string, role: string) => {
  try {
    await owner.query(command);
  } catch (error) {
    if (codeOf(error) !== '42501') throw error;
    const password = passwordFor(ownerUrl, role);
    const secret = password === undefined ? '' : ` password '${password}'`;
    throw new StartFailure(
      'roles-missing',
      { command: `${verb} ${role} login nobypassrls${secret};` },
      { cause: error },
    );
  }
};

const maySignIn = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (codeOf(error) === '28P01') return false;
    throw error;
  } finally {
    await client.end();
  }
};
