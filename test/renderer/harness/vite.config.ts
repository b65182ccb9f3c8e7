// The screens on a fake engine, for looking at them: npx vite --config test/renderer/harness/vite.config.ts
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// biome-ignore lint/style/noDefaultExport: what vite reads
export default defineConfig({
  root: resolve(import.meta.dirname),
  publicDir: resolve('src/renderer/public'),
  plugins: [react()],
  cacheDir: resolve('node_modules/.vite-harness'),
  server: { host: '127.0.0.1', fs: { allow: [resolve('.')] } },
  build: { outDir: resolve('out/harness'), target: 'chrome108', emptyOutDir: true },
})
