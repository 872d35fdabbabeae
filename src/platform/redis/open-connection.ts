import type { RedisAddress, RedisNode } from './redis-address.js';
import { ClusterConnection } from './redis-cluster.js';
import type { RedisConnection, TroubleListener } from './redis-connection.js';
import { NodeConnection } from './redis-node.js';
import { primaryOf } from './sentinel.js';

/** The node to dial now: the endpoint, or the primary that the Sentinels name. */
async function nodeOf(address: RedisAddress): Promise<RedisNode> {
  return address.topology === 'sentinel' ? primaryOf(address) : address.nodes[0]!;
}

/** Opens a connection of any topology. `previous`: the one to be replaced. Errors: why not, the node named. */
export async function openConnection(
  address: RedisAddress,
  onTrouble: TroubleListener,
  previous: RedisConnection | null,
): Promise<RedisConnection> {
  if (address.topology === 'cluster') {
    const known = previous instanceof ClusterConnection ? previous.nodes : [];
    return ClusterConnection.open(address, known, onTrouble);
  }
  const node = await nodeOf(address);
  return NodeConnection.open(address, node, onTrouble).catch((error: Error) => {
    throw new Error(`${node.host}:${node.port}: ${error.message}`, { cause: error });
  });
}
