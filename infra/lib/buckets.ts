import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { MEDIA_FOLDER } from './shop-settings.ts';

const CLOSED = {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  encryption: s3.BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

/** Records of who came: network, load balancer, CloudFront (which needs ACLs to write) and other buckets. */
export function logBucket(scope: Construct, id: string, keptDays = 90): s3.Bucket {
  return new s3.Bucket(scope, id, {
    ...CLOSED,
    objectOwnership: s3.ObjectOwnership.OBJECT_WRITER,
    serverAccessLogsPrefix: 'buckets/logs/',
    lifecycleRules: [{ expiration: Duration.days(keptDays) }],
  });
}

/** Pictures and videos of the catalogue, read by CloudFront distributions of this account and by the shop. What was deleted or replaced can be had back for a month. */
export function mediaBucket(scope: Construct, id: string, logs: s3.Bucket): s3.Bucket {
  const bucket = new s3.Bucket(scope, id, {
    ...CLOSED,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: true,
    serverAccessLogsBucket: logs,
    serverAccessLogsPrefix: 'buckets/media/',
    lifecycleRules: [
      {
        noncurrentVersionExpiration: Duration.days(30),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      },
    ],
  });
  bucket.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('cloudfront.amazonaws.com')],
      actions: ['s3:GetObject'],
      resources: [bucket.arnForObjects(`${MEDIA_FOLDER}/*`)],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return bucket;
}
