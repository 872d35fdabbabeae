/** What the containers may do and use, asked of the engine. */
import { expect } from './promises.mjs';

const MOST_BYTES = 150e6;
const BASE = 'node:24-slim';

/** Bytes of the layers that the shop's image adds to the one it stands on. */
async function ownBytes(containers) {
  const layers = async (image) =>
    JSON.parse(await containers.engineSays('image', 'inspect', '--format', '{{json .RootFS.Layers}}', image));
  const [base, own] = [await layers(BASE), await layers('cloudcart-shop')];
  expect(
    base.every((layer, nth) => layer === own[nth]),
    `cloudcart-shop does not stand on ${BASE}`,
  );
  const size = (image) => containers.engineSays('image', 'inspect', '--format', '{{.Size}}', image);
  return Number(await size('cloudcart-shop')) - Number(await size(BASE));
}

export async function smallImage(containers) {
  const bytes = await ownBytes(containers);
  expect(bytes <= MOST_BYTES, `our layers take ${bytes / 1e6} MB, not ${MOST_BYTES / 1e6} at most`);
  return `our layers take ${(bytes / 1e6).toFixed(1)} MB`;
}

/** Names of what is wrong with a container, as the engine describes it. */
function faults({ Config, HostConfig, State }) {
  const { ReadonlyRootfs, Memory, NanoCpus, PidsLimit, CapDrop } = HostConfig;
  return Object.entries({
    'runs as root': ['', '0', 'root'].includes(Config.User.split(':')[0]),
    'may write into its image': !ReadonlyRootfs,
    'keeps rights': !CapDrop?.includes('ALL'),
    'has no limit': !(Memory > 0 && NanoCpus > 0 && PidsLimit > 0),
    'is not known to be healthy': State.Health?.Status !== 'healthy',
  }).flatMap(([fault, isSo]) => (isSo ? [fault] : []));
}

/** Every container that runs is locked, limited and healthy; one of the shop's cannot write where its programs are. */
export async function lockedContainers(containers) {
  const ids = await containers.of();
  const all = JSON.parse(await containers.engineSays('inspect', ...ids));
  const wrong = all.flatMap((one) => faults(one).map((fault) => `${one.Name.slice(1)} ${fault}`));
  expect(wrong.length === 0, wrong.join('; '));
  const attempt =
    '[ "$(id -u)" = 1000 ] && touch /tmp/here && ! touch /app/dist/here 2>/dev/null && echo locked';
  expect(
    (await containers.compose('exec', '-T', 'worker', 'sh', '-c', attempt)).includes('locked'),
    'the worker can write into its image, or not into /tmp',
  );
  return `${all.length} containers`;
}
