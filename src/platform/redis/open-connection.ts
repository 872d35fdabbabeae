import type { LookupFunction } from 'node:net';
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
  lookup?: LookupFunction,
): Promise<RedisConnection> {
  if (address.topology === 'cluster') {
    const known = previous instanceof ClusterConnection ? previous.nodes : [];
    return ClusterConnection.open(address, known, onTrouble);
  }
  return NodeConnection.open(address, await nodeOf(address), onTrouble, { lookup });
}

/** Opens a connection for listening. What is published in a cluster reaches every node, so one of them is enough. */
export async function openListening(
  address: RedisAddress,
  onTrouble: TroubleListener,
): Promise<NodeConnection> {
  if (address.topology !== 'cluster') return NodeConnection.open(address, await nodeOf(address), onTrouble);
  const cluster = await ClusterConnection.open(address, [], () => {});
  const { nodes } = cluster;
  await cluster.close(0);
  const node = nodes[Math.floor(Math.random() * nodes.length)]!;
  return NodeConnection.open(address, node, onTrouble, { mustBePrimary: false });
}
