/** A handler of Fastify that writes three rows with one statement, and nothing else: what this machine gives any such program today. */
import fastify from 'fastify';
import pg from 'pg';

const { LOAD_URL: url = '' } = process.env;
const pool = new pg.Pool({ connectionString: url, max: 10, application_name: 'fangxin bench' });
await pool.query('create table if not exists bare (id bigint, part int, body text)');

const app = fastify();
app.post<{ Body: { readonly id: number; readonly text: string } }>('/bare', async ({ body }, reply) => {
  await pool.query({
    name: 'bare',
    text: 'insert into bare select $1, part, $2 from generate_series(1, 3) part',
    values: [body.id, body.text],
  });
  return reply.code(201).send({ id: body.id });
});
const address = await app.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ port: Number(new URL(address).port) });

process.once('SIGTERM', async () => {
  await app.close();
  await pool.end();
  process.disconnect();
});
