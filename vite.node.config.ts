// The parts that run on plain Node: engine, guardian, generator and the command line, one bundle each.
import { chmodSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  // `npx tailrace` starts the file itself
  plugins: [{ name: 'executable', writeBundle: () => chmodSync('out/node/tailrace.js', 0o755) }],
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'out/node',
    rollupOptions: {
      input: {
        engine: resolve('src/engine/index.ts'),
        guardian: resolve('src/engine/guardian.ts'),
        generator: resolve('src/core/load/generator.ts'),
        'generator-worker': resolve('src/core/load/generator-worker.ts'),
        tailrace: resolve('src/cli/index.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
})
