import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { BaseStack } from './base-stack.ts';
import { PORTS } from './network.ts';
import { ecsSecrets, type Hidden, hiddenSettings, MEDIA_FOLDER, openSettings } from './shop-settings.ts';

/** The shop's image starts its command by this, which makes addresses of parts. */
export const ENTRY = '/app/docker/aws-entrypoint.sh';

interface TaskProps {
  /** Shown as part of `X-Served-By`. */
  name: string;
  command: string[];
  cpu: number;
  memoryMb: number;
  /** Seconds from the signal to stop until it is ended by force. */
  stopSeconds: number;
  listens?: boolean;
  /** Secrets beyond those that every process has. */
  more?: Record<string, Hidden>;
}

/** One process of the shop on Fargate: not root, nothing written but /tmp, secrets handed over by ECS, media and nothing else of AWS. */
export class ShopTask extends Construct {
  readonly definition: ecs.FargateTaskDefinition;
  readonly log: logs.LogGroup;

  constructor(scope: Construct, id: string, base: BaseStack, props: TaskProps) {
    super(scope, id);
    this.definition = new ecs.FargateTaskDefinition(this, 'Definition', {
      cpu: props.cpu,
      memoryLimitMiB: props.memoryMb,
      runtimePlatform: {
        cpuArchitecture: ecs.CpuArchitecture.ARM64,
        operatingSystemFamily: ecs.OperatingSystemFamily.LINUX,
      },
      volumes: [{ name: 'tmp' }],
    });
    // Versions that were stay, so that tasks of the last one can come back.
    this.definition.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.log = new logs.LogGroup(this, 'Log', {
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.addContainer(base, props);
    this.allowMedia(base);
    this.explain();
  }

  private addContainer(base: BaseStack, props: TaskProps): void {
    const container = this.definition.addContainer('shop', {
      image: ecs.ContainerImage.fromEcrRepository(base.images, base.settings.imageTag),
      entryPoint: [ENTRY],
      command: props.command,
      environment: { ...openSettings(base), SERVICE: props.name },
      secrets: ecsSecrets({ ...hiddenSettings(base), ...props.more }),
      user: 'node',
      readonlyRootFilesystem: true,
      linuxParameters: this.noRights(),
      stopTimeout: Duration.seconds(props.stopSeconds),
      logging: ecs.LogDrivers.awsLogs({ logGroup: this.log, streamPrefix: props.name }),
      ...(props.listens && { portMappings: [{ containerPort: PORTS.shop }] }),
    });
    container.addMountPoints({ sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false });
  }

  private noRights(): ecs.LinuxParameters {
    const rights = new ecs.LinuxParameters(this, 'Rights', { initProcessEnabled: true });
    rights.dropCapabilities(ecs.Capability.ALL);
    return rights;
  }

  private allowMedia({ media }: BaseStack): void {
    for (const statement of mediaStatements(media.bucketArn)) this.definition.addToTaskRolePolicy(statement);
  }

  private explain(): void {
    explainMedia(this.definition);
    Validations.of(this.definition).acknowledge(
      {
        id: 'AwsSolutions-ECS2',
        reason:
          'What is in the environment is no secret: host names, the name of the bucket, the public address. Passwords and keys are ECS secrets, and a test says so.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason:
          'ecr:GetAuthorizationToken, with which ECS fetches the image, knows no resource; a test says that it is the only one.',
      },
    );
  }
}

/** Reading and adding; nothing is ever changed or deleted there. */
export const mediaStatements = (arn: string) => [
  // HeadBucket, by which the shop sees at its start that the bucket is there.
  new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [arn] }),
  new iam.PolicyStatement({
    actions: ['s3:GetObject', 's3:PutObject'],
    resources: [`${arn}/${MEDIA_FOLDER}/*`],
  }),
];

/** The names under which the bucket is known in its own stack and in the other one. */
const MEDIA_ARNS = ['<MediaA721A567.Arn>', 'CloudCartBase:ExportsOutputFnGetAttMediaA721A567ArnB9989168'];

export const explainMedia = (scope: Construct): void =>
  Validations.of(scope).acknowledge(
    ...MEDIA_ARNS.map((arn) => ({
      id: `AwsSolutions-IAM5[Resource::${arn}/${MEDIA_FOLDER}/*]`,
      reason:
        'Names of pictures are made of what is in them, so nobody can list them beforehand; it is one folder of one bucket.',
    })),
  );
