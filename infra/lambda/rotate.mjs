/** Called by Secrets Manager. Amazon's libraries are part of the Lambda runtime. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  DescribeReplicationGroupsCommand,
  ElastiCacheClient,
  ModifyReplicationGroupCommand,
} from '@aws-sdk/client-elasticache';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { isTaken } from './redis-password.mjs';
import { nextPassword, nextSessions, rotate } from './steps.mjs';

const LOOK_MS = 10_000;
const secrets = new SecretsManagerClient();
const elasticache = new ElastiCacheClient();

function storeOf(SecretId) {
  const read = (VersionStage, VersionId) =>
    secrets.send(new GetSecretValueCommand({ SecretId, VersionStage, VersionId })).then(
      ({ SecretString }) => SecretString,
      (error) => {
        if (error instanceof ResourceNotFoundException) return null;
        throw error;
      },
    );
  const propose = (ClientRequestToken, SecretString) =>
    secrets.send(
      new PutSecretValueCommand({
        SecretId,
        ClientRequestToken,
        SecretString,
        VersionStages: ['AWSPENDING'],
      }),
    );
  const promote = async (version) => {
    const { VersionIdsToStages } = await secrets.send(new DescribeSecretCommand({ SecretId }));
    const [before] = Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes('AWSCURRENT'));
    if (before === version) return;
    await secrets.send(
      new UpdateSecretVersionStageCommand({
        SecretId,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: version,
        RemoveFromVersionId: before,
      }),
    );
  };
  return { read, propose, promote };
}

/** The group takes the new token beside the one before, then works for a few minutes. */
async function addToken(ReplicationGroupId, AuthToken) {
  await elasticache.send(
    new ModifyReplicationGroupCommand({
      ReplicationGroupId,
      AuthToken,
      AuthTokenUpdateStrategy: 'ROTATE',
      ApplyImmediately: true,
    }),
  );
  let status;
  do {
    await pause(LOOK_MS);
    const { ReplicationGroups } = await elasticache.send(
      new DescribeReplicationGroupsCommand({ ReplicationGroupId }),
    );
    status = ReplicationGroups[0].Status;
  } while (status !== 'available');
}

function kindOf({ REDIS_GROUP, REDIS_HOST, REDIS_PORT }) {
  if (!REDIS_GROUP) return { next: nextSessions, apply: () => {}, isTaken: () => true };
  const server = { host: REDIS_HOST, port: Number(REDIS_PORT) };
  return {
    next: nextPassword,
    apply: (token) => addToken(REDIS_GROUP, token),
    isTaken: (token) => isTaken(token, server),
  };
}

export const handler = ({ Step, SecretId, ClientRequestToken }) =>
  rotate(Step, ClientRequestToken, storeOf(SecretId), kindOf(process.env));
