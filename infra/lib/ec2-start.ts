import type { Stack } from 'aws-cdk-lib';
import type { BaseStack } from './base-stack.ts';
import { PORTS } from './network.ts';
import { DRAIN_SECONDS, FINISH_SECONDS, type Hidden, hiddenSettings, openSettings } from './shop-settings.ts';
import { ENTRY } from './shop-task.ts';

const READY = `http://127.0.0.1:${PORTS.shop}/readyz`;
const STOP_SECONDS = DRAIN_SECONDS + FINISH_SECONDS + 15;

interface Place {
  base: BaseStack;
  stack: Stack;
  logGroup: string;
  /** Logical id of the Auto Scaling group, which waits to be told. */
  resource: string;
}

/** `NAME=value`, asked of Secrets Manager on the machine: the value is in no template. An error of it ends the start. */
const hiddenLines = ([name, { secret, field }]: [string, Hidden]): string[] => [
  `value="$(secret '${secret.secretArn}'${field ? ` | jq -r .${field}` : ''})"`,
  `echo "${name}=$value" >>/run/shop.env`,
];

/** What a machine does at its first start, as root, in a shell that stops at the first error and says so to CloudFormation. */
export function startCommands({ base, stack, logGroup, resource }: Place): string[] {
  const { region, stackName } = stack;
  const registry = `${stack.account}.dkr.ecr.${region}.${stack.urlSuffix}`;
  const tell = `/opt/aws/bin/cfn-signal --stack '${stackName}' --resource '${resource}' --region '${region}'`;
  return [
    'set -euo pipefail',
    'umask 077',
    `export AWS_DEFAULT_REGION='${region}'`,
    `trap "${tell} --success false" ERR`,
    'dnf install -y docker jq aws-cfn-bootstrap',
    'systemctl enable --now docker',
    `aws ecr get-login-password | docker login --username AWS --password-stdin '${registry}'`,
    `secret() { aws secretsmanager get-secret-value --secret-id "$1" --query SecretString --output text; }`,
    `cat >/run/shop.env <<'SETTINGS'`,
    ...Object.entries(openSettings(base)).map(([name, value]) => `${name}=${value}`),
    'SERVICE=web',
    'SETTINGS',
    ...Object.entries(hiddenSettings(base)).flatMap(hiddenLines),
    // The machine's own network: from there one hop leads to its role, from a container's network two would.
    [
      'docker run --detach --name shop --restart unless-stopped --network host --env-file /run/shop.env',
      `--read-only --tmpfs /tmp --user node --cap-drop ALL --security-opt no-new-privileges --stop-timeout ${STOP_SECONDS}`,
      `--log-driver awslogs --log-opt awslogs-region='${region}' --log-opt awslogs-group='${logGroup}'`,
      `--entrypoint ${ENTRY} '${base.images.repositoryUriForTag(base.settings.imageTag)}' node dist/src/main.js`,
    ].join(' '),
    `for _ in $(seq 90); do curl -fs '${READY}' && break; sleep 2; done`,
    `curl -fs '${READY}'`,
    tell,
  ];
}
