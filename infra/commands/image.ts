import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Outputs } from './cdk.ts';
import { aws, type Shell } from './shell.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** For pictures in a bucket, in the version with which the shop is tested. */
function bucketPackage(): string {
  const { devDependencies } = JSON.parse(readFileSync(`${project}/package.json`, 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  return `@aws-sdk/client-s3@${devDependencies['@aws-sdk/client-s3']}`;
}

/** The commit that is checked out. Errors: when files differ from it, for then the tag would not say what is in the image. */
export async function commitTag(run: Shell): Promise<string> {
  const git = (...args: string[]) => run({ command: 'git', args: ['-C', project, ...args] });
  if ((await git('status', '--porcelain')) !== '')
    throw new Error(
      'There are changes that are not committed: commit them, or name an image with --image-tag.',
    );
  return git('rev-parse', '--short=12', 'HEAD');
}

/** Builds and sends the image, when the repository has none of this tag. */
export async function pushImage(run: Shell, base: Outputs, tag: string): Promise<string> {
  const repository = base['ImagesName']!;
  const known = ['ecr', 'describe-images', '--repository-name', repository, '--image-ids', `imageTag=${tag}`];
  if (
    await aws(run, known).then(
      () => true,
      () => false,
    )
  )
    return 'is there';
  const uri = base['ImagesUri']!;
  const password = await run({ command: 'aws', args: ['ecr', 'get-login-password'] });
  const login = ['login', '--username', 'AWS', '--password-stdin', uri.split('/')[0]!];
  await run({ command: 'docker', args: login, input: password });
  const build = ['buildx', 'build', '--platform', 'linux/arm64', '--provenance=false', '--push'];
  const what = ['--build-arg', `ADD_PACKAGES=${bucketPackage()}`, '--tag', `${uri}:${tag}`, project];
  await run({ command: 'docker', args: [...build, ...what] }, true);
  return 'sent';
}
