import pg from 'pg';
import { asConnectionFailure } from './start-failure.ts';

/** One connection under the owner's login for one piece of work, shown to the database's own lists as `fangxin <what>`. */
export const asOwner = async <T>(
  ownerUrl: string,
  what: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> => {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: `fangxin ${what}` });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw asConnectionFailure(error, ownerUrl);
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
