import { lookup } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';

/** Networks that are not the public internet. Source: IANA special-purpose address registries. */
const special: [address: string, prefix: number, family: 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
];
/** The only IPv6 addresses handed out for the internet; within them, ranges that lead elsewhere. */
const PUBLIC_V6: [string, number] = ['2000::', 3];
const specialV6: [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const blocked = new BlockList();
for (const [address, prefix, family] of special) blocked.addSubnet(address, prefix, family);
for (const [address, prefix] of specialV6) blocked.addSubnet(address, prefix, 'ipv6');
const publicV6 = new BlockList();
publicV6.addSubnet(...PUBLIC_V6, 'ipv6');

/** True for an IP address of the public internet; false for every other text. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  if (isIPv6(address)) return publicV6.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
  return !blocked.check(address, 'ipv4');
}

/**
 * A `lookup` for sockets that connects to public addresses only. The address that was checked is the one that is
 * connected to, so a name cannot change in between. Not asked for hosts that are IP addresses already.
 */
export const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '');
    const bad = addresses.find(({ address }) => !isPublicAddress(address));
    if (bad || addresses.length === 0) return callback(new Error(`${hostname} is no public address`), '');
    return options.all
      ? callback(null, addresses)
      : callback(null, addresses[0]!.address, addresses[0]!.family);
  });
};
