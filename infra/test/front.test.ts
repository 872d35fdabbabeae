import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { FILES, NEVER_KEPT, SHOP_ONLY } from '../lib/delivery.ts';
import { constantOf, only, resources, templatesOf } from './templates.ts';

const { edge, shop } = templatesOf();
/** Amazon's policy under which nothing is kept. */
const NOTHING = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const KEEP_ALIVE_SECONDS = constantOf('src/platform/process/connection-limits.ts', 'keepAliveMs') / 1000;

describe('load balancer', () => {
  const { Properties } = only(shop, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
  const attributes = Object.fromEntries(
    Properties.LoadBalancerAttributes.map(({ Key, Value }: { Key: string; Value: string }) => [Key, Value]),
  );

  it('stands inside, and is reached by TLS 1.2 and newer only', () => {
    assert.equal(Properties.Scheme, 'internal');
    const listener = only(shop, 'AWS::ElasticLoadBalancingV2::Listener').Properties;
    assert.equal(listener.Protocol, 'HTTPS');
    assert.equal(listener.SslPolicy, 'ELBSecurityPolicy-TLS13-1-2-2021-06');
  });

  it('has a firewall that looks at what is asked', () => {
    const { ResourceArn, WebACLArn } = only(shop, 'AWS::WAFv2::WebACLAssociation').Properties;
    assert.match(JSON.stringify(ResourceArn), /Balancer/);
    assert.match(JSON.stringify(WebACLArn), /Firewall/);
    const rules = only(shop, 'AWS::WAFv2::WebACL').Properties.Rules.map(({ Name }: { Name: string }) => Name);
    assert.deepEqual(rules, [
      'AWSManagedRulesCommonRuleSet',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesSQLiRuleSet',
    ]);
  });

  it('closes idle connections before the shop does', () => {
    assert.equal(attributes['idle_timeout.timeout_seconds'], '60');
    assert.ok(KEEP_ALIVE_SECONDS > 60);
  });

  it('keeps records, drops malformed headers and is not deleted by mistake', () => {
    assert.equal(attributes['access_logs.s3.enabled'], 'true');
    assert.equal(attributes['routing.http.drop_invalid_header_fields.enabled'], 'true');
    assert.equal(attributes['routing.http.desync_mitigation_mode'], 'strictest');
    assert.equal(attributes['deletion_protection.enabled'], 'true');
  });

  it('asks each process whether it is ready, and binds nobody to one', () => {
    for (const { Properties: group } of resources(shop, 'AWS::ElasticLoadBalancingV2::TargetGroup')) {
      assert.equal(group.HealthCheckPath, '/readyz');
      assert.equal(group.Matcher.HttpCode, '200');
      const sticky = group.TargetGroupAttributes.find(
        ({ Key }: { Key: string }) => Key === 'stickiness.enabled',
      );
      assert.equal(sticky?.Value ?? 'false', 'false');
    }
  });
});

describe('edge', () => {
  it('looks at who asks: known offenders, crowds, and guessers', () => {
    const { Scope, Rules } = only(edge, 'AWS::WAFv2::WebACL').Properties;
    assert.equal(Scope, 'CLOUDFRONT');
    const limits = Rules.map(
      ({ Name, Statement }: { Name: string; Statement: Record<string, { Limit?: number }> }) => [
        Name,
        Statement['RateBasedStatement']?.Limit,
      ],
    );
    assert.deepEqual(limits, [
      ['AWSManagedRulesAmazonIpReputationList', undefined],
      ['tries', 300],
      ['requests', 5000],
    ]);
    assert.ok(Rules.slice(1).every(({ Action }: { Action: object }) => 'Block' in Action));
  });

  it('counts tries where passwords, codes and cards are tried, in every language', () => {
    const { Statement } = only(edge, 'AWS::WAFv2::WebACL').Properties.Rules[1];
    const [, { RegexMatchStatement }] =
      Statement.RateBasedStatement.ScopeDownStatement.AndStatement.Statements;
    const pattern = new RegExp(RegexMatchStatement.RegexString);
    for (const path of ['/account/login', '/de/account/login', '/checkout', '/pt-br/checkout/pay'])
      assert.match(path, pattern);
    for (const path of ['/cart/add', '/products/account-book', '/accounting'])
      assert.doesNotMatch(path, pattern);
  });
});

describe('CloudFront', () => {
  const config = only(shop, 'AWS::CloudFront::Distribution').Properties.DistributionConfig;
  const behaviours: { PathPattern: string; CachePolicyId: string | { Ref: string } }[] =
    config.CacheBehaviors;
  const policies = shop.findResources('AWS::CloudFront::CachePolicy');
  const policyOf = (id: string | { Ref: string }) =>
    policies[(id as { Ref: string }).Ref]!['Properties'].CachePolicyConfig;
  const matches = (pattern: string, path: string) =>
    new RegExp(`^${pattern.replaceAll('.', String.raw`\.`).replaceAll('*', '.*')}$`).test(path);
  const behaviourOf = (path: string) =>
    behaviours.find(({ PathPattern }) => matches(PathPattern, path)) ?? config.DefaultCacheBehavior;

  it('never keeps what is somebody’s own, in any language', () => {
    for (const path of [
      ...['/cart', '/cart.js', '/cart/add.js', '/checkout', '/checkout/pay', '/account', '/account/login'],
      ...['/orders/abc', '/wishlist', '/live', '/webhooks/stripe', '/statusz', '/admin'],
      ...[
        '/de/cart',
        '/de/cart.js',
        '/de/checkout/review',
        '/fr/account/orders/1',
        '/de/orders/abc',
        '/es/wishlist',
      ],
    ])
      assert.equal(behaviourOf(path).CachePolicyId, NOTHING, path);
    for (const path of [...NEVER_KEPT, ...SHOP_ONLY])
      assert.equal(behaviours.find(({ PathPattern }) => PathPattern === path)?.CachePolicyId, NOTHING);
  });

  it('keeps pages as long as the shop says, and shares none with who has a cookie', () => {
    for (const path of ['/', '/products/camp-kettle', '/de/collections/all', '/search']) {
      const {
        MinTTL,
        DefaultTTL,
        ParametersInCacheKeyAndForwardedToOrigin: key,
      } = policyOf(behaviourOf(path).CachePolicyId);
      assert.deepEqual([MinTTL, DefaultTTL], [0, 0]);
      assert.equal(key.CookiesConfig.CookieBehavior, 'all');
      assert.equal(key.QueryStringsConfig.QueryStringBehavior, 'all');
    }
  });

  it('keeps files with hashes for everybody alike, as long as the shop says', () => {
    for (const path of FILES.map((one) => one.replace('*', 'a.0123abcd.css'))) {
      const {
        MinTTL,
        MaxTTL,
        ParametersInCacheKeyAndForwardedToOrigin: key,
      } = policyOf(behaviourOf(path).CachePolicyId);
      assert.equal(MinTTL, 0);
      assert.equal(MaxTTL, 31_536_000);
      assert.equal(key.CookiesConfig.CookieBehavior, 'none');
    }
  });

  it('speaks TLS with both sides', () => {
    assert.equal(config.ViewerCertificate.MinimumProtocolVersion, 'TLSv1.2_2021');
    for (const one of [...behaviours, config.DefaultCacheBehavior])
      assert.equal(one.ViewerProtocolPolicy, 'redirect-to-https');
    const { VpcOriginEndpointConfig } = only(shop, 'AWS::CloudFront::VpcOrigin').Properties;
    assert.equal(VpcOriginEndpointConfig.OriginProtocolPolicy, 'https-only');
    assert.deepEqual(VpcOriginEndpointConfig.OriginSSLProtocols, ['TLSv1.2']);
  });

  it('reads pictures from the bucket, as itself, and changes nothing there', () => {
    const media = behaviourOf('/media/0a/1b2c-1800x2250-b7410e-1280.jpg');
    assert.deepEqual(media.AllowedMethods, ['GET', 'HEAD']);
    const origin = config.Origins.find(({ Id }: { Id: string }) => Id === media.TargetOriginId);
    assert.ok(origin.OriginAccessControlId);
    assert.equal(
      only(shop, 'AWS::CloudFront::OriginAccessControl').Properties.OriginAccessControlConfig.SigningBehavior,
      'always',
    );
  });

  it('hands on what the shop decides by: host, cookies, Origin and Sec-Fetch-Site', () => {
    const ALL_VIEWER_AND_CLOUDFRONT = '33f36d7e-f396-46d9-90e0-52428a34d9dc';
    for (const one of [...behaviours, config.DefaultCacheBehavior])
      if (one.TargetOriginId === config.DefaultCacheBehavior.TargetOriginId)
        assert.equal(one.OriginRequestPolicyId, ALL_VIEWER_AND_CLOUDFRONT);
  });

  it('has its firewall, keeps records, and remembers no error', () => {
    assert.deepEqual(config.WebACLId, { Ref: 'EdgeFirewall' });
    assert.ok(config.Logging.Bucket);
    for (const { ErrorCachingMinTTL } of config.CustomErrorResponses) assert.equal(ErrorCachingMinTTL, 0);
  });
});
