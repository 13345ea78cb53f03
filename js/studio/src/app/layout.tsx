// The frame around every page: menu, health, account.

import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import { useConnection } from '../chain/connection.js';
import { Icon } from '../components/icons.js';
import { Empty, Loading } from '../components/ui.js';
import { t } from '../texts/index.js';
import { AccountMenu } from './account-menu.js';
import { HealthStrip } from './health.js';

const MENU = [
	['market', '/'],
	['chat', '/chat'],
	['datanets', '/datanets'],
	['train', '/train'],
	['earnings', '/earnings'],
	['network', '/network'],
] as const;

function Menu(): ReactNode {
	return (
		<nav className="side" aria-label={t.menuLabel}>
			<Link to="/" className="brand">
				<img src="./icon.svg" alt="" />
				{t.brand}
			</Link>
			<ul className="nav">
				{MENU.map(([name, to]) => (
					<li key={name}>
						<Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
							<Icon name={name} />
							{t.menu[name]}
						</Link>
					</li>
				))}
			</ul>
		</nav>
	);
}

function NoChain(): ReactNode {
	const { status, url, trust } = useConnection();
	if (status === 'connecting') {
		return (
			<p role="status" className="muted">
				{trust === 'light' ? t.light.starting : t.connectingTo(url)}
			</p>
		);
	}
	return (
		<Empty title={t.noNode.title}>
			<p>{t.noNode.about(url)}</p>
			<p>{t.noNode.cure}</p>
		</Empty>
	);
}

/** Moves the focus to a page when it is opened, so that readers begin there. */
function useFocusOnPage(): React.RefObject<HTMLElement | null> {
	const main = useRef<HTMLElement>(null);
	const { pathname } = useLocation();
	const isFirst = useRef(true);
	useEffect(() => {
		if (!isFirst.current) main.current?.focus();
		isFirst.current = false;
	}, [pathname]);
	return main;
}

/** The frame. */
export function Layout(): ReactNode {
	const { chain } = useConnection();
	const main = useFocusOnPage();
	return (
		<div className="shell">
			<a href="#main" className="skip" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
				{t.skip}
			</a>
			<Menu />
			<div>
				<header className="top">
					<HealthStrip />
					<AccountMenu />
				</header>
				<main id="main" ref={main} tabIndex={-1} className="stack">
					{chain ? (
						<Suspense fallback={<Loading />}>
							<Outlet />
						</Suspense>
					) : (
						<NoChain />
					)}
				</main>
			</div>
		</div>
	);
}
