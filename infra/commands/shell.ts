import { spawn } from 'node:child_process';

export interface Call {
  command: string;
  args: string[];
  /** Given on standard input, where nobody else on this machine can read it. */
  input?: string;
  env?: Record<string, string>;
}

/** Runs a program, shows what it says when `isShown`, and answers its standard output. Errors: when it ends with another code than 0. */
export type Shell = (call: Call, isShown?: boolean) => Promise<string>;

export const shell: Shell = ({ command, args, input = '', env = {} }, isShown = false) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['pipe', isShown ? 'inherit' : 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout?.on('data', (data: Buffer) => {
      output += data.toString();
    });
    child.once('error', () =>
      reject(new Error(`${command} is not installed: see docs/deploy-aws.md, "What you need"`)),
    );
    child.once('close', (code) =>
      code === 0
        ? resolve(output.trim())
        : reject(new Error(`${command} ${args[0] ?? ''} ${args[1] ?? ''} ended with ${code}`)),
    );
    child.stdin?.end(input);
  });

/** What the `aws` command answers, read as JSON. */
export async function aws<T>(run: Shell, args: string[], more: Partial<Call> = {}): Promise<T> {
  const text = await run({ command: 'aws', args: [...args, '--output', 'json', '--no-cli-pager'], ...more });
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
