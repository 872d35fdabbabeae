import { Duration, Validations } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { BaseStack } from './base-stack.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { MEDIA_FOLDER } from './shop-settings.ts';

/** What is somebody's own, or must reach the shop each time; also below the address of a language (`/de/cart`). */
export const NEVER_KEPT = ['account', 'checkout', 'cart', 'orders', 'wishlist', 'admin'].flatMap((name) => [
  `/${name}*`,
  `/*/${name}*`,
]);
/** The same, without languages. */
export const SHOP_ONLY = ['/live*', '/webhooks/*', '/statusz'];
/** Files whose address changes with their content (decision 0020), and pictures of the demo catalogue. */
export const FILES = ['/css/*', '/js/*', '/fonts/*', '/images/*', '/videos/*'];

const YEAR = Duration.days(365);

/** CloudFront: the only door. Pictures and videos come from the bucket, everything else from the load balancer. */
export class Delivery extends Construct {
  readonly distribution: cloudfront.Distribution;

  constructor(
    scope: Construct,
    id: string,
    base: BaseStack,
    {
      front,
      certificateArn,
      firewallArn,
    }: { front: LoadBalancer; certificateArn: string; firewallArn: string },
  ) {
    super(scope, id);
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: base.settings.domain,
      domainNames: [base.settings.domain],
      certificate: acm.Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      webAclId: firewallArn,
      logBucket: base.logs,
      logFilePrefix: 'cloudfront/',
      defaultBehavior: this.shop(front, this.pages()),
      additionalBehaviors: this.others(base, front),
      // What is not there yet, or not ready, is asked again at once: during a deploy both versions serve.
      errorResponses: [403, 404, 500, 502, 503, 504].map((httpStatus) => ({
        httpStatus,
        ttl: Duration.seconds(0),
      })),
    });
    this.explain();
    this.name(base);
  }

  private others(base: BaseStack, front: LoadBalancer): Record<string, cloudfront.BehaviorOptions> {
    const files = this.shop(front, this.files());
    const never = this.shop(front, cloudfront.CachePolicy.CACHING_DISABLED);
    return {
      // Own things first: of two that fit, CloudFront takes the first one.
      ...Object.fromEntries([...NEVER_KEPT, ...SHOP_ONLY].map((path) => [path, never])),
      [`/${MEDIA_FOLDER}/*`]: this.media(base),
      ...Object.fromEntries(FILES.map((path) => [path, files])),
    };
  }

  private origin: cloudfront.IOrigin | undefined;

  private shop(front: LoadBalancer, cachePolicy: cloudfront.ICachePolicy): cloudfront.BehaviorOptions {
    this.origin ??= origins.VpcOrigin.withApplicationLoadBalancer(front.balancer, {
      protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
      readTimeout: Duration.seconds(60),
      keepaliveTimeout: Duration.seconds(55),
    });
    return {
      origin: this.origin,
      cachePolicy,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      // The shop packs its answers itself, also those that are not kept.
      compress: false,
      // Host, cookies, Origin and Sec-Fetch-Site as they came, and where the visitor is.
      originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_AND_CLOUDFRONT_2022,
    };
  }

  /**
   * Kept as the shop says (`Cache-Control`), for nobody longer. Cookies are part of the name: who has none shares a page with others who
   * have none, and nobody with a cookie is shown it, or shows theirs.
   */
  private pages(): cloudfront.CachePolicy {
    return new cloudfront.CachePolicy(this, 'Pages', {
      comment: 'as the shop says; with cookies a page of one’s own',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: YEAR,
      cookieBehavior: cloudfront.CacheCookieBehavior.all(),
      queryStringBehavior: cloudfront.CacheQueryStringBehavior.all(),
      headerBehavior: cloudfront.CacheHeaderBehavior.allowList('Host'),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
  }

  /** The same for everybody. */
  private files(): cloudfront.CachePolicy {
    return new cloudfront.CachePolicy(this, 'Files', {
      comment: 'files, the same for everybody',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: YEAR,
      cookieBehavior: cloudfront.CacheCookieBehavior.none(),
      queryStringBehavior: cloudfront.CacheQueryStringBehavior.all(),
      headerBehavior: cloudfront.CacheHeaderBehavior.none(),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
  }

  private media({ media }: BaseStack): cloudfront.BehaviorOptions {
    // By its name: its own stack lets CloudFront read, before there is a distribution.
    const bucket = s3.Bucket.fromBucketAttributes(this, 'Media', {
      bucketName: media.bucketName,
      bucketRegionalDomainName: media.bucketRegionalDomainName,
    });
    return {
      origin: origins.S3BucketOrigin.withOriginAccessControl(bucket),
      cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD,
    };
  }

  private name({ zone, settings }: BaseStack): void {
    const target = route53.RecordTarget.fromAlias(new CloudFrontTarget(this.distribution));
    const recordName = settings.domain;
    new route53.ARecord(this, 'Ipv4', { zone, recordName, target });
    new route53.AaaaRecord(this, 'Ipv6', { zone, recordName, target });
  }

  private explain(): void {
    Validations.of(this.distribution).acknowledge({
      id: 'AwsSolutions-CFR1',
      reason:
        'A shop that is open to visitors of every country; where it delivers is a rule of the shop, not of the network.',
    });
  }
}
