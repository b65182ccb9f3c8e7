// nginx as the server that does nothing: twelve bytes from memory, one worker, on core 0, on a free loopback port.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { need, stopChild } from './programs.ts'

export interface NullServer extends AsyncDisposable {
  readonly port: number
}

export async function startNullServer(): Promise<NullServer> {
  const nginx = need('nginx')
  const folder = mkdtempSync(join(tmpdir(), 'tailrace-bench-'))
  const port = await freePort()
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder, port))
  const child = spawn('taskset', ['-c', '0', nginx, '-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: 'ignore',
  })
  const dispose = async () => {
    await stopChild(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await answers(port)
  } catch (error) {
    await dispose()
    throw error
  }
  return { port, [Symbol.asyncDispose]: dispose }
}

function configuration(folder: string, port: number): string {
  return `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600s;
  client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b; fastcgi_temp_path ${folder}/c;
  uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
  server { listen 127.0.0.1:${port} backlog=1024; location / { default_type text/plain; return 200 "hello world\\n"; } }
}
`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No port was given')
  return address.port
}

/** Ready within 5 s, or an error. */
async function answers(port: number): Promise<void> {
  const deadline = performance.now() + 5_000
  for (;;) {
    try {
      await (await fetch(`http://127.0.0.1:${port}/`)).text()
      return
    } catch (cause) {
      if (performance.now() > deadline) throw new Error('nginx did not answer within 5 s', { cause })
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}
