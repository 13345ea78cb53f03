// Where the page begins.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/index.css';
import { ActionsProvider } from './app/actions.js';
import { router } from './app/router.js';
import { applyTheme } from './app/theme.js';
import { ConnectionProvider } from './chain/connection.js';
import { WalletProvider } from './wallet/wallet.js';

applyTheme();
const client = new QueryClient({ defaultOptions: { queries: { staleTime: 1000, refetchOnWindowFocus: false } } });
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
	<StrictMode>
		<QueryClientProvider client={client}>
			<ConnectionProvider>
				<WalletProvider>
					<ActionsProvider>
						<RouterProvider router={router} />
					</ActionsProvider>
				</WalletProvider>
			</ConnectionProvider>
		</QueryClientProvider>
	</StrictMode>,
);
