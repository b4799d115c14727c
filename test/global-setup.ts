import { prepareTestCluster, stopTestCluster } from '#test/database.ts';

let stop: (() => Promise<void>) | undefined;

/** Run once before all test files: the cluster is up and the template made before they ask at the same time. */
export const globalSetup = async (): Promise<void> => {
  const cluster = await prepareTestCluster();
  // A cluster that was already up belongs to somebody else's run and stays.
  if (!cluster.reused) stop = () => stopTestCluster(cluster);
};

export const globalTeardown = async (): Promise<void> => {
  await stop?.();
};
