// The pages and their addresses. Addresses are behind a `#`, so that any static host can serve them.

import {
	createHashHistory,
	createRootRoute,
	createRoute,
	createRouter,
	lazyRouteComponent,
} from '@tanstack/react-router';
import { Layout } from './layout.js';

const root = createRootRoute({ component: Layout });
const number = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : -1);
const big = (text: string): bigint => (/^\d{1,18}$/.test(text) ? BigInt(text) : -1n);

const market = createRoute({
	getParentRoute: () => root,
	path: '/',
	component: lazyRouteComponent(() => import('../pages/market.js'), 'MarketPage'),
});
const model = createRoute({
	getParentRoute: () => root,
	path: '/model/$id',
	params: { parse: ({ id }) => ({ id: number(id) }), stringify: ({ id }) => ({ id: String(id) }) },
	component: lazyRouteComponent(() => import('../pages/model.js'), 'ModelPage'),
});
const chat = createRoute({
	getParentRoute: () => root,
	path: '/chat',
	validateSearch: (search): { model?: number } => ({
		model: typeof search.model === 'number' ? search.model : undefined,
	}),
	component: lazyRouteComponent(() => import('../pages/chat.js'), 'ChatPage'),
});
const datanets = createRoute({
	getParentRoute: () => root,
	path: '/datanets',
	component: lazyRouteComponent(() => import('../pages/datanets.js'), 'DatanetsPage'),
});
const datanet = createRoute({
	getParentRoute: () => root,
	path: '/datanet/$id',
	params: { parse: ({ id }) => ({ id: number(id) }), stringify: ({ id }) => ({ id: String(id) }) },
	component: lazyRouteComponent(() => import('../pages/datanet.js'), 'DatanetPage'),
});
const contribution = createRoute({
	getParentRoute: () => root,
	path: '/contribution/$id',
	params: { parse: ({ id }) => ({ id: big(id) }), stringify: ({ id }) => ({ id: String(id) }) },
	component: lazyRouteComponent(() => import('../pages/contribution.js'), 'ContributionPage'),
});
const train = createRoute({
	getParentRoute: () => root,
	path: '/train',
	validateSearch: (search): { again?: number } => ({
		again: typeof search.again === 'number' ? search.again : undefined,
	}),
	component: lazyRouteComponent(() => import('../pages/train.js'), 'TrainPage'),
});
const job = createRoute({
	getParentRoute: () => root,
	path: '/job/$id',
	params: { parse: ({ id }) => ({ id: big(id) }), stringify: ({ id }) => ({ id: String(id) }) },
	component: lazyRouteComponent(() => import('../pages/job.js'), 'JobPage'),
});
const earnings = createRoute({
	getParentRoute: () => root,
	path: '/earnings',
	component: lazyRouteComponent(() => import('../pages/earnings.js'), 'EarningsPage'),
});
const network = createRoute({
	getParentRoute: () => root,
	path: '/network',
	component: lazyRouteComponent(() => import('../pages/network.js'), 'NetworkPage'),
});

const routeTree = root.addChildren([
	...[market, model, chat, datanets, datanet, contribution, train, job, earnings, network],
]);

/** The router of the page. */
export const router = createRouter({ routeTree, history: createHashHistory(), defaultPreload: 'intent' });

declare module '@tanstack/react-router' {
	interface Register {
		router: typeof router;
	}
}
