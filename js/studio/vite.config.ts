import { defineConfig } from 'vite';

export default defineConfig({
	// Addresses are relative, so that the files can be served from any folder of any host.
	base: './',
	worker: { format: 'es' },
	build: {
		// From there, scripts/publish.ts puts it into dist/.
		outDir: 'build/site',
		emptyOutDir: true,
		target: 'es2022',
		modulePreload: { polyfill: false },
		rolldownOptions: {
			// PAPI's provider imports an error of smoldot, and with it megabytes that the page's thread has no use for.
			treeshake: { moduleSideEffects: [{ test: /[\\/]smoldot[\\/]dist[\\/]/, sideEffects: false }] },
			// React's server components mark modules for clients; here everything is a client's.
			onLog: (level, log, handle) => {
				if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
			},
		},
	},
});
